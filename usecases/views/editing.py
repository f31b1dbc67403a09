"""The form of a use case: create and edit."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from archportal import spec
from archportal.merging import Base
from archportal.permissions import editor_required
from archportal.revisions import Conflict, Door, Origin
from archportal.spec import rules
from personas.names import persona_lookup
from usecases.form.clashes import clashes_by_field
from usecases.form.document import read
from usecases.form.review import DRAFT, unready
from usecases.form.typed import HEADS, Typed, from_document, from_request
from usecases.models import Specification, UseCaseRevision
from usecases.specs import Draft, Saved, save_usecase_specs
from usecases.views.detail import personas_of
from usecases.views.find import find_deleted, find_specification, find_usecase, follows_moves
from usecases.views.form_page import FormPage


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
@follows_moves
def usecase_create(request: HttpRequest, slug: str) -> HttpResponse:
    specification = find_specification(slug)
    if request.method == "POST":
        return _save(request, FormPage(specification, None, from_request(request.POST)))
    typed = Typed({**dict.fromkeys(HEADS, ""), "title": request.GET.get("title", "")})
    return FormPage(specification, None, typed).render(request)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
@follows_moves
def usecase_update(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    try:
        usecase = find_usecase(specification_slug, slug)
    except Http404:
        deleted = find_deleted(specification_slug, slug) if request.method == "POST" else None
        if deleted is None:
            raise  # The page that says that it, or its specification, was deleted.
        return _save_deleted(request, deleted)
    if request.method == "POST":
        return _save(request, FormPage(usecase.specification, usecase, from_request(request.POST)))
    document = usecase.document
    names = {slug: persona.name for slug, persona in personas_of([document]).items()}
    typed = from_document(document, names, usecase.latest.version)
    return FormPage(usecase.specification, usecase, typed).render(request)


def _save(request: HttpRequest, form: FormPage) -> HttpResponse:
    if request.POST.get("as") == DRAFT:
        form.typed = form.typed.with_head("status", DRAFT)
    document, reading = read(form.typed, persona_lookup())
    if document is None:
        form.errors = reading.errors
        return form.render(request)
    if missing := unready(document, reading, form.saved_status):
        form.errors, form.unready = missing, True
        return form.render(request)
    if form.usecase and not form.typed.heads["slug"]:
        document = document.model_copy(update={"slug": form.usecase.slug})
    origin = Origin(request.user, Door.FORM, rules.one_line(form.typed.heads["note"])[:500])
    based_on = form.typed.heads["based_on"]
    # Of a form that does not say what it is based on nothing is known.
    base = Base(int(based_on) if based_on.isdecimal() else 0)
    draft = Draft(document, form.usecase, base, form.deleted)
    try:
        saved = save_usecase_specs(form.specification, [draft], origin)[0]
    except spec.SpecError as error:
        reading.blame(error)
        form.errors = reading.errors
        return form.render(request)
    except Conflict as conflict:
        return _conflict(request, form, conflict)
    return _saved(request, form.specification, saved)


def _saved(request: HttpRequest, specification: Specification, saved: Saved) -> HttpResponse:
    what = "was saved" if saved.revision else "is as it was: nothing had changed"
    messages.success(request, f"{saved.usecase} {what}.")
    if saved.arrival:
        messages.info(request, str(saved.arrival))
    page_name = "usecases:update" if request.POST.get("then") == "edit" else "usecases:detail"
    return redirect(page_name, specification.slug, saved.usecase.slug)


def _conflict(request: HttpRequest, form: FormPage, conflict: Conflict) -> HttpResponse:
    """Show what came of both sides, and where they clash; saving again is based on the state that stands."""
    form.conflict = conflict
    if conflict.revision.deleted:
        form.usecase, form.deleted = None, conflict.revision
        return form.render(request)
    names = {slug: persona.name for slug, persona in personas_of([conflict.merged.document]).items()}
    typed = from_document(conflict.merged.document, names, conflict.revision.version)
    form.typed = typed.with_head("note", form.typed.heads["note"])
    form.clashes = clashes_by_field(conflict)
    return form.render(request)


def _save_deleted(request: HttpRequest, deleted: UseCaseRevision) -> HttpResponse:
    """Keep what was typed into a use case that was deleted in the meantime; saving again brings it back."""
    form = FormPage(deleted.specification, None, from_request(request.POST), deleted=deleted)
    if request.POST.get("restore") == str(deleted.pk):
        return _save(request, form)
    form.conflict = Conflict(deleted)
    return form.render(request)
