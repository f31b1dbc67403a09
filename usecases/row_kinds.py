"""Rows of use cases from documents, and documents from rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Model, Q

from archportal import spec
from archportal.batches import batches
from archportal.spec import rules
from personas.models import Persona
from usecases.models import (
    Artifact,
    Input,
    Output,
    Precondition,
    Step,
    Story,
    StoryPersona,
    UseCase,
    UseCaseException,
)


@dataclass(frozen=True)
class Links:
    """What rows point to: artifacts by the keys of their names, personas by slug."""

    artifacts: Mapping[str, Artifact]
    personas: Mapping[str, Persona]


@dataclass(frozen=True)
class Change:
    """A use case with what it said before (None: it is new) and what it says now."""

    usecase: UseCase
    before: spec.UseCase | None
    after: spec.UseCase


@dataclass(frozen=True)
class RowKind:
    """One kind of row: its field in the document, its model, and the way from one to the other."""

    field: str
    model: type[Model]
    columns: tuple[str, ...]
    values: Callable[[Any, Links], dict[str, Any]]
    content: Callable[[Any], Any]

    def row(self, usecase: UseCase, position: int, item: Any, links: Links) -> Model:
        """Return the unsaved row of one item of the document."""
        return self.model(usecase=usecase, position=position, **self.values(item, links))

    @property
    def related_name(self) -> str:
        """The name of the rows on a use case."""
        return f"{self.model.__name__.lower()}_rows"


def _artifact(item: spec.Input | spec.Output, links: Links) -> Artifact:
    return links.artifacts[rules.name_key(item.name)]


KINDS = (
    RowKind(
        "stories",
        Story,
        ("want", "so_that"),
        lambda item, links: {"want": item.want, "so_that": item.so_that},
        lambda row: spec.Story(
            personas=tuple(link.persona.slug for link in row.links.all()),
            want=row.want,
            so_that=row.so_that,
        ),
    ),
    RowKind(
        "preconditions",
        Precondition,
        ("text",),
        lambda item, links: {"text": item},
        lambda row: row.text,
    ),
    RowKind(
        "inputs",
        Input,
        ("artifact", "required", "default", "description"),
        lambda item, links: {
            "artifact": _artifact(item, links),
            "required": item.required,
            "default": item.default,
            "description": item.description,
        },
        lambda row: spec.Input(
            name=row.artifact.name, required=row.required, default=row.default, description=row.description
        ),
    ),
    RowKind(
        "outputs",
        Output,
        ("artifact", "description"),
        lambda item, links: {"artifact": _artifact(item, links), "description": item.description},
        lambda row: spec.Output(name=row.artifact.name, description=row.description),
    ),
    RowKind(
        "success_path",
        Step,
        ("text", "optional"),
        lambda item, links: {"text": item.text, "optional": item.optional},
        lambda row: spec.Step(text=row.text, optional=row.optional),
    ),
    RowKind(
        "exceptions",
        UseCaseException,
        ("text", "step", "handling"),
        lambda item, links: {"text": item.text, "step": item.step, "handling": item.handling},
        lambda row: spec.UseCaseException(text=row.text, step=row.step, handling=row.handling),
    ),
)

PREFETCHES = ("story_rows__links__persona", "input_rows__artifact", "output_rows__artifact")
"""What reading the rows follows besides the rows themselves."""


def read_rows(usecase: UseCase) -> dict[str, tuple[Any, ...]]:
    """Return the rows of a use case as the lists of its document, by field."""
    return {
        kind.field: tuple(kind.content(row) for row in getattr(usecase, kind.related_name).all())
        for kind in KINDS
    }


def write_rows(changes: Sequence[Change], links: Links) -> None:
    """Make the rows of these use cases say what their documents say; rows without a change stay untouched.

    Rows are updated in place by position, and what is left over behind them is cut off.
    """
    for kind in KINDS:
        changed = [change for change in changes if _differs(change, kind.field)]
        places = [place for change in changed for place in _changed_places(change, kind.field)]
        rows = [kind.row(place.change.usecase, place.position, place.item, links) for place in places]
        _upsert(kind.model, rows, ("usecase", "position"), kind.columns)
        _cut(kind, changed)
        if kind.model is Story:
            _write_story_personas(places, rows, links)


class Place(NamedTuple):
    """What stands at one position now, and what stood there before (None: nothing)."""

    change: Change
    position: int
    item: Any
    before: Any


def _changed_places(change: Change, field: str) -> Iterator[Place]:
    before = getattr(change.before, field) if change.before else ()
    for position, item in enumerate(getattr(change.after, field)):
        former = before[position] if position < len(before) else None
        if former != item:
            yield Place(change, position, item, former)


def _write_story_personas(places: Sequence[Place], rows: Sequence[Any], links: Links) -> None:
    pairs = list(zip(rows, places, strict=True))
    people = [
        StoryPersona(story=row, position=position, persona=links.personas[slug])
        for row, place in pairs
        for position, slug in enumerate(place.item.personas)
    ]
    _upsert(StoryPersona, people, ("story", "position"), ("persona",))
    surplus = [
        Q(story=row, position__gte=len(place.item.personas))
        for row, place in pairs
        if place.before and len(place.before.personas) > len(place.item.personas)
    ]
    _delete_any(StoryPersona, surplus)


def _differs(change: Change, field: str) -> bool:
    return change.before is None or getattr(change.before, field) != getattr(change.after, field)


def _upsert(
    model: type[Model], rows: Sequence[Any], unique: tuple[str, ...], columns: tuple[str, ...]
) -> None:
    if rows:
        model._default_manager.bulk_create(
            rows, batch_size=1000, update_conflicts=True, unique_fields=unique, update_fields=columns
        )


def _cut(kind: RowKind, changed: Sequence[Change]) -> None:
    surplus = [
        Q(usecase=change.usecase, position__gte=len(getattr(change.after, kind.field)))
        for change in changed
        if change.before and len(getattr(change.before, kind.field)) > len(getattr(change.after, kind.field))
    ]
    _delete_any(kind.model, surplus)


def _delete_any(model: type[Model], conditions: Sequence[Q]) -> None:
    # SQLite limits the depth of an expression.
    for batch in batches(conditions, 100):
        model._default_manager.filter(reduce(or_, batch)).delete()
