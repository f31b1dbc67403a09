"""Drafts: what a tab says of itself while one types, and the page that lists what was left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from archportal import spec
from archportal.addresses import own_address
from archportal.held import answers_strangers
from archportal.permissions import editor_required
from archportal.revisions import Revision
from usecases import drafts
from usecases.drafts import Place, Showing, State
from usecases.form.typed import number_in
from usecases.models import Editing, Specification, SpecificationRevision, UseCase, UseCaseRevision
from usecases.views.find import find_deleted, find_specification, find_usecase, follows_moves


@require_POST
@answers_strangers
@editor_required
@follows_moves
def usecase_draft(request: HttpRequest, specification_slug: str, slug: str = "") -> HttpResponse:
    """Keep what is typed, and say who else is there and what was saved in between."""
    showing = Showing.of(request.POST)
    state = request.POST.get("state", "")
    if showing is None or state not in list(State):
        return HttpResponseBadRequest("This is no state of a form.")
    place = _place(specification_slug, slug)
    leaving, hidden = (name in request.POST for name in ("leaving", "hidden"))
    try:
        kept, rows = drafts.keep(
            request.user, showing, place, State(state), request.POST, leaving=leaving, hidden=hidden
        )
    except IntegrityError:
        return HttpResponse(status=401)  # The account was deleted in this moment.
    own = drafts.own_row(request.user, showing, rows)
    return JsonResponse(
        {
            "kept": kept,
            "holds": own is not None and own.unsaved,
            "turn": own.turn if own else 0,
            "kept_at": timezone.now() if kept else None,
            "others": [asdict(other) for other in drafts.others(request.user, showing.key, rows)],
            "newer": _newer(request, place),
            "left": _left(request, showing, rows),
        }
    )


def _place(specification_slug: str, slug: str) -> Place:
    """Return what the form is about. What was typed into it is kept also where that was deleted by now."""
    if not slug:
        return Place(find_specification(specification_slug).pk, None)
    try:
        usecase = find_usecase(specification_slug, slug)
    except Http404:
        deleted = find_deleted(specification_slug, slug)
        if deleted is None:
            raise
        return Place(deleted.specification_id, deleted.usecase_id, deleted)
    return Place(usecase.specification_id, usecase.pk, usecase.latest)


def _newer(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    latest = place.latest
    if latest is None or (
        latest.version <= number_in(request.POST.get("based_on", "")) and not latest.deleted
    ):
        return None
    own = latest.author_id is not None and latest.author_id == request.user.pk
    who = "You" if own else latest.author_name
    return {"who": who, "version": latest.version, "at": latest.at, "deleted": latest.deleted}


def _left(request: HttpRequest, showing: Showing, rows: Iterable[Editing]) -> list[str]:
    """Return the keys of what the user has left here in tabs that are closed."""
    own = (row for row in rows if row.user_id == request.user.pk and row.key != showing.key)
    return [str(row.key) for row in own if row.unsaved and not row.alive]


@dataclass(frozen=True)
class Listed:
    """A draft in the list: what it is called, where it belongs, and where to continue with it."""

    draft: Editing
    title: str
    where: str
    url: str
    gone: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def draft_list(request: HttpRequest) -> HttpResponse:
    """List what the user has typed and not saved; throw one away, or bring it back."""
    if request.method == "POST":
        return _act(request)
    rows = Editing.objects.filter(user=request.user).held().defer("content").order_by("-changed_at")
    listed = _listed(list(rows))
    context = {
        "drafts": [one for one in listed if not one.draft.closed],
        "discarded": [one.draft for one in listed if one.draft.closed],
    }
    return render(request, "usecases/draft_list.html", context)


ACTS = {
    "discard": (drafts.discard, "The unsaved work was discarded. For half an hour it can be brought back."),
    "bring_back": (drafts.bring_back, "The unsaved work is back."),
}


def _act(request: HttpRequest) -> HttpResponse:
    name = "bring_back" if "bring_back" in request.POST else "discard"
    act, sentence = ACTS[name]
    key = drafts.key_in(request.POST.get(name, ""))
    if key is None or not act(request.user, key):
        raise Http404("There is no such draft any more.")
    messages.success(request, sentence)
    return redirect(own_address(request, request.GET.get("next", ""), reverse("drafts")))


def _listed(rows: list[Editing]) -> list[Listed]:
    """Say of each draft what it is about, also where that was deleted. At most four queries."""
    specifications = Specification.objects.in_bulk({row.specification_id for row in rows})
    ids = {row.usecase_id for row in rows if row.usecase_id}
    usecases = UseCase.objects.only("slug", "number", "title").in_bulk(ids)
    cases = _last(UseCaseRevision, "usecase_id", ids - usecases.keys())
    missing = {row.specification_id for row in rows} - specifications.keys()
    texts = _last(SpecificationRevision, "specification_id", missing)
    return [_line(row, specifications, usecases, cases, texts) for row in rows]


def _last(revisions: type[Revision], column: str, ids: set[int]) -> dict[int, Any]:
    """Return the last revision of each of these, which were deleted."""
    if not ids:
        return {}
    rows = revisions.objects.filter(**{f"{column}__in": ids}, deleted=True).order_by("version")
    return {getattr(row, column): row for row in rows}


def _line(
    row: Editing,
    specifications: dict[int, Specification],
    usecases: dict[int, UseCase],
    cases: dict[int, UseCaseRevision],
    texts: dict[int, SpecificationRevision],
) -> Listed:
    specification = specifications.get(row.specification_id)
    text = texts.get(row.specification_id)
    where = specification.title if specification else _title(text)
    slug = specification.slug if specification else text.identity if text else ""
    usecase = usecases.get(row.usecase_id)
    about = (
        f"{where}, {usecase}" if usecase else f"{where}, {'deleted' if row.usecase_id else 'new'} use case"
    )
    if specification is None:
        # Its page says that it was deleted, and restores it.
        url = reverse("usecases:specification", args=[slug]) if slug else ""
        return Listed(row, row.title, f"{where}, which was deleted", url, gone=True)
    identity = (
        usecase.slug if usecase else cases[row.usecase_id].identity if row.usecase_id in cases else None
    )
    return Listed(row, row.title, about, row.address(slug, identity))


def _title(text: SpecificationRevision | None) -> str:
    return spec.stored_text(text.document).title if text else "A specification"
