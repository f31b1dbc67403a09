"""The pages of specifications and use cases."""
