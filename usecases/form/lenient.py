"""The document nearest to what is typed, for looking at it while it is being written. It always is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from archportal import spec
from archportal.spec import rules
from usecases.form.document import Errors, Reading, read
from usecases.form.kinds import KINDS, Kind
from usecases.form.people import unknown_people
from usecases.form.typed import HEADS, Typed, TypedRow

UNTITLED = "Untitled"
ROUNDS = 5
"""Readings that are tried: a field that was emptied can show what else is wrong with its row."""


@dataclass(frozen=True)
class Lenient:
    """What can be shown: the document, what it was read from, what was left out and why, and new personas."""

    document: spec.UseCase
    reading: Reading
    left_out: Errors
    unknown: Mapping[str, str]
    """The names that lead to no persona, by the slugs that stand for them in the document."""


def read_leniently(typed: Typed, personas: Mapping[str, str]) -> Lenient:
    """Return the document that was typed without the fields that are faulty.

    `personas` leads from the keys of names, singulars and slugs to slugs (see `persona_lookup`).
    """
    unknown = _unknown(typed, personas)
    known = {**personas, **{rules.name_key(name): slug for slug, name in unknown.items()}}
    left_out: Errors = {}
    typed = _titled(typed)
    for _ in range(ROUNDS):
        document, reading = read(typed, known)
        if document is not None:
            return Lenient(document, reading, left_out, unknown)
        left_out = reading.errors | left_out
        typed = _titled(_without(typed, reading.errors))
    document, reading = read(_titled(Typed(dict.fromkeys(HEADS, ""))), known)
    assert document is not None
    return Lenient(document, reading, left_out, unknown)


def _titled(typed: Typed) -> Typed:
    if rules.one_line(typed.heads["title"]):
        return typed
    return replace(typed, heads={**typed.heads, "title": UNTITLED})


def _without(typed: Typed, errors: Errors) -> Typed:
    """Return the same without what stands in faulty fields; a row that needs such a field goes as a whole."""
    heads = {name: "" if name in errors else text for name, text in typed.heads.items()}
    rows = {name: tuple(_rows(KINDS[name], rows, errors)) for name, rows in typed.rows.items()}
    return replace(typed, heads=heads, rows=rows)


def _rows(kind: Kind, rows: Iterable[TypedRow], errors: Errors) -> Iterator[TypedRow]:
    kept = (row for row in rows if not row.blank(kind))
    for row in islice(kept, rules.ROWS_LIMIT):
        faulty = [f.name for f in kind.fields if f"{kind.name}-{row.key}-{f.name}" in errors]
        if all(row.values.get(name, "").strip() for name in faulty):
            yield TypedRow(row.key, {**row.values, **dict.fromkeys(faulty, "")})


def _unknown(typed: Typed, personas: Mapping[str, str]) -> dict[str, str]:
    """Return the names in stories that lead to no persona, by slugs that none has."""
    slugs = set(personas.values())
    found: dict[str, str] = {}
    for name in islice(filter(_is_name, unknown_people(typed, personas)), rules.ROWS_LIMIT):
        slug = rules.free_slug(rules.persona_slug_of(name), slugs)
        slugs.add(slug)
        found[slug] = name
    return found


def _is_name(text: str) -> bool:
    try:
        spec.build(spec.Persona, {"name": text})
    except spec.SpecError:
        return False
    return True
