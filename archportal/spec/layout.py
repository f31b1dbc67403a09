"""Where everything in the picture of one use case lies.

Across: three columns (inputs; event and check; outputs), and the exceptions below them. Where there are many
inputs, their lane runs down the whole left side. Down, for a narrow screen: one lane below the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from archportal.spec.boxes import LINE, PAD, SIZE, Box, Grid, Panel, Shape, column, filled, lines_width
from archportal.spec.flow import Flow
from archportal.spec.measure import balanced

CHECK = 104, 68
"""Width and height of the check."""

EVENT_LEAST, EVENT_MOST = 84, 132
"""Width of the text in the event."""

ARROW, WORD_ARROW, DROP = 40, 60, 30
"""Length of an arrow between two lanes, of one with a word on it, and of the one from event to check."""

UNEVEN = 100
"""How much higher than its neighbours the lane of the inputs is before it runs down the whole left side."""

DEEPEST = 120
"""How far below the top the event stands at most, so that it is seen at once where the lanes are long."""

NARROW, GUTTER = 320, 24
"""Width of the lanes on a narrow screen, and of the way beside them."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow through these points, with a word at its first line."""

    points: tuple[Point, ...]
    label: str = ""

    @property
    def at(self) -> Point:
        """The middle of the word's base line: above a horizontal line, to the right of a vertical one."""
        (x, y), (to_x, to_y), *_ = self.points
        return ((x + to_x) // 2 - 2, y - 6) if y == to_y else (x + 14, (y + to_y) // 2 + 2)


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything in its place."""

    width: int
    height: int
    panels: tuple[Panel, ...]
    course: tuple[Shape, ...]
    arrows: list[Arrow]


class _Course:
    """The event and the check below it, measured and not yet placed."""

    def __init__(self, flow: Flow, most: int) -> None:
        self.nodes = flow.event.nodes[0], flow.check.nodes[0]
        self.lines = balanced(self.nodes[0].label, most, SIZE)
        self.event = max(lines_width(self.lines), EVENT_LEAST) + 40, len(self.lines) * LINE + 28
        self.width = max(self.event[0], CHECK[0])
        self.height = self.event[1] + DROP + CHECK[1]

    def place(self, middle: int, y: int) -> tuple[Shape, Shape]:
        """Return both around this middle line, the event at this y."""
        (width, height), (check_width, check_height) = self.event, CHECK
        event = Box(middle - width // 2, y, width, height)
        check = Box(middle - check_width // 2, event.bottom + DROP, check_width, check_height)
        return Shape(self.nodes[0], self.lines, event), Shape(self.nodes[1], [self.nodes[1].label], check)


def across(flow: Flow) -> Picture:
    """Return the picture of a use case as a wide screen and paper have room for it."""
    inputs, outputs, course = column(flow.inputs), column(flow.outputs), _Course(flow, EVENT_MOST)
    row = max(outputs.height, course.height + 2 * PAD)
    beside = inputs.height > row + UNEVEN
    row = row if beside else max(row, inputs.height)
    left = inputs.width + ARROW
    right = left + course.width + WORD_ARROW
    start, top = (left if beside else 0), row + ARROW
    exceptions = _exceptions(flow, right + outputs.width - start)
    height = max(top + exceptions.height, inputs.height if beside else 0)
    event, check = course.place(left + course.width // 2, min((row - course.height) // 2, DEEPEST))
    ways = {
        "event": ((inputs.width, event.box.center), (event.box.x, event.box.center)),
        "check": ((event.box.middle, event.box.bottom), (check.box.middle, check.box.y)),
        "outputs": ((check.box.right, check.box.center), (right, check.box.center)),
        "exceptions": ((check.box.middle, check.box.bottom), (check.box.middle, top)),
    }
    panels = (
        inputs.stretched(0, 0, height) if beside else inputs.place(0, 0, row),
        outputs.place(right, 0, row),
        exceptions.place(start, top),
    )
    return Picture(
        max(start + exceptions.width, right + outputs.width),
        height,
        panels,
        (event, check),
        _arrows(flow, ways),
    )


def down(flow: Flow) -> Picture:
    """Return the picture of a use case as a narrow screen has room for it."""
    lanes = flow.inputs, flow.outputs, flow.exceptions
    width = max(filled(lane, NARROW).width for lane in lanes)
    inputs, outputs, exceptions = (filled(lane, width) for lane in lanes)
    event, check = _Course(flow, width - 80).place(width // 2, inputs.height + DROP)
    first = check.box.bottom + ARROW
    second = first + outputs.height + PAD
    side = width + GUTTER
    last = second + exceptions.height // 2
    ways = {
        "event": ((event.box.middle, inputs.height), (event.box.middle, event.box.y)),
        "check": ((event.box.middle, event.box.bottom), (check.box.middle, check.box.y)),
        "outputs": ((check.box.middle, check.box.bottom), (check.box.middle, first)),
        "exceptions": (
            (check.box.right, check.box.center),
            (side, check.box.center),
            (side, last),
            (width, last),
        ),
    }
    panels = inputs.place(0, 0), outputs.place(0, first), exceptions.place(0, second)
    return Picture(side, second + exceptions.height, panels, (event, check), _arrows(flow, ways))


def _exceptions(flow: Flow, width: int) -> Grid:
    """Return the exceptions in one column, or in two where they are many and there is room."""
    many = len(flow.exceptions.nodes) > 3 and width >= 560
    return filled(flow.exceptions, width, 2 if many else 1)


def _arrows(flow: Flow, ways: Mapping[str, tuple[Point, ...]]) -> list[Arrow]:
    return [Arrow(ways[edge.target], edge.label) for edge in flow.edges]
