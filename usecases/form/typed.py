"""What a person typed into the form of a use case: from a request, a document, or a row button.

A row's fields are named `KIND-KEY-FIELD`. The key only tells rows apart; their order is the order in which
they stand in the form, which is the order in which a browser sends them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from archportal import spec
from archportal.conflicts import with_theirs_taken
from usecases.form.kinds import KINDS, SUCCESS_PATH, Kind

HEADS = (
    "title",
    "number",
    "slug",
    "status",
    "tags",
    "event",
    "description",
    "notes",
    "note",
    "based_on",
    "clashes",
)
NOT_OF_DOCUMENT = ("note", "based_on", "clashes")
"""The heads that no document has: why it is saved, on which version, and what clashed with that."""
ON = "on"
STEP_NUMBER = "step_number"
GONE = "gone"
"""Before the number of a step that an exception names and that there is not (from an import)."""


@dataclass(frozen=True)
class TypedRow:
    """One row: its key and the texts of its fields; a switch is "on" or empty."""

    key: str
    values: Mapping[str, str]

    def blank(self, kind: Kind) -> bool:
        """Say whether nothing was typed into it."""
        return not any(self.values.get(field.name, "").strip() for field in kind.texts)


@dataclass(frozen=True)
class Typed:
    """All that was typed: texts by name, whether the use case is optional, and rows by kind."""

    heads: Mapping[str, str]
    optional: bool = False
    rows: Mapping[str, tuple[TypedRow, ...]] = field(default_factory=dict)

    def with_rows(self, kind: str, rows: tuple[TypedRow, ...]) -> Typed:
        """Return the same with other rows of one kind."""
        return replace(self, rows={**self.rows, kind: rows})

    def with_head(self, name: str, text: str) -> Typed:
        """Return the same with another text in one field."""
        return replace(self, heads={**self.heads, name: text})

    def with_blank_rows(self) -> Typed:
        """Return the same with one blank row of every kind that has none, so that there is where to begin."""
        missing = [kind for kind in KINDS.values() if not self.rows.get(kind.name)]
        return replace(self, rows={**self.rows, **{kind.name: (blank_row(kind, "0"),) for kind in missing}})


def from_request(post: QueryDict) -> Typed:
    """Return what a request brings; fields that it leaves out are empty."""
    post = with_theirs_taken(post)
    rows: dict[str, dict[str, dict[str, str]]] = {name: {} for name in KINDS}
    for name in post:
        kind, _, rest = name.partition("-")
        key, _, field_name = rest.partition("-")
        if kind in rows and key.isalnum() and field_name:
            rows[kind].setdefault(key, {})[field_name] = post[name]
    rows = {kind: _ordered(typed, post.get(kind, "").split(",")) for kind, typed in rows.items()}
    _find_steps(rows[SUCCESS_PATH.name], rows["exceptions"])
    return Typed(
        heads={name: post.get(name, "") for name in HEADS},
        optional=bool(post.get("optional")),
        rows={
            kind: tuple(TypedRow(key, values) for key, values in typed.items())
            for kind, typed in rows.items()
        },
    )


def _ordered(rows: dict[str, dict[str, str]], keys: list[str]) -> dict[str, dict[str, str]]:
    """Put these rows in another order, where somebody takes that of the other side; others stay in place."""
    meant = {key: None for key in keys if key in rows}
    places = iter(meant)
    return {key: rows[key] for key in (next(places) if key in meant else key for key in rows)}


def to_request(typed: Typed) -> QueryDict:
    """Return what a browser would send of this: `from_request` gives the same back."""
    post = QueryDict(mutable=True)
    post.update({name: text for name, text in typed.heads.items() if text})
    if typed.optional:
        post["optional"] = ON
    for kind in KINDS.values():
        for row in typed.rows.get(kind.name, ()):
            for field_ in kind.fields:
                value = row.values.get(field_.name, "")
                if value or field_.control != "switch":
                    post[f"{kind.name}-{row.key}-{field_.name}"] = value
    return post


def number_in(text: str) -> int:
    """Return the number that a text is, or 0; what comes from outside can be any text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _find_steps(steps: Mapping[str, Mapping[str, str]], exceptions: Mapping[str, dict[str, str]]) -> None:
    """Let exceptions name their step by its key where a form without a script named it by its number."""
    keys = [key for key, values in steps.items() if values.get("text", "").strip()]
    for values in exceptions.values():
        number = number_in(values.pop(STEP_NUMBER, "").strip())
        if 0 < number <= len(keys):
            values["step"] = keys[number - 1]


def from_document(document: spec.UseCase, names: Mapping[str, str], version: int) -> Typed:
    """Return what the form shows of a saved document; `names` are the personas' names by slug."""
    heads = {name: getattr(document, name) for name in HEADS if name not in ("tags", *NOT_OF_DOCUMENT)}
    heads |= {"tags": ", ".join(document.tags), "note": "", "based_on": str(version), "clashes": ""}
    rows = {
        kind: tuple(
            TypedRow(str(place), _values(kind, item, names, len(document.success_path)))
            for place, item in enumerate(getattr(document, kind))
        )
        for kind in KINDS
    }
    return Typed(heads, document.optional, rows)


def _values(kind: str, item: Any, names: Mapping[str, str], steps: int) -> dict[str, str]:
    if kind == "preconditions":
        return {"text": item}
    values = {name: _shown(value) for name, value in item}
    if kind == "stories":
        values["personas"] = ", ".join(names.get(slug, slug) for slug in item.personas)
    if kind == "exceptions" and item.step:
        # In the form a step is named by the key of its row, so the reference follows when steps move.
        values["step"] = str(item.step - 1) if item.step <= steps else f"{GONE}{item.step}"
    return values


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return ON if value else ""
    return value if isinstance(value, str) else ""


def blank_row(kind: Kind, key: str) -> TypedRow:
    """Return a new row: nothing typed, and an input is required."""
    return TypedRow(key, {"required": ON} if kind.name == "inputs" else {})


def next_key(rows: list[TypedRow]) -> str:
    """Return a key that no row has."""
    return str(max((number_in(row.key) for row in rows), default=-1) + 1)
