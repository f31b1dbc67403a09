"""How high everything stands: near what it is linked to, in the order found, and never on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archportal.spec.picture.ordering import Rows

LEAST, MOST = 8, 24
"""How often the columns are gone through: more often where there is less in them."""

BEND_GAP, LEVEL = 12, 8.0
"""Above and below a bend; how much heavier than a node it weighs, so that long arrows run level."""


def centers(
    rows: Rows, columns: Sequence[Sequence[int]], heights: Mapping[int, int], gap: int
) -> dict[int, int]:
    """Return the y of the middle of every item. Nodes have these even heights, bends none."""
    gaps = [_distances(column, heights, gap) for column in columns]
    left, right, bends = _linked(rows)
    found: dict[int, float] = {}
    for column, distances in zip(columns, gaps, strict=True):
        middle = distances[-1] / 2 if distances else 0
        found.update((item, distance - middle) for item, distance in zip(column, distances, strict=True))
    order = range(len(columns))
    sweeps = max(LEAST, min(MOST, 40_000 // (rows.size + 1)))
    for sweep in range(sweeps):
        # At first towards one side and then the other; towards both when all is about where it belongs.
        sides = (left, right) if sweep >= sweeps // 2 else (left,) if sweep % 2 else (right,)
        for place in order if sweep % 2 else reversed(order):
            wanted = [_wanted(item, sides, bends, found) for item in columns[place]]
            found.update(zip(columns[place], settled(wanted, gaps[place]), strict=True))
    return {item: round(center) for item, center in found.items()}


def settled(wanted: Sequence[tuple[float, float]], distances: Sequence[int]) -> list[float]:
    """Return where items come to stand that want to be somewhere, each with a weight.

    They keep their order and their distances (each given from the first) and are moved as little as can be:
    those that would meet become one block, which stands at the weighted middle of what its parts want.
    """
    blocks: list[tuple[float, float, int]] = []
    for (center, weight), distance in zip(wanted, distances, strict=True):
        place, count = center - distance, 1
        while blocks and blocks[-1][0] >= place:
            other, other_weight, more = blocks.pop()
            place = (place * weight + other * other_weight) / (weight + other_weight)
            weight, count = weight + other_weight, count + more
        blocks.append((place, weight, count))
    # Whole numbers, so that nothing that is rounded later moves onto its neighbour.
    places = [float(round(place)) for place, _, count in blocks for _ in range(count)]
    return [place + distance for place, distance in zip(places, distances, strict=True)]


Linked = Mapping[int, Sequence[int]]


def _linked(rows: Rows) -> tuple[Linked, Linked, Linked]:
    """Return the neighbours of every item to its left and to its right, and of every bend its whole way."""
    left: dict[int, list[int]] = {}
    right: dict[int, list[int]] = {}
    for links in rows.links:
        for source, target in links:
            right.setdefault(source, []).append(target)
            left.setdefault(target, []).append(source)
    return left, right, {bend: way for way in rows.ways for bend in way[1:-1]}


def _wanted(
    item: int, sides: Sequence[Linked], bends: Linked, found: Mapping[int, float]
) -> tuple[float, float]:
    way = bends.get(item)
    near = way or [other for side in sides for other in side.get(item, ())]
    if not near:
        return found[item], 0.1
    return sum(found[other] for other in near) / len(near), LEVEL if way else float(len(near))


def _distances(column: Sequence[int], heights: Mapping[int, int], gap: int) -> list[int]:
    """Return how far every item is from the first at least."""
    distances, y = [], 0
    for n, item in enumerate(column):
        if n:
            above, below = heights.get(column[n - 1], 0), heights.get(item, 0)
            y += (above + below) // 2 + (gap if above and below else BEND_GAP)
        distances.append(y)
    return distances
