"""The picture of a whole specification as the text of a Mermaid flowchart."""

from __future__ import annotations

from collections.abc import Iterator

from archportal.spec.mermaid import escape
from archportal.spec.palette import LIGHT
from archportal.spec.picture.graph import Graph
from archportal.spec.picture.places import Layout
from archportal.spec.picture.svg import SHAPES

_BACK = f"stroke:{LIGHT.shapes['exception'][1]},stroke-width:3px"


def render_mermaid(graph: Graph, layout: Layout, title: str) -> str:
    """Return the flowchart, without a fence around it and without a line break at its end.

    It runs as the picture does. Dashed arrows are optional; those that go back say so.
    """
    return "\n".join(_lines(graph, layout, title))


def _lines(graph: Graph, layout: Layout, title: str) -> Iterator[str]:
    back = layout.back
    yield "flowchart TD" if layout.direction == "down" else "flowchart LR"
    yield f"    accTitle: {escape(title)}"
    for place, node in enumerate(graph.nodes):
        opening, closing = ("[", "]") if node.is_place else ("([", "])")
        yield f'    n{place}{opening}"{"<br>".join(map(escape, node.lines))}"{closing}'
    for place, edge in enumerate(graph.edges):
        yield f"    n{edge.source} {_arrow(edge.required, place in back)} n{edge.target}"
    yield from _styles(graph)
    if back:
        yield f"    linkStyle {','.join(map(str, sorted(back)))} {_BACK}"


def _arrow(required: bool, back: bool) -> str:
    if back:
        return "-. goes back .->"
    return "-->" if required else "-.->"


def _styles(graph: Graph) -> Iterator[str]:
    members: dict[str, list[str]] = {}
    for place, node in enumerate(graph.nodes):
        members.setdefault(SHAPES[node.kind], []).append(f"n{place}")
        if node.optional:
            members.setdefault("optional", []).append(f"n{place}")
    for name, ids in members.items():
        yield f"    classDef {name} {_style(name)}"
        yield f"    class {','.join(ids)} {name}"


def _style(name: str) -> str:
    if name == "optional":
        return "stroke-width:2px,stroke-dasharray:6 4"
    fill, line = LIGHT.shapes[name]
    return f"fill:{fill},stroke:{line},color:{LIGHT.ink}"
