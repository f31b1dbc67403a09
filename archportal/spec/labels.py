"""How fields, rows and values of a document are called where a person reads of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archportal.spec.documents import Document
from archportal.spec.faults import Place
from archportal.spec.matching import Row, heart

FIELDS = {
    "slug": "Address",
    "number": "Number",
    "title": "Title",
    "name": "Name",
    "singular": "Name of one",
    "definition": "Definition",
    "goals": "Goals",
    "pain_points": "Pain points",
    "aliases": "Other names",
    "type": "Type",
    "external": "From outside",
    "introduction": "Introduction",
    "optional": "Optional",
    "required": "Required",
    "status": "Status",
    "tags": "Tags",
    "stories": "Stories",
    "personas": "Personas",
    "want": "What they want",
    "so_that": "So that",
    "description": "Description",
    "event": "Event",
    "preconditions": "Preconditions",
    "inputs": "Inputs",
    "default": "Default",
    "outputs": "Outputs",
    "success_path": "Success path",
    "text": "Text",
    "exceptions": "Exceptions",
    "step": "At step",
    "handling": "What happens then",
    "notes": "Notes",
}
"""The name of every field of every document."""

ROWS = {
    "goals": "Goal",
    "pain_points": "Pain point",
    "aliases": "Other name",
    "tags": "Tag",
    "stories": "Story",
    "personas": "Persona",
    "preconditions": "Precondition",
    "inputs": "Input",
    "outputs": "Output",
    "success_path": "Step",
    "exceptions": "Exception",
}
"""The name of one row of every list."""

VALUES = frozenset({"tags", "aliases", "personas"})
"""Lists of short values, where a changed value is another value."""

HEARTS = frozenset({"name", "text", "want"})
"""The fields by which people know a row."""

SWITCHES = {
    "optional": ("optional", "required"),
    "required": ("required", "optional"),
    "external": ("from outside", "not from outside"),
}
"""What a switch says when it is on, and when it is off"""

_CLIP = 60


def clip(text: str, limit: int = _CLIP) -> str:
    """Return a text on one line, cut where it is long.

    >>> clip("A long story", 8)
    'A long…'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def shown(field: str, value: Any) -> str:
    """Return a value as plain text for the eye: a switch as a word, a list and a row on several lines."""
    if isinstance(value, bool):
        return SWITCHES[field][not value]
    if isinstance(value, tuple):
        return "\n".join(f"• {shown(field, item)}" for item in value)
    if isinstance(value, Document):
        return _shown_row(value)
    text = "" if value is None else str(value)
    return text.replace("_", " ") if field == "status" else text


def _shown_row(row: Document) -> str:
    """Return a row as its first text with all that is not as it mostly is below it."""
    first, below = "", []
    for name, value in row:
        if name in HEARTS:
            first = str(value)
        elif value != type(row).model_fields[name].get_default():
            text = ", ".join(value) if isinstance(value, tuple) else shown(name, value)
            below.append(text if isinstance(value, bool) else f"{FIELDS[name]}: {text}")
    return "\n".join([first, *below] if first else below)


def label(document: Document, place: Place) -> str:
    """Return the name of a place in the document: “Input 2, Final data card: required”."""
    field, *inner = place
    if not inner:
        return FIELDS[str(field)]
    index, *inner = inner
    row = getattr(document, str(field))[index]
    row_label = _row_label(str(field), int(index), row)
    return f"{row_label}: {_inner_label(row, inner)}" if inner else row_label


def _row_label(field: str, index: int, row: Row) -> str:
    name = f"{ROWS[field]} {index + 1}"
    return f"{name}, {clip(heart(row), 40).rstrip('.')}" if heart(row) else name


def _inner_label(row: Row, place: Sequence[int | str]) -> str:
    name = str(place[0])
    if len(place) == 1:
        return FIELDS[name].lower()
    inner = _row_label(name, int(place[1]), getattr(row, name)[place[1]])
    return inner[0].lower() + inner[1:]


def row_name(document: Document, place: Place) -> str:
    """Return the row at this place as a sentence names it: “Input “Raw data””."""
    value: Any = document
    for key in place:
        value = value[key] if isinstance(key, int) else getattr(value, key)
    name = ROWS[str(place[-2])]
    return f"{name} “{clip(heart(value))}”" if heart(value) else f"{name} {int(place[-1]) + 1}"
