"""Rows that leave one use case for another: what both say then."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from archportal import spec
from usecases.form.kinds import EXCEPTIONS, KINDS, SUCCESS_PATH

Chosen = Mapping[str, Collection[int]]
"""The places of the chosen rows by kind, from 0."""


def moved(source: spec.UseCase, target: spec.UseCase, chosen: Chosen) -> tuple[spec.UseCase, spec.UseCase]:
    """Return both documents with the chosen rows of the first one behind those of the second one.

    An exception keeps its step where both stay or both move. Raises SpecError where it becomes too much.
    """
    left: dict[str, Any] = {}
    added: dict[str, Any] = {}
    for kind, places in chosen.items():
        rows = getattr(source, kind)
        left[kind] = tuple(row for place, row in enumerate(rows) if place not in places)
        added[kind] = (*getattr(target, kind), *(rows[place] for place in sorted(places)))
    steps = set(chosen.get(SUCCESS_PATH.name, ()))
    leaving = set(chosen.get(EXCEPTIONS.name, ()))
    stays: list[spec.UseCaseException] = []
    goes: list[spec.UseCaseException] = []
    for place, row in enumerate(source.exceptions):
        if place in leaving:
            goes.append(_at(row, _place(row, steps, len(target.success_path), moving=True)))
        else:
            stays.append(_at(row, _place(row, steps, 0, moving=False)))
    left["exceptions"], added["exceptions"] = tuple(stays), (*target.exceptions, *goes)
    return _with(source, left), _with(target, added)


def _place(row: spec.UseCaseException, steps: Collection[int], before: int, *, moving: bool) -> int | None:
    """Return at which step an exception is then; `before`: how many steps stand before those that move."""
    if row.step is None or (row.step - 1 in steps) != moving:
        return None
    gone_before = sum(place < row.step - 1 for place in steps)
    return before + gone_before + 1 if moving else row.step - gone_before


def _at(row: spec.UseCaseException, step: int | None) -> spec.UseCaseException:
    return row.model_copy(update={"step": step})


def _with(document: spec.UseCase, rows: Mapping[str, Any]) -> spec.UseCase:
    return spec.build(spec.UseCase, {**document.model_dump(), **_plain(rows)})


def _plain(rows: Mapping[str, Any]) -> dict[str, Any]:
    return {
        kind: [row if isinstance(row, str) else row.model_dump() for row in found]
        for kind, found in rows.items()
    }


def told(chosen: Chosen) -> str:
    """Return how many rows of which kinds are chosen, in words.

    >>> told({"inputs": [0, 2], "success_path": [1]})
    '2 inputs and 1 step'
    """
    counts = [
        f"{len(places)} {KINDS[kind].one if len(places) == 1 else KINDS[kind].many}"
        for kind, places in chosen.items()
        if places
    ]
    return " and ".join(filter(None, [", ".join(counts[:-1]), *counts[-1:]]))
