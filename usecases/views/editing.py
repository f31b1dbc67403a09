"""The form of a use case: create, edit, and what row buttons do without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from archportal import spec
from archportal.permissions import editor_required
from archportal.revisions import Conflict, Door, Origin
from archportal.spec import rules
from personas.models import Persona
from usecases.form import page
from usecases.form.document import Errors, read
from usecases.form.typed import HEADS, Typed, act, from_document, from_request
from usecases.models import Specification, UseCase, UseCaseRevision
from usecases.presentation import present
from usecases.specs import Draft, Saved, save_usecase_specs
from usecases.views.detail import personas_of
from usecases.views.find import find_deleted, find_specification, find_usecase, follows_moves


@dataclass
class Form:
    """One showing of the form: of what, what is typed, and what is wrong with it."""

    specification: Specification
    usecase: UseCase | None
    typed: Typed
    errors: Errors = field(default_factory=dict)
    sections: list[page.Section] | None = None
    conflict: dict[str, Any] | None = None
    deleted: UseCaseRevision | None = None

    @property
    def url(self) -> str:
        """Where the form is sent."""
        if self.usecase is None and self.deleted is None:
            return reverse("usecases:create", args=[self.specification.slug])
        slug = self.usecase.slug if self.usecase else self.deleted.identity
        return reverse("usecases:update", args=[self.specification.slug, slug])

    def render(self, request: HttpRequest) -> HttpResponse:
        """Return the page: 409 where somebody saved in between, 422 with errors."""
        heads = page.heads(self.typed, self.errors)
        sections = self.sections or page.sections(self.typed.with_blank_rows(), self.errors)
        context = {
            "form": self,
            "specification": self.specification,
            "usecase": self.usecase,
            "heads": heads,
            "optional": self.typed.optional,
            "statuses": page.STATUSES,
            "sections": sections,
            "error_links": page.error_links(heads, sections),
            "rows_url": f"{self.url}rows/",
            "conflict": self.conflict,
        }
        status = 409 if self.conflict else 422 if self.errors else 200
        return render(request, "usecases/usecase_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
@follows_moves
def usecase_create(request: HttpRequest, slug: str) -> HttpResponse:
    specification = find_specification(slug)
    if request.method == "POST":
        return _save(request, Form(specification, None, from_request(request.POST)))
    empty = dict.fromkeys(HEADS, "")
    return Form(specification, None, Typed({**empty, "title": request.GET.get("title", "")})).render(request)


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
        return _save(request, Form(usecase.specification, usecase, from_request(request.POST)))
    document = usecase.document
    names = {slug: persona.name for slug, persona in personas_of([document]).items()}
    typed = from_document(document, names, usecase.latest.version)
    return Form(usecase.specification, usecase, typed).render(request)


def _save(request: HttpRequest, form: Form) -> HttpResponse:
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
    request: HttpRequest, form: Form, document: spec.UseCase, revision: UseCaseRevision
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
    form = Form(deleted.specification, None, from_request(request.POST), deleted=deleted)
    if request.POST.get("restore") == str(deleted.pk):
        return _save(request, form)
    form.conflict = {"revision": deleted}
    return form.render(request)


@require_POST
@editor_required
@follows_moves
def usecase_rows(request: HttpRequest, specification_slug: str, slug: str = "") -> HttpResponse:
    """Do what a row button says and show the form again: the way without JavaScript. Nothing is saved."""
    usecase = find_usecase(specification_slug, slug) if slug else None
    specification = usecase.specification if usecase else find_specification(specification_slug)
    try:
        typed, kind, key = act(from_request(request.POST), request.POST.get("row", ""))
    except ValueError:
        return HttpResponseBadRequest("There is no such button.")
    filled = typed if kind in typed.rows else typed.with_blank_rows()
    sections = [page.section(filled, name, {}, key if name == kind else None) for name in page.KINDS]
    return Form(specification, usecase, typed, sections=sections).render(request)


def persona_lookup() -> Mapping[str, str]:
    """Return what leads to a persona's slug: its slug, its singular, and its name, which wins. One query."""
    rows = list(Persona.objects.values_list("slug", "name", "singular"))
    by_slug = {slug: slug for slug, _, _ in rows}
    by_singular = {rules.name_key(singular): slug for slug, _, singular in rows if singular}
    by_name = {rules.name_key(name): slug for slug, name, _ in rows}
    return by_slug | by_singular | by_name
