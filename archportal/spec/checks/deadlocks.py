"""Use cases that wait for each other: none of them can ever begin."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from archportal.spec.outline import Outline, UseCaseOutline


class Link(NamedTuple):
    """A use case needs an artifact that `giver` produces."""

    taker: UseCaseOutline
    artifact: str
    giver: UseCaseOutline


Waiting = Mapping[str, Sequence[Link]]


def deadlocks(outline: Outline) -> list[tuple[Link, ...]]:
    """Return for each knot of use cases that wait for each other a shortest ring through the first of it.

    A ring is no deadlock where something it needs comes from elsewhere as well: from outside, from a use case
    that can begin, or (which another check finds) from nowhere at all.
    """
    waiting = _waiting(outline)
    place = {use_case.slug: number for number, use_case in enumerate(outline.use_cases)}
    knots = (knot for knot in _knots(waiting) if len(knot) > 1)
    return [_ring(min(knot, key=place.__getitem__), knot, waiting) for knot in knots]


def _waiting(outline: Outline) -> dict[str, list[Link]]:
    """Return what the use cases wait for that can never begin, by slug."""
    external = frozenset(artifact.name for artifact in outline.artifacts if artifact.external)
    lacking = {one.slug: set(_needs(one, outline, external)) for one in outline.use_cases}
    takers: defaultdict[str, list[str]] = defaultdict(list)
    for slug, names in lacking.items():
        for name in names:
            takers[name].append(slug)
    by_slug = {use_case.slug: use_case for use_case in outline.use_cases}
    ready = deque(slug for slug, names in lacking.items() if not names)
    while ready:
        for name in by_slug[ready.popleft()].outputs:
            for slug in takers.pop(name, ()):
                lacking[slug].discard(name)
                if not lacking[slug]:
                    ready.append(slug)
    stuck = (by_slug[slug] for slug, names in lacking.items() if names)
    return {one.slug: list(_links(one, lacking[one.slug], outline)) for one in stuck}


def _needs(use_case: UseCaseOutline, outline: Outline, external: Set[str]) -> Iterator[str]:
    """Yield what a use case cannot begin without, and only other use cases give."""
    for need in use_case.inputs:
        givers = outline.producers.get(need.name, ()) if need.required and need.name not in external else ()
        if any(giver.slug != use_case.slug for giver in givers):
            yield need.name


def _links(use_case: UseCaseOutline, names: Set[str], outline: Outline) -> Iterator[Link]:
    for need in use_case.inputs:
        for giver in outline.producers[need.name] if need.name in names else ():
            if giver.slug != use_case.slug:
                yield Link(use_case, need.name, giver)


def _ring(start: str, knot: Iterable[str], waiting: Waiting) -> tuple[Link, ...]:
    """Return the shortest way from a use case back to itself."""
    within = set(knot)
    ways: deque[tuple[Link, ...]] = deque([()])
    seen: set[str] = set()
    while True:
        way = ways.popleft()
        slug = way[-1].giver.slug if way else start
        for link in waiting[slug]:
            if link.giver.slug == start:
                return (*way, link)
            if link.giver.slug in within and link.giver.slug not in seen:
                seen.add(link.giver.slug)
                ways.append((*way, link))


def _knots(waiting: Waiting) -> Iterator[list[str]]:
    """Yield the strongly connected parts. Source: Tarjan's algorithm, with a stack of its own."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}
    for root in waiting:
        work = [] if root in index else [(root, iter(waiting[root]))]
        while work:
            slug, links = work[-1]
            if slug not in index:
                index[slug] = low[slug] = len(index)
                open_[slug] = None
            following = next(links, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[slug])
                if low[slug] == index[slug]:
                    yield _popped(open_, slug)
            elif following.giver.slug not in index:
                work.append((following.giver.slug, iter(waiting[following.giver.slug])))
            elif following.giver.slug in open_:
                low[slug] = min(low[slug], index[following.giver.slug])


def _popped(open_: dict[str, None], slug: str) -> list[str]:
    knot: list[str] = []
    while not knot or knot[-1] != slug:
        knot.append(open_.popitem()[0])
    return knot
