"""The form and what was typed into it before: a draft to continue with, and what a refused page brings."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from archportal import held, spec
from usecases import drafts
from usecases.drafts import Place, Showing, State
from usecases.form.changed import changed_parts
from usecases.form.typed import Typed, from_request, to_request
from usecases.models import Editing, Specification, UseCase

if TYPE_CHECKING:
    from usecases.views.form_page import FormPage

MOST_PARTS = 4


@dataclass(frozen=True)
class Returned:
    """What was typed before and is shown again, and the showing in which that was."""

    typed: Typed
    showing: Showing
    kept_at: datetime | None


@dataclass(frozen=True)
class Left:
    """What the user left here earlier, and in which parts of the form it differs from what is shown."""

    draft: Editing
    parts: str


@dataclass
class Unsaved:
    """What the page says about drafts: its own key, and what the user left or discarded here earlier."""

    showing: Showing
    url: str
    unsaved: bool = False
    kept_at: datetime | None = None
    returned: bool = False
    left: list[Left] = field(default_factory=list)
    discarded: list[Editing] = field(default_factory=list)


def brought(request: HttpRequest) -> bool:
    """Say whether a request brings something typed, or asks for it."""
    return request.method == "POST" or "draft" in request.GET or held.BACK in request.GET


def returned(
    request: HttpRequest, specification: Specification, usecase_id: int | None = None
) -> Returned | None:
    """Return what the address asks to show again: a draft, or what was typed when the session had ended."""
    typed = held.given_back(request)
    if typed is not None:
        return Returned(from_request(typed), Showing.of(typed) or _new_showing(), None)
    if "draft" not in request.GET:
        return None
    key = drafts.key_in(request.GET["draft"])
    draft = drafts.find(request.user, key, Place(specification.pk, usecase_id))
    if draft is None:
        raise Http404("There is no such draft: it was saved or discarded, or belongs to somebody else.")
    if draft.closed or not draft.content:
        return None  # It was saved or discarded since; the browser's Back button leads here.
    return Returned(from_request(QueryDict(draft.content)), Showing(draft.key, draft.turn), draft.changed_at)


def unsaved_of(request: HttpRequest, form: FormPage) -> Unsaved:
    """Return what the page says about drafts; keep what a refused or unfinished request has brought."""
    url = f"{form.url}draft/"
    if request.method == "POST":
        return Unsaved(_kept(request, form), url, unsaved=True, kept_at=timezone.now())
    if form.returned:
        return Unsaved(form.returned.showing, url, True, form.returned.kept_at, returned=True)
    found = _left(request, form)
    left = [Left(row, _parts(form.typed, row)) for row in found if not row.closed]
    return Unsaved(_new_showing(), url, left=left, discarded=[row for row in found if row.closed])


def _kept(request: HttpRequest, form: FormPage) -> Showing:
    """Keep what was sent as a draft, so that it is there also where the person closes the page now."""
    sent = Showing.of(request.POST) or _new_showing()
    # What the page shows now: of a conflict that is what came of both, of a row button what it did.
    shown = to_request(form.typed)
    for showing in (Showing(sent.key, sent.turn + 1), _new_showing()):
        kept, _ = drafts.keep(request.user, showing, place_of(form), State.TYPED, shown)
        if kept:
            return showing
    return showing


def _left(request: HttpRequest, form: FormPage) -> list[Editing]:
    place = place_of(form)
    rows = Editing.objects.at(place.specification_id, place.usecase_id).filter(user=request.user).left()
    return list(rows.order_by("-changed_at"))


def _parts(shown: Typed, draft: Editing) -> str:
    parts = changed_parts(shown, from_request(QueryDict(draft.content)))
    return ", ".join(parts[:MOST_PARTS]) + (" and more" if len(parts) > MOST_PARTS else "")


def saved(request: HttpRequest, specification: Specification, usecase: UseCase) -> None:
    """Forget the draft of what was saved right now; belongs into the transaction of the saving."""
    drafts.close(request.user, Showing.of(request.POST), Place(specification.pk, usecase.pk))


def sent_before(request: HttpRequest, specification: Specification, document: spec.UseCase) -> UseCase | None:
    """Return the new use case that the very same form has made before, whose answer never arrived.

    That is so after a double click without scripts, and after a line that broke while one saved.
    """
    showing = Showing.of(request.POST)
    if showing is None:
        return None
    # Whoever sends it twice at once waits here, and sees what the first one has made.
    Specification.objects.select_for_update().filter(pk=specification.pk).first()
    usecase = drafts.made_of(request.user, showing)
    if usecase is None:
        return None
    given = {"slug": usecase.slug, "number": document.number or usecase.number}
    return usecase if document.model_copy(update=given) == usecase.document else None


def place_of(form: FormPage) -> Place:
    """Return what a form is about."""
    usecase_id = form.usecase.pk if form.usecase else form.deleted.usecase_id if form.deleted else None
    return Place(form.specification.pk, usecase_id)


def _new_showing() -> Showing:
    return Showing(uuid.uuid4(), 0)
