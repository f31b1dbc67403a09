"""Which parts of the form differ between two states of it."""

from usecases.form.kinds import KINDS, Kind
from usecases.form.links import HEAD_LABELS
from usecases.form.typed import Typed


def changed_parts(before: Typed, after: Typed) -> list[str]:
    """Return the labels of the fields and the titles of the rows that differ, in the order of the form."""
    heads = [label for name, label in HEAD_LABELS.items() if _head(before, name) != _head(after, name)]
    optional = [] if before.optional == after.optional else ["Optional"]
    rows = [kind.title for kind in KINDS.values() if _rows(before, kind) != _rows(after, kind)]
    return [*heads, *optional, *rows]


def _head(typed: Typed, name: str) -> str:
    return _text(typed.heads.get(name, ""))


def _rows(typed: Typed, kind: Kind) -> list[dict[str, str]]:
    rows = [row for row in typed.rows.get(kind.name, ()) if not row.blank(kind)]
    return [{name: _text(value) for name, value in row.values.items() if value} for row in rows]


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").strip()
