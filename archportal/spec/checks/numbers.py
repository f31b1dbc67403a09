"""Numbers of use cases: gaps in them, and one that is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from archportal.spec import rules
from archportal.spec.checks.base import Check, Finding, Fix, Found, Subject
from archportal.spec.checks.surroundings import Surroundings, called, joined

if TYPE_CHECKING:
    from archportal.spec.documents import Specification, UseCase

GAPS = 5
"""Gaps that a sentence names."""


def _gaps(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    missing = _missing(_integers(specification))
    if missing:
        single = len(missing) == 1 and " " not in missing[0]
        sentence = (
            f"{'Number' if single else 'Numbers'} {joined(missing, GAPS)} {'is' if single else 'are'} "
            "missing: readers look for what is not there."
        )
        yield (
            Subject("specification", specification.slug),
            Found(("use_cases",), sentence, tuple(missing), ("renumber",)),
        )


def _integers(specification: Specification) -> list[int]:
    """Return the whole numbers in use, in order; 3a and 3.1 belong to 3."""
    return sorted({rules.leading_integer(one.number) for one in specification.use_cases if one.number})


def _missing(integers: Sequence[int]) -> list[str]:
    return [
        str(one + 1) if other - one == 2 else f"{one + 1} to {other - 1}"
        for one, other in pairwise([0, *integers])
        if other - one > 1
    ]


def _renumber(specification: Specification, finding: Finding) -> Specification:
    integers = _integers(specification)
    # Counting that starts from 0 is left so.
    new = {str(number): str(place) for place, number in enumerate(integers, min(1, integers[0]))}

    def counted(use_case: UseCase) -> UseCase:
        number = re.sub(r"^\d+", lambda digits: new[digits[0]], use_case.number)
        return use_case.model_copy(update={"number": number})

    return specification.model_copy(update={"use_cases": tuple(map(counted, specification.use_cases))})


NUMBER_GAP = Check(
    id="number-gap",
    severity="info",
    title="Gap in the numbers",
    why=(
        "Numbers are left out between the use cases. Readers look for the missing ones: were they removed, "
        "or not delivered? Where other documents refer to the numbers, a gap can be meant."
    ),
    mend="Number the use cases again without gaps, or bring in those that are missing.",
    of_whole=_gaps,
    ways={"renumber": Fix("Number them again without gaps", _renumber)},
)


def _taken(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    others = around.numbers.get(use_case.number, ()) if use_case.number else ()
    others = [one for one in others if one.slug != use_case.slug]
    if others:
        sentence = (
            f"Number {use_case.number} belongs to {called(others[0])} as well: a reference to it is "
            "ambiguous, and it cannot be saved."
        )
        yield Found(("number",), sentence, (use_case.number, *sorted(one.slug for one in others)))


NUMBER_TAKEN = Check(
    id="number-taken",
    severity="error",
    title="Number that is taken",
    why="Two use cases bear one number, so nobody can refer to either of them by it.",
    mend="Choose another number, or move the other use case first.",
    of_use_case=_taken,
)

CHECKS = (NUMBER_TAKEN, NUMBER_GAP)
