"""Which row every node stands in where a picture runs downwards: below what it needs, few in one row."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from math import isqrt

LEAST = 3
"""Use cases beside each other at least, if there are so many."""


def levels(is_place: Sequence[bool], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the row of every node, counted from 0; the pairs say what stands above what.

    Rows of use cases and rows of artifacts take turns. What is linked to nothing gets rows of its own, last.
    """
    before, after = _neighbours(len(is_place), pairs)
    room = max(LEAST, isqrt(sum(is_place) // 2))
    used: Counter[int] = Counter()
    row: dict[int, int] = {}
    for node in _in_turn(before, after):
        if before[node] or after[node]:
            level = max((row[other] + 1 for other in before[node]), default=0 if is_place[node] else -1)
            row[node] = _free(level, used, room)
            used[row[node]] += 1
    for node in sorted(row, key=lambda node: -row[node]):
        if not before[node]:
            _pull(node, min(row[other] for other in after[node]) - 1, row, used, room)
    last = max((place for place in row.values()), default=-2)
    last += last % 2
    for node in range(len(is_place)):
        if node not in row:
            last += 2
            row[node] = last
    places = {place: n for n, place in enumerate(sorted(set(row.values())))}
    return [places[row[node]] for node in range(len(is_place))]


def _neighbours(count: int, pairs: Sequence[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for source, target in pairs:
        before[target].append(source)
        after[source].append(target)
    return before, after


def _in_turn(before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> list[int]:
    """Return the nodes so that each comes after all that stand above it."""
    waiting = [len(others) for others in before]
    ready = deque(node for node, count in enumerate(waiting) if not count)
    turn: list[int] = []
    while ready:
        node = ready.popleft()
        turn.append(node)
        for other in after[node]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return turn


def _free(level: int, used: Counter[int], room: int) -> int:
    while used[level] >= room + level % 2 * 2:
        level += 2
    return level


def _pull(node: int, level: int, row: dict[int, int], used: Counter[int], room: int) -> None:
    """Let what begins a chain stand as near to the chain as there is room."""
    while level > row[node] and used[level] >= room + level % 2 * 2:
        level -= 2
    if level > row[node]:
        used[row[node]] -= 1
        used[level] += 1
        row[node] = level
