"""Where two people changed the same thing, by the fields of the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archportal import spec
from archportal.conflicts import ShownClash, shown_clash
from archportal.revisions import Conflict
from usecases.form.kinds import KINDS
from usecases.form.typed import ON


def clashes_by_field(conflict: Conflict) -> Mapping[str, ShownClash]:
    """Return the clashes of a conflict by the names of the fields or rows in a form of what came of both.

    The keys of its rows are their places (see `from_document`).
    """
    shown = (_shown(conflict, clash) for clash in conflict.merged.clashes)
    return {clash.field: clash for clash in shown}


def _shown(conflict: Conflict, clash: spec.Clash) -> ShownClash:
    field = _field(clash.place)
    if clash.kind != "changed":
        return shown_clash(conflict, clash, field)
    return shown_clash(
        conflict, clash, field, _typed(clash.place, clash.mine), _typed(clash.place, clash.theirs)
    )


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
