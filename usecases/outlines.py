"""Outlines of specifications, straight from the rows: no document is read for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archportal.spec.outline import ArtifactOutline, Outline, PersonaOutline, UseCaseOutline, needs
from archportal.spec.rules import name_key
from personas.models import Persona
from usecases.models import Input, Output, Specification, StoryPersona

HEAD = ("pk", "slug", "number", "title", "optional", "status", "tags")


def read_outline(specification: Specification) -> Outline:
    """Return the outline of a specification with all personas. Six queries, however large it is."""
    personas = Persona.objects.order_by("position", "pk").values_list("slug", "name")
    # Sorted here, because every database has its own collation.
    artifacts = sorted(
        specification.artifacts.order_by().values_list("name", "type", "external"),
        key=lambda row: (name_key(row[0]), row[0]),
    )
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
        tuple(ArtifactOutline(*row) for row in artifacts),
        tuple(_use_case(row, inputs, outputs, people) for row in use_cases),
    )


Rows = dict[int, list[tuple[Any, ...]]]


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
