"""Where two people changed the same thing, by the fields of the form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from archportal import spec
from archportal.conflicts import ShownClash, shown_clash
from archportal.revisions import Conflict
from archportal.spec import rules
from usecases.form.kinds import KINDS
from usecases.form.typed import HEADS, ON, Typed


def clashes_by_field(conflict: Conflict) -> Mapping[str, ShownClash]:
    """Return the clashes of a conflict by the names of the fields or rows in a form of what came of both.

    The keys of its rows are their places (see `from_document`).
    """
    shown = (_shown(conflict, clash) for clash in conflict.merged.clashes)
    return {clash.field: clash for clash in shown}


def _shown(conflict: Conflict, clash: spec.Clash) -> ShownClash:
    field = _field(clash.place)
    if clash.kind == "moved":
        return shown_clash(conflict, clash, field, "", _order(clash))
    if clash.kind != "changed":
        return shown_clash(conflict, clash, field)
    return shown_clash(
        conflict, clash, field, _typed(clash.place, clash.mine), _typed(clash.place, clash.theirs)
    )


def _order(clash: spec.Clash) -> str:
    """Return the keys of rows in the order that the other side gave them."""
    from archportal.spec.matching import pairs

    places = {after: before for before, after in pairs(clash.mine, clash.theirs)}
    return ",".join(str(places[after]) for after in range(len(clash.theirs)))


def _field(place: tuple[int | str, ...]) -> str:
    name = str(place[0])
    if name not in KINDS or len(place) < 2:
        return name
    row = f"{name}-{place[1]}"
    if name == "preconditions":
        return f"{row}-text"
    return row if len(place) < 3 else f"{row}-{place[2]}"


def _typed(place: tuple[int | str, ...], value: Any) -> str | None:
    """Return what the field would hold, None where no single field can."""
    if isinstance(value, bool):
        return ON if value else ""
    if place[-1] == "step":
        return str(value - 1) if value else ""
    if place == ("tags",):
        return ", ".join(value)
    return value if isinstance(value, str) else None


def with_undecided(
    clashes: Mapping[str, ShownClash], former: Mapping[str, ShownClash], rows: Mapping[str, str]
) -> Mapping[str, ShownClash]:
    """Return new clashes, and with them those that a form took along from the save before.

    `rows` leads from the ids of rows in that form to their ids in the new one; a row that went takes its
    clash with it. Where there is a new clash at the same field, that one counts.
    """
    undecided = {}
    for field, clash in former.items():
        kind, key, name = _split(field)
        row = rows.get(f"{kind}-{key}") if key else kind
        if row:
            moved = f"{row}-{name}" if name else row
            undecided[moved] = replace(clash, field=moved, theirs_value=_now(clash, rows))
    return {**clashes, **{field: clash for field, clash in undecided.items() if field not in clashes}}


def _now(clash: ShownClash, rows: Mapping[str, str]) -> str | None:
    """Return what the field would hold of theirs; an order of rows is told by their new keys."""
    if clash.kind != "moved" or clash.theirs_value is None:
        return clash.theirs_value
    names = (rows.get(f"{clash.field}-{key}", "") for key in clash.theirs_value.split(","))
    return ",".join(name.rpartition("-")[2] for name in names if name)


def carried(clashes: Mapping[str, ShownClash]) -> str:
    """Return the clashes as a text that the form takes along, until what came of both is saved."""
    return json.dumps([asdict(clash) for clash in clashes.values()], ensure_ascii=False) if clashes else ""


def brought(typed: Typed) -> Mapping[str, ShownClash]:
    """Return the clashes that a form took along, by field; none where that cannot be read.

    A row that was removed since takes its clash with it.
    """
    try:
        found = [ShownClash(**{name: _text(value) for name, value in item.items()}) for item in _items(typed)]
    except (TypeError, AttributeError):
        return {}
    return {one.field: replace(one, taken=_taken(one, typed)) for one in found if _stands(one.field, typed)}


def _items(typed: Typed) -> list[dict[str, Any]]:
    try:
        items = json.loads(typed.heads["clashes"] or "[]")
    except (ValueError, RecursionError):
        return []
    return items if isinstance(items, list) else []


def _text(value: Any) -> str | None:
    return None if value is None else rules.clean(str(value))


def _stands(field: str, typed: Typed) -> bool:
    """Say whether the form still has the field or row."""
    kind, key, _ = _split(field)
    if kind in KINDS and key:
        return any(row.key == key for row in typed.rows.get(kind, ()))
    return field in (*HEADS, *KINDS, "optional")


def _taken(clash: ShownClash, typed: Typed) -> str:
    # A browser ends lines in its own way.
    value = _value(clash.field, typed).replace("\r\n", "\n")
    return "mine" if value == clash.mine_value else "theirs" if value == clash.theirs_value else ""


def _value(field: str, typed: Typed) -> str:
    kind, key, name = _split(field)
    if kind not in KINDS:
        return (ON if typed.optional else "") if field == "optional" else typed.heads.get(field, "")
    row = next((row for row in typed.rows.get(kind, ()) if row.key == key), None)
    return row.values.get(name, "") if row else ""


def _split(field: str) -> tuple[str, str, str]:
    kind, _, rest = field.partition("-")
    key, _, name = rest.partition("-")
    return kind, key, name
