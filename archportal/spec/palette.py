"""The colours of the picture where no style sheet gives them: in a file of its own, and in Mermaid."""

from typing import Final, NamedTuple


class Palette(NamedTuple):
    """Colours for one kind of page: text, quiet text, arrows, fill and line of lanes and shapes."""

    ink: str
    soft: str
    edge: str
    lane: tuple[str, str]
    shapes: dict[str, tuple[str, str]]


LIGHT: Final = Palette(
    ink="#1b2327",
    soft="#4e5a60",
    edge="#5d696e",
    lane=("#f5f6f5", "#dce0df"),
    shapes={
        "input": ("#e4eef8", "#3d77ad"),
        "event": ("#efe8f7", "#7a55a8"),
        "check": ("#faf0d7", "#946c0b"),
        "output": ("#e4f2e8", "#35804f"),
        "exception": ("#fae8e5", "#b5473b"),
    },
)

DARK: Final = Palette(
    ink="#e5e9ea",
    soft="#a9b4b9",
    edge="#94a1a7",
    lane=("#1e2428", "#343c42"),
    shapes={
        "input": ("#1c3247", "#6fa8dc"),
        "event": ("#33264a", "#b295db"),
        "check": ("#3b3016", "#d3a945"),
        "output": ("#1a3626", "#6dbb8a"),
        "exception": ("#41231f", "#e08b80"),
    },
)
