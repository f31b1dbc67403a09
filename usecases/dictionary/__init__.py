"""The dictionary of a specification: its artifacts, their names, and where they flow."""
