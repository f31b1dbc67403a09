"""Which rows of two lists are the same row: by what they are, not by their place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeAlias

from archportal.spec import rules
from archportal.spec.documents import Input, Output, Step, Story, UseCaseException

Row: TypeAlias = Input | Output | Step | Story | UseCaseException | str
Pair: TypeAlias = tuple[int | None, int | None]

ALIKE = 0.6
"""From this likeness on, two rows anywhere in the list are taken for one that was changed."""

ALIKE_NAMES = 0.7
"""The same for rows that are known by a name: “Input data” and “Output data” are two things."""

ALIKE_IN_PLACE = 0.2
"""The same for two rows that are left over at one place, between neighbours that are known."""

_NEAR = 25  # Rows before and after that are looked at for one like it: 500 rows take no longer than 50 each.
_COMPARED = 500  # Characters of a text that are looked at.


def pairs(before: Sequence[Row], after: Sequence[Row], *, alike: bool = True) -> list[Pair]:
    """Return which row of one list is which row of the other, as places: first all of `after`, in order.

    A row that was added has None at its left; those that were removed follow, with None at their right.
    Rows are matched by equal content, by their name (or text) without regard to case and spacing, and, where
    `alike` is said, by likeness. Of equal rows the first belongs to the first.

    >>> pairs(["Upload", "Check"], ["Check", "Upload it", "Report"])
    [(1, 0), (0, 1), (None, 2)]
    """
    match = _Match(before, after)
    match.strip()
    match.by(lambda row: row)
    match.by(identity)
    if alike:
        match.by_likeness()
        match.in_place()
    return match.pairs()


def identity(row: Row) -> str:
    """Return what makes this row the same as another one; empty where nothing does."""
    if isinstance(row, Input | Output):
        return rules.name_key(row.name)
    return rules.fold(heart(row))


def heart(row: Row) -> str:
    """Return the text by which people know the row: its name, or its first text."""
    if isinstance(row, str):
        return row
    if isinstance(row, Input | Output):
        return row.name
    return row.want if isinstance(row, Story) else row.text


def whole(row: Row) -> str:
    """Return all texts of the row."""
    if isinstance(row, str):
        return row
    return " ".join(value for _name, value in row if isinstance(value, str))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets of parts have in common, from 0 to 1 (Dice's coefficient)."""
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)


def parts(text: str) -> frozenset[str]:
    """Return the groups of three characters in the start of a text."""
    folded = f"  {rules.fold(text[:_COMPARED])} " if text else ""
    return frozenset(folded[place : place + 3] for place in range(len(folded) - 2))


def unmoved(places: Sequence[int]) -> set[int]:
    """Return the most of these numbers that stand in rising order: all others were moved.

    >>> sorted(unmoved([1, 2, 3, 0]))
    [1, 2, 3]
    """
    ends: list[int] = []  # The smallest number that a rising row of this length ends with.
    before: dict[int, int | None] = {}
    for number in places:
        length = bisect_left(ends, number)
        before[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


class _Match:
    """Two lists, and what is known so far of which row is which."""

    def __init__(self, before: Sequence[Row], after: Sequence[Row]) -> None:
        self.before, self.after = before, after
        self.to_after: dict[int, int] = {}
        self.to_before: dict[int, int] = {}

    def pairs(self) -> list[Pair]:
        kept: list[Pair] = [(self.to_before.get(place), place) for place in range(len(self.after))]
        return [*kept, *((place, None) for place in self._left_before())]

    def strip(self) -> None:
        """Match what is equal at the start and at the end: mostly that is all but one row."""
        shorter = min(len(self.before), len(self.after))
        start = next((n for n in range(shorter) if self.before[n] != self.after[n]), shorter)
        for place in range(start):
            self._join(place, place)
        for back in range(1, shorter - start + 1):
            if self.before[-back] != self.after[-back]:
                break
            self._join(len(self.before) - back, len(self.after) - back)

    def by(self, key: Callable[[Row], Hashable]) -> None:
        """Match the rows that have the same key, the first with the first; an empty key matches nothing."""
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for place in self._left_before():
            waiting[key(self.before[place])].append(place)
        for place in list(self._left_after()):
            found = key(self.after[place])
            if found and waiting[found]:
                self._join(waiting[found].popleft(), place)

    def by_likeness(self) -> None:
        """Match rows that are much alike, the likest first."""
        befores = [(place, parts(heart(self.before[place]))) for place in self._left_before()]
        afters = [(place, parts(heart(self.after[place]))) for place in self._left_after()]
        enough = ALIKE_NAMES if self._named() else ALIKE
        found = []
        for rank, (one, its_parts) in enumerate(befores):
            for other, other_parts in afters[max(0, rank - _NEAR) : rank + _NEAR]:
                score = likeness(its_parts, other_parts)
                if score >= enough:
                    found.append((-score, abs(one - other), one, other))
        for _score, _distance, one, other in sorted(found):
            if one not in self.to_after and other not in self.to_before:
                self._join(one, other)

    def in_place(self) -> None:
        """Match the single rows that are left over between the same neighbours, if they are alike at all."""
        for one in list(self._left_before()):
            other = self._opposite(one)
            if other is None:
                continue
            rows = self.before[one], self.after[other]
            if any(
                likeness(parts(text(rows[0])), parts(text(rows[1]))) >= ALIKE_IN_PLACE
                for text in (heart, whole)
            ):
                self._join(one, other)

    def _opposite(self, one: int) -> int | None:
        """Return the row of the other list that stands between the same neighbours, if it is left over."""
        other = self.to_after.get(one - 1, -2) + 1 if one else 0
        if other < 0 or other >= len(self.after) or other in self.to_before:
            return None
        end = one + 1 == len(self.before)
        right = len(self.after) if end else self.to_after.get(one + 1)
        return other if right == other + 1 else None

    def _named(self) -> bool:
        return isinstance(next(iter(self.after), None), Input | Output)

    def _join(self, one: int, other: int) -> None:
        self.to_after[one] = other
        self.to_before[other] = one

    def _left_before(self) -> Iterator[int]:
        return (place for place in range(len(self.before)) if place not in self.to_after)

    def _left_after(self) -> Iterator[int]:
        return (place for place in range(len(self.after)) if place not in self.to_before)
