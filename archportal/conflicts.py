"""Where two people changed the same thing: both versions at the field, for whoever saves second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from archportal import spec
from archportal.revisions import Conflict

THEIRS, TAKE = "theirs-", "take-"
"""Before the name of a field: what the other side has there, and that this is to be taken on saving."""


@dataclass(frozen=True)
class ShownClash:
    """One clash as a page shows it: the field's name and label, and both versions as texts to read.

    `mine_value` and `theirs_value` are what the field would hold; None where no field can hold it. `taken`
    says whose version stands in the field now: "mine", "theirs", or "" for a third.
    """

    field: str
    label: str
    who: str
    kind: str
    mine: str
    theirs: str
    mine_value: str | None = None
    theirs_value: str | None = None
    taken: str = "mine"


def shown_clashes(conflict: Conflict) -> list[ShownClash]:
    """Return the clashes of a conflict in the order of the document, none where it was deleted."""
    clashes = conflict.merged.clashes if conflict.merged else ()
    return [_shown_alone(conflict, clash) for clash in clashes]


def _shown_alone(conflict: Conflict, clash: spec.Clash) -> ShownClash:
    """Return a clash for a page that shows it apart from its field, which is known where it is no row."""
    texts = len(clash.place) == 1 and isinstance(clash.theirs, str | bool)
    if not texts:
        return shown_clash(conflict, clash, "")
    mine, theirs = (
        ("on" if value else "") if isinstance(value, bool) else value for value in (clash.mine, clash.theirs)
    )
    return shown_clash(conflict, clash, str(clash.place[0]), mine, theirs)


def shown_clash(
    conflict: Conflict,
    clash: spec.Clash,
    field: str,
    mine_value: str | None = None,
    theirs_value: str | None = None,
) -> ShownClash:
    """Return a clash as a page shows it at a field."""
    return ShownClash(
        field,
        clash.label,
        conflict.revision.author_name,
        clash.kind,
        _text_of(clash, clash.mine),
        _text_of(clash, clash.theirs),
        mine_value,
        theirs_value,
    )


def _text_of(clash: spec.Clash, value: Any) -> str:
    if clash.kind != "moved":
        return text_of(value)
    from archportal.spec.matching import heart

    return "\n".join(f"{number}. {heart(row)}" for number, row in enumerate(value, 1))


def text_of(value: Any) -> str:
    """Return a value of a document as a text to read."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple | list):
        return "\n".join(f"• {text_of(item)}" for item in value)
    if isinstance(value, spec.Document):
        return "\n".join(text for _, item in value if (text := text_of(item)))
    return str(value)


def with_theirs_taken(post: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a form brings, with the other side's text where the person chose it without scripts."""
    taken = [name.removeprefix(TAKE) for name in post if name.startswith(TAKE)]
    if not taken or not isinstance(post, QueryDict):
        return post
    chosen = post.copy()
    for name in taken:
        if f"{THEIRS}{name}" in post:
            chosen[name] = post[f"{THEIRS}{name}"]
    return chosen
