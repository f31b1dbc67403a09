"""What other apps have to know about personas."""

from django.dispatch import Signal

slug_replaced = Signal()
"""Sent inside the transaction: wherever `old` stands (a slug), `new` (a Persona) takes its place.

Arguments: old, new, origin. Either a persona got another slug, or another persona takes its place.
"""
