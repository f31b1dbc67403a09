"""Filters that people keep under names: in the menu of each list, and all of them on one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from archportal.held import words_held
from archportal.htmx import HtmxHttpRequest, render_page, shown_page, wants_fragment
from archportal.permissions import account_required
from usecases.models import SavedFilter, Specification
from usecases.saved_filters import LISTS, FilterError, NameTaken, keep, lists_of, page_of, rename, saved_by
from usecases.views.find import find_specification, follows_moves

DELETED = "deleted_filter"
"""Where a session holds what was deleted last, until the page has offered it back."""


@dataclass(frozen=True)
class Present:
    """The filter that somebody looks at and may want to keep, and what came of trying to."""

    word: str
    query: str
    name: str = ""
    error: str = ""
    taken: bool = False

    @property
    def words(self) -> str:
        """What it asks for, in words."""
        return LISTS[self.word].words(self.query)


@dataclass(frozen=True)
class Line:
    """A kept filter as it is shown."""

    pk: int
    name: str
    url: str
    words: str
    current: bool
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@words_held("name")
@account_required
@follows_moves
def saved_filters(request: HtmxHttpRequest, slug: str = "") -> HttpResponse:
    """Show what the reader keeps, in the menu of one list or on a page; keep one more.

    Without a slug it is about the lists that stand beside all specifications.
    """
    specification = find_specification(slug) if slug else None
    if request.method == "POST":
        return _keep(request, specification)
    return _show(request, specification, _present(request, specification))


def _keep(request: HtmxHttpRequest, specification: Specification | None) -> HttpResponse:
    word, query, name = (request.POST.get(key, "") for key in ("list", "query", "name"))
    wanted = _wanted(specification, word, query, name)
    try:
        row = keep(request.user, specification, word, name, query, replace="replace" in request.POST)
    except FilterError as error:
        wanted = replace(wanted, error=str(error), taken=isinstance(error, NameTaken))
        return _show(request, specification, wanted, status=409 if wanted.taken else 422)
    said = f"The filter is kept as “{row.name}”."
    if wants_fragment(request):
        return _show(request, specification, replace(wanted, name=""), said=said)
    messages.success(request, said)
    if "stay" in request.POST:
        return redirect(page_of(specification))
    return redirect(LISTS[word].address(specification, row.query))


@require_POST
@words_held("name")
@account_required
def saved_filter_rename(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Call one of the reader's own filters by another name."""
    row, specification = _own(request, pk)
    try:
        rename(row, request.POST.get("name", ""))
    except FilterError as error:
        return _show(request, specification, None, status=422, faulty=(row.pk, str(error)))
    messages.success(request, f"The filter “{row.name}” has another name now.")
    return redirect(page_of(specification))


@require_POST
@account_required
def saved_filter_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Delete one of the reader's own filters; the page that follows offers it back."""
    row, specification = _own(request, pk)
    page = page_of(specification)
    request.session[DELETED] = {"page": page, "list": row.listing, "name": row.name, "query": row.query}
    row.delete()
    return redirect(page)


def _own(request: HtmxHttpRequest, pk: int) -> tuple[SavedFilter, Specification | None]:
    """Return one of the reader's own filters, and the specification that it is about, which must be there."""
    row = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    if row.specification_id is None:
        return row, None
    return row, get_object_or_404(Specification, pk=row.specification_id)


def _wanted(specification: Specification | None, word: str, query: str, name: str = "") -> Present:
    lists = lists_of(specification)
    if word not in lists:
        raise Http404("There is no such list.")
    return Present(word, lists[word].clean(query), name)


def _present(request: HtmxHttpRequest, specification: Specification | None) -> Present | None:
    """Return what the address asks about; a menu asks about the address that the browser shows."""
    word = request.GET.get("list", "")
    if not word:
        return None
    query = request.GET.get("query", "")
    if wants_fragment(request):
        query = urlsplit(shown_page(request)).query
    return _wanted(specification, word, query)


def _show(
    request: HtmxHttpRequest,
    specification: Specification | None,
    present: Present | None,
    *,
    status: int = 200,
    said: str = "",
    faulty: tuple[int, str] = (0, ""),
) -> HttpResponse:
    rows = [row for row in saved_by(request.user, specification) if row.listing in LISTS]
    context: dict[str, Any] = {
        "specification": specification,
        "page": page_of(specification),
        "present": present,
        "said": said,
    }
    fragment = wants_fragment(request)
    if fragment and present:
        own = (row for row in rows if row.listing == present.word)
        context["saved"] = _lines(specification, own, present, faulty)
    else:
        context["groups"] = _groups(specification, rows, present, faulty)
        context["deleted"] = request.session.pop(DELETED, None)
    # A swap takes nothing but a success.
    shown = 200 if fragment else status
    return render_page(
        request,
        "usecases/saved_filters.html",
        context,
        fragment="usecases/_saved_filters_menu.html",
        status=shown,
    )


def _groups(
    specification: Specification | None,
    rows: Sequence[SavedFilter],
    present: Present | None,
    faulty: tuple[int, str],
) -> list[tuple[str, list[Line]]]:
    """Return the filters of each list that has any, under its title."""
    named = ((known.title, [row for row in rows if row.listing == word]) for word, known in LISTS.items())
    return [(title, _lines(specification, own, present, faulty)) for title, own in named if own]


def _lines(
    specification: Specification | None,
    rows: Iterable[SavedFilter],
    present: Present | None,
    faulty: tuple[int, str],
) -> list[Line]:
    lines = []
    for row in rows:
        known = LISTS[row.listing]
        current = present is not None and (present.word, present.query) == (row.listing, row.query)
        words, url = known.words(known.clean(row.query)), known.address(specification, row.query)
        lines.append(Line(row.pk, row.name, url, words, current, faulty[1] if row.pk == faulty[0] else ""))
    return lines
