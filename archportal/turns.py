"""Documents that go from one state to another, together with others, whoever has saved in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from archportal import spec
from archportal.merging import Arrival, combine
from archportal.revisions import Conflict, Revision

DocumentType = TypeVar("DocumentType", bound="spec.Document")


@dataclass(frozen=True)
class Turn(Generic[DocumentType]):
    """What is to become of one document: from the state that it had to the state that it shall have.

    `before` None: it was not there; `after` None: it shall go. `pk` None: nothing has borne its name yet.
    """

    before: DocumentType | None
    after: DocumentType | None
    pk: int | None = None


class Clashed(Conflict):
    """Somebody saved in between and changed the same things of one of the documents; nothing is written."""

    def __init__(self, label: str, revision: Revision, merged: Any = None) -> None:
        super().__init__(revision, merged)
        self.label = label

    def __str__(self) -> str:
        why = f" ({self.revision.note.rstrip('.')})" if self.revision.note else ""
        return f"{self.label}: {self.revision.author_name} has {self._what}{why}. Nothing was changed."

    @property
    def _what(self) -> str:
        version = self.revision.version
        if self.revision.deleted:
            return "deleted it since"
        if self.merged is None:
            return f"saved version {version} of it since"
        places = ", ".join(clash.label for clash in self.merged.clashes)
        return f"changed the same since, in version {version}: {places}"


@dataclass(frozen=True)
class Landed(Generic[DocumentType]):
    """What a document becomes (None: it goes), and what it took in on the way."""

    document: DocumentType | None
    arrival: Arrival | None = None


def landed(
    turn: Turn[DocumentType], present: DocumentType | None, latest: Revision | None, label: str
) -> Landed[DocumentType]:
    """Return what comes of a turn, given the document that stands and its latest revision.

    Raises Clashed where somebody changed the same things since the state before.
    """
    if turn.before == present:
        return Landed(turn.after)
    if turn.after in (present, turn.before):
        return Landed(present)
    assert latest is not None
    if turn.before is None or turn.after is None or present is None:
        raise Clashed(label, latest)
    try:
        combined = combine(turn.before, turn.after, present, latest)
    except Conflict as conflict:
        raise Clashed(label, conflict.revision, conflict.merged) from None
    return Landed(combined.document, combined.arrival)
