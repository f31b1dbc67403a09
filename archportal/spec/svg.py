"""The picture of one use case as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from archportal.spec.boxes import INSET, LINE, SIZE, SMALL, Box, Panel, Shape
from archportal.spec.flow import Flow, flow_of, text_of
from archportal.spec.layout import CHECK, Arrow, Picture, across, down
from archportal.spec.measure import is_right_to_left
from archportal.spec.palette import DARK, LIGHT, Palette

if TYPE_CHECKING:
    from archportal.spec.documents import UseCase


def render_svg(
    use_case: UseCase, *, standalone: bool = False, prefix: str = "d", narrow: bool = False
) -> str:
    """Return the picture of a use case as one `<svg>` element, coloured by the style sheet of the page.

    `standalone` makes it a file with its own colours. `prefix` begins every id, so that several pictures fit
    on one page. `narrow` sets the lanes one below the other, for a screen too narrow for the usual picture.
    """
    flow = flow_of(use_case)
    picture = down(flow) if narrow else across(flow)
    return "".join(_pieces(flow, picture, prefix, standalone, "diagram narrow" if narrow else "diagram"))


def _pieces(flow: Flow, picture: Picture, prefix: str, standalone: bool, classes: str) -> Iterator[str]:
    # A page has its own space around the picture; there it only needs the half of a line outside of its box.
    margin = 12 if standalone else 1
    width, height = picture.width + 2 * margin, picture.height + 2 * margin
    namespace = ' xmlns="http://www.w3.org/2000/svg"' if standalone else ""
    yield (
        f'<svg{namespace} class="{classes}" role="img" aria-labelledby="{prefix}-title"'
        f' aria-describedby="{prefix}-desc" viewBox="-{margin} -{margin} {width} {height}" width="{width}"'
        f' height="{height}" font-size="{SIZE}" text-anchor="middle">'
    )
    yield f'<title id="{prefix}-title">{escape(flow.title, quote=False)}</title>'
    yield f'<desc id="{prefix}-desc">{escape(text_of(flow), quote=False)}</desc>'
    if standalone:
        yield f"<style>{STYLE}</style>"
    yield (
        f'<defs><marker id="{prefix}-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"'
        ' markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="d-arrow" d="M0 0 8 4 0 8z"/></marker></defs>'
    )
    yield from _drawing(picture, prefix)
    yield "</svg>"


def _drawing(picture: Picture, prefix: str) -> Iterator[str]:
    shapes = [*picture.course, *(shape for panel in picture.panels for shape in panel.shapes)]
    yield from (_rectangle("d-lane", panel.box, 8) for panel in picture.panels)
    for arrow in picture.arrows:
        yield f'<path class="d-edge" d="{_way(arrow)}" marker-end="url(#{prefix}-arrow)"/>'
    yield from map(_outline, shapes)
    yield f'<g class="d-lane-label" font-size="{SMALL}" font-weight="600">'
    yield from (_text(panel.lane.title, panel.box.middle, panel.box.y + 20) for panel in picture.panels)
    yield '</g><g class="d-label">'
    yield from map(_label, shapes)
    yield f'</g><g class="d-edge-label" font-size="{SMALL}">'
    yield from (_text(arrow.label, *arrow.at) for arrow in picture.arrows if arrow.label)
    yield "</g>"
    yield from map(_note, picture.panels)


def _rectangle(name: str, box: Box, radius: int) -> str:
    place = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
    return f'<rect class="{name}" {place} rx="{radius}"/>'


def _way(arrow: Arrow) -> str:
    (x, y), *rest = arrow.points
    return f"M{x} {y}" + "".join(f"L{to_x} {to_y}" for to_x, to_y in rest)


def _outline(shape: Shape) -> str:
    kind, box = shape.node.kind, shape.box
    if kind in ("none", "more"):
        return ""
    if kind == "check":
        aside, half = CHECK[0] // 2, CHECK[1] // 2
        return (
            f'<path class="d-check" d="M{box.x} {box.center}l{aside}-{half} {aside} {half}-{aside} {half}z"/>'
        )
    name = f"d-{kind} optional" if shape.node.optional else f"d-{kind}"
    return _rectangle(name, box, min(box.height // 2, 28) if kind == "event" else 5)


def _label(shape: Shape) -> str:
    """Return the lines of a label: names in the middle of the box, sentences at the side they begin at."""
    kind, box = shape.node.kind, shape.box
    backwards = is_right_to_left(shape.node.label)
    more = ' direction="rtl"' if backwards else ""
    x = box.middle
    if kind in ("exception", "more"):
        more += ' text-anchor="start"'
        x = box.right - INSET if backwards else box.x + INSET
    if kind in ("none", "more"):
        more += ' class="d-note"'
    # The base line lies about a third of the size below the middle of the letters.
    top = box.center + SIZE // 3 + 1 - (len(shape.lines) - 1) * LINE // 2
    return "".join(_text(line, x, top + n * LINE, more) for n, line in enumerate(shape.lines))


def _note(panel: Panel) -> str:
    more = f' class="d-note" font-size="{SMALL}"'
    return _text(panel.lane.note, panel.box.middle, panel.note_line, more) if panel.lane.note else ""


def _text(text: str, x: int, y: int, more: str = "") -> str:
    # Every line is an element of its own, so that no mark of direction in one reaches into the next.
    return f'<text x="{x}" y="{y}"{more}>{escape(text, quote=False)}</text>'


def _colours(palette: Palette) -> str:
    shapes = "".join(
        f".d-{kind}{{fill:{fill};stroke:{line}}}" for kind, (fill, line) in palette.shapes.items()
    )
    return (
        f".d-lane{{fill:{palette.lane[0]};stroke:{palette.lane[1]}}}{shapes}.d-label{{fill:{palette.ink}}}"
        f".d-lane-label,.d-edge-label,.d-note{{fill:{palette.soft}}}"
        f".d-edge{{stroke:{palette.edge}}}.d-arrow{{fill:{palette.edge}}}"
    )


STYLE = (
    ":root{color-scheme:light dark;font-family:system-ui,'Segoe UI',Roboto,Arial,sans-serif}"
    ".d-input,.d-event,.d-check,.d-output,.d-exception,.d-edge{stroke-width:1.5}.d-edge{fill:none}"
    f".optional{{stroke-dasharray:5 4}}{_colours(LIGHT)}"
    f"@media (prefers-color-scheme:dark){{{_colours(DARK)}}}"
)
"""The colours of a picture that is a file of its own."""
