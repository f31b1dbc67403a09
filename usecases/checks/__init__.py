"""Checks of a specification: run once per change, their findings shown, mended and dismissed."""
