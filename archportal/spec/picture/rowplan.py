"""The plan of a picture that runs downwards: its rows, their order, and how far down they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from archportal.spec.picture.beside import TRACK, Link, Side
from archportal.spec.picture.graph import Graph
from archportal.spec.picture.layering import forward
from archportal.spec.picture.levels import levels
from archportal.spec.picture.ordering import Rows, ordered
from archportal.spec.picture.placing import centers
from archportal.spec.picture.ports import spread
from archportal.spec.picture.sizes import PORT, SIDE, Sized, size_of

GAP = 20
"""Between two boxes of a row."""

NEAREST, FARTHEST = 28, 72
"""Between two rows: the more arrows run there, the more room they get."""


class Plan:
    """What stands in rows (`inner`) and what beside them (`aside`), by places in the graph.

    Rows hold items: places in `inner`, and behind those the bends of arrows that pass a row. `inside` names
    the arrows between rows, in the order of `rows.ways`.
    """

    def __init__(self, graph: Graph, back: frozenset[int]) -> None:
        self.graph = graph
        given, taken = {edge.target for edge in graph.edges}, {edge.source for edge in graph.edges}
        ends = {n for n, node in enumerate(graph.nodes) if not node.is_place} - (given & taken)
        self.aside = frozenset(ends)
        self.inner = sorted((given | taken) - ends)
        at = {node: n for n, node in enumerate(self.inner)}
        pairs = forward(graph, back)
        self.inside = [n for n, pair in enumerate(pairs) if ends.isdisjoint(pair)]
        linked = [(at[pairs[n][0]], at[pairs[n][1]]) for n in self.inside]
        alone = {place for place, n in enumerate(self.inside) if n in back}
        rows = levels([graph.nodes[n].is_place for n in self.inner], linked)
        self.rows = Rows.of(rows, linked, alone)
        self.sizes = tuple(self._sizes(pairs))

    def settle(self) -> None:
        """Find the order in every row, how far to the right all stands, and then how far down."""
        order = ordered(self.rows)
        widths = {n: self.sizes[node].width for n, node in enumerate(self.inner)}
        self.xs = centers(self.rows, order, widths, GAP)
        self.row = {item: n for n, items in enumerate(order) for item in items}
        nodes = [[self.inner[item] for item in items if item < len(self.inner)] for items in order]
        self._link(nodes)
        self._stack(nodes)
        heights = {n: size.height for n, size in enumerate(self.sizes)}
        self.ends: dict[int, int] = {}
        for side in (self.left, self.right):
            self.ends |= self._ends(side)
            side.settle(self.ends, heights)

    def half(self, item: int) -> int:
        """Return half the width of an item."""
        return self.sizes[self.inner[item]].width // 2 if item < len(self.inner) else 0

    def _sizes(self, pairs: Iterable[tuple[int, int]]) -> Iterator[Sized]:
        beside: Counter[tuple[int, bool]] = Counter()
        between: Counter[tuple[int, bool]] = Counter()
        for source, target in pairs:
            ends = between if self.aside.isdisjoint((source, target)) else beside
            ends.update([(source, True), (target, False)])
        for n, node in enumerate(self.graph.nodes):
            if node.is_place:
                size = size_of(node, max(beside[n, True], beside[n, False]))
                most = max(between[n, side] + beside[n, side] for side in (True, False))
                yield replace(size, width=max(size.width, most * PORT + 2 * SIDE))
            else:
                yield size_of(node, 0)

    def _link(self, nodes: list[list[int]]) -> None:
        """Say what leads from lane to row: level to the box at the end of its row, else past others."""
        row = {node: n for n, members in enumerate(nodes) for node in members}
        lefts, rights = [], []
        for n, edge in enumerate(self.graph.edges):
            if edge.source in self.aside:
                place = row[edge.target]
                lefts.append(Link(n, edge.source, edge.target, place, nodes[place][0] == edge.target))
            elif edge.target in self.aside:
                place = row[edge.source]
                rights.append(Link(n, edge.target, edge.source, place, nodes[place][-1] == edge.source))
        self.left, self.right = Side(lefts, is_left=True), Side(rights, is_left=False)

    def _stack(self, nodes: list[list[int]]) -> None:
        """Find from where to where every row reaches with its tracks, and the middle of its boxes."""
        self.bands: list[tuple[int, int]] = []
        self.middles: list[int] = []
        y = 0
        for n, members in enumerate(nodes):
            height = max(self.sizes[node].height for node in members)
            bottom = y + self.left.room(n) + height + self.right.room(n)
            self.middles.append(y + self.left.room(n) + height // 2)
            self.bands.append((y, bottom))
            y = bottom + min(NEAREST + len(self.rows.links[n]) // 2 * 2, FARTHEST)

    def _ends(self, side: Side) -> Mapping[int, int]:
        """Return how high the level part of every line of a lane runs."""
        turn = {node: n for n, node in enumerate(side.nodes)}
        ends: dict[int, int] = {}
        level: dict[int, list[Link]] = {}
        for link in side.links:
            if link.level:
                level.setdefault(link.place, []).append(link)
            else:
                top, bottom = self.bands[link.row]
                start = top if side.is_left else bottom - len(side.tracks[link.row]) * TRACK
                ends[link.arrow] = start + side.tracks[link.row].index(link.node) * TRACK + TRACK // 2
        for place, links in level.items():
            links.sort(key=lambda link: turn[link.node])
            places = spread(self.middles[links[0].row], self.sizes[place].height, len(links))
            ends.update((link.arrow, y) for link, y in zip(links, places, strict=True))
        return ends
