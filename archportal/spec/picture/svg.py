"""The picture of a whole specification as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import chain

from archportal.spec.boxes import SIZE, SMALL, Box
from archportal.spec.measure import is_right_to_left
from archportal.spec.palette import DARK, LIGHT, Palette
from archportal.spec.picture.graph import Graph, Kind, Node
from archportal.spec.picture.places import Layout, Point, Way
from archportal.spec.picture.sizes import HEAD, NAME_LINE, Sized

Link = Callable[[str], str]
"""Makes an address of what a label leads to."""

Links = Mapping[Kind, Link]

SHAPES = {
    Kind.CASE: "event",
    Kind.GROUP: "event",
    Kind.OUTSIDE: "input",
    Kind.MADE: "output",
    Kind.LEAVING: "output",
    Kind.GAP: "exception",
}
"""The class of a shape, as in the picture of one use case."""


ROUNDING = 8
"""How much of a corner is round."""


def render(
    graph: Graph, layout: Layout, title: str, text: str, links: Links | None = None, *, classes: str = ""
) -> str:
    """Return the picture as one `<svg>` element.

    With `links` it is part of a page, which gives it its colours; without, a file of its own. `text` says in
    words what it shows.
    """
    pieces = chain(_head(layout, title, text, links, classes), _drawing(graph, layout, links or {}))
    return f"{''.join(pieces)}</svg>"


def _head(layout: Layout, title: str, text: str, links: Links | None, classes: str) -> Iterator[str]:
    margin = 12 if links is None else 2
    width, height = layout.width + 2 * margin, layout.height + 2 * margin
    # What can be pressed is no image to those who hear it. On a page a title would hang below the pointer all
    # the time; a file has nothing to press, and no other name.
    if links is None:
        opening = 'xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="flow-title"'
    else:
        opening = f'role="group" aria-label="{escape(title)}"'
    yield (
        f'<svg {opening} class="{f"diagram flow {classes}".strip()}"'
        f' aria-describedby="flow-desc" viewBox="-{margin} -{margin} {width} {height}" width="{width}"'
        f' height="{height}" font-size="{SMALL}" text-anchor="middle">'
    )
    if links is None:
        yield f'<title id="flow-title">{escape(title, quote=False)}</title><style>{STYLE}</style>'
    yield f'<desc id="flow-desc">{escape(text, quote=False)}</desc>'
    yield f"<defs>{_arrow('flow-arrow', 'd-arrow')}{_arrow('flow-back', 'd-arrow f-back')}</defs>"


def _drawing(graph: Graph, layout: Layout, links: Links) -> Iterator[str]:
    for name, box in layout.lanes:
        yield _rectangle("d-lane", box, 8)
        yield f'<text class="d-lane-label" x="{box.middle}" y="{box.y + HEAD // 2 + 4}">{name}</text>'
    yield from map(_line, layout.ways)
    for place in layout.turn:
        yield from _shape(place, graph.nodes[place], layout.boxes[place], layout.sizes[place], links)


def _arrow(name: str, classes: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8"'
        f' markerUnits="userSpaceOnUse" orient="auto"><path class="{classes}" d="M0 0 8 4 0 8z"/></marker>'
    )


def _line(way: Way) -> str:
    classes = "d-edge f-back" if way.back else "d-edge" if way.required else "d-edge optional"
    marker = "flow-back" if way.back else "flow-arrow"
    return (
        f'<path class="{classes}" data-from="{way.source}" data-to="{way.target}" d="{_course(way)}"'
        f' marker-end="url(#{marker})"/>'
    )


def _course(way: Way) -> str:
    (x, y), *rest = way.points
    if way.course == "square":
        return f"M{x} {y}{''.join(_corners(way.points))}"
    course = [f"M{x} {y}"]
    for to_x, to_y in rest:
        if to_y == y or to_x == x:
            course.append(f"L{to_x} {to_y}")
        elif way.course == "right":
            middle = (x + to_x) // 2
            course.append(f"C{middle} {y} {middle} {to_y} {to_x} {to_y}")
        else:
            middle = (y + to_y) // 2
            course.append(f"C{x} {middle} {to_x} {middle} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join(course)


def _corners(points: Sequence[Point]) -> Iterator[str]:
    """Yield a line through points that lie level or one above the other, its corners rounded."""
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        yield f"L{_towards(corner, before)}Q{corner[0]} {corner[1]} {_towards(corner, after)}"
    yield f"L{points[-1][0]} {points[-1][1]}"


def _towards(corner: Point, other: Point) -> str:
    """Return the place where the rounding of a corner ends on the way to another point."""
    x, y = corner
    across, down = other[0] - x, other[1] - y
    far = min(ROUNDING, (abs(across) + abs(down)) // 2)
    return f"{x + (across > 0) * far - (across < 0) * far} {y + (down > 0) * far - (down < 0) * far}"


def _shape(place: int, node: Node, box: Box, size: Sized, links: Links) -> Iterator[str]:
    optional = " optional" if node.optional else ""
    name = "f-node f-place" if node.is_place else "f-node"
    yield f'<g class="{name}" data-node="{place}">'
    # A use case is pressed anywhere, of several artifacts each on its own name.
    link = links.get(node.kind)
    whole = _opened(link, node.labels[0].target) if node.is_place else ""
    yield whole
    yield _rectangle(f"d-{SHAPES[node.kind]}{optional}", box, 5 if node.is_place else 14)
    written = len(size.head) * NAME_LINE + sum(size.heights)
    y = box.y + (box.height - written) // 2
    if size.head:
        yield f'<g class="d-note">{_lines(size.head, box, y, NAME_LINE)}</g>'
        y += len(size.head) * NAME_LINE
    for n, (lines, height) in enumerate(zip(size.rows, size.heights, strict=True)):
        target = node.labels[n].target if n < len(node.labels) else ""
        single = "" if node.is_place else _opened(link, target)
        row = Box(box.x, y, box.width, height)
        yield single
        if single:
            yield _rectangle("f-row", row, 4)
        yield _row(lines, row, node, is_name=n < len(node.labels))
        yield "</a>" if single else ""
        y += height
    yield "</a></g>" if whole else "</g>"


def _opened(link: Link | None, target: str) -> str:
    return f'<a href="{escape(link(target))}">' if link and target else ""


def _row(lines: list[str], row: Box, node: Node, *, is_name: bool) -> str:
    step = 18 if node.is_place else NAME_LINE
    size = f' font-size="{SIZE}"' if node.is_place else ""
    name = "d-label" if is_name else "d-note"
    top = row.y + (row.height - len(lines) * step) // 2
    return f'<g class="{name}"{size}>{_lines(lines, row, top, step)}</g>'


def _lines(lines: list[str], box: Box, top: int, step: int) -> str:
    # Every line is an element of its own, so that no mark of direction in one reaches into the next.
    return "".join(_text(line, box.middle, top + n * step + step * 3 // 4) for n, line in enumerate(lines))


def _text(line: str, x: int, y: int) -> str:
    direction = ' direction="rtl"' if is_right_to_left(line) else ""
    return f'<text x="{x}" y="{y}"{direction}>{escape(line, quote=False)}</text>'


def _rectangle(name: str, box: Box, radius: int) -> str:
    place = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
    return f'<rect class="{name}" {place} rx="{radius}"/>'


def _colours(palette: Palette) -> str:
    shapes = "".join(
        f".d-{kind}{{fill:{fill};stroke:{line}}}" for kind, (fill, line) in palette.shapes.items()
    )
    bad = palette.shapes["exception"][1]
    return (
        f".d-lane{{fill:{palette.lane[0]};stroke:{palette.lane[1]}}}{shapes}.d-label{{fill:{palette.ink}}}"
        f".d-lane-label,.d-note{{fill:{palette.soft}}}.d-edge{{stroke:{palette.edge}}}"
        f".d-arrow{{fill:{palette.edge}}}.d-edge.f-back{{stroke:{bad}}}.d-arrow.f-back{{fill:{bad}}}"
    )


STYLE = (
    ":root{color-scheme:light dark;font-family:system-ui,'Segoe UI',Roboto,Arial,sans-serif}"
    ".d-input,.d-event,.d-output,.d-exception,.d-edge{stroke-width:1.5}.d-edge{fill:none}"
    ".optional{stroke-dasharray:5 4}"
    ".d-edge.f-back{stroke-width:2.5;stroke-dasharray:1 5;stroke-linecap:round}"
    f".d-exception{{stroke-width:2.5}}.d-lane-label{{font-weight:600}}{_colours(LIGHT)}"
    f"@media (prefers-color-scheme:dark){{{_colours(DARK)}}}"
)
"""The colours of a picture that is a file of its own."""
