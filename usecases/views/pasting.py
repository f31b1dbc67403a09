"""Rows that are pasted into the form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

from archportal import spec
from archportal.permissions import editor_required
from usecases.form.kinds import KINDS
from usecases.views.find import find_specification, follows_moves


@require_POST
@editor_required
@follows_moves
def pasted_rows(request: HttpRequest, specification_slug: str) -> HttpResponse:
    """Answer the rows of a kind that a text holds as JSON, or a sentence where they cannot be taken."""
    find_specification(specification_slug)
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        return HttpResponseBadRequest("There are no such rows.")
    # Readers take as long to load as the rest of the portal; who pastes nothing need not wait for them.
    from usecases.form import pasting

    try:
        return JsonResponse({"rows": pasting.pasted_rows(request.POST.get("text", ""), kind)})
    except spec.SpecError as error:
        return JsonResponse({"error": str(error)}, status=422)
