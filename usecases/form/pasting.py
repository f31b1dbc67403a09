"""Rows of the form from a text that was pasted, read as an import reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archportal.spec.reading.pasted import read_rows
from personas.models import Persona
from usecases.form.kinds import KINDS, SUCCESS_PATH
from usecases.form.typed import ON, Typed, TypedRow, next_key
from usecases.sources import former_names


def pasted_rows(text: str, kind: str) -> list[dict[str, str]]:
    """Return the values of each row by field; a step is a number. Raises SpecError where it is too much."""
    if kind != "stories":
        return [_values(row, kind) for row in read_rows(text, kind)]
    known = [persona.document for persona in Persona.objects.with_document()]
    return [_values(row, kind) for row in read_rows(text, kind, known_personas=known, former=former_names())]


def _values(row: Mapping[str, Any], kind: str) -> dict[str, str]:
    return {field.name: _shown(row.get(field.name)) for field in KINDS[kind].fields}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return ON if value else ""
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def with_pasted(typed: Typed, kind: str, rows: Sequence[Mapping[str, str]]) -> tuple[Typed, str]:
    """Return what was typed with more rows of a kind at its end, and the key of the last of them."""
    kept = [row for row in typed.rows.get(kind, ()) if not row.blank(KINDS[kind])]
    steps = [row.key for row in typed.rows.get(SUCCESS_PATH.name, ()) if not row.blank(SUCCESS_PATH)]
    for values in rows:
        step = values.get("step", "")
        known = steps[int(step) - 1] if step and int(step) <= len(steps) else ""
        values = {**values, "step": known} if "step" in values else values
        # The keys of blank rows are free again only when nothing can refer to them.
        kept.append(TypedRow(next_key([*typed.rows.get(kind, ()), *kept]), values))
    return typed.with_rows(kind, tuple(kept)), kept[-1].key if kept else ""
