"""The picture of one use case, before it is drawn: lanes with nodes, and the arrows between the lanes.

Mermaid and SVG both draw this, so they hold the same labels and the same arrows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from archportal.spec import rules
from archportal.spec.numbering import Numbered, numbered_exceptions

if TYPE_CHECKING:
    from archportal.spec.documents import UseCase

EXCEPTIONS_LIMIT = 6
"""Nodes in the lane of the exceptions; what is beyond is folded into the last of them."""

EXCEPTION_LENGTH = 160
"""Characters of an exception in the picture; the page beside it has the whole text."""

Kind = Literal["input", "event", "check", "output", "exception", "more", "none"]


@dataclass(frozen=True, slots=True)
class Node:
    """One labelled shape. `more` stands for exceptions that were folded, `none` for a lane without any."""

    id: str
    kind: Kind
    label: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A titled group of nodes, with a note such as the legend of the required mark."""

    id: str
    title: str
    nodes: tuple[Node, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one lane to another."""

    source: str
    target: str
    label: str = ""


EDGES = (
    Edge("inputs", "event"),
    Edge("event", "check"),
    Edge("check", "outputs", "Yes"),
    Edge("check", "exceptions", "No"),
)
"""The arrows, which are the same for every use case."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole picture."""

    title: str
    inputs: Lane
    event: Lane
    check: Lane
    outputs: Lane
    exceptions: Lane
    edges: tuple[Edge, ...] = EDGES

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All lanes, in the direction of the arrows."""
        return self.inputs, self.event, self.check, self.outputs, self.exceptions


def flow_of(use_case: UseCase) -> Flow:
    """Return the picture of a use case."""
    return Flow(
        title=_heading(use_case),
        inputs=_inputs(use_case),
        event=Lane("event", "Event", (_event(use_case),)),
        check=Lane("check", "Check", (Node("check", "check", "Valid?"),)),
        outputs=_outputs(use_case),
        exceptions=Lane("exceptions", "Exceptions", _exceptions(numbered_exceptions(use_case))),
    )


def flow_text(use_case: UseCase) -> str:
    """Return what the picture shows in sentences, for those who cannot see it."""
    return text_of(flow_of(use_case))


def text_of(flow: Flow) -> str:
    """Return what a picture shows in sentences."""
    sentences = [
        f"Inputs: {_listed(flow.inputs)}.",
        _ended(flow.inputs.note),
        f"Event: {_listed(flow.event)}.",
        f"Outputs, if it is valid: {_listed(flow.outputs)}.",
        f"Exceptions, if it is not: {_listed(flow.exceptions)}.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _heading(use_case: UseCase) -> str:
    number = f"Use Case {use_case.number}" if use_case.number else "Use Case"
    return f"{number}: {_with_optional(use_case.title, use_case.optional)}"


def _event(use_case: UseCase) -> Node:
    label = _with_optional(use_case.event_name, use_case.optional)
    return Node("event", "event", label, use_case.optional)


def _with_optional(text: str, optional: bool) -> str:
    return f"{text} (optional)" if optional else text


def _inputs(use_case: UseCase) -> Lane:
    rows = use_case.inputs
    marking = rules.marking(rows)
    if marking is rules.Marking.NONE:
        return Lane("inputs", "Inputs", _none("input"))
    mixed = marking is rules.Marking.MIXED
    nodes = tuple(
        Node(f"input{n}", "input", f"{row.name}*" if mixed and row.required else row.name, not row.required)
        for n, row in enumerate(rows, 1)
    )
    return Lane("inputs", "Inputs", nodes, marking.value)


def _outputs(use_case: UseCase) -> Lane:
    nodes = tuple(Node(f"output{n}", "output", row.name) for n, row in enumerate(use_case.outputs, 1))
    return Lane("outputs", "Outputs", nodes or _none("output"))


def _exceptions(rows: Sequence[Numbered]) -> tuple[Node, ...]:
    shown = rows if len(rows) <= EXCEPTIONS_LIMIT else rows[: EXCEPTIONS_LIMIT - 1]
    nodes = tuple(
        Node(f"exception{n}", "exception", f"{row.label}. {_brief(row.exception.text)}")
        for n, row in enumerate(shown, 1)
    )
    if len(shown) < len(rows):
        return *nodes, Node("exceptions_more", "more", f"+ {len(rows) - len(shown)} more")
    return nodes or _none("exception")


def _none(what: str) -> tuple[Node, ...]:
    return (Node(f"{what}_none", "none", rules.Marking.NONE.value),)


def _brief(text: str) -> str:
    """Return the text on one line; a long one ends between two words, with an ellipsis that shows it."""
    line = rules.one_line(text)
    if len(line) <= EXCEPTION_LENGTH:
        return line
    start = line[:EXCEPTION_LENGTH]
    return start[: max(start.rfind(" "), EXCEPTION_LENGTH // 2)].rstrip() + "…"


def _listed(lane: Lane) -> str:
    # Names may hold commas, so a semicolon stands between them.
    return "; ".join(_spoken(node) for node in lane.nodes)


def _spoken(node: Node) -> str:
    optional = node.optional and node.kind == "input"
    return _with_optional(node.label.rstrip(" ."), optional)


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith(".") else f"{sentence}."
