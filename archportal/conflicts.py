"""Two states of one document side by side, for the person whose save came second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archportal import spec


@dataclass(frozen=True)
class Side:
    """One field of a document in both states."""

    label: str
    yours: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether the two states do not agree here."""
        return self.yours != self.theirs


def sides(yours: spec.Document, theirs: spec.Document, labels: Mapping[str, str]) -> Sequence[Side]:
    """Return the labelled fields of two documents of one kind; a list has one line for each entry."""
    return [
        Side(label, _text(getattr(yours, name)), _text(getattr(theirs, name)))
        for name, label in labels.items()
    ]


def _text(value: Any) -> str:
    return "\n".join(f"• {item}" for item in value) if isinstance(value, tuple) else str(value)
