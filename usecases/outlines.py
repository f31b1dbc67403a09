"""Outlines of specifications, straight from the rows: no document is read for them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from archportal.spec.outline import ArtifactOutline, Outline, PersonaOutline, UseCaseOutline, needs
from archportal.spec.rules import name_key
from personas.models import Persona
from usecases.models import Input, Output, Specification, StoryPersona

HEAD = ("pk", "slug", "number", "title", "optional", "status", "tags")


def read_outline(specification: Specification) -> Outline:
    """Return the outline of a specification with all personas. Six queries, however large it is.

    An artifact that came between two of them is in it, as far as its uses tell of it.
    """
    personas = Persona.objects.order_by("position", "pk").values_list("slug", "name")
    artifacts = list(specification.artifacts.order_by().values_list("name", "type", "external"))
    within = {"usecase__specification": specification}
    order = ("usecase_id", "position")
    inputs = _by_use_case(
        Input.objects.filter(**within)
        .order_by(*order)
        .values_list("usecase_id", "artifact__name", "required")
    )
    outputs = _by_use_case(
        Output.objects.filter(**within).order_by(*order).values_list("usecase_id", "artifact__name")
    )
    people = _by_use_case(
        StoryPersona.objects.filter(story__usecase__specification=specification)
        .order_by("story__usecase_id", "story__position", "position")
        .values_list("story__usecase_id", "persona__slug")
    )
    use_cases = specification.use_cases.in_order().values(*HEAD)
    return Outline(
        tuple(PersonaOutline(*row) for row in personas),
        _with_named((ArtifactOutline(*row) for row in artifacts), inputs, outputs),
        tuple(_use_case(row, inputs, outputs, people) for row in use_cases),
    )


Rows = dict[int, list[tuple[Any, ...]]]


def _with_named(artifacts: Iterable[ArtifactOutline], *uses: Rows) -> tuple[ArtifactOutline, ...]:
    """Return artifacts by name, with those that are named in rows alone."""
    known = {one.name: one for one in artifacts}
    for rows in uses:
        for name, *_ in chain.from_iterable(rows.values()):
            known.setdefault(name, ArtifactOutline(name))
    # Sorted here, because every database has its own collation.
    return tuple(sorted(known.values(), key=lambda one: (name_key(one.name), one.name)))


def _use_case(row: dict[str, Any], inputs: Rows, outputs: Rows, people: Rows) -> UseCaseOutline:
    pk = row.pop("pk")
    return UseCaseOutline(
        **{**row, "tags": tuple(row["tags"])},
        personas=tuple(dict.fromkeys(slug for (slug,) in people.get(pk, ()))),
        inputs=needs((name, required) for name, required in inputs.get(pk, ())),
        outputs=tuple(dict.fromkeys(name for (name,) in outputs.get(pk, ()))),
    )


def _by_use_case(rows: Iterable[tuple[Any, ...]]) -> Rows:
    grouped: Rows = {}
    for pk, *values in rows:
        grouped.setdefault(pk, []).append(tuple(values))
    return grouped
