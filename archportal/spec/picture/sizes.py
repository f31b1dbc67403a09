"""How large the boxes of a picture are, and where their lines break."""

from __future__ import annotations

from dataclasses import dataclass

from archportal.spec.boxes import LINE, SIZE, SMALL, lines_width
from archportal.spec.measure import balanced
from archportal.spec.picture.graph import Node

LEAST, MOST = 84, 136
"""Width of the text in a box."""

PORT = 10
"""Height that a box has at least for every arrow at one of its sides."""

NAME_LINE, ROW = 16, 24
"""From one line of a name to the next, and the height of a name of one line, large enough to be pressed."""

SIDE, EDGE = 12, 6
"""Between the text of a box and its sides, and its upper and lower edge."""

LANE, HEAD = 12, 36
"""Around a column that has a title, and the room of that title."""


@dataclass(frozen=True, slots=True)
class Sized:
    """A box that has been measured: its rows of lines, with the height of each row."""

    width: int
    height: int
    head: list[str]
    rows: list[list[str]]
    heights: list[int]


def size_of(node: Node, arrows: int) -> Sized:
    """Return the measures of a node with so many arrows at one side. All are even."""
    line, size = (LINE, SIZE) if node.is_place else (NAME_LINE, SMALL)
    rows = [balanced(label.text, MOST, size) for label in node.labels]
    if node.more:
        rows.append([node.lines[-1]])
    head = balanced(node.head, MOST, SMALL) if node.head else []
    heights = [max(ROW, len(lines) * line + 8) for lines in rows]
    widest = max(LEAST, *(lines_width(lines) for lines in [*rows, head or [""]]))
    height = sum(heights) + len(head) * NAME_LINE + 2 * EDGE
    return Sized(widest + 2 * SIDE, max(height, arrows * PORT + 2 * SIDE), head, rows, heights)
