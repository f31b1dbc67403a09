"""Where in the form something has to be done: links to its fields, in their order, with sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

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


class Place(NamedTuple):
    """Where a link leads: the field's id, and what it is called."""

    id: str
    label: str

    def saying(self, sentence: str) -> Link:
        """Return the link that leads here and says this."""
        return Link(self.id, self.label, sentence)


def links(typed: Typed, errors: Errors) -> list[Link]:
    """Return a link for each sentence; `errors` holds them by the names of fields, or of kinds of rows."""
    return [place.saying(sentence) for name, place in _places(typed) for sentence in errors.get(name, ())]


def places(typed: Typed) -> dict[str, Place]:
    """Return where sentences lead to, by the names of fields and of kinds of rows, in the order of the form.

    Whoever asks for many of them asks once: all rows are looked at.
    """
    return dict(_places(typed))


def _places(typed: Typed) -> Iterator[tuple[str, Place]]:
    for name, label in HEAD_LABELS.items():
        yield name, Place(name, label)
    for kind in KINDS.values():
        yield from _of_kind(typed, kind)


def _of_kind(typed: Typed, kind: Kind) -> Iterator[tuple[str, Place]]:
    rows = typed.rows.get(kind.name, ())
    # What is said of all rows leads to where the next one is written.
    blank = next((f"{kind.name}-{row.key}-{kind.fields[0].name}" for row in rows if row.blank(kind)), None)
    yield kind.name, Place(blank or f"{kind.name}-add", kind.title)
    for number, row in enumerate(rows, 1):
        for field in kind.fields:
            name = f"{kind.name}-{row.key}-{field.name}"
            yield name, Place(name, f"{kind.one} {number}, {field.label}".capitalize())
