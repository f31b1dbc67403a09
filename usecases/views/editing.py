"""The form of a use case: create and edit."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from archportal import spec
from archportal.permissions import editor_required
from archportal.revisions import Conflict, Door, Origin
from archportal.spec import rules
from personas.names import persona_lookup
from usecases.form.document import read
from usecases.form.typed import HEADS, Typed, from_document, from_request
from usecases.models import Specification, UseCaseRevision
from usecases.presentation import present
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
    empty = dict.fromkeys(HEADS, "")
    return FormPage(specification, None, Typed({**empty, "title": request.GET.get("title", "")})).render(
        request
    )


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
    document, reading = read(form.typed, persona_lookup())
    if document is None:
        form.errors = reading.errors
        return form.render(request)
    if form.usecase and not form.typed.heads["slug"]:
        document = document.model_copy(update={"slug": form.usecase.slug})
    origin = Origin(request.user, Door.FORM, rules.one_line(form.typed.heads["note"])[:500])
    based_on = form.typed.heads["based_on"]
    draft = Draft(
        document, form.usecase, int(based_on) if based_on.isdecimal() else None, deleted=form.deleted
    )
    try:
        saved = save_usecase_specs(form.specification, [draft], origin)[0]
    except spec.SpecError as error:
        reading.blame(error)
        form.errors = reading.errors
        return form.render(request)
    except Conflict as conflict:
        return _conflict(request, form, document, conflict.revision)
    return _saved(request, form.specification, saved)


def _saved(request: HttpRequest, specification: Specification, saved: Saved) -> HttpResponse:
    what = "was saved" if saved.revision else "is as it was: nothing had changed"
    messages.success(request, f"{saved.usecase} {what}.")
    page_name = "usecases:update" if request.POST.get("then") == "edit" else "usecases:detail"
    return redirect(page_name, specification.slug, saved.usecase.slug)


def _conflict(
    request: HttpRequest, form: FormPage, document: spec.UseCase, revision: UseCaseRevision
) -> HttpResponse:
    """Show both states; saving again is based on theirs, which the person has seen now."""
    if revision.deleted:
        form.usecase, form.deleted, form.conflict = None, revision, {"revision": revision}
        return form.render(request)
    theirs = spec.read_document(spec.UseCase, revision.document)
    document = document.model_copy(update={"number": document.number or theirs.number})
    personas = personas_of([document, theirs])
    form.conflict = {
        "revision": revision,
        "differing": differing(document, theirs),
        "theirs": present(theirs, personas, prefix="theirs-"),
        "yours": present(document, personas, prefix="yours-"),
    }
    form.typed = Typed(
        {**form.typed.heads, "based_on": str(revision.version)}, form.typed.optional, form.typed.rows
    )
    return form.render(request)


def differing(one: spec.UseCase, other: spec.UseCase) -> list[str]:
    """Return the names of the fields in which two states differ, as a person reads them."""
    fields = (name for name in spec.UseCase.model_fields if getattr(one, name) != getattr(other, name))
    return [name.replace("_", " ") for name in fields]


def _save_deleted(request: HttpRequest, deleted: UseCaseRevision) -> HttpResponse:
    """Keep what was typed into a use case that was deleted in the meantime; saving again brings it back."""
    form = FormPage(deleted.specification, None, from_request(request.POST), deleted=deleted)
    if request.POST.get("restore") == str(deleted.pk):
        return _save(request, form)
    form.conflict = {"revision": deleted}
    return form.render(request)
