"""Differences as people read them: the texts of both sides, and one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from archportal.spec.documents import Document, UseCase
from archportal.spec.faults import Place
from archportal.spec.jsonformat import AnyDocument
from archportal.spec.labels import FIELDS, HEARTS, SWITCHES, clip, row_name, shown

What = Literal["changed", "added", "removed", "moved"]

_SHORT = 60
_WHOLE = {"optional": "The use case", "external": "The artifact", "notes": "“Notes”"}
_PARTS = {
    "so_that": "The reason",
    "default": "The default",
    "description": "The description",
    "handling": "The handling",
}


@dataclass(frozen=True)
class Change:
    """A difference: its places in both documents, of the list where one of them has no such row."""

    what: What
    old: Place
    new: Place


def texts(change: Change, before: Document, after: Document) -> tuple[str, str]:
    """Return what stood there and what stands there, as plain text."""
    if change.what == "moved":
        return str(int(change.old[-1]) + 1), str(int(change.new[-1]) + 1)
    return (
        "" if change.what == "added" else _text(before, change.old),
        "" if change.what == "removed" else _text(after, change.new),
    )


def sentence(change: Change, before: Document, after: Document) -> str:
    """Return the change as a sentence: “Input “Raw data” was removed.”."""
    texts_of_both = texts(change, before, after)
    if change.what == "changed":
        return _changed(change.old, before, *texts_of_both)
    place, document = (change.new, after) if change.what == "added" else (change.old, before)
    said = row_name(document, place)
    holder = _holder(document, place)
    if change.what == "moved":
        of = f" of {holder}" if holder else ""
        return f"{said}{of} was moved from place {texts_of_both[0]} to place {texts_of_both[1]}."
    to = f" {'to' if change.what == 'added' else 'from'} {holder}" if holder else ""
    return f"{said} was {change.what}{to}."


def with_names(document: AnyDocument, names: Mapping[str, str]) -> AnyDocument:
    """Return the document as people read it: with the names of personas in place of their slugs."""
    if not isinstance(document, UseCase) or not names:
        return document
    stories = tuple(
        story.model_copy(update={"personas": tuple(names.get(slug, slug) for slug in story.personas)})
        for story in document.stories
    )
    return document.model_copy(update={"stories": stories})


def value_at(document: Document, place: Place) -> Any:
    """Return what stands at a place of the document."""
    value: Any = document
    for key in place:
        value = value[key] if isinstance(key, int) else getattr(value, key)
    return value


def _text(document: Document, place: Place) -> str:
    value = value_at(document, place)
    if isinstance(document, UseCase):
        if place[-1] == "step":
            return _step(document, value)
        if place == ("optional",) and not value:
            return "mandatory"
    return shown(str(place[-1]), value)


def _step(use_case: UseCase, number: int | None) -> str:
    """Return the number of a step with its text, because the same number may mean another step."""
    if number is None:
        return ""
    steps = use_case.success_path[number - 1 : number]
    return ", ".join([str(number), *(clip(step.text) for step in steps)])


def _changed(place: Place, document: Document, before: str, after: str) -> str:
    """Say what became of a value; `document` is the one before, whose rows people know."""
    field = place[-1]
    if len(place) == 1:
        switch = isinstance(value_at(document, place), bool)
        return _now(_WHOLE.get(str(field), FIELDS[str(field)]), before, after, switch)
    if isinstance(field, int) or (field in HEARTS and before and after):
        row_place = place if isinstance(field, int) else place[:-1]
        return f"{row_name(document, row_place)} is now “{clip(after)}”."
    row = row_name(document, place[:-1])
    if field == "step":
        return f"{row} is now at step {after}." if after else f"{row} is no longer at a step."
    if field in HEARTS or field in SWITCHES:
        return _now(row, before, after, field in SWITCHES)
    return _now(f"{_PARTS[field]} of {row[0].lower()}{row[1:]}", before, after)


def _now(who: str, before: str, after: str, switch: bool = False) -> str:
    """Say what something is now, and what it was where both are short."""
    if switch:
        return f"{who} is now {after}."
    if not after:
        return f"{who} was emptied."
    if not before:
        return f"{who} was filled in: “{clip(after)}”."
    if max(len(before), len(after)) > _SHORT or "\n" in before + after:
        return f"{who} was changed to “{clip(after)}”."
    return f"{who} was changed from “{before}” to “{after}”."


def _holder(document: Document, place: Place) -> str:
    """Return the row in which the list of this row stands; empty where that is the document itself."""
    if len(place) < 3:
        return ""
    name = row_name(document, place[:-2])
    return f"{name[0].lower()}{name[1:]}"
