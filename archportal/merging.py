"""Merging what somebody saves with what was saved since they began to write.

Every door for writing comes by here, so no save overwrites another one, whichever way it came.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from archportal import spec
from archportal.revisions import Conflict, Revision, RevisionQuerySet

DocumentType = TypeVar("DocumentType", bound="spec.Document")

TOLD = 5
"""How many of the changes that came in a message names."""


@dataclass(frozen=True)
class Base:
    """What a document was written on: a version, and the newest one that its author has seen beside it.

    Where both sides changed the same thing, the author's version stands if they have seen the other.
    """

    version: int
    seen: int = 0


@dataclass(frozen=True)
class Arrival:
    """What came in with a save: who had saved in between, and what they had changed."""

    revision: Revision
    news: Sequence[spec.Difference]

    def __str__(self) -> str:
        told = " ".join(one.sentence for one in self.news[:TOLD])
        rest = len(self.news) - TOLD
        more = f" And {rest} more." if rest > 0 else ""
        return (
            f"{self.revision.author_name} had saved version {self.revision.version} in between, "
            f"and the two were put together. What came in: {told}{more}"
        )


@dataclass(frozen=True)
class Reconciled(Generic[DocumentType]):
    """A document that can follow the state that stands, and what came in on the way (None: nothing)."""

    document: DocumentType
    arrival: Arrival | None = None


def reconcile(
    document: DocumentType,
    base: Base | None,
    latest: Revision,
    history: RevisionQuerySet,
    prepare: Callable[[DocumentType], DocumentType] = lambda document: document,
) -> Reconciled[DocumentType]:
    """Return the document merged with the state that stands.

    `base` None: whoever saves knows the state that stands, as an import does. `history` holds the revisions
    of the same subject; `prepare` brings documents written before into the form of those written now. It
    asks the database only where somebody saved in between. Raises Conflict where both sides changed the same.
    """
    if base is None or base.version == latest.version:
        return Reconciled(document)
    kind = type(document)
    before = history.filter(version=base.version).first()
    # On nothing known, both sides count as written anew: what they do not agree on is a clash.
    start = prepare(spec.read_document(kind, before.document)) if before else _empty(kind)
    present = spec.read_document(kind, latest.document)
    return combine(start, prepare(document), present, latest, seen=base.seen >= latest.version)


def combine(
    start: DocumentType,
    document: DocumentType,
    present: DocumentType,
    latest: Revision,
    *,
    seen: bool = False,
) -> Reconciled[DocumentType]:
    """Return what comes of two documents that were both made from `start`: one to be saved, one that stands.

    `latest` is the revision that stands. Raises Conflict where both changed the same and whoever saves has
    not `seen` the other.
    """
    merged = spec.merge(start, document, present)
    if merged.clashes and not seen:
        raise Conflict(latest, merged)
    return Reconciled(merged.document, Arrival(latest, merged.news) if merged.news else None)


def _empty(kind: type[DocumentType]) -> DocumentType:
    required = [name for name, field in kind.model_fields.items() if field.is_required()]
    return kind.model_construct(**dict.fromkeys(required, ""))
