"""The picture of one use case as the text of a Mermaid flowchart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archportal.spec.flow import Flow, Lane, Node, flow_of
from archportal.spec.palette import LIGHT

if TYPE_CHECKING:
    from archportal.spec.documents import UseCase

_CLASSES = {
    **{name: f"fill:{fill},stroke:{line},color:{LIGHT.ink}" for name, (fill, line) in LIGHT.shapes.items()},
    "optional": "stroke-width:2px,stroke-dasharray:6 4",
    "plain": "fill:none,stroke:none",
    "lane": "fill:none,stroke:#87929a",
}
"""Light boxes with dark text, and everything else without a fill: read on a light and on a dark page."""

# Quotes, comments, directives, statements, Markdown, HTML, formulas, addresses, icons such as `fa:fa-car`; at
# the start also what makes a list or a rule; and the two pairs that Mermaid itself puts in the place of the
# codes written here, and turns back at the end wherever they come from.
_DANGEROUS = re.compile(r"""["#;<>&`*_~\\%{}\[\]|:$@]|^[-+=]|(?<=www)\.|ﬂ(?=°)|¶(?=ß)""", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"(\d+)([.)])", re.ASCII)
_NAMED = {'"': "#quot;", "&": "#amp;", "<": "#lt;", ">": "#gt;", "ﬂ": "ﬂ#8288;", "¶": "¶#8288;"}


def render_mermaid(use_case: UseCase) -> str:
    """Return the flowchart of a use case, without a fence around it and without a line break at its end."""
    flow = flow_of(use_case)
    return "\n".join(_lines(flow))


def escape(label: str) -> str:
    """Return the text as it has to stand in a quoted label to be shown exactly as it was typed.

    >>> escape("1. The <end>; 100 %")
    '1#46; The #lt;end#gt;#59; 100 #37;'
    """
    safe = _DANGEROUS.sub(_code, label)
    number = _LIST_NUMBER.match(safe)
    return f"{number[1]}#{ord(number[2])};{safe[number.end() :]}" if number else safe


def _code(match: re.Match[str]) -> str:
    character = match.group()
    return _NAMED.get(character) or f"#{ord(character)};"


def _lines(flow: Flow) -> Iterator[str]:
    yield "flowchart LR"
    yield f"    accTitle: {escape(flow.title)}"
    yield from _group(flow.inputs)
    yield f'    event(["{escape(flow.event.nodes[0].label)}"])'
    yield f'    check{{"{escape(flow.check.nodes[0].label)}"}}'
    yield from _group(flow.outputs)
    yield from _group(flow.exceptions)
    for edge in flow.edges:
        arrow = f"-->|{edge.label}|" if edge.label else "-->"
        yield f"    {edge.source} {arrow} {edge.target}"
    yield from _styles(flow)


def _group(lane: Lane) -> Iterator[str]:
    yield f'    subgraph {lane.id}["{lane.title}"]'
    yield "        direction LR"
    for node in lane.nodes:
        yield f'        {node.id}["{escape(node.label)}"]'
    if lane.note:
        yield f'        {lane.id}_note["{escape(lane.note)}"]'
    yield "    end"


def _styles(flow: Flow) -> Iterator[str]:
    members: dict[str, list[str]] = {name: [] for name in _CLASSES}
    for lane in flow.lanes:
        for node in lane.nodes:
            _classify(node, members)
        if lane.note:
            members["plain"].append(f"{lane.id}_note")
    members["lane"] = [flow.inputs.id, flow.outputs.id, flow.exceptions.id]
    for name, ids in members.items():
        if ids:
            yield f"    classDef {name} {_CLASSES[name]}"
            yield f"    class {','.join(ids)} {name}"


def _classify(node: Node, members: dict[str, list[str]]) -> None:
    members["plain" if node.kind in ("more", "none") else node.kind].append(node.id)
    if node.optional:
        members["optional"].append(node.id)
