"""The dictionary of a specification."""
