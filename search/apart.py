"""Documents in which all words of a query stand, but in different places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Case, Expression, F, IntegerField, QuerySet, Value, When

from archportal.spec.asking import Clause, clauses, stands_in
from archportal.spec.pieces import Kind
from search.conditions import Found
from search.finding import NAMES, READING
from search.models import Entry

KINDS = 16
"""More than there are kinds: a document is a number that names its kind and its key."""


def found_apart(
    wanted: Sequence[str], kinds: Sequence[Kind] = (), home: int | None = None
) -> QuerySet[Entry]:
    """Return the names of the documents that hold all words, but in no place all of them.

    Those come first in whose name most of the words stand.
    """
    if len(wanted) < 2 or any(kind.weight > NAMES for kind in kinds):
        return Entry.objects.none()
    asked = clauses(wanted)
    names = Entry.objects.annotate(document=_document()).filter(place=0)
    for clause in asked:
        names = names.filter(document__in=_documents(Entry.objects.filter(Found([clause], own=False))))
    together = Entry.objects.filter(Found(asked, own=False))
    names = names.exclude(document__in=_documents(together))
    if kinds:
        names = names.filter(kind__in=kinds)
    if home is not None:
        names = names.filter(home=home)
    return names.annotate(missing=_missing(asked)).order_by("missing", *READING)


def places_of(names: Iterable[Entry], wanted: Sequence[str]) -> dict[Entry, list[Entry]]:
    """Return for each name the places in its document where the words stand that it lacks. One query."""
    held: dict[int, list[Entry]] = {}
    keys = {entry: entry.owner * KINDS + entry.owner_kind for entry in names}
    if keys:
        entries = Entry.objects.annotate(document=_document()).filter(document__in=keys.values(), place__gt=0)
        for entry in entries.order_by("place"):
            held.setdefault(entry.document, []).append(entry)
    return {entry: _chosen(entry, held.get(key, []), clauses(wanted)) for entry, key in keys.items()}


def _chosen(name: Entry, places: Sequence[Entry], asked: Sequence[Clause]) -> list[Entry]:
    """Return as few places as needed, in the order of reading: at each step the one that holds most."""
    chosen = []
    missing = {clause for clause in asked if not _holds(name, clause)}
    while missing:
        best = max(places, key=lambda entry: sum(_holds(entry, clause) for clause in missing), default=None)
        here = {clause for clause in missing if best is not None and _holds(best, clause)}
        if best is None or not here:
            break
        chosen.append(best)
        missing -= here
    return sorted(chosen, key=lambda entry: entry.place)


def _holds(entry: Entry, clause: Clause) -> bool:
    return stands_in(clause, f"{entry.words} {entry.context}".split())


def _document() -> Expression:
    return F("owner") * KINDS + F("owner_kind")


def _documents(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.annotate(document=_document()).values("document")


def _missing(asked: Sequence[Clause]) -> Expression:
    """Return how many of the words do not stand in a name."""
    one, none = Value(1, IntegerField()), Value(0, IntegerField())
    counts = [Case(When(Found([clause], own=False), then=none), default=one) for clause in asked]
    return sum(counts[1:], start=counts[0])
