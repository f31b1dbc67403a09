"""Merging use cases: the steps that exceptions speak of go with the step that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from archportal.spec.documents import UseCase, UseCaseException
from archportal.spec.merging.clashes import Found, Outcome
from archportal.spec.merging.nodes import SIDES, Held, Node, Side, matched, ordered
from archportal.spec.merging.values import merged_document, merged_list
from archportal.spec.steps import with_steps

_GONE = 1_000  # Below it, negated, are the tokens of steps that the merged path does not have.


def merged_use_case(base: UseCase, mine: UseCase, theirs: UseCase) -> Outcome:
    """Merge two use cases.

    An exception keeps the step that it meant. A step that one side removed stays, with a clash, where the
    other side lets something new go wrong at it; with any other removed step, the exception is at none.
    """
    sides = (base, mine, theirs)
    nodes = matched(*(side.success_path for side in sides))
    used = _newly_used(sides, nodes)
    path = merged_list(nodes, used["mine"], used["theirs"])
    tokens = {node: -_GONE - place for place, node in enumerate(nodes)}
    tokens |= {node: place for place, node in enumerate(path.nodes, start=1)}
    merged = merged_document(*_tokened(sides, nodes, tokens))
    exceptions = _numbered(merged.value.exceptions, len(path.value))
    document = merged.value.model_copy(update={"success_path": path.value, "exceptions": exceptions})
    clashes = [_settled(clash, len(path.value)) for clash in merged.clashes]
    clashes += [clash.below("success_path") for clash in path.clashes]
    return Outcome(document, _in_order(clashes))


def _newly_used(sides: Sequence[UseCase], nodes: Sequence[Node]) -> Mapping[Side, set[Node]]:
    """Return the steps at which each side lets something go wrong that was not there before."""
    tokens = {node: place for place, node in enumerate(nodes, start=1)}
    exceptions = matched(*(side.exceptions for side in _tokened(sides, nodes, tokens)))
    steps = {token: node for node, token in tokens.items()}
    used: dict[Side, set[Node]] = {"mine": set(), "theirs": set()}
    for exception in exceptions:
        before = _step(exception.base)
        for side, found in used.items():
            after = _step(exception.of(side))
            if after != before and after in steps:
                found.add(steps[after])
    return used


def _step(held: Held | None) -> int | None:
    return held.row.step if held and isinstance(held.row, UseCaseException) else None


def _tokened(
    sides: Sequence[UseCase], nodes: Sequence[Node], tokens: Mapping[Node, int]
) -> tuple[UseCase, UseCase, UseCase]:
    """Return the sides without their success paths, and with tokens for the steps of their exceptions."""
    base, mine, theirs = (
        with_steps(
            use_case.model_copy(update={"success_path": ()}),
            {held.place: tokens[node] for held, node in ordered(nodes, side)},
        )
        for use_case, side in zip(sides, SIDES, strict=True)
    )
    return base, mine, theirs


def _settled(clash: Found, steps: int) -> Found:
    if clash.place[0] != "exceptions":
        return clash
    base, mine, theirs = (_numbered(value, steps) for value in (clash.base, clash.mine, clash.theirs))
    return replace(clash, base=base, mine=mine, theirs=theirs)


def _numbered(value: Any, steps: int) -> Any:
    """Return a value of exceptions with the numbers of steps in place of their tokens."""
    if isinstance(value, tuple):
        return tuple(_numbered(item, steps) for item in value)
    if isinstance(value, UseCaseException):
        return value.model_copy(update={"step": _numbered(value.step, steps)})
    if isinstance(value, int) and value < 0:
        # A step after the end of the path was meant; it must not become another one by accident.
        return -value if steps < -value < _GONE else None
    return value


def _in_order(clashes: Sequence[Found]) -> list[Found]:
    fields = list(UseCase.model_fields)
    return sorted(clashes, key=lambda clash: fields.index(str(clash.place[0])))
