"""What the buttons of rows do without JavaScript."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from archportal import spec
from archportal.held import form_editor_required
from usecases.form import page
from usecases.form.acting import act
from usecases.form.clashes import brought
from usecases.form.kinds import KINDS
from usecases.form.typed import from_request
from usecases.views.find import find_deleted, find_specification, find_usecase, follows_moves
from usecases.views.form_page import FormPage


@require_POST
@form_editor_required
@follows_moves
def usecase_rows(request: HttpRequest, specification_slug: str, slug: str = "") -> HttpResponse:
    """Do what a row button says and show the form again. Nothing is saved."""
    form, action = _form(request, specification_slug, slug), request.POST.get("row", "")
    if action.startswith("paste-") and action.removeprefix("paste-") in KINDS:
        return _paste(request, form, action.removeprefix("paste-"))
    try:
        form.typed, kind, key = act(form.typed, action, request.POST.getlist("chosen"))
    except ValueError:
        return HttpResponseBadRequest("There is no such button.")
    return _shown(request, form, kind, key)


def _form(request: HttpRequest, specification_slug: str, slug: str) -> FormPage:
    """Return the form that was sent, also where its use case was deleted in the meantime."""
    typed = from_request(request.POST)
    if not slug:
        return FormPage(find_specification(specification_slug), None, typed)
    try:
        usecase = find_usecase(specification_slug, slug)
    except Http404:
        deleted = find_deleted(specification_slug, slug)
        if deleted is None:
            raise
        return FormPage(deleted.specification, None, typed, deleted=deleted)
    return FormPage(usecase.specification, usecase, typed)


def _paste(request: HttpRequest, form: FormPage, kind: str) -> HttpResponse:
    """Add the rows of a list that was pasted."""
    # Readers take as long to load as the rest of the portal; who pastes nothing need not wait for them.
    from usecases.form import pasting

    text = request.POST.get(f"list-{kind}", "")
    try:
        form.typed, key = pasting.with_pasted(form.typed, kind, pasting.pasted_rows(text, kind))
    except spec.SpecError as error:
        form.errors = {kind: [str(error)]}
        return _shown(request, form, kind, None, pasted=text)
    return _shown(request, form, kind, key)


def _shown(
    request: HttpRequest, form: FormPage, kind: str, key: str | None, pasted: str = ""
) -> HttpResponse:
    filled = form.typed if kind in form.typed.rows else form.typed.with_blank_rows()
    clashes, chosen = brought(form.typed), request.POST.getlist("chosen")
    sections = [
        page.section(filled, name, form.errors, key if name == kind else None, clashes, chosen)
        for name in KINDS
    ]
    form.sections = [replace(one, pasted=pasted) if one.kind.name == kind else one for one in sections]
    return form.render(request)
