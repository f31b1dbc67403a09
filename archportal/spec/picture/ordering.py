"""In which order the nodes of a column stand, so that few arrows cross."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

LEAST, MOST = 4, 16
"""How often the columns are put in order at most: more often where there is less in them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of items: nodes, and behind them the bends, where an arrow passes a column.

    `ways` holds for every arrow its items from left to right, one in each column. Arrows that begin at one
    node share their bends as far as they go together; `branches` holds what each has for itself, from where
    it leaves the others.
    """

    columns: list[list[int]]
    ways: list[list[int]]
    branches: list[list[int]]
    links: list[list[tuple[int, int]]]

    @classmethod
    def of(cls, column: Sequence[int], pairs: Sequence[tuple[int, int]], alone: Container[int] = ()) -> Rows:
        """Put in the bends. The pairs at the places in `alone` share none."""
        columns: list[list[int]] = [[] for _ in range(max(column, default=-1) + 1)]
        for node, place in enumerate(column):
            columns[place].append(node)
        links: list[list[tuple[int, int]]] = [[] for _ in columns]
        ways: list[list[int]] = [[] for _ in pairs]
        branches: list[list[int]] = [[] for _ in pairs]
        trunks: dict[int, list[int]] = {}
        count = len(column)
        # The longest first: what all others leave belongs to one arrow, and can run straight.
        for n, (source, target) in sorted(enumerate(pairs), key=lambda pair: -column[pair[1][1]]):
            trunk = [source] if n in alone else trunks.setdefault(source, [source])
            length = column[target] - column[source]
            shared = min(len(trunk), length)
            trunk.extend(range(count, count + length - shared))
            way = [*trunk[:length], target]
            for place, bend in enumerate(way[shared:-1], column[source] + shared):
                columns[place].append(bend)
            for place, link in enumerate(pairwise(way[shared - 1 :]), column[source] + shared - 1):
                links[place].append(link)
            count += length - shared
            ways[n], branches[n] = way, way[shared - 1 :]
        return cls(columns, ways, branches, links)

    @property
    def size(self) -> int:
        """How many items there are."""
        return sum(map(len, self.columns))


def ordered(rows: Rows) -> list[list[int]]:
    """Return the columns with their items from top to bottom."""
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for links in rows.links:
        for source, target in links:
            after.setdefault(source, []).append(target)
            before.setdefault(target, []).append(source)
    columns = [list(items) for items in rows.columns]
    best, fewest, worse = columns, crossings(columns, rows.links), 0
    for sweep in range(max(LEAST, min(MOST, 40_000 // (rows.size + 1)))):
        if not fewest or worse > 3:
            break
        columns = [list(items) for items in columns]
        if sweep % 2:
            for place in range(len(columns) - 2, -1, -1):
                columns[place] = _sorted(columns[place], columns[place + 1], after)
        else:
            for place in range(1, len(columns)):
                columns[place] = _sorted(columns[place], columns[place - 1], before)
        count = crossings(columns, rows.links)
        worse = 0 if count < fewest else worse + 1
        if count < fewest:
            best, fewest = columns, count
    return best


def crossings(columns: Sequence[Sequence[int]], links: Sequence[Sequence[tuple[int, int]]]) -> int:
    """Return how many arrows cross between all neighbouring columns."""
    place = {item: n for items in columns for n, item in enumerate(items)}
    count = 0
    for between in links:
        ends: list[int] = []
        for _, target in sorted((place[source], place[target]) for source, target in between):
            count += len(ends) - bisect_right(ends, target)
            insort(ends, target)
    return count


def _sorted(items: Sequence[int], fixed: Sequence[int], neighbours: dict[int, list[int]]) -> list[int]:
    """Return the items by the middle of their neighbours; those without any keep to their place."""
    place = {item: n for n, item in enumerate(fixed)}
    scale = len(fixed) / max(len(items), 1)

    def middle(item: int, n: int) -> float:
        others = neighbours.get(item)
        return sum(place[other] for other in others) / len(others) if others else n * scale

    keys = {item: (middle(item, n), n) for n, item in enumerate(items)}
    return sorted(items, key=keys.__getitem__)
