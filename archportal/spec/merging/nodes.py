"""Rows of three lists that are one row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archportal.spec.matching import Row, identity, pairs

Side = Literal["base", "mine", "theirs"]
SIDES: tuple[Side, ...] = ("base", "mine", "theirs")


class Held(NamedTuple):
    """A row as one document has it, and where."""

    place: int
    row: Row


@dataclass(eq=False)
class Node:
    """One row in up to three documents."""

    base: Held | None = None
    mine: Held | None = None
    theirs: Held | None = None

    def of(self, side: Side) -> Held | None:
        """Return what one of the documents has."""
        return {"base": self.base, "mine": self.mine, "theirs": self.theirs}[side]


def matched(
    base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row], *, alike: bool = True
) -> list[Node]:
    """Return the rows of three lists: those of the base in order, then what mine and theirs added."""
    nodes = [Node(base=Held(place, row)) for place, row in enumerate(base)]
    for old, new in pairs(base, mine, alike=alike):
        if new is not None:
            _node(nodes, old).mine = Held(new, mine[new])
    for old, new in pairs(base, theirs, alike=alike):
        if new is not None:
            _node(nodes, old).theirs = Held(new, theirs[new])
    return _joined(_joined(nodes, lambda row: row), identity)


def ordered(nodes: Iterable[Node], side: Side) -> list[tuple[Held, Node]]:
    """Return the nodes that one of the documents has, in its order, each with what it has."""
    found = [(held, node) for node in nodes if (held := node.of(side))]
    return sorted(found, key=lambda pair: pair[0].place)


def _node(nodes: list[Node], place: int | None) -> Node:
    if place is None:
        nodes.append(Node())
        return nodes[-1]
    return nodes[place]


def _joined(nodes: list[Node], key: Callable[[Row], Hashable]) -> list[Node]:
    """Join what one side added with the same thing that only the other side has; an empty key joins nothing.

    Both may have added it; or what one of them added is what the other made of a row.
    """
    only_mine = _by_key([(node.mine, node) for node in nodes if not node.theirs], key)
    only_theirs = _by_key([(node.theirs, node) for node in nodes if not node.mine], key)
    joined: set[Node] = set()
    for found, candidates in only_mine.items():
        for one, other in zip(candidates, only_theirs.get(found, ()), strict=False):
            if not (one.base and other.base):
                kept, given_up = (other, one) if other.base else (one, other)
                kept.mine, kept.theirs = one.mine, other.theirs
                joined.add(given_up)
    return [node for node in nodes if node not in joined]


def _by_key(
    found: Sequence[tuple[Held | None, Node]], key: Callable[[Row], Hashable]
) -> dict[Hashable, list[Node]]:
    nodes: dict[Hashable, list[Node]] = defaultdict(list)
    for held, node in found:
        if held and (its_key := key(held.row)):
            nodes[its_key].append(node)
    return nodes
