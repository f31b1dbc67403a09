"""A picture that runs downwards: use cases in rows, beside them what comes from outside and what leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from archportal.spec.boxes import Box
from archportal.spec.picture.beside import TRACK, Link, Side
from archportal.spec.picture.graph import Graph, Kind
from archportal.spec.picture.layering import forward
from archportal.spec.picture.levels import levels
from archportal.spec.picture.ordering import Rows, ordered
from archportal.spec.picture.places import Course, Layout, Point, TooLarge, Way
from archportal.spec.picture.placing import centers
from archportal.spec.picture.sizes import HEAD, LANE, PORT, SIDE, Sized, size_of
from archportal.spec.wording import enumeration

GAP = 20
"""Between two boxes of a row, and around what stands below all rows."""

NEAREST, FARTHEST = 28, 72
"""Between two rows: the more arrows run there, the more room they get."""

ASIDE = 24
"""Between a lane and the channels beside it, and between those and the rows."""

TITLES = {Kind.OUTSIDE: "From outside", Kind.LEAVING: "Leaves", Kind.MADE: "Elsewhere", Kind.GAP: "gaps"}
"""What stands above a lane, by what is in it."""


def laid_down(graph: Graph, back: frozenset[int], steps: int) -> Layout:
    """Return the picture with everything in its place. Raises TooLarge beyond so many bends."""
    picture = _Picture(graph, back)
    if picture.rows.size > steps:
        raise TooLarge
    picture.order_rows()
    picture.stack_rows()
    return picture.layout()


class _Picture:
    """A picture in the making. Items are nodes by their places in the graph, and behind them bends."""

    def __init__(self, graph: Graph, back: frozenset[int]) -> None:
        self.graph, self.back = graph, back
        given, taken = {edge.target for edge in graph.edges}, {edge.source for edge in graph.edges}
        self.linked = given | taken
        self.aside = {
            n for n, node in enumerate(graph.nodes) if not node.is_place and not (n in given and n in taken)
        }
        inner = sorted(self.linked - self.aside)
        at = {node: n for n, node in enumerate(inner)}
        pairs = forward(graph, back)
        inside = [n for n, pair in enumerate(pairs) if self.aside.isdisjoint(pair)]
        linked = [(at[pairs[n][0]], at[pairs[n][1]]) for n in inside]
        self.inner, self.inside = inner, inside
        self.rows = Rows.of(levels([graph.nodes[n].is_place for n in inner], linked), linked)
        self.sizes = self._sizes(pairs)

    def _sizes(self, pairs: Iterable[tuple[int, int]]) -> tuple[Sized, ...]:
        beside: Counter[tuple[int, bool]] = Counter()
        ends: Counter[tuple[int, bool]] = Counter()
        for source, target in pairs:
            side = beside if source in self.aside or target in self.aside else ends
            side.update([(source, True), (target, False)])
        sizes = []
        for n, node in enumerate(self.graph.nodes):
            size = size_of(node, 0 if n in self.aside else max(beside[n, True], beside[n, False]))
            most = max(ends[n, side] + beside[n, side] for side in (True, False))
            wide = n not in self.aside and node.is_place
            sizes.append(replace(size, width=max(size.width, most * PORT + 2 * SIDE if wide else 0)))
        return tuple(sizes)

    def order_rows(self) -> None:
        """Find the order in every row, how far to the right all stands, and what can be reached level."""
        order = ordered(self.rows)
        widths = {n: self.sizes[node].width for n, node in enumerate(self.inner)}
        self.xs = centers(self.rows, order, widths, GAP)
        self.order = order
        self.row = {item: n for n, items in enumerate(order) for item in items}
        ends: list[tuple[int, int]] = []
        for items in order:
            nodes = [self.inner[item] for item in items if item < len(self.inner)]
            ends.append((nodes[0], nodes[-1]))
        row_of = {node: self.row[n] for n, node in enumerate(self.inner)}
        lefts, rights = [], []
        for n, edge in enumerate(self.graph.edges):
            if edge.source in self.aside:
                row = row_of[edge.target]
                lefts.append(Link(n, edge.source, edge.target, row, ends[row][0] == edge.target))
            elif edge.target in self.aside:
                row = row_of[edge.source]
                rights.append(Link(n, edge.target, edge.source, row, ends[row][1] == edge.source))
        self.left, self.right = Side(lefts, is_left=True), Side(rights, is_left=False)

    def stack_rows(self) -> None:
        """Find how far down everything stands."""
        self.bands: list[tuple[int, int]] = []
        self.middle: list[int] = []
        y = 0
        for n, items in enumerate(self.order):
            above, below = self.left.room(n), self.right.room(n)
            nodes = (self.inner[item] for item in items if item < len(self.inner))
            height = max(self.sizes[node].height for node in nodes)
            self.middle.append(y + above + height // 2)
            self.bands.append((y, y + above + height + below))
            y += above + height + below + min(NEAREST + len(self.rows.links[n]) // 2 * 2, FARTHEST)
        heights = {n: size.height for n, size in enumerate(self.sizes)}
        self.ends: dict[int, int] = {}
        for side in (self.left, self.right):
            self.ends |= self._ends(side)
            side.settle(self.ends, heights)

    def _ends(self, side: Side) -> dict[int, int]:
        """Return how high the level part of every line of a lane runs."""
        turn = {node: n for n, node in enumerate(side.nodes)}
        level: dict[int, list[Link]] = {}
        ends: dict[int, int] = {}
        for link in side.links:
            if link.level:
                level.setdefault(link.place, []).append(link)
                continue
            track = (side.tracks[link.row].index(link.node) + 1) * TRACK
            top, bottom = self.bands[link.row]
            ends[link.arrow] = top + track - TRACK // 2 if side.is_left else bottom - track + TRACK // 2
        for place, links in level.items():
            links.sort(key=lambda link: turn[link.node])
            middle = self.middle[links[0].row]
            spread = _spread(middle, self.sizes[place].height, len(links))
            ends.update((link.arrow, y) for link, y in zip(links, spread, strict=True))
        return ends

    def layout(self) -> Layout:
        """Return it, with what is linked to nothing in rows below."""
        boxes: dict[int, Box] = {}
        lanes: list[tuple[str, Box]] = []
        left, right = ([self.sizes[n].width for n in side.nodes] for side in (self.left, self.right))
        x = max(left) + LANE + ASIDE * 2 + self.left.width if left else 0
        reach = [self.xs[item] - self._half(item) for item in self.row]
        self.shift = x - min(reach, default=0)
        self.near = x - ASIDE
        self.far = self.shift + max((self.xs[i] + self._half(i) for i in self.row), default=0) + ASIDE
        tops = [
            side.centers[n] - self.sizes[n].height // 2
            for side in (self.left, self.right)
            for n in side.nodes
        ]
        self.down = (HEAD if tops else 0) - min([0, *tops])
        bottom = max((end for _, end in self.bands), default=0) + self.down
        sides = ((self.left, left, LANE), (self.right, right, self.far + self.right.width + ASIDE))
        for side, widths, start in sides:
            for n in side.nodes:
                height = self.sizes[n].height
                boxes[n] = Box(start, side.centers[n] - height // 2 + self.down, max(widths), height)
                bottom = max(bottom, boxes[n].bottom)
        for n, node in enumerate(self.inner):
            size = self.sizes[node]
            top = self.middle[self.row[n]] - size.height // 2 + self.down
            boxes[node] = Box(self.xs[n] + self.shift - size.width // 2, top, size.width, size.height)
        height = bottom + (LANE if tops else 0)
        for side, widths, start in sides:
            if widths:
                kinds = {self.graph.nodes[n].kind for n in side.nodes}
                title = enumeration([words for kind, words in TITLES.items() if kind in kinds])
                lanes.append((title, Box(start - LANE, 0, max(widths) + 2 * LANE, height)))
        width = max([box.right for box in boxes.values()] + [lane.right for _, lane in lanes], default=0)
        loose = [n for n in range(len(self.graph.nodes)) if n not in self.linked]
        for node, box in below(loose, self.sizes, max(width, 900), height + GAP if boxes else 0):
            boxes[node] = box
            width, height = max(width, box.right), max(height, box.bottom)
        placed = tuple(boxes[n] for n in range(len(self.sizes)))
        ways = tuple(self._ways(placed))
        return Layout(width, height, placed, self.sizes, ways, tuple(lanes), self.back, "down")

    def _half(self, item: int) -> int:
        return self.sizes[self.inner[item]].width // 2 if item < len(self.inner) else 0

    def _ways(self, boxes: Sequence[Box]) -> Iterator[Way]:
        courses = dict(zip(self.inside, self.rows.ways, strict=True))
        links = {link.arrow: (side, link) for side in (self.left, self.right) for link in side.links}
        over, under = self._ports(courses, boxes)
        for n, edge in enumerate(self.graph.edges):
            if n in courses:
                points = self._inner(courses[n], boxes, under[n], over[n])
            else:
                points = self._outer(*links[n], boxes, over if n in over else under)
            back = n in self.back
            points = points[::-1] if back else points
            course: Course = "down" if n in courses else "square"
            yield Way(tuple(points), edge.source, edge.target, edge.required, back, course)

    def _ports(
        self, courses: Mapping[int, Sequence[int]], boxes: Sequence[Box]
    ) -> tuple[dict[int, int], dict[int, int]]:
        """Return for every arrow where it meets the upper side of a box, and where it meets a lower one."""
        over: dict[int, list[tuple[int, int]]] = {}
        under: dict[int, list[tuple[int, int]]] = {}
        for n, items in courses.items():
            under.setdefault(self.inner[items[0]], []).append((self.xs[items[1]] + self.shift, n))
            over.setdefault(self.inner[items[-1]], []).append((self.xs[items[-2]] + self.shift, n))
        for side, ends, x in ((self.left, over, self.near), (self.right, under, self.far)):
            for link in side.links:
                if not link.level:
                    ends.setdefault(link.place, []).append((x, link.arrow))
        found: list[dict[int, int]] = [{}, {}]
        for ports, sides in zip(found, (over, under), strict=True):
            for node, ways in sides.items():
                box = boxes[node]
                spread = _spread(box.middle, box.width, len(ways))
                ports.update((n, x) for (_, n), x in zip(sorted(ways), spread, strict=True))
        return found[0], found[1]

    def _inner(self, items: Sequence[int], boxes: Sequence[Box], start: int, end: int) -> list[Point]:
        first, *bends, last = items
        points = [
            (start, boxes[self.inner[first]].bottom),
            (start, self.bands[self.row[first]][1] + self.down),
        ]
        for bend in bends:
            top, bottom = self.bands[self.row[bend]]
            x = self.xs[bend] + self.shift
            points += [(x, top + self.down), (x, bottom + self.down)]
        points.append((end, self.bands[self.row[last]][0] + self.down))
        points.append((end, boxes[self.inner[last]].y))
        # The last piece of a line says which way its arrow points; a piece of no length says nothing.
        return list(dict.fromkeys(points))

    def _outer(self, side: Side, link: Link, boxes: Sequence[Box], ports: Mapping[int, int]) -> list[Point]:
        box, place = boxes[link.node], boxes[link.place]
        level = self.ends[link.arrow] + self.down
        is_left = side.is_left
        x, start = (box.right if is_left else box.x), side.exits[link.node] + self.down
        channel = side.channels.get(link.node, 0) * TRACK
        turn = box.right + LANE + ASIDE // 2 + channel if is_left else self.far + channel
        points = [(x, start)]
        if level != start:
            points += [(turn, start), (turn, level)]
        if link.level:
            points.append((place.x if is_left else place.right, level))
        else:
            port = ports[link.arrow]
            points += [(port, level), (port, place.y if is_left else place.bottom)]
        return points if is_left else points[::-1]


def below(loose: Iterable[int], sizes: Sequence[Sized], width: int, y: int) -> Iterator[tuple[int, Box]]:
    """Yield the boxes of what no arrow leads to or from, in rows that begin this far down."""
    x = tallest = 0
    for node in loose:
        size = sizes[node]
        if x and x + size.width > width:
            x, y, tallest = 0, y + tallest + GAP, 0
        yield node, Box(x, y, size.width, size.height)
        x, tallest = x + size.width + GAP, max(tallest, size.height)


def _spread(middle: int, length: int, count: int) -> list[int]:
    """Return so many places around the middle of a side of a box, none near to its ends."""
    step = min(14, (length - 2 * SIDE) // count)
    start = middle - step * (count - 1) // 2
    return [start + step * n for n in range(count)]
