"""A picture ready to be written down: what is shown, folded or not, laid out, and said in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from archportal.spec.picture.filtering import View
from archportal.spec.picture.folding import By, folded, groups_of, titles_of
from archportal.spec.picture.graph import Courses, Graph, courses_of, graph_of
from archportal.spec.picture.layout import layout_of
from archportal.spec.picture.places import Direction, Layout, TooLarge
from archportal.spec.picture.svg import Links, render
from archportal.spec.picture.words import circles, gaps, summary

MANY = 60
"""Use cases beyond which a picture is folded unless it was asked for whole."""

MOST = 300
"""Use cases beyond which it is folded always: nobody could read it, and everybody would wait for it."""

Fold = Literal["", "tag", "persona", "none"]
"""How a picture was asked for: as is best, in groups by tag or by persona, or use case by use case."""

BEST: tuple[By, ...] = ("tag", "persona")
"""What a large picture is folded by where that makes more than one group, the better first."""


@dataclass(frozen=True)
class Drawing:
    """A picture. `folded_by` says which groups stand for use cases, `is_too_large` that some have to."""

    view: View
    courses: Courses
    graph: Graph
    layout: Layout
    folded_by: By | Literal[""]
    is_too_large: bool

    @property
    def is_folded(self) -> bool:
        """Whether groups stand for use cases."""
        return bool(self.folded_by)

    @cached_property
    def text(self) -> str:
        """What it shows, in a few sentences."""
        return summary(self.view, self.courses, self.graph, self.layout.back)

    @cached_property
    def gaps(self) -> list[tuple[str, str]]:
        """Artifacts that nothing gives, with who needs them."""
        return gaps(self.view, self.courses)

    @cached_property
    def circles(self) -> list[str]:
        """A sentence for every way that leads back to where it began."""
        return circles(self.graph, self.layout.back)

    def svg(self, title: str, links: Links | None = None, *, classes: str = "") -> str:
        """Return it as an `<svg>` element; see `svg.render`."""
        return render(self.graph, self.layout, title, self.text, links, classes=classes)


def draw(view: View, fold: Fold = "", way: Direction | None = None) -> Drawing:
    """Return the picture of a view, running this way, or as is best."""
    courses = courses_of(view)
    by: By | Literal[""] = "" if fold == "none" else fold
    if fold == "" and len(view.shown) > MANY:
        by = _best(view)
    if not by and len(view.shown) <= MOST:
        graph = graph_of(view, courses)
        try:
            return Drawing(view, courses, graph, layout_of(graph, way), "", False)
        except TooLarge:
            pass
    chosen = by or _best(view) or BEST[0]
    graph = folded(groups_of(view, chosen), titles_of(view, chosen), courses)
    return Drawing(view, courses, graph, layout_of(graph, way), chosen, not by)


def _best(view: View) -> By | Literal[""]:
    return next((by for by in BEST if len(set(groups_of(view, by))) > 1), "")
