"""What a picture shows, in words: how much there is, what is missing, and what goes in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archportal.spec.picture.cycles import loops
from archportal.spec.picture.filtering import View
from archportal.spec.picture.graph import Courses, Graph, Kind
from archportal.spec.wording import enumeration


def summary(view: View, courses: Courses, graph: Graph, back: frozenset[int]) -> str:
    """Return in a few sentences what there is, for those who do not see it."""
    found = [course.kind for _, course in courses]
    optional = sum(use_case.optional for use_case in view.shown)
    parts = [
        f"{_counted(len(view.shown), 'use case')}{f', {optional} of them optional' if optional else ''},"
        f" and {_counted(len(found), 'artifact')}."
    ]
    for kind, words in _KINDS.items():
        if count := found.count(kind):
            parts.append(f"{count} {words[count != 1]}.")
    linked = {node for edge in graph.edges for node in (edge.source, edge.target)}
    if loose := len(graph.nodes) - len(linked):
        parts.append(f"{loose} {'stands' if loose == 1 else 'stand'} alone: nothing leads there or away.")
    if back:
        parts.append(f"{_counted(len(back), 'arrow')} {'goes' if len(back) == 1 else 'go'} back.")
    if graph.left_out:
        parts.append(f"{_counted(graph.left_out, 'smaller flow')} between groups left out.")
    return " ".join(parts)


_KINDS = {
    Kind.OUTSIDE: ("comes from outside", "come from outside"),
    Kind.LEAVING: ("leaves: nothing here needs it", "leave: nothing here needs them"),
    Kind.GAP: ("is a gap: nothing produces it", "are gaps: nothing produces them"),
}


def gaps(view: View, courses: Courses) -> list[tuple[str, str]]:
    """Return every artifact that is needed, given by nothing and not from outside, with who needs it."""
    return [
        (name, enumeration([view.shown[place].label for place, _ in course.takers]))
        for name, course in courses
        if course.kind is Kind.GAP
    ]


def circles(graph: Graph, back: frozenset[int]) -> list[str]:
    """Return a sentence for every way that leads back to where it began."""
    return [_circle(graph, way) for way in loops(graph, back)]


def _circle(graph: Graph, way: Sequence[int]) -> str:
    return f"{' to '.join(_steps(graph, way))} back to {'itself' if len(way) == 2 else _name(graph, way[0])}."


def _steps(graph: Graph, way: Sequence[int]) -> Iterator[str]:
    for n, (place, flow) in enumerate(zip(way[::2], way[1::2], strict=True)):
        yield f"{_name(graph, place)}{', which' if n else ''} gives {_name(graph, flow)}"


def _name(graph: Graph, place: int) -> str:
    node = graph.nodes[place]
    if node.kind is Kind.CASE:
        return f"{node.head.removesuffix(' · optional')} {node.labels[0].text}"
    texts = [label.text for label in node.labels]
    return enumeration([*texts[:3], *(["more"] if len(texts) > 3 or node.more else [])])


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
