"""Asking the index: the same entries in the same order on every database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, Count, Expression, F, QuerySet, Window
from django.db.models.functions import RowNumber

from archportal.spec.pieces import NAME, Kind
from archportal.spec.words import words
from search.models import Entry

MOST_WORDS = 10
"""Words of a query that count."""

ORDER = ("weight", "home", "sort", "owner", "place")
NAMES = Kind.ARTIFACT.weight


class Found(Expression):
    """Whether an entry is found: every word begins one of its words, and one of them a word of its own.

    Not asked for a word of its own, all of them may also stand in what the entry belongs to. Asked for names
    alone, the database need not look at all the others that match.
    """

    output_field = BooleanField()

    def __init__(self, wanted: Sequence[str], *, own: bool = True, names: bool = False) -> None:
        super().__init__()
        self.wanted = wanted
        self.own = own
        self.names = names

    def as_sqlite(self, *args: Any, **kwargs: Any) -> tuple[str, list[str]]:
        """Return the condition for FTS5."""
        terms = [f'"{word}"*' for word in self.wanted]
        query = " AND ".join([*([f'"{NAME}"'] if self.names else []), *terms])
        if self.own:
            query = f"({query}) AND words : ({' OR '.join(terms)})"
        return "search_entry.id IN (SELECT rowid FROM search_index WHERE search_index MATCH %s)", [query]

    def as_postgresql(self, *args: Any, **kwargs: Any) -> tuple[str, list[str]]:
        """Return the condition for text search vectors; no parser and no dictionary takes part."""
        terms = [f"'{word}':*" for word in self.wanted]
        own = ("search_entry.own @@ %s::tsquery", " | ".join(terms))
        whole = (
            "search_entry.whole @@ %s::tsquery",
            " & ".join([*([f"'{NAME}'"] if self.names else []), *terms]),
        )
        # Where one word stands alone, what is its own is in the whole.
        asked = [
            *([own] if self.own else []),
            *([whole] if self.names or not self.own or len(terms) > 1 else []),
        ]
        return f"({' AND '.join(condition for condition, _ in asked)})", [query for _, query in asked]


def wanted_words(query: str) -> list[str]:
    """Return the words of a query, each once."""
    return list(dict.fromkeys(words(query)))[:MOST_WORDS]


def found(wanted: Sequence[str], kinds: Sequence[Kind] = (), home: int | None = None) -> QuerySet[Entry]:
    """Return the entries in which these words are found, in order; of some kinds, in one specification."""
    if not wanted:
        return Entry.objects.none()
    entries = Entry.objects.filter(Found(wanted)).order_by(*ORDER)
    if kinds:
        entries = entries.filter(kind__in=kinds)
    return entries if home is None else entries.filter(home=home)


def stands_anywhere(word: str) -> bool:
    """Say whether a word begins with this one in any entry, or in what one belongs to."""
    return exists(Entry.objects.filter(Found([word], own=False)))


def exists(entries: QuerySet[Entry]) -> bool:
    """Say whether there is any entry; in order, so that PostgreSQL does not hope to meet one on the way."""
    return entries.order_by(*ORDER).values_list("pk").first() is not None


def first_of_each(wanted: Sequence[str], names: int, texts: int) -> list[Entry]:
    """Return the first entries of each kind of name, and the first of all others. Two queries."""
    if not wanted:
        return []
    places = Window(RowNumber(), partition_by=[F("weight")], order_by=list(ORDER))
    named = Entry.objects.filter(Found(wanted, names=True)).order_by(*ORDER)
    others = found(wanted).filter(weight__gt=NAMES)
    return [*named.annotate(nth=places).filter(nth__lte=names), *others[:texts]]


def counted(entries: QuerySet[Entry]) -> dict[Kind, int]:
    """Return how many entries there are of each kind."""
    rows = entries.order_by("kind").values_list("kind").annotate(count=Count("pk"))
    return {Kind(kind): count for kind, count in rows}
