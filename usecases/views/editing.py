"""The form of a use case: create and edit."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from archportal import spec
from archportal.held import form_editor_required
from archportal.merging import Base
from archportal.revisions import Conflict, Door, Origin
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from archportal.undoable import undoable
from personas.names import persona_lookup
from usecases.form.clashes import brought, carried, clashes_by_field, with_undecided
from usecases.form.document import Reading, read
from usecases.form.people import MAKE_PEOPLE, lacks_people_alone, make_people, unknown_people
from usecases.form.review import DRAFT, SAFE, SAID_SAFE, unready
from usecases.form.typed import HEADS, Typed, from_document, from_request, number_in
from usecases.models import Specification, UseCaseRevision
from usecases.specs import Draft, Saved, save_usecase_specs
from usecases.views import unsaved
from usecases.views.copying import copy_of
from usecases.views.detail import personas_of
from usecases.views.find import find_deleted, find_specification, find_usecase, follows_moves
from usecases.views.form_page import FormPage
from usecases.views.moving_rows import MOVE, move_chosen


@require_http_methods(["GET", "HEAD", "POST"])
@form_editor_required
@follows_moves
def usecase_create(request: HttpRequest, slug: str) -> HttpResponse:
    specification = find_specification(slug)
    if request.method == "POST":
        return _save(request, FormPage(specification, None, from_request(request.POST)))
    returned = unsaved.returned(request, specification)
    typed = returned.typed if returned else _begun(request, specification)
    return FormPage(specification, None, typed, returned=returned).render(request)


def _begun(request: HttpRequest, specification: Specification) -> Typed:
    """Return what stands in a new form: nothing, or a copy of the use case that the address names."""
    if source := request.GET.get("from", ""):
        return copy_of(specification, source)
    return Typed({**dict.fromkeys(HEADS, ""), "title": request.GET.get("title", "")})


@require_http_methods(["GET", "HEAD", "POST"])
@form_editor_required
@follows_moves
def usecase_update(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    try:
        usecase = find_usecase(specification_slug, slug)
    except Http404:
        deleted = find_deleted(specification_slug, slug) if unsaved.brought(request) else None
        if deleted is None:
            raise  # The page that says that it, or its specification, was deleted.
        return _save_deleted(request, deleted) if request.method == "POST" else _deleted(request, deleted)
    if request.method == "POST":
        return _save(request, FormPage(usecase.specification, usecase, from_request(request.POST)))
    returned = unsaved.returned(request, usecase.specification, usecase.pk)
    if returned:
        return FormPage(usecase.specification, usecase, returned.typed, returned=returned).render(request)
    document = usecase.stored
    names = {slug: persona.name for slug, persona in personas_of([document]).items()}
    typed = from_document(document, names, usecase.latest.version)
    return FormPage(usecase.specification, usecase, typed).render(request)


def _save(request: HttpRequest, form: FormPage) -> HttpResponse:
    form.chosen, form.moves = request.POST.getlist("chosen"), request.POST.get("then") == MOVE
    if request.POST.get("as") == DRAFT:
        form.typed = form.typed.with_head("status", DRAFT)
    document, reading = read(form.typed, persona_lookup())
    if document is None and request.POST.get("as") == MAKE_PEOPLE and lacks_people_alone(reading.errors):
        document, reading = _with_people(request, form.typed)
    if document is None:
        form.errors = reading.errors
        return form.render(request)
    safe = request.POST.get("as") == SAFE
    if missing := unready(document, reading, form.saved_status, safe=safe):
        form.errors, form.unready = missing, True
        return form.render(request)
    if form.usecase and not form.typed.heads["slug"]:
        document = document.model_copy(update={"slug": form.usecase.slug})
    note = f"{SAID_SAFE if safe and not document.exceptions else ''} {form.typed.heads['note']}"
    origin = Origin(request.user, Door.FORM, rules.one_line(note)[:500])
    # Of a form that does not say what it is based on nothing is known.
    base = Base(number_in(form.typed.heads["based_on"]))
    draft = Draft(document, form.usecase, base, form.deleted)
    try:
        saved = _written(request, form, reading, draft, origin)
    except spec.SpecError as error:
        reading.blame(error)
        form.errors = reading.errors
        return form.render(request)
    except Conflict as conflict:
        rows = reading.rows_in(conflict.merged.document, document) if conflict.merged else {}
        return _conflict(request, form, conflict, rows)
    return _saved(request, form.specification, saved)


def _with_people(request: HttpRequest, typed: Typed) -> tuple[spec.UseCase | None, Reading]:
    """Make personas of all people that stories name, and read the form again."""
    # Where one of the names can be none, the form says so as before.
    with suppress(spec.SpecError):
        make_people(unknown_people(typed, persona_lookup()), Origin(request.user, Door.FORM, ""))
    return read(typed, persona_lookup())


@in_one_transaction
def _written(request: HttpRequest, form: FormPage, reading: Reading, draft: Draft, origin: Origin) -> Saved:
    """Save it, move the rows that were chosen for that, and forget what was kept of it as unsaved."""
    if draft.usecase is None and (made := unsaved.sent_before(request, form.specification, draft.document)):
        return Saved(made, made.latest)
    saved = save_usecase_specs(form.specification, [draft], origin)[0]
    if request.POST.get("then") == MOVE:
        saved = move_chosen(request, draft.document, reading, saved, origin)
    unsaved.saved(request, form.specification, saved.usecase)
    return saved


def _saved(request: HttpRequest, specification: Specification, saved: Saved) -> HttpResponse:
    what = "was saved" if saved.revision else "is as it was: nothing had changed"
    undoable(request, f"{saved.usecase} {what}.", saved.revision and saved.revision.change)
    if saved.arrival:
        messages.info(request, str(saved.arrival))
    page_name = "usecases:update" if request.POST.get("then") in ("edit", MOVE) else "usecases:detail"
    return redirect(page_name, specification.slug, saved.usecase.slug)


def _conflict(
    request: HttpRequest, form: FormPage, conflict: Conflict, rows: Mapping[str, str]
) -> HttpResponse:
    """Show what came of both sides, and where they clash; saving again is based on the state that stands.

    `rows` leads from the ids of the rows that were typed to those in a form of what came of both.
    """
    form.conflict = conflict
    if conflict.revision.deleted:
        form.usecase, form.deleted = None, conflict.revision
        return form.render(request)
    names = {slug: persona.name for slug, persona in personas_of([conflict.merged.document]).items()}
    typed = from_document(conflict.merged.document, names, conflict.revision.version)
    form.clashes = with_undecided(clashes_by_field(conflict), brought(form.typed), rows)
    form.chosen = [rows[name] for name in form.chosen if name in rows]
    form.typed = replace(
        typed,
        heads={**typed.heads, "note": form.typed.heads["note"], "clashes": carried(form.clashes)},
    )
    return form.render(request)


def _deleted(request: HttpRequest, deleted: UseCaseRevision) -> HttpResponse:
    """Show what was typed into a use case that was deleted since; saving it brings the use case back."""
    returned = unsaved.returned(request, deleted.specification, deleted.usecase_id)
    if returned is None:
        raise Http404
    form = FormPage(deleted.specification, None, returned.typed, deleted=deleted, returned=returned)
    return form.render(request)


def _save_deleted(request: HttpRequest, deleted: UseCaseRevision) -> HttpResponse:
    """Keep what was typed into a use case that was deleted in the meantime; saving again brings it back."""
    form = FormPage(deleted.specification, None, from_request(request.POST), deleted=deleted)
    if request.POST.get("restore") == str(deleted.pk):
        return _save(request, form)
    form.conflict = Conflict(deleted)
    return form.render(request)
