"""Use cases that wait for each other: none of them can ever begin."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from archportal.spec.outline import Outline, UseCaseOutline


class Link(NamedTuple):
    """A use case needs an artifact that `giver` produces."""

    taker: UseCaseOutline
    artifact: str
    giver: UseCaseOutline


Waiting = Mapping[str, Sequence[str]]
"""What each use case that can never begin waits for, by slug."""


def deadlocks(outline: Outline) -> list[tuple[Link, ...]]:
    """Return for each knot of use cases that wait for each other a shortest ring through the first of it.

    A ring is no deadlock where something it needs comes from elsewhere as well: from outside, from a use case
    that can begin, or (which another check finds) from nowhere at all.
    """
    waiting = _waiting(outline)
    knots = [set(knot) & waiting.keys() for knot in _knots(_graph(waiting, outline))]
    order = {use_case.slug: place for place, use_case in enumerate(outline.use_cases)}
    firsts = sorted(
        (min(knot, key=order.__getitem__) for knot in knots if len(knot) > 1), key=order.__getitem__
    )
    return [_ring(first, waiting, outline) for first in firsts]


def _waiting(outline: Outline) -> dict[str, list[str]]:
    external = frozenset(artifact.name for artifact in outline.artifacts if artifact.external)
    lacking = {one.slug: set(_needs(one, outline, external)) for one in outline.use_cases}
    takers: defaultdict[str, list[str]] = defaultdict(list)
    for slug, names in lacking.items():
        for name in names:
            takers[name].append(slug)
    outputs = {use_case.slug: use_case.outputs for use_case in outline.use_cases}
    ready = deque(slug for slug, names in lacking.items() if not names)
    while ready:
        for name in outputs[ready.popleft()]:
            for slug in takers.pop(name, ()):
                lacking[slug].discard(name)
                if not lacking[slug]:
                    ready.append(slug)
    # Which of several rings is told shall not depend on the order of rows.
    return {slug: sorted(names) for slug, names in lacking.items() if names}


def _needs(use_case: UseCaseOutline, outline: Outline, external: Set[str]) -> Iterator[str]:
    """Yield what a use case cannot begin without, and only other use cases give."""
    for need in use_case.inputs:
        givers = outline.producers.get(need.name, ()) if need.required and need.name not in external else ()
        if any(giver.slug != use_case.slug for giver in givers):
            yield need.name


def _graph(waiting: Waiting, outline: Outline) -> dict[str, list[str]]:
    """Return what leads to what: use cases by slug, artifacts with a space before their names."""
    graph = {slug: [f" {name}" for name in names] for slug, names in waiting.items()}
    for name in {name for names in waiting.values() for name in names}:
        graph[f" {name}"] = [giver.slug for giver in outline.producers[name]]
    return graph


def _ring(start: str, waiting: Waiting, outline: Outline) -> tuple[Link, ...]:
    """Return the shortest way from a use case back to itself."""
    by_slug = {use_case.slug: use_case for use_case in outline.use_cases}
    ways: deque[tuple[str, tuple[Link, ...]]] = deque([(start, ())])
    seen: set[str] = {start}
    followed: set[str] = set()
    while True:
        slug, way = ways.popleft()
        for name in waiting[slug]:
            if slug != start and name in by_slug[start].outputs:
                return (*way, Link(by_slug[slug], name, by_slug[start]))
        for name in waiting[slug]:
            for giver in () if name in followed else sorted(outline.producers[name], key=_slug):
                if giver.slug not in seen:
                    seen.add(giver.slug)
                    ways.append((giver.slug, (*way, Link(by_slug[slug], name, giver))))
            followed.add(name)


def _slug(use_case: UseCaseOutline) -> str:
    return use_case.slug


def _knots(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected parts. Source: Tarjan's algorithm, with a stack of its own."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}
    for root in graph:
        work = [] if root in index else [(root, iter(graph[root]))]
        while work:
            node, following = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                open_[node] = None
            after = next(following, None)
            if after is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    yield _popped(open_, node)
            elif after not in index:
                work.append((after, iter(graph[after])))
            elif after in open_:
                low[node] = min(low[node], index[after])


def _popped(open_: dict[str, None], node: str) -> list[str]:
    knot: list[str] = []
    while not knot or knot[-1] != node:
        knot.append(open_.popitem()[0])
    return knot
