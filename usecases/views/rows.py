"""What the buttons of rows do without JavaScript."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from archportal.held import form_editor_required
from usecases.form import page
from usecases.form.acting import act
from usecases.form.typed import from_request
from usecases.views.find import find_specification, find_usecase, follows_moves
from usecases.views.form_page import FormPage


@require_POST
@form_editor_required
@follows_moves
def usecase_rows(request: HttpRequest, specification_slug: str, slug: str = "") -> HttpResponse:
    """Do what a row button says and show the form again. Nothing is saved."""
    usecase = find_usecase(specification_slug, slug) if slug else None
    specification = usecase.specification if usecase else find_specification(specification_slug)
    try:
        typed, kind, key = act(
            from_request(request.POST), request.POST.get("row", ""), request.POST.getlist("chosen")
        )
    except ValueError:
        return HttpResponseBadRequest("There is no such button.")
    filled = typed if kind in typed.rows else typed.with_blank_rows()
    sections = [page.section(filled, name, {}, key if name == kind else None) for name in page.KINDS]
    return FormPage(specification, usecase, typed, sections=sections).render(request)
