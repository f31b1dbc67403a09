"""Messages about a change, with a button that takes the change back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import reverse


def undoable(request: HttpRequest, text: str, change: UUID | None) -> None:
    """Say what was done on the next page that is shown, with a button that undoes this change.

    There is no button where the change is None: nothing had to be saved.
    """
    messages.success(request, text, extra_tags=str(change or ""))


def undo_address(message: Message) -> str:
    """Return where the button of a message leads; empty where there is nothing to undo."""
    try:
        return reverse("undo", args=[UUID(message.extra_tags or "")])
    except ValueError:
        return ""
