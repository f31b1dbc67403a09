"""A large picture folded: use cases in groups by tag or persona, and what flows between the groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from archportal.spec.picture.filtering import UNTAGGED, View
from archportal.spec.picture.graph import GAP, Courses, Edge, Graph, Kind, Label, Node, flowing

GROUPS, FLOWS = 24, 60
"""Groups, and flows between them, at most; the largest are kept."""

By = Literal["tag", "persona"]
"""What use cases are put in groups by."""

Ends = tuple[Kind, int | None, int | None]
"""Of what kind a flow is, and the groups it runs between; where there is none, None."""


@dataclass
class _Flows:
    """Artifacts by where they run."""

    names: dict[Ends, list[str]] = field(default_factory=dict)
    required: set[Ends] = field(default_factory=set)

    def add(self, key: Ends, name: str, required: bool = True) -> None:
        names = self.names.setdefault(key, [])
        if not names or names[-1] != name:
            names.append(name)
        if required:
            self.required.add(key)


def groups_of(view: View, by: By) -> list[str]:
    """Return the tag, or the persona, of the group that each use case stands in.

    Of several it is the one that most of the use cases have: a use case is counted once. What all have, or
    what the picture is narrowed to, says nothing. Beyond `GROUPS` the smallest go together.
    """
    names = [use_case.tags if by == "tag" else use_case.personas for use_case in view.shown]
    counts = Counter(name for several in names for name in several)
    chosen = view.chosen.tag if by == "tag" else view.chosen.persona
    useless = {name for name, count in counts.items() if count == len(view.shown) or name == chosen}
    found = [_most_common(several, counts, useless) for several in names]
    sizes = sorted(Counter(found).items(), key=lambda pair: (-pair[1], pair[0]))
    kept = {name for name, _ in (sizes if len(sizes) <= GROUPS else sizes[: GROUPS - 1])}
    return [name if name in kept else "" for name in found]


def titles_of(view: View, by: By) -> Mapping[str, str]:
    """Return what stands on groups whose names do not say it themselves."""
    if by == "tag":
        return {UNTAGGED: "Without tag", "": "Other tags"}
    names = {persona.slug: persona.name for persona in view.outline.personas}
    return {**names, UNTAGGED: "Without persona", "": "Other personas"}


def folded(groups: Sequence[str], titles: Mapping[str, str], courses: Courses) -> Graph:
    """Return the picture of the groups that the use cases stand in."""
    place = {tag: n for n, tag in enumerate(dict.fromkeys(groups))}
    flows = _flows(courses, [place[tag] for tag in groups])
    ranked = sorted(flows.names.items(), key=lambda pair: -len(pair[1]))
    between = [pair for pair in ranked if None not in pair[0]][:FLOWS]
    kept = dict([*between, *(pair for pair in ranked if None in pair[0])])
    nodes = [*_groups(groups, titles), *(_flow(key[0], names) for key, names in kept.items())]
    edges = list(_edges(flows, kept, len(place)))
    return Graph(tuple(nodes), tuple(edges), len(flows.names) - len(kept))


def _most_common(names: Iterable[str], counts: Mapping[str, int], useless: set[str]) -> str:
    telling = [name for name in names if name not in useless]
    return min(telling, key=lambda name: (-counts[name], name)) if telling else UNTAGGED


def _flows(courses: Courses, group: Sequence[int]) -> _Flows:
    flows = _Flows()
    for name, course in courses:
        for giver in course.givers:
            for taker, required in course.takers:
                if group[giver] != group[taker]:
                    flows.add((Kind.MADE, group[giver], group[taker]), name, required)
            if course.kind is Kind.LEAVING:
                flows.add((Kind.LEAVING, group[giver], None), name)
        if course.kind in (Kind.OUTSIDE, Kind.GAP):
            for taker, required in course.takers:
                flows.add((course.kind, None, group[taker]), name, required)
    return flows


def _groups(groups: Sequence[str], titles: Mapping[str, str]) -> Iterator[Node]:
    for name, count in Counter(groups).items():
        head = f"{count:,} use case{'' if count == 1 else 's'}"
        yield Node(Kind.GROUP, (Label(titles.get(name, name), name),), head)


def _flow(kind: Kind, names: Sequence[str]) -> Node:
    head = GAP if kind is Kind.GAP else ""
    if len(names) == 1:
        return flowing(kind, names, head)
    return Node(kind, (Label(f"{len(names):,} artifacts"),), head)


def _edges(flows: _Flows, kept: Iterable[Ends], first: int) -> Iterator[Edge]:
    for n, key in enumerate(kept, first):
        _, source, target = key
        if source is not None:
            yield Edge(source, n)
        if target is not None:
            yield Edge(n, target, key in flows.required)
