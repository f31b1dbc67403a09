"""Where the lines meet the sides of the boxes."""

from __future__ import annotations

from collections.abc import Mapping

from archportal.spec.picture.sizes import SIDE

Meetings = dict[int, dict[tuple[int, int], list[int]]]
"""For every box the lines at one of its sides: where they come from and a number, with their arrows."""


def ports(meetings: Meetings, sides: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """Return for every arrow where it meets its box, whose side has this middle and this length.

    Lines stand in the order of where they come from, so that they do not cross.
    """
    found: dict[int, int] = {}
    for node, lines in meetings.items():
        places = spread(*sides[node], len(lines))
        for (_, arrows), place in zip(sorted(lines.items()), places, strict=True):
            found.update(dict.fromkeys(arrows, place))
    return found


def spread(middle: int, length: int, count: int) -> list[int]:
    """Return so many places around the middle of a side of a box, none near to its ends."""
    step = min(14, (length - 2 * SIDE) // count)
    start = middle - step * (count - 1) // 2
    return [start + step * n for n in range(count)]
