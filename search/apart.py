"""Documents in which all words of a query stand, but in different places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Case, Expression, F, IntegerField, QuerySet, Value, When

from archportal.spec.asking import Clause, clauses, stands_in
from archportal.spec.pieces import Kind
from search.conditions import Found
from search.finding import FEW, NAMES, READING
from search.models import Entry

KINDS = 16
"""More than there are kinds."""

Document = tuple[int, int]
"""Kind and key of a document."""


def found_apart(
    wanted: Sequence[str], kinds: Sequence[Kind] = (), home: int | None = None
) -> QuerySet[Entry]:
    """Return the names of the documents that hold all words, but in no place all of them.

    Those come first in whose name most of the words stand. Nothing is found where each of the words stands in
    more than a few places. One query for each word, and one for the names.
    """
    if len(wanted) < 2 or any(kind.weight > NAMES for kind in kinds):
        return Entry.objects.none()
    asked = clauses(wanted)
    documents = _candidates(asked)
    if not documents:
        return Entry.objects.none()
    inside = _of(documents)
    names = inside.filter(place=0)
    for clause in asked:
        names = names.filter(document__in=inside.filter(Found([clause])).values("document"))
    names = names.exclude(document__in=inside.filter(Found(asked, own=False)).values("document"))
    if kinds:
        names = names.filter(kind__in=kinds)
    if home is not None:
        names = names.filter(home=home)
    return names.annotate(missing=_missing(asked)).order_by("missing", *READING)


def _candidates(asked: Sequence[Clause]) -> set[Document]:
    """Return the documents that hold each of the words that stand in few places."""
    rare: list[set[Document]] = []
    for clause in asked:
        entries = Entry.objects.filter(Found([clause])).order_by().values_list("owner_kind", "owner")
        places = list(entries[: FEW + 1])
        if len(places) <= FEW:
            rare.append(set(places))
    return set.intersection(*rare) if rare else set()


def _of(documents: Collection[Document]) -> QuerySet[Entry]:
    """Return the entries of documents; each of them is a number that names its kind and its key."""
    kinds = {kind for kind, _ in documents}
    keys = [owner * KINDS + kind for kind, owner in documents]
    owners = {owner for _, owner in documents}
    entries = Entry.objects.filter(owner_kind__in=kinds, owner__in=owners)
    return entries.annotate(document=F("owner") * KINDS + F("owner_kind")).filter(document__in=keys)


def places_of(names: Iterable[Entry], wanted: Sequence[str]) -> dict[Entry, list[Entry]]:
    """Return for each name the places in its document where the words stand that it lacks. One query."""
    names = list(names)
    held: dict[Document, list[Entry]] = {(name.owner_kind, name.owner): [] for name in names}
    if names:
        for entry in _of(held).filter(place__gt=0).order_by("place"):
            held[entry.owner_kind, entry.owner].append(entry)
    asked = clauses(wanted)
    return {name: _chosen(name, held[name.owner_kind, name.owner], asked) for name in names}


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
    return stands_in(clause, entry.words.split())


def _missing(asked: Sequence[Clause]) -> Expression:
    """Return how many of the words do not stand in a name."""
    one, none = Value(1, IntegerField()), Value(0, IntegerField())
    counts = [Case(When(Found([clause]), then=none), default=one) for clause in asked]
    return sum(counts[1:], start=counts[0])
