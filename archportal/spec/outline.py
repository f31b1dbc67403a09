"""A specification seen from above: who needs what, and what comes from where. It holds no texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archportal.spec import rules

if TYPE_CHECKING:
    from archportal.spec.documents import Specification, UseCase


@dataclass(frozen=True, slots=True)
class PersonaOutline:
    """A persona."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ArtifactOutline:
    """An entry of the dictionary."""

    name: str
    type: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """An input of a use case."""

    name: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class UseCaseOutline:
    """A use case. Inputs, outputs and personas come once each, in the order in which they were first named.

    An input that is named twice is required where one of both is.
    """

    slug: str
    number: str
    title: str
    optional: bool = False
    status: str = "draft"
    tags: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    inputs: tuple[Need, ...] = ()
    outputs: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class Outline:
    """Personas in their order, artifacts by name, use cases by number.

    Inputs and outputs bear the artifacts' own names, and each of these is in `artifacts`.
    """

    personas: tuple[PersonaOutline, ...] = ()
    artifacts: tuple[ArtifactOutline, ...] = ()
    use_cases: tuple[UseCaseOutline, ...] = ()

    @cached_property
    def producers(self) -> Mapping[str, Sequence[UseCaseOutline]]:
        """The use cases that give each artifact, by its name; artifacts that nothing gives are left out."""
        return _index((name, use_case) for use_case in self.use_cases for name in use_case.outputs)

    @cached_property
    def consumers(self) -> Mapping[str, Sequence[UseCaseOutline]]:
        """The use cases that take each artifact, by its name; artifacts that nothing takes are left out."""
        return _index((need.name, use_case) for use_case in self.use_cases for need in use_case.inputs)


def needs(rows: Iterable[tuple[str, bool]]) -> tuple[Need, ...]:
    """Return inputs, each once, from pairs of a name and whether it is required.

    >>> needs([("Raw data", False), ("Schema", True), ("Raw data", True)])
    (Need(name='Raw data', required=True), Need(name='Schema', required=True))
    """
    required: dict[str, bool] = {}
    for name, flag in rows:
        required[name] = required.get(name, False) or flag
    return tuple(Need(name, flag) for name, flag in required.items())


def outline_of(specification: Specification) -> Outline:
    """Return the outline of a whole specification."""
    return Outline(
        tuple(PersonaOutline(persona.slug, persona.name) for persona in specification.personas),
        tuple(ArtifactOutline(one.name, one.type, one.external) for one in specification.artifacts),
        tuple(usecase_outline(use_case) for use_case in specification.use_cases),
    )


def usecase_outline(use_case: UseCase) -> UseCaseOutline:
    """Return the outline of a use case whose inputs and outputs bear the artifacts' own names."""
    return UseCaseOutline(
        slug=use_case.slug,
        number=use_case.number,
        title=use_case.title,
        optional=use_case.optional,
        status=use_case.status,
        tags=use_case.tags,
        personas=_once(slug for story in use_case.stories for slug in story.personas),
        inputs=needs((row.name, row.required) for row in use_case.inputs),
        outputs=_once(row.name for row in use_case.outputs),
    )


def with_use_case(outline: Outline, changed: UseCaseOutline, former: str = "") -> Outline:
    """Return the outline with a use case in the place of the one that has (or had) its slug, or added."""
    slug = former or changed.slug
    others = (use_case for use_case in outline.use_cases if use_case.slug != slug)
    use_cases = sorted((*others, changed), key=lambda use_case: rules.number_key(use_case.number))
    known = {artifact.name for artifact in outline.artifacts}
    names = _once((*(need.name for need in changed.inputs), *changed.outputs))
    added = (ArtifactOutline(name) for name in names if name not in known)
    artifacts = sorted((*outline.artifacts, *added), key=lambda one: (rules.name_key(one.name), one.name))
    return Outline(outline.personas, tuple(artifacts), tuple(use_cases))


def _index(pairs: Iterable[tuple[str, UseCaseOutline]]) -> Mapping[str, Sequence[UseCaseOutline]]:
    index: dict[str, list[UseCaseOutline]] = {}
    for name, use_case in pairs:
        index.setdefault(name, []).append(use_case)
    return index


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
