"""Keeping the index: what changes in a document changes in its entries, inside the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from archportal.batches import batches
from archportal.spec.pieces import Owner, Piece
from search.models import Entry

KEY = ("owner_kind", "owner", "place")
COLUMNS = ("home", "kind", "weight", "sort", "label", "anchor", "text", "words", "context", "names")


def keep(before: Iterable[Piece], after: Iterable[Piece]) -> None:
    """Bring the index from the pieces of some documents before a change to those after it.

    To be called in the transaction of the change. Asks nothing where no piece has changed; else there is one
    query that writes, and one that cuts off what is gone (for many pieces some more).
    """
    known = set(before)
    changed = [piece for piece in after if piece not in known]
    gone = _places(known) - _places(after)
    if gone:
        _cut(sorted(gone))
    if changed:
        Entry.objects.bulk_create(
            map(entry_of, changed),
            update_conflicts=True,
            unique_fields=KEY,
            update_fields=COLUMNS,
        )


def forget(owners: Sequence[Owner]) -> None:
    """Take documents that were deleted out of the index."""
    for kind in {owner.kind for owner in owners}:
        keys = [owner.key for owner in owners if owner.kind == kind]
        for batch in batches(keys):
            Entry.objects.filter(owner_kind=kind, owner__in=batch).delete()


def entry_of(piece: Piece, model: type[Entry] = Entry) -> Entry:
    """Return the unsaved row of a piece; a migration has a model of its own."""
    owner = piece.owner
    return model(
        owner_kind=owner.kind,
        owner=owner.key,
        home=owner.home,
        weight=piece.kind.weight,
        **{name: value for name, value in piece._asdict().items() if name != "owner"},
    )


def _places(pieces: Iterable[Piece]) -> set[tuple[Owner, int]]:
    return {(piece.owner, piece.place) for piece in pieces}


def _cut(places: Sequence[tuple[Owner, int]]) -> None:
    # SQLite limits the depth of an expression.
    for batch in batches(places, 100):
        conditions = (Q(owner_kind=owner.kind, owner=owner.key, place=place) for owner, place in batch)
        Entry.objects.filter(reduce(or_, conditions)).delete()
