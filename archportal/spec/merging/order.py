"""The order of merged rows, from the orders of both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from archportal.spec.matching import unmoved
from archportal.spec.merging.nodes import Node, Side, ordered

Key = Callable[[Node], str]


def in_order(nodes: Sequence[Node], kept: Sequence[Node], key: Key) -> tuple[list[Node], list[Node]]:
    """Return the kept ones of all nodes in their merged order; `key` is the content of each.

    Rows that neither side moved, or both, are the backbone. What one side moved or added stands behind the
    same row of the backbone as there. What both put at one place is ordered by content, so that merging in
    the other direction gives the same. The order is told twice: with the backbone as in mine, and as in
    theirs. They differ where both moved the same rows, each to another place.
    """
    moved_by_me, moved_by_them = _moved(nodes, "mine"), _moved(nodes, "theirs")
    backbone = {n for n in kept if n.mine and n.theirs and (n in moved_by_me) == (n in moved_by_them)}
    by_me = {n for n in kept if n not in backbone and (n in moved_by_me or not n.theirs)}
    mine = [node for _held, node in ordered(kept, "mine") if node in backbone or node in by_me]
    theirs = [node for _held, node in ordered(kept, "theirs") if node not in by_me]
    runs = [_runs(mine, backbone), _runs(theirs, backbone)]
    behind = {
        anchor: [node for run in sorted((side[anchor] for side in runs), key=_each(key)) for node in run]
        for anchor in (None, *backbone)
    }
    by_mine, by_theirs = (
        [*behind[None], *(each for n in side if n in backbone for each in (n, *behind[n]))]
        for side in (mine, theirs)
    )
    return by_mine, by_theirs


def _moved(nodes: Sequence[Node], side: Side) -> set[Node]:
    """Return the fewest of the nodes whose moving gives the order of this side."""
    known = [(node.base.place, node) for _held, node in ordered(nodes, side) if node.base]
    still = unmoved([place for place, _node in known])
    return {node for place, node in known if place not in still}


def _runs(order: list[Node], backbone: set[Node]) -> dict[Node | None, list[Node]]:
    """Return what stands behind each node of the backbone, and (None) before the first."""
    runs: dict[Node | None, list[Node]] = defaultdict(list)
    anchor = None
    for node in order:
        if node in backbone:
            anchor = node
        else:
            runs[anchor].append(node)
    return runs


def _each(key: Key) -> Callable[[list[Node]], list[str]]:
    return lambda nodes: [key(node) for node in nodes]
