"""Use cases that are copies of others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from archportal.spec import rules
from archportal.spec.checks.base import Check, Found, Subject
from archportal.spec.checks.surroundings import Surroundings, called

if TYPE_CHECKING:
    from archportal.spec.documents import Specification, UseCase

ALIKE = 0.8
"""The part of all rows of two use cases that they have in common, from which on one is a copy."""

FEWEST = 5
"""Use cases of fewer rows are alike by chance."""

Rows = frozenset[tuple[str, str]]


class Copy(NamedTuple):
    """A use case with rows in common with an earlier one: places of both, and how many of how many."""

    place: int
    earlier: int
    common: int
    total: int


def copies(rows: Sequence[Rows]) -> list[Copy]:
    """Return for each set of rows that is a copy of an earlier one the earlier one that it is most like.

    Two sets that are alike share one of the rarest rows of each, so only those are compared. Source: prefix
    filtering (Chaudhuri et al., "A primitive operator for similarity joins", 2006).
    """
    count = Counter(row for own in rows for row in own)
    # Whole copies are found by themselves: ten thousand of one use case are one comparison each.
    whole: dict[Rows, int] = {}
    by_row: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    found = []
    for place, own in enumerate(rows):
        if len(own) < FEWEST:
            continue
        first = whole.setdefault(own, place)
        if first != place:
            found.append(Copy(place, first, len(own), len(own)))
            continue
        rarest = sorted(own, key=lambda row: (count[row], row))[: len(own) - ceil(ALIKE * len(own)) + 1]
        candidates = sorted({other for row in rarest for other in by_row[row]})
        likest = max((_compared(place, other, rows) for other in candidates), key=_likeness, default=None)
        if likest and _likeness(likest) >= ALIKE:
            found.append(likest)
        for row in rarest:
            by_row[row].append(place)
    return found


def _compared(place: int, other: int, rows: Sequence[Rows]) -> Copy:
    return Copy(place, other, len(rows[place] & rows[other]), len(rows[place] | rows[other]))


def _likeness(copy: Copy) -> float:
    return copy.common / copy.total


def _rows(use_case: UseCase) -> Rows:
    return frozenset(
        (kind, rules.fold(text))
        for kind, texts in (
            ("story", (story.want for story in use_case.stories)),
            ("input", (row.name for row in use_case.inputs)),
            ("output", (row.name for row in use_case.outputs)),
            ("step", (row.text for row in use_case.success_path)),
            ("exception", (row.text for row in use_case.exceptions)),
        )
        for text in texts
        if text
    )


def _copied(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    rows = [_rows(use_case) for use_case in specification.use_cases]
    for copy in copies(rows):
        use_case, earlier = (specification.use_cases[place] for place in (copy.place, copy.earlier))
        what = "All" if copy.common == copy.total else f"{copy.common} of the {copy.total}"
        sentence = (
            f"{what} stories, inputs, outputs, steps and exceptions are those of "
            f"{called(around.use_cases[earlier.slug])}: say what is different, or remove one of the two."
        )
        common = sorted(f"{kind} {text}" for kind, text in rows[copy.place] & rows[copy.earlier])
        yield Subject("use_case", use_case.slug), Found((), sentence, (earlier.slug, *common))


COPY = Check(
    id="use-case-is-copy",
    severity="warning",
    title="Use case that is a copy of another",
    why=(
        "Most of what this use case says is said by another one, word for word. Often a copy was made to "
        "start from, and never finished; and every change has to be made twice."
    ),
    mend="Say what is different, or remove one of the two.",
    of_whole=_copied,
)

CHECKS = (COPY,)
