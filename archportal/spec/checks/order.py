"""Whether what a use case needs is there in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from archportal.spec import rules
from archportal.spec.checks import mending
from archportal.spec.checks.base import Check, Finding, Fix, Found
from archportal.spec.checks.sources import input_place
from archportal.spec.checks.surroundings import Surroundings, called
from archportal.spec.outline import outline_of

if TYPE_CHECKING:
    from archportal.spec.checks.deadlocks import Link
    from archportal.spec.documents import Specification, UseCase
    from archportal.spec.outline import UseCaseOutline

RING = 6
"""Use cases of a ring that a sentence names."""


def _in_cycle(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    ring = around.rings.get(use_case.slug)
    if ring:
        words = tuple(word for link in ring for word in (link.taker.slug, link.artifact))
        name = ring[0].artifact
        yield Found(input_place(use_case, name), _around(ring), words, ("input-optional",), (name,))


def _around(ring: tuple[Link, ...]) -> str:
    needs = [f"“{link.artifact}” from {called(link.giver)}" for link in ring[:-1]]
    needs.append(f"“{ring[-1].artifact}” from this one")
    if len(needs) > RING:
        needs = [needs[0], f"through {len(needs) - 2} more use cases {needs[-1]}"]
    return f"This use case needs {', which needs '.join(needs)}: none of them can ever begin."


def _input_optional(specification: Specification, finding: Finding) -> Specification:
    return mending.input_optional(specification, finding.subject.key, finding.names[0])


CYCLE = Check(
    id="cycle",
    severity="error",
    title="Use cases that wait for each other",
    why=(
        "Each of these use cases needs something that the next one produces, and the last needs something "
        "from the first. None of them can ever begin."
    ),
    mend="Make the input optional that is not there the first time, or say where the first one comes from.",
    of_use_case=_in_cycle,
    ways={"input-optional": Fix("Make this input optional", _input_optional, "Make “{0}” optional here")},
)


def _too_late(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    number = rules.leading_integer(use_case.number)
    for name in around.needed(use_case) if use_case.number else ():
        sources = around.sources(name, use_case.slug)
        later = all(one.number and rules.leading_integer(one.number) > number for one in sources)
        if sources and later and (use_case.slug, name) not in around.ring_needs:
            yield _late(use_case, name, sources, around)


def _late(use_case: UseCase, name: str, sources: Sequence[UseCaseOutline], around: Surroundings) -> Found:
    first = sources[0]
    makers = f"{called(first)} produces" if len(sources) == 1 else f"{called(first)} and later ones produce"
    sentence = f"“{name}” is needed here, but only {makers} it: too late, if the numbers are the order."
    movable = all(_there_before(need.name, first, use_case, around) for need in first.inputs if need.required)
    fixes = ("move-before", "input-optional") if movable else ("input-optional",)
    words = (name, *sorted(one.slug for one in sources))
    return Found(input_place(use_case, name), sentence, words, fixes, (name, called(first)))


def _there_before(name: str, taker: UseCaseOutline, before: UseCase, around: Surroundings) -> bool:
    """Say whether something would be there in time if its taker came right before a use case."""
    sources = around.sources(name, taker.slug)
    number = rules.number_key(before.number)
    return (
        not sources
        or name in around.external
        or any(one.slug != before.slug and rules.number_key(one.number) < number for one in sources)
    )


def _move_before(specification: Specification, finding: Finding) -> Specification:
    around = Surroundings(outline_of(specification))
    first = around.sources(finding.names[0], finding.subject.key)[0].slug
    slugs = [one.slug for one in specification.use_cases]
    order = rules.moved(slugs, first, slugs.index(finding.subject.key))
    by_slug = {one.slug: one for one in specification.use_cases}
    numbers = [one.number for one in specification.use_cases]
    moved = (
        by_slug[slug].model_copy(update={"number": number})
        for slug, number in zip(order, numbers, strict=True)
    )
    return specification.model_copy(update={"use_cases": tuple(moved)})


PRODUCED_TOO_LATE = Check(
    id="produced-too-late",
    severity="warning",
    title="Produced only after it is needed",
    why=(
        "A use case needs something that only use cases with higher numbers produce. Whoever reads or builds "
        "them in order finds the input missing."
    ),
    mend="Move the use case that produces it before this one, or make the input optional.",
    of_use_case=_too_late,
    ways={
        "move-before": Fix("Move what produces it before this one", _move_before, "Move {1} before this one"),
        "input-optional": Fix("Make this input optional", _input_optional, "Make “{0}” optional here"),
    },
)


CHECKS = (CYCLE, PRODUCED_TOO_LATE)
