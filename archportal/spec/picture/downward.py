"""A picture that runs downwards: use cases in rows, beside them what comes from outside and what leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archportal.spec.boxes import Box
from archportal.spec.picture.beside import TRACK, Link, Side
from archportal.spec.picture.graph import Graph, Kind
from archportal.spec.picture.places import Course, Layout, Point, TooLarge, Way
from archportal.spec.picture.ports import Meetings, ports
from archportal.spec.picture.rowplan import GAP, Plan
from archportal.spec.picture.sizes import HEAD, LANE, Sized
from archportal.spec.wording import enumeration

ASIDE = 24
"""Between a lane and the channels beside it, and between those and the rows."""

TITLES = {Kind.OUTSIDE: "From outside", Kind.LEAVING: "Leaves", Kind.MADE: "Elsewhere", Kind.GAP: "gaps"}
"""What stands above a lane, by what is in it."""


def laid_down(graph: Graph, back: frozenset[int], steps: int) -> Layout:
    """Return the picture with everything in its place. Raises TooLarge beyond so many bends."""
    plan = Plan(graph, back)
    if plan.rows.size > steps:
        raise TooLarge
    plan.settle()
    return _Drawing(graph, plan, back).layout()


class _Drawing:
    """A picture that is planned: from the left a lane, its channels, the rows, channels, the other lane."""

    def __init__(self, graph: Graph, plan: Plan, back: frozenset[int]) -> None:
        self.graph, self.plan, self.back = graph, plan, back
        self.sides = [side for side in (plan.left, plan.right) if side.nodes]
        self.widths = {side.is_left: max(plan.sizes[n].width for n in side.nodes) for side in self.sides}
        left = self.widths.get(True)
        self.near = left + LANE + ASIDE + plan.left.width if left else 0
        leftmost = min((plan.xs[item] - plan.half(item) for item in plan.row), default=0)
        self.shift = self.near + (ASIDE if left else 0) - leftmost
        rightmost = max((plan.xs[item] + plan.half(item) for item in plan.row), default=0)
        self.far = self.shift + rightmost + ASIDE
        tops = [side.centers[n] - plan.sizes[n].height // 2 for side in self.sides for n in side.nodes]
        self.places = {node: plan.row[n] for n, node in enumerate(plan.inner)}
        self.down = (HEAD if tops else 0) - min([0, *tops])

    def layout(self) -> Layout:
        """Return it, with what is linked to nothing in rows below."""
        boxes = dict(self._boxes())
        height = max((box.bottom for box in boxes.values()), default=0)
        height = max([height, *(bottom + self.down for _, bottom in self.plan.bands)])
        height += LANE if self.sides else 0
        lanes = tuple((self._title(side), self._lane(side, height)) for side in self.sides)
        width = max([*(box.right for box in boxes.values()), *(lane.right for _, lane in lanes)], default=0)
        loose = [n for n in range(len(self.graph.nodes)) if n not in boxes]
        for node, box in below(loose, self.plan.sizes, max(width, 900), height + GAP if boxes else 0):
            boxes[node] = box
            width, height = max(width, box.right), max(height, box.bottom)
        placed = tuple(boxes[n] for n in range(len(boxes)))
        ways = tuple(self._ways(placed))
        turn = tuple(sorted(boxes, key=lambda node: (self._row(node), boxes[node].x, boxes[node].y)))
        return Layout(width, height, placed, self.plan.sizes, ways, lanes, self.back, turn, "down")

    def _boxes(self) -> Iterator[tuple[int, Box]]:
        plan = self.plan
        for n, node in enumerate(plan.inner):
            size = plan.sizes[node]
            top = plan.middles[plan.row[n]] - size.height // 2 + self.down
            yield node, Box(plan.xs[n] + self.shift - plan.half(n), top, size.width, size.height)
        for side in self.sides:
            for node in side.nodes:
                height = plan.sizes[node].height
                top = side.centers[node] - height // 2 + self.down
                yield node, Box(self._start(side), top, self.widths[side.is_left], height)

    def _row(self, node: int) -> int:
        """Return the row that a node belongs to; what is linked to nothing comes last."""
        for side in self.sides:
            if node in side.rows:
                return side.rows[node]
        return self.places.get(node, len(self.plan.bands))

    def _start(self, side: Side) -> int:
        return LANE if side.is_left else self.far + side.width + ASIDE

    def _lane(self, side: Side, height: int) -> Box:
        return Box(self._start(side) - LANE, 0, self.widths[side.is_left] + 2 * LANE, height)

    def _title(self, side: Side) -> str:
        kinds = {self.graph.nodes[n].kind for n in side.nodes}
        title = enumeration([words for kind, words in TITLES.items() if kind in kinds])
        return title[0].upper() + title[1:]

    def _ways(self, boxes: Sequence[Box]) -> Iterator[Way]:
        plan = self.plan
        courses = dict(zip(plan.inside, plan.rows.ways, strict=True))
        links = {link.arrow: (side, link) for side in self.sides for link in side.links}
        sides = {n: (box.middle, box.width) for n, box in enumerate(boxes)}
        above, beneath = (ports(ends, sides) for ends in self._ends(courses))
        for n, edge in enumerate(self.graph.edges):
            if n in courses:
                points = self._between(courses[n], boxes, beneath[n], above[n])
            else:
                side, link = links[n]
                points = self._beside(side, link, boxes, (above if side.is_left else beneath).get(n, 0))
            back = n in self.back
            course: Course = "down" if n in courses else "square"
            yield Way(
                tuple(points[::-1] if back else points), edge.source, edge.target, edge.required, back, course
            )

    def _ends(self, courses: Mapping[int, Sequence[int]]) -> tuple[Meetings, Meetings]:
        """Return what meets the upper side of every box, and its lower one: from where, which arrow."""
        plan = self.plan
        over: Meetings = {}
        under: Meetings = {}
        for n, items in courses.items():
            first, second, *_ = items
            *_, before, last = items
            # Arrows that share a bend share their way to it as well.
            line = second if second >= len(plan.inner) else -n - 1
            lines = under.setdefault(plan.inner[first], {})
            lines.setdefault((plan.xs[second] + self.shift, line), []).append(n)
            over.setdefault(plan.inner[last], {})[plan.xs[before] + self.shift, -n - 1] = [n]
        for side in self.sides:
            ends, x = (over, self.near) if side.is_left else (under, self.far)
            for link in side.links:
                if not link.level:
                    ends.setdefault(link.place, {})[x, -link.arrow - 1] = [link.arrow]
        return over, under

    def _between(self, items: Sequence[int], boxes: Sequence[Box], start: int, end: int) -> list[Point]:
        """Return the points of an arrow between rows: straight down where a row is, curved between rows."""
        plan, (first, *bends, last) = self.plan, items
        points = [
            (start, boxes[plan.inner[first]].bottom),
            (start, plan.bands[plan.row[first]][1] + self.down),
        ]
        for bend in bends:
            x, (top, bottom) = plan.xs[bend] + self.shift, plan.bands[plan.row[bend]]
            points += [(x, top + self.down), (x, bottom + self.down)]
        points += [(end, plan.bands[plan.row[last]][0] + self.down), (end, boxes[plan.inner[last]].y)]
        # The last piece of a line says which way its arrow points; a piece of no length says nothing.
        return list(dict.fromkeys(points))

    def _beside(self, side: Side, link: Link, boxes: Sequence[Box], port: int) -> list[Point]:
        """Return the points of an arrow between a lane and a row, from left to right."""
        box, place = boxes[link.node], boxes[link.place]
        start, level = side.exits[link.node] + self.down, self.plan.ends[link.arrow] + self.down
        channel = side.channels.get(link.node, 0) * TRACK
        turn = box.right + LANE + ASIDE // 2 + channel if side.is_left else self.far + channel
        points = [(box.right if side.is_left else box.x, start)]
        if level != start:
            points += [(turn, start), (turn, level)]
        if link.level:
            points.append((place.x if side.is_left else place.right, level))
        else:
            points += [(port, level), (port, place.y if side.is_left else place.bottom)]
        return points if side.is_left else points[::-1]


def below(loose: Iterable[int], sizes: Sequence[Sized], width: int, y: int) -> Iterator[tuple[int, Box]]:
    """Yield the boxes of what no arrow leads to or from, in rows that begin this far down."""
    x = tallest = 0
    for node in loose:
        size = sizes[node]
        if x and x + size.width > width:
            x, y, tallest = 0, y + tallest + GAP, 0
        yield node, Box(x, y, size.width, size.height)
        x, tallest = x + size.width + GAP, max(tallest, size.height)
