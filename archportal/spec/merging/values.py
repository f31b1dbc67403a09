"""Merging values, rows and documents: each field in three ways."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from archportal.spec import rules
from archportal.spec.documents import Document
from archportal.spec.jsonformat import AnyDocument
from archportal.spec.labels import VALUES
from archportal.spec.matching import Row
from archportal.spec.merging.clashes import Found, Outcome
from archportal.spec.merging.nodes import SIDES, Node, matched, ordered
from archportal.spec.merging.order import in_order


@dataclass(frozen=True)
class Rows(Outcome):
    """A merged list, and the nodes of its rows in order."""

    nodes: Sequence[Node] = ()


def merged_document(base: AnyDocument | None, mine: AnyDocument, theirs: AnyDocument) -> Outcome:
    """Merge the fields of two documents, or of two rows; without a base, both were added."""
    values, clashes = {}, []
    for name, field in type(mine).model_fields.items():
        before = getattr(base, name) if base else None if field.is_required() else field.get_default()
        merged = merged_value(name, before, getattr(mine, name), getattr(theirs, name))
        values[name] = merged.value
        clashes += [clash.below(name) for clash in merged.clashes]
    return Outcome(mine.model_copy(update=values), clashes)


def merged_value(name: str, base: Any, mine: Any, theirs: Any) -> Outcome:
    """Merge the values of the field with this name."""
    if isinstance(mine, tuple):
        nodes = matched(base, mine, theirs, alike=name not in VALUES)
        return merged_list(nodes, ordered_by_hand=name not in VALUES)
    if theirs in (base, mine):
        return Outcome(mine)
    return Outcome(theirs) if mine == base else Outcome(mine, [Found(base, mine, theirs)])


def merged_list(
    nodes: Sequence[Node],
    used_by_me: Collection[Node] = (),
    used_by_them: Collection[Node] = (),
    *,
    ordered_by_hand: bool = True,
) -> Rows:
    """Merge the rows of a list.

    A row that one side removed stays where the other side changed it, or uses it for something new. Where
    both moved the same rows to different places, the orders clash, unless order says nothing.
    """
    outcomes = {node: found for node in nodes if (found := _merged_node(node, used_by_me, used_by_them))}
    if len(outcomes) > rules.ROWS_LIMIT:
        return _too_long(nodes)
    orders = in_order(nodes, list(outcomes), lambda node: repr(outcomes[node].value))
    mine, theirs = (tuple(outcomes[node].value for node in order) for order in orders)
    if not ordered_by_hand:
        # In both directions the same order.
        mine, order = min((mine, orders[0]), (theirs, orders[1]), key=lambda pair: repr(pair[0]))
        theirs = mine
    else:
        order = orders[0]
    clashes = [clash.below(place) for place, node in enumerate(order) for clash in outcomes[node].clashes]
    if mine != theirs:
        base = tuple(held.row for held, _node in ordered(nodes, "base"))
        clashes.append(Found(base, mine, theirs, "moved"))
    return Rows(mine, clashes, order)


def _merged_node(node: Node, used_by_me: Collection[Node], used_by_them: Collection[Node]) -> Outcome | None:
    """Return what becomes of one row; None where it goes."""
    base = node.base.row if node.base else None
    if node.mine and node.theirs:
        return _merged_row(base, node.mine.row, node.theirs.row)
    if node.mine:
        gone = Found(base, node.mine.row, None, "removed_by_them")
        return _left(node.mine.row, gone, used=node in used_by_me)
    if node.theirs:
        gone = Found(base, None, node.theirs.row, "removed_by_me")
        return _left(node.theirs.row, gone, used=node in used_by_them)
    return None


def _left(row: Row, removed: Found, *, used: bool) -> Outcome | None:
    """Return what becomes of a row that one side has and the other has not."""
    if removed.base is None:
        return Outcome(row)
    return Outcome(row, [removed]) if used or row != removed.base else None


def _merged_row(base: Row | None, mine: Row, theirs: Row) -> Outcome:
    if isinstance(mine, Document) and isinstance(theirs, Document):
        return merged_document(base if isinstance(base, Document) else None, mine, theirs)
    return merged_value("", base, mine, theirs)


def _too_long(nodes: Sequence[Node]) -> Rows:
    """Keep mine, and say that the whole list clashes: it cannot hold the rows of both."""
    sides = [ordered(nodes, side) for side in SIDES]
    base, mine, theirs = (tuple(held.row for held, _node in side) for side in sides)
    return Rows(mine, [Found(base, mine, theirs)], [node for _held, node in sides[1]])
