"""Asking the index: the same entries in the same order on every database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from archportal.spec.asking import clauses, whole
from archportal.spec.pieces import Kind
from search.conditions import Found, called_beginning, called_so, side_by_side
from search.models import Entry

NAMES = Kind.ARTIFACT.weight
FEW = 1_000
"""Places of rows and texts that are looked at one by one to put those first that were probably meant."""

READING = ("weight", "home", "sort", "owner", "place")
"""Rows before texts, one specification after the other, by numbers and names, and as one reads."""


def found(
    wanted: Sequence[str], kinds: Sequence[Kind] = (), home: int | None = None, *, names: bool = False
) -> QuerySet[Entry]:
    """Return the entries in which these words are found, in no order.

    Of some kinds, in one specification, and of `names` alone, if that is asked for.
    """
    if not wanted:
        return Entry.objects.none()
    entries = Entry.objects.filter(Found(clauses(wanted), names=names))
    if kinds:
        entries = entries.filter(kind__in=kinds)
    return entries if home is None else entries.filter(home=home)


class Results:
    """All that is found, in order; what is asked for is read, and how many there are of each kind."""

    def __init__(self, wanted: Sequence[str], kinds: Sequence[Kind] = (), home: int | None = None) -> None:
        self.counts = counted(found(wanted, home=home))
        counts = {kind: count for kind, count in self.counts.items() if not kinds or kind in kinds}
        self.count = sum(counts.values())
        self.names = sum(count for kind, count in counts.items() if kind.weight <= NAMES)
        names = found(wanted, kinds, home, names=True)
        texts = found(wanted, kinds, home).filter(weight__gt=NAMES)
        self.parts = (
            (by_name(names, wanted), 0, self.names),
            (by_place(texts, wanted, few=self.count - self.names <= FEW), self.names, self.count),
        )

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, places: slice) -> list[Entry]:
        """Return the entries from one place to another; at most two queries."""
        start, stop, _ = places.indices(self.count)
        asked = ((part, max(start, first) - first, min(stop, end) - first) for part, first, end in self.parts)
        return [entry for part, low, high in asked if low < high for entry in part[low:high]]


def by_name(entries: QuerySet[Entry], wanted: Sequence[str]) -> QuerySet[Entry]:
    """Put names in order: what is called so, what begins so, and then kind by kind as by place."""
    if not wanted:
        return entries
    band = Case(
        When(called_so(wanted), then=0), When(called_beginning(wanted), then=1), default=F("weight") + 1
    )
    return entries.annotate(band=band, standing=_standing(wanted)).order_by("band", "standing", *READING)


def by_place(entries: QuerySet[Entry], wanted: Sequence[str], *, few: bool) -> QuerySet[Entry]:
    """Put places in order: words side by side, then whole words, then begun ones; many as they are read."""
    if not wanted or not few:
        return entries.order_by(*READING)
    return entries.annotate(standing=_standing(wanted)).order_by("standing", *READING)


def _standing(wanted: Sequence[str]) -> Case:
    near = [When(side_by_side(wanted), then=0)] if len(wanted) > 1 else []
    all_whole = When(Found(whole(clauses(wanted)), own=False), then=1)
    return Case(*near, all_whole, default=Value(2), output_field=IntegerField())


def first_of_each(wanted: Sequence[str], names: int, texts: int) -> list[Entry]:
    """Return the first entries of each kind of name, and the first of all others. Three queries at most."""
    if not wanted:
        return []
    named = by_name(found(wanted, names=True), wanted)
    order = [F(name) for name in named.query.order_by]
    nth = Window(RowNumber(), partition_by=[F("weight")], order_by=order)
    return [*named.annotate(nth=nth).filter(nth__lte=names), *_first_texts(wanted, texts)]


def _first_texts(wanted: Sequence[str], count: int) -> Iterable[Entry]:
    """Return the first rows and texts; what is found seldom is put in order apart from all the others."""
    texts = found(wanted).filter(weight__gt=NAMES)
    keys = some(texts)
    if len(keys) > FEW:
        return by_place(texts, wanted, few=False)[:count]
    return by_place(Entry.objects.filter(pk__in=keys), wanted, few=True)[:count]


def some(entries: QuerySet[Entry]) -> list[int]:
    """Return the keys of all entries where they are few; of some more than a few where they are many.

    PostgreSQL hopes to meet a single one on its way through the table, and walks in vain where there is none.
    """
    return list(entries.order_by().values_list("pk", flat=True)[: FEW + 1])


def stands_anywhere(word: str) -> bool:
    """Say whether a word begins with this one in any entry, or in what one belongs to."""
    return bool(some(Entry.objects.filter(Found(clauses([word]), own=False))))


def counted(entries: QuerySet[Entry]) -> dict[Kind, int]:
    """Return how many entries there are of each kind."""
    rows = entries.order_by("kind").values_list("kind").annotate(count=Count("pk"))
    return {Kind(kind): count for kind, count in rows}
