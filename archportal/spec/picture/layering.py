"""Which column every node stands in: everything to the right of what it needs."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from archportal.spec.picture.graph import Graph, Kind


def forward(graph: Graph, back: frozenset[int]) -> list[tuple[int, int]]:
    """Return the arrows as pairs of nodes that all point to the right: those that go back are turned."""
    return [
        (edge.target, edge.source) if place in back else (edge.source, edge.target)
        for place, edge in enumerate(graph.edges)
    ]


def columns_of(graph: Graph, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the column of every node, counted from 0.

    What comes from outside stands in the first, alone, and what leaves in the last. What nothing gives stands
    right before the first that needs it.
    """
    after: list[list[int]] = [[] for _ in graph.nodes]
    for source, target in pairs:
        after[source].append(target)
    column = _longest(graph, after)
    kinds = [node.kind for node in graph.nodes]
    given = {target for _, target in pairs} | {n for n, node in enumerate(graph.nodes) if node.is_place}
    for node, others in enumerate(after):
        if others and node not in given and kinds[node] is not Kind.OUTSIDE:
            column[node] = min(column[other] for other in others) - 1
    first = {column[node] for node, kind in enumerate(kinds) if kind is not Kind.OUTSIDE}
    shift = 1 if Kind.OUTSIDE in kinds and 0 in first else 0
    column = [place if kinds[node] is Kind.OUTSIDE else place + shift for node, place in enumerate(column)]
    last = max((place for node, place in enumerate(column) if kinds[node] is not Kind.LEAVING), default=0)
    spread = [last + 1 if kinds[node] is Kind.LEAVING else place for node, place in enumerate(column)]
    used = {place: n for n, place in enumerate(sorted(set(spread)))}
    return [used[place] for place in spread]


def _longest(graph: Graph, after: list[list[int]]) -> list[int]:
    """Return the length of the longest way to every node; use cases start at 1."""
    waiting = [0] * len(after)
    for others in after:
        for other in others:
            waiting[other] += 1
    column = [int(node.is_place) for node in graph.nodes]
    ready = deque(node for node, count in enumerate(waiting) if not count)
    while ready:
        node = ready.popleft()
        for other in after[node]:
            column[other] = max(column[other], column[node] + 1)
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return column
