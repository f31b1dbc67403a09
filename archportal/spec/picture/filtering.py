"""Which use cases of a specification a picture shows, and what it leaves out of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archportal.spec import rules
from archportal.spec.outline import Outline, UseCaseOutline

UNTAGGED = "(none)"
"""Stands for “without tag” or “without persona” where one would stand; a tag of this name means the same."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a picture is narrowed to; what is empty narrows nothing. `required` leaves optional ones out."""

    persona: str = ""
    tag: str = ""
    artifact: str = ""
    required: bool = False

    def __bool__(self) -> bool:
        return bool(self.persona or self.tag or self.artifact or self.required)


@dataclass(frozen=True, slots=True)
class View:
    """A specification, and the use cases of it that are shown, with those of their inputs that are."""

    outline: Outline
    shown: tuple[UseCaseOutline, ...]
    chosen: Chosen = Chosen()


def view_of(outline: Outline, chosen: Chosen) -> View:
    """Return the use cases that were asked for."""
    touched = _named(outline, chosen.artifact) if chosen.artifact else None
    shown = (use_case for use_case in outline.use_cases if _is_chosen(use_case, chosen, touched))
    return View(outline, tuple(map(_trimmed, shown) if chosen.required else shown), chosen)


def _is_chosen(use_case: UseCaseOutline, chosen: Chosen, touched: frozenset[str] | None) -> bool:
    return (
        not (chosen.required and use_case.optional)
        and (not chosen.persona or chosen.persona in (use_case.personas or (UNTAGGED,)))
        and (not chosen.tag or chosen.tag in (use_case.tags or (UNTAGGED,)))
        and (touched is None or not touched.isdisjoint(_artifacts(use_case)))
    )


def _named(outline: Outline, text: str) -> frozenset[str]:
    """Return the artifact of that name; where there is none, those whose names hold the text."""
    key = rules.name_key(text)
    keys = {artifact.name: rules.name_key(artifact.name) for artifact in outline.artifacts}
    same = frozenset(name for name, other in keys.items() if other == key)
    return same or frozenset(name for name, other in keys.items() if key in other)


def _artifacts(use_case: UseCaseOutline) -> Iterable[str]:
    yield from use_case.outputs
    yield from (need.name for need in use_case.inputs)


def _trimmed(use_case: UseCaseOutline) -> UseCaseOutline:
    return replace(use_case, inputs=tuple(need for need in use_case.inputs if need.required))
