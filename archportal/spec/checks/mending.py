"""Changing a whole specification: what the fixes have in common.

The dictionary is changed by `archportal.spec.vocabulary`, which is imported when a fix is applied: knowing
the checks loads no documents.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archportal.spec.checks.base import Subject
    from archportal.spec.documents import Input, Specification, UseCase


def with_use_cases(specification: Specification, change: Callable[[UseCase], UseCase]) -> Specification:
    """Return the specification with every use case as `change` returns it."""
    return specification.model_copy(update={"use_cases": tuple(map(change, specification.use_cases))})


def with_use_case(
    specification: Specification, slug: str, change: Callable[[UseCase], UseCase]
) -> Specification:
    """Return the specification with one use case changed."""
    return with_use_cases(specification, lambda one: change(one) if one.slug == slug else one)


def with_text(
    specification: Specification, subject: Subject, field: str, change: Callable[[str], str]
) -> Specification:
    """Return the specification with a text of its own, of a use case or of a persona changed."""
    if subject.kind == "specification":
        return specification.model_copy(update={field: change(getattr(specification, field))})
    part = {"use_case": "use_cases", "persona": "personas"}[subject.kind]
    documents = (
        one.model_copy(update={field: change(getattr(one, field))}) if one.slug == subject.key else one
        for one in getattr(specification, part)
    )
    return specification.model_copy(update={part: tuple(documents)})


def with_switch(use_case: UseCase, name: str, required: bool) -> UseCase:
    """Return the use case with every input of this name required, or optional."""

    def switched(row: Input) -> Input:
        return row.model_copy(update={"required": required}) if row.name == name else row

    inputs = tuple(map(switched, use_case.inputs))
    return use_case if inputs == use_case.inputs else use_case.model_copy(update={"inputs": inputs})


def input_optional(specification: Specification, slug: str, name: str) -> Specification:
    """Return the specification with an input of one use case made optional."""
    return with_use_case(specification, slug, lambda use_case: with_switch(use_case, name, False))


def merged(specification: Specification, name: str, into: str) -> Specification:
    """Return the specification with an artifact as another name of another one."""
    from archportal.spec import vocabulary

    return vocabulary.merged(specification, [name], into)
