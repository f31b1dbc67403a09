"""The artifacts that a form offers while one types: which they are, and where they flow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, DenseRank

from archportal.spec import offers, rules
from usecases.models import Artifact, ArtifactName, Input, Output, Specification

SCANNED = 20_000
"""How many names are looked through for other spellings."""

SHOWN = 3
"""How many use cases are named beside an artifact; the others are counted."""


@dataclass(frozen=True)
class Found:
    """An artifact, and the alias by which it was found, if it was one."""

    artifact: Artifact
    alias: str = ""


def find(specification: Specification, query: str, most: int) -> list[Found]:
    """Return the artifacts that fit best, the more used first; with no query the most used ones.

    The database ranks, so that only a few rows are read. Where that finds few, all names are looked through
    for those that differ by accents, by the order of the words or by a slip. Three queries at most.
    """
    names = ArtifactName.objects.filter(specification=specification)
    found = _found(_ranked(names, rules.fold(query), most), most)
    if query and len(found) < most:
        keys = names.order_by("position", "key").values_list("pk", "key")[:SCANNED]
        others = offers.best(query, keys, lambda row: [row[1]], most * 2)
        rows = names.select_related("artifact").in_bulk([pk for pk, _ in others])
        found = _distinct([*found, *_found((rows[pk] for pk, _ in others), most)], most)
    return found


def _ranked(names: QuerySet[ArtifactName], query: str, most: int) -> Iterable[ArtifactName]:
    if query:
        names = names.filter(key__contains=query)
    else:
        names = names.filter(position=0)
    rank = Case(
        When(key__startswith=query, then=Value(offers.BEGINS)),
        When(key__contains=f" {query}", then=Value(offers.WORD_BEGINS)),
        default=Value(offers.INSIDE),
        output_field=IntegerField(),
    )
    ranked = names.annotate(rank=rank, uses=_uses(Input) + _uses(Output)).select_related("artifact")
    # Aliases of one artifact may stand beside each other; it is offered once.
    return ranked.order_by("rank", "-uses", "key")[: most * 3]


def _uses(model: type[Input] | type[Output]) -> Coalesce:
    rows = model._default_manager.filter(artifact=OuterRef("artifact")).order_by()
    return Coalesce(Subquery(rows.values("artifact").annotate(count=Count("pk")).values("count")), 0)


def _found(names: Iterable[ArtifactName], most: int) -> list[Found]:
    return _distinct([Found(row.artifact, row.name if row.position else "") for row in names], most)


def _distinct(found: Sequence[Found], most: int) -> list[Found]:
    first: dict[int, Found] = {}
    for one in found:
        first.setdefault(one.artifact.pk, one)
    return list(first.values())[:most]


def flows(artifacts: Sequence[Artifact], without: str = "") -> dict[int, str]:
    """Return in words where each artifact flows, by primary key: “output of 3 Intake, input of 7, 12”.

    The use case `without` is left out. Two queries.
    """
    made, taken = _uses_of(Output, artifacts, without), _uses_of(Input, artifacts, without)
    return {
        artifact.pk: ", ".join(
            words
            for words in (
                _words("output of", made.get(artifact.pk, [])),
                _words("input of", taken.get(artifact.pk, []), short=artifact.pk in made),
            )
            if words
        )
        for artifact in artifacts
    }


def _uses_of(
    model: type[Input] | type[Output], artifacts: Sequence[Artifact], without: str
) -> dict[int, list[tuple[str, str, int]]]:
    """Return number and title of the first use cases of each artifact, and how many there are."""
    rows = model._default_manager.filter(artifact__in=artifacts).exclude(usecase__slug=without)
    ranked = rows.annotate(place=_rank("usecase__number_key"), rest=_rank("-usecase__number_key"))
    # A use case that names an artifact twice is one use of it.
    first = ranked.filter(place__lte=SHOWN).order_by("artifact", "place")
    uses: dict[int, dict[str, tuple[str, str, int]]] = {}
    columns = ("artifact", "usecase__number", "usecase__title", "place", "rest")
    for artifact, number, title, place, rest in first.values_list(*columns):
        uses.setdefault(artifact, {})[number] = (number, title, place + rest - 1)
    return {artifact: list(found.values()) for artifact, found in uses.items()}


def _rank(field: str) -> Window:
    return Window(DenseRank(), partition_by="artifact", order_by=field)


def _words(what: str, uses: Sequence[tuple[str, str, int]], short: bool = False) -> str:
    if not uses:
        return ""
    if len(uses) == 1 and not short:
        number, title, _ = uses[0]
        return f"{what} {number} {title}"
    numbers = ", ".join(number for number, _, _ in uses)
    more = uses[0][2] - len(uses)
    return f"{what} {numbers} and {more} more" if more else f"{what} {numbers}"
