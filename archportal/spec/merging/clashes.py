"""What a merge gives: a document, and the places where two people changed the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal

from archportal.spec.diff import Difference
from archportal.spec.faults import Place
from archportal.spec.jsonformat import AnyDocument

Kind = Literal["changed", "removed_by_them", "removed_by_me", "moved"]


@dataclass(frozen=True)
class Clash:
    """One thing that both changed, each in another way.

    `place` leads to it in the merged document, and `mine` stands there. Where one of them removed a row
    that the other changed, the row stands there as it was changed; the value of who removed it is None.
    Where both moved rows of a list, each to other places, both values are the merged rows, in two orders.
    Otherwise the values are those of the documents; a row's `step` is counted in the merged document.
    `base` is None where both added it.
    """

    place: Place
    label: str
    base: Any
    mine: Any
    theirs: Any
    kind: Kind = "changed"


@dataclass(frozen=True)
class Merged(Generic[AnyDocument]):
    """A merged document, what clashed, and what came into it from theirs, compared with mine."""

    document: AnyDocument
    clashes: tuple[Clash, ...]
    news: tuple[Difference, ...]


@dataclass(frozen=True)
class Found:
    """A clash as it was found: its place is counted from the value that is being merged."""

    base: Any
    mine: Any
    theirs: Any
    kind: Kind = "changed"
    place: Place = ()

    def below(self, key: int | str) -> Found:
        """Return it as seen from the value that holds this one."""
        return replace(self, place=(key, *self.place))


@dataclass(frozen=True)
class Outcome:
    """A merged value with what clashed in it."""

    value: Any
    clashes: Sequence[Found] = ()
