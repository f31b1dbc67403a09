"""What the page of an artifact shows: which use cases give and take it, and what lies beyond them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from usecases.models import Artifact, Input, Output, UseCase

MOST = 100
"""Use cases that are shown on either side."""


@dataclass(frozen=True)
class Beyond:
    """A use case beside an artifact; the artifacts on its other side, each with whether it is required."""

    usecase: UseCase
    required: bool
    artifacts: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Neighbours:
    """The use cases on both sides of an artifact; `more_…` says how many are not shown."""

    givers: Sequence[Beyond]
    takers: Sequence[Beyond]
    more_givers: int = 0
    more_takers: int = 0


def neighbours(artifact: Artifact) -> Neighbours:
    """Return what surrounds an artifact. Six queries."""
    required = dict.fromkeys(artifact.outputs.order_by().values_list("usecase_id", flat=True), True)
    needs: dict[int, bool] = {}
    for pk, flag in artifact.inputs.order_by().values_list("usecase_id", "required"):
        needs[pk] = needs.get(pk, False) or flag
    givers, takers = _usecases(required), _usecases(needs)
    before = _artifacts(Input.objects.filter(usecase__in=givers).values_list(*COLUMNS, "required"))
    after = _artifacts(
        (pk, name, True) for pk, name in Output.objects.filter(usecase__in=takers).values_list(*COLUMNS)
    )
    return Neighbours(
        [Beyond(one, True, before[one.pk]) for one in givers],
        sorted(
            (Beyond(one, needs[one.pk], after[one.pk]) for one in takers), key=lambda one: not one.required
        ),
        len(required) - len(givers),
        len(needs) - len(takers),
    )


COLUMNS = ("usecase_id", "artifact__name")


def _usecases(pks: Mapping[int, bool]) -> list[UseCase]:
    rows = UseCase.objects.filter(pk__in=list(pks)).in_order()
    return list(rows.only("specification", "number", "title", "slug", "optional")[:MOST])


def _artifacts(rows: Iterable[tuple[int, str, bool]]) -> Mapping[int, list[tuple[str, bool]]]:
    """Return the artifacts of each use case, each once; one is required where any of its rows is."""
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for pk, name, required in rows:
        found[pk][name] = found[pk].get(name, False) or required
    return defaultdict(list, {pk: list(names.items()) for pk, names in found.items()})
