"""What a picture is once everything in it has its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archportal.spec.boxes import Box
from archportal.spec.picture.sizes import Sized

Point = tuple[int, int]

Course = Literal["right", "down", "square"]
"""How an arrow runs: curved from column to column, curved from row to row, or with corners."""

Direction = Literal["right", "down"]
"""Where everything flows: from the left to the right, or from the top to the bottom."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way of an arrow, from point to point."""

    points: tuple[Point, ...]
    source: int
    target: int
    required: bool
    back: bool
    course: Course = "right"


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in its place. Lanes hold what comes from outside and what leaves.

    `turn` names the boxes in the order in which somebody goes through them by keyboard, or hears them.
    """

    width: int
    height: int
    boxes: tuple[Box, ...]
    sizes: tuple[Sized, ...]
    ways: tuple[Way, ...]
    lanes: tuple[tuple[str, Box], ...]
    back: frozenset[int]
    turn: tuple[int, ...]
    direction: Direction = "right"


class TooLarge(Exception):
    """There is too much for one picture."""
