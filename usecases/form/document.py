"""The document that was typed, and its faults at the fields where they happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archportal import spec
from archportal.spec import rules
from usecases.form.kinds import KINDS, SUCCESS_PATH, Kind
from usecases.form.typed import GONE, Typed, TypedRow, number_in

Errors = dict[str, list[str]]
"""Sentences by the name of the form's field; by the name of a kind where they are about all of its rows."""


@dataclass
class Reading:
    """What came of reading a form: plain data for the document, the rows that were kept, and errors."""

    data: dict[str, Any]
    kept: dict[str, list[TypedRow]]
    errors: Errors = field(default_factory=dict)

    def blame(self, error: spec.SpecError) -> None:
        """Add the faults of a document at the fields of the form that they came from."""
        for fault in error.faults:
            self.errors.setdefault(self.name_of(fault.place), []).append(fault.message)

    def name_of(self, place: tuple[int | str, ...]) -> str:
        """Return the name of the form's field for a place in the document."""
        name = str(place[0]) if place else "title"
        kept = self.kept.get(name)
        if kept is None or len(place) < 2 or not isinstance(place[1], int) or place[1] >= len(kept):
            return name
        part = str(place[2]) if len(place) > 2 else KINDS[name].fields[0].name
        return f"{name}-{kept[place[1]].key}-{part}"

    def rows_in(self, merged: spec.UseCase, typed: spec.UseCase) -> dict[str, str]:
        """Return the ids of the rows in a form of what came of merging what was typed, by their ids here.

        The keys of its rows are their places (see `from_document`); rows that went are left out.
        """
        from archportal.spec.matching import pairs

        return {
            f"{kind}-{self.kept[kind][before].key}": f"{kind}-{after}"
            for kind in KINDS
            for before, after in pairs(getattr(typed, kind), getattr(merged, kind))
            if before is not None and after is not None
        }


def read(typed: Typed, personas: Mapping[str, str]) -> tuple[spec.UseCase | None, Reading]:
    """Return the document that was typed, or None with errors; rows without a text are left out.

    `personas` leads from the keys of names, singulars and slugs to slugs (see `persona_lookup`).
    """
    heads = typed.heads
    data: dict[str, Any] = {
        name: heads[name] for name in ("title", "number", "event", "description", "notes")
    }
    data |= {"optional": typed.optional, "status": heads["status"] or "draft", "tags": split(heads["tags"])}
    if heads["slug"]:
        data["slug"] = heads["slug"]
    kept = {
        kind.name: [row for row in typed.rows.get(kind.name, ()) if not row.blank(kind)]
        for kind in KINDS.values()
    }
    reading = Reading(data, kept)
    for kind in KINDS.values():
        data[kind.name] = [_item(kind, row, reading, typed, personas) for row in kept[kind.name]]
    try:
        document = spec.build(spec.UseCase, data)
    except spec.SpecError as error:
        reading.blame(error)
        return None, reading
    return (None if reading.errors else document), reading


def _item(
    kind: Kind, row: TypedRow, reading: Reading, typed: Typed, personas: Mapping[str, str]
) -> str | dict[str, Any]:
    if kind.name == "preconditions":
        return row.values.get("text", "")
    item: dict[str, Any] = {}
    for field_ in kind.fields:
        value = row.values.get(field_.name, "")
        if field_.control == "switch":
            item[field_.name] = bool(value)
        elif field_.control == "step":
            item[field_.name] = _step(value, reading.kept[SUCCESS_PATH.name])
        elif field_.control == "personas":
            item[field_.name] = _personas(value, personas, reading, f"{kind.name}-{row.key}-personas")
        else:
            item[field_.name] = value
    return item


def _step(key: str, steps: list[TypedRow]) -> int | None:
    if key.startswith(GONE):
        return number_in(key.removeprefix(GONE)) or None
    return next((place for place, row in enumerate(steps, 1) if row.key == key), None)


def _personas(text: str, lookup: Mapping[str, str], reading: Reading, name: str) -> list[str]:
    slugs, unknown = match_personas(text, lookup)
    for persona in unknown:
        reading.errors.setdefault(name, []).append(unknown_persona(persona))
    return slugs


def unknown_persona(name: str) -> str:
    """Return what is said where a name leads to no persona."""
    return f"There is no persona “{name}”. Choose one that the list offers, or create it first."


def match_personas(text: str, lookup: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the slugs of the personas named between commas, and the names that lead to none.

    A name can hold commas itself, so the longest run of parts that is a name is taken each time.
    """
    parts = [part.strip() for part in text.replace("\n", ",").replace(";", ",").split(",")]
    parts = [part for part in parts if part]
    slugs: list[str] = []
    unknown: list[str] = []
    start = 0
    while start < len(parts):
        runs = range(min(len(parts), start + 8), start, -1)
        end = next((end for end in runs if rules.name_key(", ".join(parts[start:end])) in lookup), None)
        if end is None:
            unknown.append(parts[start])
        else:
            slugs.append(lookup[rules.name_key(", ".join(parts[start:end]))])
        start = end or start + 1
    return list(dict.fromkeys(slugs)), unknown


def split(text: str) -> list[str]:
    """Return the tags between commas, each once."""
    tags = (rules.one_line(part) for part in text.replace(";", ",").replace("\n", ",").split(","))
    return list(dict.fromkeys(tag for tag in tags if tag))
