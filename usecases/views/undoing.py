"""Taking back a change of many documents."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from archportal import spec
from archportal.addresses import own_address, page_before
from archportal.history import form_origin
from archportal.permissions import editor_required
from archportal.revisions import Conflict
from archportal.undoable import undoable
from usecases.touched import NothingToUndo, touched
from usecases.undoing import Undone, undo


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def undo_change(request: HttpRequest, change: UUID) -> HttpResponse:
    """Say what a change touched, and take it back."""
    try:
        if request.method != "POST":
            context = {"change": touched(change), "back": _back(request)}
            return render(request, "usecases/undo.html", context)
        _say(request, undo(change, form_origin(request)))
    except NothingToUndo:
        raise Http404 from None
    except spec.SpecError as error:
        for fault in error.faults:
            messages.error(request, fault.message)
    except Conflict as conflict:
        messages.error(request, f"It was not undone. {conflict}")
    return redirect(_back(request))


def _say(request: HttpRequest, undone: Undone) -> None:
    if not undone.documents:
        messages.info(request, "Everything is as it was before that change already.")
        return
    several = f"{undone.documents} document{'' if undone.documents == 1 else 's'}"
    undoable(request, f"{undone.note} {several} changed.", undone.change)
    for arrival in undone.arrivals:
        messages.info(request, str(arrival))


def _back(request: HttpRequest) -> str:
    """Return the page from which somebody came, if it is one of this portal."""
    page = request.POST.get("next")
    return own_address(request, page) if page else page_before(request)
