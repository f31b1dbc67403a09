"""Where everything in a picture lies: here in columns from left to right, with the ways of the arrows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archportal.spec.boxes import Box
from archportal.spec.picture.cycles import back_edges
from archportal.spec.picture.downward import below, laid_down
from archportal.spec.picture.graph import Graph, Kind
from archportal.spec.picture.layering import columns_of, forward
from archportal.spec.picture.ordering import Rows, ordered
from archportal.spec.picture.places import Direction, Layout, TooLarge, Way
from archportal.spec.picture.placing import centers
from archportal.spec.picture.ports import Meetings, ports
from archportal.spec.picture.sizes import HEAD, LANE, Sized, size_of

GAP = 16
"""Between two boxes of a column."""

NEAREST, FARTHEST = 44, 120
"""Between two columns: the more arrows run there, the more room they get."""

MOST_COLUMNS = 6
"""Columns beyond which a picture runs downwards: more are wider than a screen."""

NODES, STEPS = 1_500, 20_000
"""Nodes of a picture, and columns that its arrows pass, beyond which it is too large to be drawn."""


def layout_of(graph: Graph, direction: Direction | None = None) -> Layout:
    """Return the picture with everything in its place, running this way or as is best. Raises TooLarge."""
    if len(graph.nodes) > NODES:
        raise TooLarge
    back = back_edges(graph)
    pairs = forward(graph, back)
    columns = columns_of(graph, pairs)
    if direction is None:
        direction = "down" if len(set(columns)) > MOST_COLUMNS else "right"
    if direction == "down":
        return laid_down(graph, back, STEPS)
    if sum(columns[target] - columns[source] for source, target in pairs) > STEPS:
        raise TooLarge
    return _laid_right(graph, back, pairs, columns)


def _laid_right(
    graph: Graph, back: frozenset[int], pairs: Sequence[tuple[int, int]], columns: Sequence[int]
) -> Layout:
    leaving, arriving = Counter(source for source, _ in pairs), Counter(target for _, target in pairs)
    linked = leaving.keys() | arriving.keys()
    sizes = tuple(size_of(node, max(leaving[n], arriving[n])) for n, node in enumerate(graph.nodes))
    rows = Rows.of(columns, pairs, back)
    for items in rows.columns:
        items[:] = [item for item in items if item >= len(sizes) or item in linked]
    order = ordered(rows)
    ys = centers(rows, order, {n: size.height for n, size in enumerate(sizes)}, GAP)
    return _Drawing(graph, sizes, rows, order, ys, back).layout(
        [node for node in range(len(sizes)) if node not in linked]
    )


class _Drawing:
    """A picture of which the order and the heights are known."""

    def __init__(
        self,
        graph: Graph,
        sizes: tuple[Sized, ...],
        rows: Rows,
        order: Sequence[Sequence[int]],
        ys: dict[int, int],
        back: frozenset[int],
    ) -> None:
        self.graph, self.sizes, self.rows, self.order, self.back = graph, sizes, rows, order, back
        self.widths = [
            max((sizes[item].width for item in items if item < len(sizes)), default=0) for items in order
        ]
        self.lefts = list(self._lefts())
        self.lane_columns = dict(self._lane_columns())
        tops = [ys[item] - self._half(item) for items in order for item in items]
        self.down = (HEAD if self.lane_columns else 0) - min(tops, default=0)
        self.ys = {item: y + self.down for item, y in ys.items()}
        self.column = {item: n for n, items in enumerate(order) for item in items}

    def layout(self, loose: Sequence[int]) -> Layout:
        """Return it with the boxes that no arrow leads to or from in rows below."""
        boxes = {node: self._box(node) for node in self.column if node < len(self.sizes)}
        bottom = max((y + self._half(item) for item, y in self.ys.items()), default=0)
        width = max((left + width for left, width in zip(self.lefts, self.widths, strict=True)), default=0)
        height = bottom + (LANE if self.lane_columns else 0)
        lanes = tuple(
            (title, Box(self.lefts[n] - LANE, 0, self.widths[n] + 2 * LANE, height))
            for n, title in self.lane_columns.items()
        )
        for node, box in below(loose, self.sizes, max(width, 900), height + GAP if boxes else 0):
            boxes[node] = box
            width, height = max(width, box.right), max(height, box.bottom)
        placed = tuple(boxes[node] for node in range(len(self.sizes)))
        right = max((lane.right for _, lane in lanes), default=0)
        ways = tuple(self._ways(placed))
        turn = tuple(sorted(boxes, key=lambda node: (boxes[node].x, boxes[node].y)))
        return Layout(max(width, right), height, placed, self.sizes, ways, lanes, self.back, turn)

    def _lefts(self) -> Iterator[int]:
        x = LANE if self._is_lane(0, Kind.OUTSIDE) else 0
        for n, width in enumerate(self.widths):
            yield x
            arrows = len(self.rows.links[n])
            x += width + min(NEAREST + arrows // 2 * 2, FARTHEST)

    def _lane_columns(self) -> Iterator[tuple[int, str]]:
        if self._is_lane(0, Kind.OUTSIDE):
            yield 0, "From outside"
        if self._is_lane(-1, Kind.LEAVING):
            yield len(self.order) - 1, "Leaves"

    def _is_lane(self, place: int, kind: Kind) -> bool:
        items = self.order[place] if self.order else ()
        return any(item < len(self.sizes) and self.graph.nodes[item].kind is kind for item in items)

    def _half(self, item: int) -> int:
        return self.sizes[item].height // 2 if item < len(self.sizes) else 0

    def _box(self, node: int) -> Box:
        column = self.column[node]
        half = self._half(node)
        return Box(self.lefts[column], self.ys[node] - half, self.widths[column], 2 * half)

    def _ways(self, boxes: Sequence[Box]) -> Iterator[Way]:
        leaving = self._ports(boxes, outgoing=True)
        arriving = self._ports(boxes, outgoing=False)
        for n, (edge, items) in enumerate(zip(self.graph.edges, self.rows.ways, strict=True)):
            first, *bends, last = items
            points = [(boxes[first].right, leaving[n])]
            for bend in bends:
                column = self.column[bend]
                points.append((self.lefts[column], self.ys[bend]))
                points.append((self.lefts[column] + self.widths[column], self.ys[bend]))
            points.append((boxes[last].x, arriving[n]))
            back = n in self.back
            yield Way(tuple(points[::-1] if back else points), edge.source, edge.target, edge.required, back)

    def _ports(self, boxes: Sequence[Box], *, outgoing: bool) -> dict[int, int]:
        """Return for every arrow how high it leaves or arrives at its box: in the order of where it goes."""
        at: Meetings = {}
        for n, items in enumerate(self.rows.ways):
            node, other = (items[0], items[1]) if outgoing else (items[-1], items[-2])
            # Arrows that share a bend share their way to it as well.
            line = other if other >= len(self.sizes) else -n - 1
            at.setdefault(node, {}).setdefault((self.ys[other], line), []).append(n)
        return ports(at, {node: (boxes[node].center, boxes[node].height) for node in at})
