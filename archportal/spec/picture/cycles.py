"""Which arrows go back: without them nothing is needed before it is there.

Within every knot (a strongly connected part) the nodes are put in a row in which few arrows go back: the
heuristic of Eades, Lin and Smyth. Arrows between knots never go back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from archportal.spec.picture.graph import Edge, Graph


def back_edges(graph: Graph) -> frozenset[int]:
    """Return the places of the arrows that go back, among the arrows of the graph."""
    knots = _knots(graph)
    knot_of = {node: knot for knot, members in enumerate(knots) for node in members}
    inner: list[list[int]] = [[] for _ in knots]
    entered = set()
    for place, edge in enumerate(graph.edges):
        if knot_of[edge.source] == knot_of[edge.target]:
            inner[knot_of[edge.source]].append(place)
        elif not graph.nodes[edge.target].is_place:
            entered.add(edge.target)
    back: set[int] = set()
    for members, places in zip(knots, inner, strict=True):
        if places:
            edges = [graph.edges[place] for place in places]
            turn = {node: n for n, node in enumerate(_row(members, edges, entered))}
            back |= {
                n for n, edge in zip(places, edges, strict=True) if turn[edge.source] > turn[edge.target]
            }
    return frozenset(back)


def loops(graph: Graph, back: Iterable[int]) -> list[list[int]]:
    """Return for every arrow that goes back a shortest way round, as nodes that begin with a place.

    Arrows with the same way round share one.
    """
    found: dict[frozenset[int], list[int]] = {}
    after = _neighbours(graph)
    for place in sorted(back):
        edge = graph.edges[place]
        way = _way(after, edge.target, edge.source)
        while not graph.nodes[way[0]].is_place:
            way = [*way[1:], way[0]]
        found.setdefault(frozenset(way), way)
    return list(found.values())


def _row(members: Iterable[int], edges: Sequence[Edge], entered: set[int]) -> list[int]:
    """Return the nodes of a knot in a row: what only gives first, what only takes last."""
    left = set(members)
    out: dict[int, list[int]] = {node: [] for node in left}
    into: dict[int, list[int]] = {node: [] for node in left}
    for edge in edges:
        out[edge.source].append(edge.target)
        into[edge.target].append(edge.source)
    gives, takes = ({node: len(ways) for node, ways in side.items()} for side in (out, into))
    start: list[int] = []
    end: list[int] = []
    while left:
        sources = sorted(node for node in left if not takes[node])
        sinks = sorted(node for node in left - set(sources) if not gives[node])
        # A knot begins best with what somebody outside of it gives; else with the least number.
        best = [min(left, key=lambda node: (takes[node] - gives[node], node not in entered, node))]
        chosen = sources or sinks or best
        (end if chosen is sinks else start).extend(chosen)
        left.difference_update(chosen)
        for node in chosen:
            for other in out[node]:
                takes[other] -= 1
            for other in into[node]:
                gives[other] -= 1
    return start + end[::-1]


def _neighbours(graph: Graph) -> list[list[int]]:
    after: list[list[int]] = [[] for _ in graph.nodes]
    for edge in graph.edges:
        after[edge.source].append(edge.target)
    return after


def _way(after: Sequence[Sequence[int]], start: int, end: int) -> list[int]:
    """Return a shortest way from start to end, which exists."""
    before: dict[int, int] = {start: start}
    queue = deque([start])
    while end not in before:
        node = queue.popleft()
        for other in after[node]:
            if other not in before:
                before[other] = node
                queue.append(other)
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def _knots(graph: Graph) -> list[list[int]]:
    """Return the strongly connected parts (Tarjan's algorithm, without recursion)."""
    after = _neighbours(graph)
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: dict[int, None] = {}
    knots: list[list[int]] = []
    for root in range(len(after)):
        if root in index:
            continue
        path = [(root, iter(after[root]))]
        index[root] = low[root] = len(index)
        open_nodes[root] = None
        while path:
            node, others = path[-1]
            other = next(others, None)
            if other is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == index[node]:
                    knots.append(_closed(open_nodes, node))
            elif other not in index:
                index[other] = low[other] = len(index)
                open_nodes[other] = None
                path.append((other, iter(after[other])))
            elif other in open_nodes:
                low[node] = min(low[node], index[other])
    return knots


def _closed(open_nodes: dict[int, None], root: int) -> list[int]:
    knot: list[int] = []
    while not knot or knot[-1] != root:
        knot.append(open_nodes.popitem()[0])
    return knot
