"""What is typed and not saved, kept as its author's own, and who else is typing there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from archportal.revisions import Door, Origin, name_of
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from usecases.form.typed import number_in
from usecases.models import Editing, UseCase, UseCaseRevision
from usecases.models.editing import ALIVE, HIDDEN

CARRIED = (
    "csrfmiddlewaretoken",
    "draft",
    "turn",
    "state",
    "leaving",
    "hidden",
    "then",
    "row",
    "chosen",
    "move_to",
    "move_title",
)
"""What a request brings besides the form itself."""

MOST_TURNS = 2**53


class State(StrEnum):
    """What a tab says of itself: something was typed, all is as it was saved, or merely that it is there."""

    TYPED = "typed"
    CLEAN = "clean"
    HERE = "here"


@dataclass(frozen=True)
class Place:
    """What a form is about: a use case, or (None) a new one."""

    specification_id: int
    usecase_id: int | None
    latest: UseCaseRevision | None = None
    """The state that stands, or that was the last one before it was deleted."""


@dataclass(frozen=True)
class Showing:
    """Which showing of the form a request comes from, and how far its author had got in it."""

    key: uuid.UUID
    turn: int

    @classmethod
    def of(cls, data: QueryDict) -> Showing | None:
        """Return what a request says, or None where it says nothing that can be read."""
        key = key_in(data.get("draft", ""))
        return cls(key, min(number_in(data.get("turn", "")), MOST_TURNS)) if key else None


def key_in(text: str) -> uuid.UUID | None:
    """Return the key that a text is, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def content_of(data: QueryDict) -> str:
    """Return the form that a request brings, in the order in which it stands on the page."""
    typed = data.copy()
    for name in CARRIED:
        typed.pop(name, None)
    return typed.urlencode()


@in_one_transaction
def keep(
    user: AbstractBaseUser,
    showing: Showing,
    place: Place,
    state: State,
    data: QueryDict,
    *,
    leaving: bool = False,
    hidden: bool = False,
) -> tuple[bool, list[Editing]]:
    """Keep what a tab says; return whether that was taken, and all rows of the place as they were before.

    It is not taken where the server holds a later state under this key, or knows that it was saved or
    discarded: the tab goes on under a key of its own then, so that nothing is overwritten or lost.
    """
    rows = list(_around(user, showing.key, place))
    own = own_row(user, showing, rows)
    values = _values(place, state, data)
    values["seen_at"] += HIDDEN if hidden else -ALIVE if leaving else timedelta()
    if own is None:
        own, created = _created(user, showing, values)
        if created:
            return True, rows
    if own.closed or (state != State.HERE and own.turn >= showing.turn):
        return False, rows
    taken = Editing.objects.filter(pk=own.pk, closed=False)
    if state != State.HERE:
        taken = taken.filter(turn__lt=showing.turn)
        values["turn"] = showing.turn
    return bool(taken.update(**values)), rows


def own_row(user: AbstractBaseUser, showing: Showing, rows: Iterable[Editing]) -> Editing | None:
    """Return the row of this showing, if there is one already."""
    return next((row for row in rows if row.key == showing.key and row.user_id == user.pk), None)


def _around(user: AbstractBaseUser, key: uuid.UUID, place: Place) -> Iterable[Editing]:
    """Return who is at this place now, and what the user has left there or writes under this key."""
    here = Q(specification_id=place.specification_id, usecase_id=place.usecase_id)
    own = Q(user=user) & (Q(key=key) | here & ~Q(content=""))
    now = here & Q(seen_at__gte=timezone.now() - ALIVE, closed=False)
    if place.usecase_id is None:
        now &= Q(user=user)  # Two people who write new use cases are not in each other's way.
    return Editing.objects.filter(own | now).with_unsaved().select_related("user").order_by("pk")


def _values(place: Place, state: State, data: QueryDict) -> dict[str, Any]:
    now = timezone.now()
    values: dict[str, Any] = {
        "specification_id": place.specification_id,
        "usecase_id": place.usecase_id,
        "seen_at": now,
    }
    if state == State.TYPED:
        title = rules.one_line(data.get("title", "").replace("\x00", ""))[: rules.LINE_LIMIT]
        return {**values, "changed_at": now, "content": content_of(data), "title": title}
    if state == State.CLEAN:
        return {**values, "changed_at": now, "content": "", "title": ""}
    return values


def _created(user: AbstractBaseUser, showing: Showing, values: dict[str, Any]) -> tuple[Editing, bool]:
    """Return the new row of a showing, or the one that the same tab wrote in this very moment."""
    Editing.objects.over().delete()
    defaults = {**values, "turn": showing.turn}
    return Editing.objects.get_or_create(user=user, key=showing.key, defaults=defaults)


def close(user: AbstractBaseUser, showing: Showing | None, place: Place) -> None:
    """Mark a draft as saved. A late request of its tab must not bring it back, so its empty row stays.

    A draft that has gone further than what was saved stays as well: a page can be saved that was made before
    the last words of the one before it had arrived.
    """
    if showing is None:
        return
    now = timezone.now()
    over = {
        "specification_id": place.specification_id,
        "usecase_id": place.usecase_id,
        "content": "",
        "title": "",
        "closed": True,
        "seen_at": now - ALIVE,
        "changed_at": now,
    }
    own = Editing.objects.filter(user=user, key=showing.key)
    row = Editing(user=user, key=showing.key, turn=showing.turn, **over)
    if not showing.turn:
        # No draft was ever kept of it, so none can have gone further.
        Editing.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["user", "key"], update_fields=[*over]
        )
    elif not own.filter(turn__lte=showing.turn).update(**over):
        Editing.objects.bulk_create([row], ignore_conflicts=True)


def made_of(user: AbstractBaseUser, showing: Showing) -> UseCase | None:
    """Return the use case as which a showing was saved already, if it was and is still there."""
    saved = Editing.objects.filter(user=user, key=showing.key, closed=True, content="")
    return UseCase.objects.with_document().filter(pk__in=saved.values("usecase_id")).first()


def discard(user: AbstractBaseUser, key: uuid.UUID) -> bool:
    """Throw a draft of this user away; say whether there was one. For a while `bring_back` undoes it."""
    own = Editing.objects.filter(user=user, key=key).unsaved()
    return bool(own.update(closed=True, seen_at=timezone.now() - ALIVE))


def bring_back(user: AbstractBaseUser, key: uuid.UUID) -> bool:
    """Take a draft that was discarded out of the bin; say whether it was still there."""
    own = Editing.objects.filter(user=user, key=key, closed=True).held()
    return bool(own.update(closed=False))


def find(user: AbstractBaseUser, key: uuid.UUID | None, place: Place) -> Editing | None:
    """Return a draft of this user of this use case, or None."""
    rows = Editing.objects.at(place.specification_id, place.usecase_id)
    return rows.filter(user=user, key=key).first() if key else None


@dataclass(frozen=True)
class Other:
    """Somebody else who edits the same use case now, or the same person in another tab."""

    name: str
    own: bool
    unsaved: bool
    since: datetime


def others(user: AbstractBaseUser, key: uuid.UUID, rows: Iterable[Editing]) -> list[Other]:
    """Return who else is there, each person once."""
    found: dict[int, Other] = {}
    for row in rows:
        if not row.alive or row.closed or (row.key == key and row.user_id == user.pk):
            continue
        before = found.get(row.user_id)
        own = row.user_id == user.pk
        name = "You, in another tab" if own else name_of(Origin(row.user, Door.FORM))
        unsaved = row.unsaved or bool(before and before.unsaved)
        found[row.user_id] = Other(name, own, unsaved, before.since if before else row.changed_at)
    return list(found.values())
