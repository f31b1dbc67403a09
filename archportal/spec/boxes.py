"""The parts of a drawn picture: boxes, and lanes whose nodes stand in rows of equally wide cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from archportal.spec.flow import Lane, Node
from archportal.spec.measure import balanced, text_width, wrap

SIZE, LINE = 14, 18
"""Size of the labels, and from one line of them to the next."""

SMALL = 12
"""Size of titles, notes, and the words at the arrows."""

PAD, GAP, HEAD, NOTE = 12, 8, 32, 22
"""Inside of a lane: around its nodes, between them, its title, its note."""

INSET = 14
"""Between the text of a node and the side of its box."""

LEAST, MOST = 120, 168
"""Width of the text in an input or output."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> int:
        """The x of its middle."""
        return self.x + self.width // 2

    @property
    def center(self) -> int:
        """The y of its middle."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Shape:
    """A node with the lines of its label and its place."""

    node: Node
    lines: list[str]
    box: Box


@dataclass(frozen=True, slots=True)
class Panel:
    """A lane with a title, in its place, with its nodes in theirs."""

    lane: Lane
    box: Box
    shapes: list[Shape]

    @property
    def note_line(self) -> int:
        """The y of the note's base line, below the nodes."""
        return self.shapes[-1].box.bottom + NOTE


class Grid:
    """A lane that has been measured and not yet placed."""

    def __init__(self, lane: Lane, texts: list[list[str]], cell: int, columns: int = 1) -> None:
        self.lane, self.texts, self.cell, self.columns = lane, texts, cell, columns
        heights = [box_height(text) for text in texts]
        self.rows = [max(heights[n : n + columns]) for n in range(0, len(heights), columns)]
        self.width = columns * (cell + GAP) - GAP + 2 * PAD
        self.height = HEAD + sum(self.rows) + GAP * (len(self.rows) - 1) + (NOTE if lane.note else 0) + PAD

    def place(self, x: int, y: int, height: int = 0) -> Panel:
        """Return the lane at this place with its nodes in the middle; 0 stands for its own height."""
        return self.stretched(x, y, height or self.height, (max(height, self.height) - self.height) // 2)

    def stretched(self, x: int, y: int, height: int, lead: int = 0) -> Panel:
        """Return the lane at this place and this high, with its nodes this far below its title."""
        return Panel(self.lane, Box(x, y, self.width, height), list(self._shapes(x + PAD, y + HEAD + lead)))

    def _shapes(self, left: int, top: int) -> Iterator[Shape]:
        for n, (node, text) in enumerate(zip(self.lane.nodes, self.texts, strict=True)):
            row, column = divmod(n, self.columns)
            if row and not column:
                top += self.rows[row - 1] + GAP
            yield Shape(node, text, Box(left + column * (self.cell + GAP), top, self.cell, self.rows[row]))


def column(lane: Lane) -> Grid:
    """Return a lane of names, one below the other, as wide as they need."""
    texts = [balanced(node.label, MOST, SIZE) for node in lane.nodes]
    widest = max(LEAST, *(lines_width(text) for text in texts)) + 2 * INSET
    return Grid(lane, texts, max(widest, _even(text_width(lane.note, SMALL))))


def filled(lane: Lane, width: int, columns: int = 1) -> Grid:
    """Return a lane of texts in rows that fill the width."""
    cell = (width - 2 * PAD + GAP) // columns - GAP
    texts = [wrap(node.label, cell - 2 * INSET, SIZE) for node in lane.nodes]
    return Grid(lane, texts, max(cell, *(lines_width(text) + 2 * INSET for text in texts)), columns)


def lines_width(lines: Sequence[str]) -> int:
    """Return the width of the widest line."""
    return _even(max(text_width(line, SIZE) for line in lines))


def box_height(lines: Sequence[str]) -> int:
    """Return how high a box has to be for these lines."""
    return len(lines) * LINE + 18


def _even(width: float) -> int:
    # What is even can be halved, so that columns and middles meet exactly.
    return 2 * ceil(width / 2)
