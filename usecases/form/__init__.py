"""The form of a use case: what a person typed, the document made of it, and the page that shows it again."""
