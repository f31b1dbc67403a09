"""Documents in other formats, shown on a page to be read, copied and downloaded."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SHOWN = 200 * 1024
"""Bytes of a document that are shown; a larger one is there to be downloaded."""


@dataclass(frozen=True)
class Choice:
    """A format to choose: its key, what readers call it, its file name and address, and what makes it.

    Without `make` it is no text and can only be downloaded.
    """

    key: str
    label: str
    name: str
    address: str
    make: Callable[[], Iterable[bytes]] | None = None

    @property
    def is_text(self) -> bool:
        """Whether it can be shown; a template that asks for `make` would call it."""
        return self.make is not None


def source_page(
    request: HttpRequest, template: str, choices: Sequence[Choice], context: dict[str, Any]
) -> HttpResponse:
    """Show the format that `?format=` asks for, or the first one."""
    shown = [choice for choice in choices if choice.is_text]
    chosen = next((choice for choice in shown if choice.key == request.GET.get("format")), shown[0])
    assert chosen.make is not None
    text, cut = beginning(chosen.make())
    more = {"choices": choices, "chosen": chosen, "text": text, "cut": cut}
    return render(request, template, {**context, **more})


def beginning(pieces: Iterable[bytes]) -> tuple[str, bool]:
    """Return about the first 200 KiB of a text, in whole lines, and whether there is more."""
    data = b""
    for piece in pieces:
        data += piece
        if len(data) > SHOWN:
            return data[: data.rfind(b"\n", 0, SHOWN) + 1 or SHOWN].decode(errors="ignore"), True
    return data.decode(), False
