"""Where in the form something has to be done: links to its fields, in their order, with sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from usecases.form.document import Errors
from usecases.form.kinds import KINDS, Kind
from usecases.form.typed import Typed

HEAD_LABELS = {
    "title": "Title",
    "number": "Number",
    "status": "Status",
    "description": "Description",
    "event": "Event",
    "notes": "Notes",
    "tags": "Tags",
    "slug": "Address",
}


@dataclass(frozen=True)
class Link:
    """A sentence about a field: the field's id, and what it is called."""

    id: str
    label: str
    sentence: str


def links(typed: Typed, errors: Errors) -> list[Link]:
    """Return a link for each sentence; `errors` holds them by the names of fields, or of kinds of rows."""
    found = [
        Link(name, label, sentence)
        for name, label in HEAD_LABELS.items()
        for sentence in errors.get(name, ())
    ]
    for kind in KINDS.values():
        found += _of_kind(typed, kind, errors)
    return found


def _of_kind(typed: Typed, kind: Kind, errors: Errors) -> Iterator[Link]:
    rows = typed.rows.get(kind.name, ())
    # What is said of all rows leads to where the next one is written.
    blank = next((f"{kind.name}-{row.key}-{kind.fields[0].name}" for row in rows if row.blank(kind)), None)
    for sentence in errors.get(kind.name, ()):
        yield Link(blank or f"{kind.name}-add", kind.title, sentence)
    for number, row in enumerate(rows, 1):
        for field in kind.fields:
            name = f"{kind.name}-{row.key}-{field.name}"
            for sentence in errors.get(name, ()):
                yield Link(name, f"{kind.one} {number}, {field.label}".capitalize(), sentence)
