"""What stands beside the rows of a picture that runs downwards: what comes in from the left, or leaves.

Its lines have corners. They run level to the box where nothing stands between, else along a track above the
row (below it for what leaves); up and down they run in a channel between the lane and the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archportal.spec.picture.placing import settled

TRACK = 10
"""From one track or channel to the next."""

APART = 10
"""Between two boxes of a lane."""

ROUND = 12
"""From the end of a side of a box to the first place where a line meets it."""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between a box of a lane and a use case in a row; `level` if nothing stands between."""

    arrow: int
    node: int
    place: int
    row: int
    level: bool


@dataclass
class Side:
    """One lane: its nodes from top to bottom, where they stand, and where their lines run."""

    links: Sequence[Link]
    is_left: bool
    nodes: list[int] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)
    """The first row that every node is linked to."""
    tracks: dict[int, list[int]] = field(default_factory=dict)
    """The nodes that have a track at a row, from top to bottom."""
    centers: dict[int, int] = field(default_factory=dict)
    exits: dict[int, int] = field(default_factory=dict)
    """How high the line of every node leaves or reaches its box."""
    channels: dict[int, int] = field(default_factory=dict)
    """The channels of those that need one, counted from the lane."""

    def __post_init__(self) -> None:
        first: dict[int, tuple[int, bool, int]] = {}
        for link in self.links:
            key = (link.row, link.level is self.is_left, link.node)
            first[link.node] = min(first.get(link.node, key), key)
        self.nodes = sorted(first, key=first.__getitem__)
        self.rows = {node: row for node, (row, *_) in first.items()}
        turn = {node: n for n, node in enumerate(self.nodes)}
        for link in self.links:
            if not link.level:
                nodes = self.tracks.setdefault(link.row, [])
                if link.node not in nodes:
                    nodes.append(link.node)
        for nodes in self.tracks.values():
            nodes.sort(key=turn.__getitem__)

    @property
    def width(self) -> int:
        """The room that the channels take."""
        return (max(self.channels.values(), default=-1) + 1) * TRACK

    def room(self, row: int) -> int:
        """Return the height of the tracks at a row."""
        count = len(self.tracks.get(row, ()))
        return (count + 1) * TRACK if count else 0

    def settle(self, ends: Mapping[int, int], heights: Mapping[int, int]) -> None:
        """Put every node at the height of the first of its lines, which end this high, or near to it."""
        ways: dict[int, list[int]] = {}
        for link in self.links:
            ways.setdefault(link.node, []).append(ends[link.arrow])
        wishes = [(float(min(ways[node])), 1.0) for node in self.nodes]
        found = settled(wishes, _distances([heights[node] for node in self.nodes]))
        self.centers = {node: round(center) for node, center in zip(self.nodes, found, strict=True)}
        for node, center in self.centers.items():
            reach = heights[node] // 2 - ROUND
            self.exits[node] = min(max(min(ways[node]), center - reach), center + reach)
        self.channels = _channels(
            (node, min(*ways[node], exit), max(*ways[node], exit))
            for node, exit in self.exits.items()
            if set(ways[node]) != {exit}
        )


def _distances(heights: Sequence[int]) -> list[int]:
    distances, y = [], 0
    for n, height in enumerate(heights):
        if n:
            y += (heights[n - 1] + height) // 2 + APART
        distances.append(y)
    return distances


def _channels(runs: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """Return a channel for everything that runs from one height to another; what meets has not the same."""
    ends: list[int] = []
    found = {}
    for node, start, end in sorted(runs, key=lambda run: (run[1], run[2])):
        free = next((n for n, last in enumerate(ends) if last + TRACK < start), len(ends))
        ends[free : free + 1] = [end]
        found[node] = free
    return found
