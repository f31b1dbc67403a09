"""Asking the index: the same entries in the same order on every database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, Count, Expression, F, QuerySet, Window
from django.db.models.functions import RowNumber

from archportal.spec.pieces import Kind
from archportal.spec.words import words
from search.models import Entry

MOST_WORDS = 10
"""Words of a query that count."""

ORDER = ("weight", "home", "sort", "owner", "place")
NAMES = Kind.ARTIFACT.weight


class Found(Expression):
    """Whether an entry is found: every word begins one of its words, and one of them a word of its own.

    Not asked for a word of its own, a single word may also stand in what the entry belongs to.
    """

    output_field = BooleanField()

    def __init__(self, wanted: Sequence[str], *, own: bool = True) -> None:
        super().__init__()
        self.wanted = wanted
        self.own = own

    def as_sqlite(self, *args: Any, **kwargs: Any) -> tuple[str, list[str]]:
        """Return the condition for FTS5."""
        terms = [f'"{word}"*' for word in self.wanted]
        query = f"({' AND '.join(terms)})"
        if self.own:
            query += f" AND words : ({' OR '.join(terms)})"
        return "search_entry.id IN (SELECT rowid FROM search_index WHERE search_index MATCH %s)", [query]

    def as_postgresql(self, *args: Any, **kwargs: Any) -> tuple[str, list[str]]:
        """Return the condition for text search vectors; no parser and no dictionary takes part."""
        terms = [f"'{word}':*" for word in self.wanted]
        if len(terms) == 1:
            return f"search_entry.{'own' if self.own else 'whole'} @@ %s::tsquery", terms
        queries = [" & ".join(terms), " | ".join(terms)]
        return "(search_entry.whole @@ %s::tsquery AND search_entry.own @@ %s::tsquery)", queries


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
    return Entry.objects.filter(Found([word], own=False)).exists()


def first_of_each(wanted: Sequence[str], names: int, texts: int) -> list[Entry]:
    """Return the first entries of each kind of name, and the first of all others. Two queries."""
    if not wanted:
        return []
    entries = found(wanted)
    places = Window(RowNumber(), partition_by=[F("weight")], order_by=list(ORDER))
    named = entries.filter(weight__lte=NAMES).annotate(nth=places).filter(nth__lte=names)
    return [*named, *entries.filter(weight__gt=NAMES)[:texts]]


def counted(entries: QuerySet[Entry]) -> dict[Kind, int]:
    """Return how many entries there are of each kind."""
    rows = entries.order_by("kind").values_list("kind").annotate(count=Count("pk"))
    return {Kind(kind): count for kind, count in rows}
