"""How high everything stands: near what it is linked to, in the order found, and never on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from archportal.spec.picture.ordering import Rows

LEAST, MOST = 8, 24
"""How often the columns are gone through: more often where there is less in them."""

BEND_GAP, LEVEL = 12, 8.0
"""Above and below a bend; how much heavier than a node it weighs, so that long arrows run level."""

Wish = tuple[float, float]
"""Where an item wants to be, and how much that weighs."""


def centers(
    rows: Rows, columns: Sequence[Sequence[int]], heights: Mapping[int, int], gap: int
) -> dict[int, int]:
    """Return the y of the middle of every item. Nodes have these even heights, bends none."""
    distances = [_distances(column, heights, gap) for column in columns]
    items = _Items(rows)
    for column, apart in zip(columns, distances, strict=True):
        items.move(column, [distance - apart[-1] / 2 for distance in apart])
    order = range(len(columns))
    sweeps = max(LEAST, min(MOST, 40_000 // (rows.size + 1)))
    for sweep in range(sweeps):
        # At first towards one side and then the other; towards both when all is about where it belongs.
        both = sweep >= sweeps // 2
        sides = (items.left, items.right) if both else (items.left,) if sweep % 2 else (items.right,)
        for place in order if sweep % 2 else reversed(order):
            wishes = [items.wish(item, sides) for item in columns[place]]
            items.move(columns[place], settled(wishes, distances[place]))
    found = {item: round(center) for item, center in items.found.items()}
    _straighten(rows.branches, columns, distances, found)
    return found


def settled(wishes: Sequence[Wish], distances: Sequence[int]) -> list[float]:
    """Return where items come to stand that want to be somewhere.

    They keep their order and their distances (each given from the first) and are moved as little as can be:
    those that would meet become one block, which stands at the weighted middle of what its parts want.
    """
    blocks: list[tuple[float, float, int]] = []
    for (center, weight), distance in zip(wishes, distances, strict=True):
        place, count = center - distance, 1
        while blocks and blocks[-1][0] >= place:
            other, other_weight, more = blocks.pop()
            place = (place * weight + other * other_weight) / (weight + other_weight)
            weight, count = weight + other_weight, count + more
        blocks.append((place, weight, count))
    # Whole numbers, so that nothing that is rounded later moves onto its neighbour.
    places = [float(round(place)) for place, _, count in blocks for _ in range(count)]
    return [place + distance for place, distance in zip(places, distances, strict=True)]


class _Items:
    """Where the items stand by now, and what each is linked to."""

    def __init__(self, rows: Rows) -> None:
        self.found: dict[int, float] = {}
        self.left: dict[int, list[int]] = {}
        self.right: dict[int, list[int]] = {}
        for links in rows.links:
            for source, target in links:
                self.right.setdefault(source, []).append(target)
                self.left.setdefault(target, []).append(source)
        self.ways = rows.branches
        self.way = {bend: n for n, way in enumerate(rows.branches) for bend in way[1:-1]}
        self.sums = [0.0] * len(rows.branches)
        """The heights of the bends of every way, added up: long ways would take long to be gone through."""

    def move(self, items: Sequence[int], places: Sequence[float]) -> None:
        """Put the items there."""
        for item, place in zip(items, places, strict=True):
            if item in self.way:
                self.sums[self.way[item]] += place - self.found.get(item, 0.0)
            self.found[item] = place

    def wish(self, item: int, sides: Sequence[Mapping[int, Sequence[int]]]) -> Wish:
        """Return where an item wants to be: a node amid its neighbours, a bend where its whole way runs."""
        if item in self.way:
            way = self.ways[self.way[item]]
            total = self.sums[self.way[item]] + self.found[way[0]] + self.found[way[-1]]
            return total / len(way), LEVEL
        near = [other for side in sides for other in side.get(item, ())]
        if not near:
            return self.found[item], 0.1
        return sum(self.found[other] for other in near) / len(near), float(len(near))


def _distances(column: Sequence[int], heights: Mapping[int, int], gap: int) -> list[int]:
    """Return how far every item is from the first at least."""
    distances, y = [], 0
    for n, item in enumerate(column):
        if n:
            above, below = heights.get(column[n - 1], 0), heights.get(item, 0)
            y += (above + below) // 2 + (gap if above and below else BEND_GAP)
        distances.append(y)
    return distances


def _straighten(
    ways: Sequence[Sequence[int]],
    columns: Sequence[Sequence[int]],
    distances: Sequence[Sequence[int]],
    found: dict[int, int],
) -> None:
    """Move the bends of every long way in between their neighbours so that it turns as seldom as can be."""
    room = {
        item: (items[n - 1] if n else None, items[n + 1] if n + 1 < len(items) else None, n, apart)
        for items, apart in zip(columns, distances, strict=True)
        for n, item in enumerate(items)
    }

    def free(bend: int) -> tuple[float, float]:
        before, after, n, apart = room[bend]
        least = -inf if before is None else found[before] + apart[n] - apart[n - 1]
        most = inf if after is None else found[after] - apart[n + 1] + apart[n]
        return least, most

    for way in ways:
        bends = way[1:-1]
        while bends:
            least, most, count = -inf, inf, 0
            for bend in bends:
                low, high = free(bend)
                if max(least, low) > min(most, high):
                    break
                least, most, count = max(least, low), min(most, high), count + 1
            # A way that begins or ends here runs straight from or to its node, where there is room.
            end = way[0] if len(bends) == len(way) - 2 else way[-1] if count == len(bends) else bends[0]
            place = round(min(max(found[end], least), most))
            found.update(dict.fromkeys(bends[:count], place))
            bends = bends[count:]
