"""Messages about a change, with a button that takes the change back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import reverse

_TAG = "undo-"


def undoable(request: HttpRequest, text: str, change: UUID) -> None:
    """Say what was done on the next page that is shown, with a button that undoes this change."""
    messages.success(request, text, extra_tags=f"{_TAG}{change}")


def undo_address(message: Message) -> str:
    """Return where the button of a message leads; empty where there is nothing to undo."""
    tag = message.extra_tags or ""
    return reverse("undo", args=[tag.removeprefix(_TAG)]) if tag.startswith(_TAG) else ""
