"""What the buttons of rows do to what was typed, without JavaScript."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from usecases.form.kinds import KINDS, SUCCESS_PATH, Kind
from usecases.form.typed import ON, Typed, TypedRow, blank_row, next_key

ONE = ("up", "down", "remove")
CHOSEN = ("on", "off", "drop")


def act(typed: Typed, action: str, chosen: Collection[str] = ()) -> tuple[Typed, str, str]:
    """Do what a row button says.

    That is `add-KIND`, or `up-KIND-KEY`, `down-KIND-KEY`, `remove-KIND-KEY`; or with the rows that are chosen
    (as `KIND-KEY`) `on-KIND`, `off-KIND` for their switches, and `drop-KIND`. Returns what is typed then, the
    kind, and the key of the row that the person is at now ("" for none). Raises ValueError for a button that
    there is not.
    """
    verb, _, target = action.partition("-")
    name, _, key = target.partition("-")
    if (
        name not in KINDS
        or verb not in ("add", *ONE, *CHOSEN)
        or (verb in ("on", "off") and not KINDS[name].switch)
    ):
        raise ValueError(action)
    kind, rows = KINDS[name], list(typed.rows.get(name, ()))
    if verb == "add":
        key = next_key(rows)
        return typed.with_rows(name, (*rows, blank_row(kind, key))), name, key
    keys = {key} if verb in ONE else {row.key for row in rows if f"{name}-{row.key}" in chosen}
    place = next((place for place, row in enumerate(rows) if row.key in keys), None)
    if place is None:
        return typed, name, ""
    if verb in ("remove", "drop"):
        return _removed(typed, kind, rows, keys, place)
    if verb in ("on", "off"):
        return (
            typed.with_rows(name, tuple(_switched(kind, row, verb, keys) for row in rows)),
            name,
            rows[place].key,
        )
    row = rows.pop(place)
    rows.insert(max(0, place + (1 if verb == "down" else -1)), row)
    return typed.with_rows(name, tuple(rows)), name, key


def _switched(kind: Kind, row: TypedRow, verb: str, keys: Collection[str]) -> TypedRow:
    if row.key not in keys:
        return row
    return TypedRow(row.key, {**row.values, kind.switch: ON if verb == "on" else ""})


def _removed(
    typed: Typed, kind: Kind, rows: Sequence[TypedRow], keys: Collection[str], place: int
) -> tuple[Typed, str, str]:
    left = tuple(row for row in rows if row.key not in keys)
    near = left[min(place, len(left) - 1)].key if left else ""
    return without_steps(typed.with_rows(kind.name, left), kind, keys), kind.name, near


def without_steps(typed: Typed, kind: Kind, keys: Collection[str]) -> Typed:
    """Put exceptions at a step that was removed at no step; a new step must not inherit them by its key."""
    if kind is not SUCCESS_PATH:
        return typed
    exceptions = tuple(
        TypedRow(row.key, {**row.values, "step": ""}) if row.values.get("step") in keys else row
        for row in typed.rows.get("exceptions", ())
    )
    return typed.with_rows("exceptions", exceptions)
