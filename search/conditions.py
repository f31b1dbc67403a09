"""What is asked of an entry, as each database says it; no parser and no dictionary of theirs takes part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, Expression, F
from django.db.models.sql.compiler import SQLCompiler

from archportal.spec.asking import Clause, Term, called
from archportal.spec.pieces import NAME

SQL = tuple[str, list[str]]


class Condition(Expression):
    """Something that an entry is or is not."""

    output_field = BooleanField()

    def __init__(self) -> None:
        super().__init__()
        self.key: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        """Return the key: with it goes the name that the table has in a query."""
        return [self.key]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the key as it is called in a query."""
        (self.key,) = exprs

    def table(self, compiler: SQLCompiler) -> str:
        """Return the name that the table of entries has in a query."""
        return compiler.compile(self.key)[0].rpartition(".")[0]


class Found(Condition):
    """Whether something of each clause stands in an entry, and one of all that in its own words.

    Not asked for own words, all may also stand in what the entry belongs to. Asked for names alone, the
    database need not look at all the others that match.
    """

    def __init__(self, asked: Sequence[Clause], *, own: bool = True, names: bool = False) -> None:
        super().__init__()
        self.asked = asked
        self.terms = dict.fromkeys(term for clause in asked for term in clause)
        self.own = own
        self.names = names

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> SQL:
        """Return the condition for FTS5."""
        asked = [*([(Term(NAME, begins=False),)] if self.names else []), *self.asked]
        query = " AND ".join(f"({' OR '.join(map(_fts, clause))})" for clause in asked)
        if self.own:
            query = f"({query}) AND words : ({' OR '.join(map(_fts, self.terms))})"
        found = "SELECT rowid FROM search_index WHERE search_index MATCH %s"
        return f"{self.table(compiler)}.id IN ({found})", [query]

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> SQL:
        """Return the condition for text search vectors; names have an index of their own."""
        table = self.table(compiler)
        own = (f"{table}.own @@ %s::tsquery", " | ".join(map(_tsquery, self.terms)))
        whole = (
            f"{table}.whole @@ %s::tsquery",
            " & ".join(f"({' | '.join(map(_tsquery, clause))})" for clause in self.asked),
        )
        # Where one word stands alone, what is its own is in the whole.
        asked = [*([own] if self.own else []), *([whole] if not self.own or len(self.asked) > 1 else [])]
        conditions = [*([f"{table}.place = 0"] if self.names else []), *(condition for condition, _ in asked)]
        return f"({' AND '.join(conditions)})", [query for _, query in asked]


class Holds(Condition):
    """Whether a column of an entry, after a space, holds one of some texts, letter by letter."""

    def __init__(self, column: str, texts: Sequence[str]) -> None:
        super().__init__()
        self.column = column
        self.texts = list(texts)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> SQL:
        """Return the condition for SQLite."""
        return self._sql(compiler, "instr")

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> SQL:
        """Return the condition for PostgreSQL."""
        return self._sql(compiler, "strpos")

    def _sql(self, compiler: SQLCompiler, function: str) -> SQL:
        condition = f"{function}(' ' || {self.table(compiler)}.{self.column}, %s) > 0"
        return f"({' OR '.join(condition for _ in self.texts)})", self.texts


def called_so(wanted: Sequence[str]) -> Condition:
    """Return whether an entry is the name of what is called so."""
    names = called(wanted)
    return Holds("names", [f"{mark}{name}{mark}" for name in names for mark in "|="])


def called_beginning(wanted: Sequence[str]) -> Condition:
    """Return whether an entry is the name of what is called something that begins so."""
    return Holds("names", [f"|{name}" for name in called(wanted)[:1]])


def side_by_side(wanted: Sequence[str]) -> Condition:
    """Return whether the words stand in an entry as they were asked, one after the other."""
    return Holds("words", [f" {' '.join(wanted)}"])


def _fts(term: Term) -> str:
    return f'"{term.word}"{"*" if term.begins else ""}'


def _tsquery(term: Term) -> str:
    return f"'{term.word}'{':*' if term.begins else ''}"
