"""What a picture consists of: use cases, what flows between them, and the arrows.

Artifacts that flow the same way (given by the same, taken by the same in the same manner) share one node, so
that nothing is drawn twice and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from archportal.spec.outline import UseCaseOutline
from archportal.spec.picture.filtering import View

NAMES = 12
"""Names in one node at most; what is beyond is counted."""


GAP = "gap: nothing produces"
"""What stands over artifacts that are needed and that nothing produces."""


class Kind(Enum):
    """What a node stands for. `MADE` is given by a use case and taken by another, `LEAVING` by none."""

    CASE = "case"
    GROUP = "group"
    OUTSIDE = "outside"
    MADE = "made"
    LEAVING = "leaving"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Label:
    """A text, and what it leads to: a use case's slug, an artifact's name, a tag; empty leads nowhere."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A use case, or artifacts that flow alike; or, where use cases are folded, a group of them."""

    kind: Kind
    labels: tuple[Label, ...]
    head: str = ""
    optional: bool = False
    more: int = 0

    @property
    def is_place(self) -> bool:
        """Whether things flow from and to it, instead of being what flows."""
        return self.kind in (Kind.CASE, Kind.GROUP)

    @property
    def lines(self) -> tuple[str, ...]:
        """All that is written in it, line by line."""
        head = (self.head,) if self.head else ()
        more = (f"and {self.more} more",) if self.more else ()
        return *head, *(label.text for label in self.labels), *more


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two nodes, by their places in the graph."""

    source: int
    target: int
    required: bool = True


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and arrows, in an order that depends on the specification alone. `left_out` counts flows."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """Where an artifact comes from and where it goes, among the use cases that are shown.

    `givers` and `takers` are places among them, takers with whether they require it; what use cases that
    are not shown have to do with it stands in words in `head`.
    """

    kind: Kind
    givers: tuple[int, ...]
    takers: tuple[tuple[int, bool], ...]
    head: str = ""


Courses = Sequence[tuple[str, Course]]


def graph_of(view: View, courses: Courses) -> Graph:
    """Return the picture of single use cases."""
    bundles: dict[Course, list[str]] = {}
    for name, course in courses:
        bundles.setdefault(course, []).append(name)
    cases = [_case(use_case) for use_case in view.shown]
    nodes = [*cases, *(flowing(course.kind, names, course.head) for course, names in bundles.items())]
    return Graph(tuple(nodes), tuple(_edges(bundles, len(cases))))


def courses_of(view: View) -> Courses:
    """Return every artifact of the use cases that are shown, with its course."""
    givers: dict[str, list[int]] = {}
    takers: dict[str, list[tuple[int, bool]]] = {}
    for place, use_case in enumerate(view.shown):
        for need in use_case.inputs:
            takers.setdefault(need.name, []).append((place, need.required))
        for name in use_case.outputs:
            givers.setdefault(name, []).append(place)
    external = {artifact.name for artifact in view.outline.artifacts if artifact.external}
    return tuple(
        (
            name,
            _course(view, name, tuple(givers.get(name, ())), tuple(takers.get(name, ())), name in external),
        )
        for name in dict.fromkeys([*givers, *takers])
    )


def _course(
    view: View, name: str, givers: Sequence[int], takers: Sequence[tuple[int, bool]], external: bool
) -> Course:
    source, goal = _elsewhere(view, name, givers, takers) if view.chosen else ("", "")
    kind = _kind(bool(givers), bool(takers or goal), bool(source), external)
    words = (
        f"from {source}" if source else "",
        "from outside as well" if external and kind is not Kind.OUTSIDE else "",
        GAP if kind is Kind.GAP else "",
        f"to {goal}" if goal and not takers else "",
    )
    return Course(kind, tuple(givers), tuple(takers), ", ".join(filter(None, words)))


def _elsewhere(
    view: View, name: str, givers: Iterable[int], takers: Iterable[tuple[int, bool]]
) -> tuple[str, str]:
    """Return the numbers of those that give and take an artifact and are not shown."""
    drawn_givers = {view.shown[place].slug for place in givers}
    drawn_takers = {view.shown[place].slug for place, _ in takers}
    return (
        _hidden(view.outline.producers.get(name, ()), drawn_givers),
        _hidden(view.outline.consumers.get(name, ()), drawn_takers),
    )


def _hidden(use_cases: Iterable[UseCaseOutline], shown: set[str]) -> str:
    numbers = [use_case.number or use_case.title for use_case in use_cases if use_case.slug not in shown]
    return ", ".join(numbers[:3]) + (f" and {len(numbers) - 3} more" if len(numbers) > 3 else "")


def _kind(made: bool, used: bool, elsewhere: bool, external: bool) -> Kind:
    if made:
        return Kind.MADE if used else Kind.LEAVING
    if elsewhere:
        return Kind.MADE
    return Kind.OUTSIDE if external else Kind.GAP


def _case(use_case: UseCaseOutline) -> Node:
    head = f"{use_case.number} · optional" if use_case.optional else use_case.number
    return Node(Kind.CASE, (Label(use_case.title, use_case.slug),), head, use_case.optional)


def flowing(kind: Kind, names: Sequence[str], head: str = "", most: int = NAMES) -> Node:
    """Return the node of artifacts that flow alike: their names, or where they are many, some of them."""
    kept = names if len(names) <= most else names[: most - 1]
    return Node(kind, tuple(Label(name, name) for name in kept), head, more=len(names) - len(kept))


def _edges(bundles: Iterable[Course], first: int) -> Iterator[Edge]:
    for place, course in enumerate(bundles, first):
        yield from (Edge(giver, place) for giver in course.givers)
        yield from (Edge(place, taker, required) for taker, required in course.takers)
