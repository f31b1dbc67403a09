"""Personas: undefined, not needed, or needed everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archportal.spec.checks.base import Check, Found, Subject

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import Specification

MANY_USE_CASES = 5
SEVERAL_PERSONAS = 3
"""From so many on, a persona that is in all use cases says little. Below, it is simply who they are for."""


def _undefined(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    # Personas are common to all specifications; those that this one does not speak of are no fault of it.
    needs = _needs(around)
    for persona in specification.personas:
        if needs[persona.slug] and not persona.definition:
            sentence = f"“{persona.name}” has no definition, so everybody imagines somebody else."
            yield Subject("persona", persona.slug), Found(("definition",), sentence)


WITHOUT_DEFINITION = Check(
    id="persona-without-definition",
    severity="warning",
    title="Persona without a definition",
    why=(
        "A persona is only a name. Everybody imagines somebody else, and often it is another persona under a "
        "second name."
    ),
    mend="Write what they do in a sentence or two, or use the persona that was meant.",
    of_whole=_undefined,
)


def _needs(around: Surroundings) -> Counter[str]:
    """Return in how many use cases each persona has a story."""
    return Counter(slug for use_case in around.outline.use_cases for slug in set(use_case.personas))


def _unneeded(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    needs = _needs(around)
    for persona in specification.personas if needs else ():
        if not needs[persona.slug]:
            sentence = (
                f"No story is told by “{persona.name}”: either one is missing, or they do not belong here."
            )
            yield Subject("persona", persona.slug), Found((), sentence)


UNNEEDED = Check(
    id="persona-without-use-case",
    severity="info",
    title="Persona that no use case needs",
    why=(
        "A persona was defined, and no story is theirs. Either a use case is missing that they need, or they "
        "belong to another specification; personas are common to all of them."
    ),
    mend="Ask them what they need, and add a story; or leave it where another specification needs them.",
    of_whole=_unneeded,
)


def _everywhere(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    needs = _needs(around)
    total = sum(bool(use_case.personas) for use_case in around.outline.use_cases)
    if total < MANY_USE_CASES or len(needs) < SEVERAL_PERSONAS:
        return
    for persona in specification.personas:
        if needs[persona.slug] == total:
            sentence = (
                f"“{persona.name}” has a story in every one of {total} use cases, which tells none of them "
                "from the others: it may be several kinds of people."
            )
            yield Subject("persona", persona.slug), Found((), sentence)


EVERYWHERE = Check(
    id="persona-in-every-use-case",
    severity="info",
    title="Persona that every use case needs",
    why=(
        "A persona that is in every use case tells none of them from the others. Often it stands for “the "
        "user”, and hides several kinds of people with different needs."
    ),
    mend="Name the people who need each use case most, or divide the persona into several.",
    of_whole=_everywhere,
)

CHECKS = (WITHOUT_DEFINITION, UNNEEDED, EVERYWHERE)
