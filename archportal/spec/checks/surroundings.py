"""What a check knows of everything around a use case: the outline of the whole, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from archportal.spec import rules
from archportal.spec.checks.addresses import Folder
from archportal.spec.checks.deadlocks import Link, deadlocks
from archportal.spec.nearness import Shape, near_among, near_pairs, shape_of

if TYPE_CHECKING:
    from archportal.spec.documents import UseCase
    from archportal.spec.outline import Outline, UseCaseOutline

Read = TypeVar("Read")


class Surroundings:
    """An outline, and what several checks need of it, each computed when it is first asked for.

    `whole` says that every use case is going to be checked, not one of them.
    """

    def __init__(self, outline: Outline, *, whole: bool = True) -> None:
        self.outline = outline
        self.whole = whole
        self._kept: tuple[object, ...] = ()

    def once(self, use_case: UseCase, read: Callable[[UseCase], Read]) -> Read:
        """Return what `read` makes of a use case, which several checks ask for one after the other."""
        if not self._kept or self._kept[0] is not use_case or self._kept[1] is not read:
            self._kept = (use_case, read, read(use_case))
        return cast("Read", self._kept[2])

    @cached_property
    def external(self) -> frozenset[str]:
        """The names of the artifacts that come from outside."""
        return frozenset(artifact.name for artifact in self.outline.artifacts if artifact.external)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the artifacts' own names."""
        return frozenset(rules.name_key(artifact.name) for artifact in self.outline.artifacts)

    @cached_property
    def use_cases(self) -> dict[str, UseCaseOutline]:
        """The outlines of the use cases, by slug."""
        return {use_case.slug: use_case for use_case in self.outline.use_cases}

    @cached_property
    def numbers(self) -> Mapping[str, Sequence[UseCaseOutline]]:
        """The use cases, by number."""
        numbers: dict[str, list[UseCaseOutline]] = {}
        for use_case in self.outline.use_cases:
            numbers.setdefault(use_case.number, []).append(use_case)
        return numbers

    @cached_property
    def folder(self) -> Folder:
        """The files of an export, to which links may lead."""
        return Folder(self.outline)

    @cached_property
    def rings(self) -> dict[str, tuple[Link, ...]]:
        """Rings of use cases that wait for each other, by the slug of the first in each."""
        return {ring[0].taker.slug: ring for ring in deadlocks(self.outline)}

    @cached_property
    def ring_needs(self) -> frozenset[tuple[str, str]]:
        """The needs that make up these rings: slug and artifact."""
        return frozenset((link.taker.slug, link.artifact) for ring in self.rings.values() for link in ring)

    def sources(self, name: str, slug: str) -> Sequence[UseCaseOutline]:
        """Return the use cases that give this artifact to that use case; what it gives itself comes later."""
        givers = self.outline.producers.get(name, ())
        own = self.use_cases.get(slug)
        return [one for one in givers if one.slug != slug] if own and name in own.outputs else givers

    def needed(self, use_case: UseCase | UseCaseOutline) -> list[str]:
        """Return what a use case needs from inside of the specification, each once."""
        names = dict.fromkeys(row.name for row in use_case.inputs if row.required)
        return [name for name in names if name not in self.external]

    @cached_property
    def near_pairs(self) -> Sequence[tuple[str, str]]:
        """The pairs of artifacts whose names are near each other."""
        return near_pairs(artifact.name for artifact in self.outline.artifacts)

    @cached_property
    def _near(self) -> Mapping[str, Sequence[str]]:
        near: dict[str, list[str]] = {}
        for one, other in self.near_pairs:
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
        return near

    @cached_property
    def _shapes(self) -> Mapping[str, Shape]:
        return {name: shape_of(name) for name in self.outline.producers}

    def near_sources(self, name: str, slug: str) -> Sequence[str]:
        """Return the artifacts that others give to this use case whose names are near this one."""
        near = self._near.get(name, ()) if self.whole else near_among(name, self._shapes)
        return [other for other in near if self.sources(other, slug)]


def called(use_case: UseCaseOutline) -> str:
    """Return how a sentence calls a use case.

    >>> from archportal.spec.outline import UseCaseOutline
    >>> called(UseCaseOutline("data-test", "7", "Data Test")), called(UseCaseOutline("new", "", "New"))
    ('use case 7 “Data Test”', 'use case “New”')
    """
    return (
        f"use case {use_case.number} “{use_case.title}”"
        if use_case.number
        else f"use case “{use_case.title}”"
    )


def joined(phrases: Sequence[str], limit: int = 3) -> str:
    """Return phrases as a sentence lists them; beyond the limit it only counts them.

    >>> joined(["a", "b", "c"]), joined(["a", "b", "c", "d", "e"])
    ('a, b and c', 'a, b, c and 2 more')
    """
    shown = list(phrases[:limit])
    if len(phrases) > limit:
        shown.append(f"{len(phrases) - limit} more")
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def clipped(text: str, limit: int = 60) -> str:
    """Return a text on one line, cut between words where it is long.

    >>> clipped("A story that goes on and on", 20)
    'A story that goes…'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[:limit]
    return f"{cut.rpartition(' ')[0].rstrip(' ,;:') or cut[:-1]}…"
