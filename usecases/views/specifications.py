"""The list of specifications, and writing their own text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from archportal import held, spec
from archportal.first_steps import wants_first_steps
from archportal.history import form_origin
from archportal.permissions import editor_required, may_write, reader_required
from archportal.revisions import Conflict
from archportal.text_filter import TextFilter
from archportal.undoable import undoable
from usecases.demonstration import is_demonstration, was_changed
from usecases.first_steps import first_steps
from usecases.models import Specification
from usecases.overview import Overview, overview, overviews
from usecases.specification_form import SpecificationForm
from usecases.specifications import (
    delete_specification,
    deleted_specifications,
    save_specification_spec,
)
from usecases.views.find import find_specification, follows_moves
from usecases.views.gone import Gone


@require_safe
@reader_required
def specification_list(request: HttpRequest) -> HttpResponse:
    """Show the specifications."""
    chosen, shown = TextFilter.of(request), overviews()
    context: dict[str, Any] = {
        "overviews": [one for one in shown if _keeps(chosen, one.specification)],
        "chosen": chosen,
        "filtered": chosen.needed(len(shown)),
        "may_write": may_write(request.user),
    }
    if context["may_write"]:
        context |= _for_writers(request, shown)
    return render(request, "usecases/specification_list.html", context)


def _keeps(chosen: TextFilter, specification: Specification) -> bool:
    return chosen.keeps(specification.title, specification.introduction)


def _for_writers(request: HttpRequest, shown: Sequence[Overview]) -> dict[str, Any]:
    titles = [(revision, spec.stored_text(revision.document).title) for revision in deleted_specifications()]
    return {
        "deleted": titles,
        "steps": first_steps(shown) if wants_first_steps(request) else None,
        "changed": any(was_changed(one.specification) for one in shown if one.demonstration),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@held.form_editor_required
def specification_create(request: HttpRequest) -> HttpResponse:
    """Create a specification."""
    form = SpecificationForm(held.form_data(request), new=True)
    if request.method == "POST" and form.is_valid():
        origin = form_origin(request)
        specification = save_specification_spec(form.document, origin).specification
        undoable(request, f"Specification {specification.title} was created.", origin.change)
        return redirect(specification)
    return _form_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@held.form_editor_required
@follows_moves
def specification_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit a specification's own text. What was typed is never lost, not even where it is deleted by now."""
    try:
        specification = find_specification(slug)
    except Gone as gone:
        typed = held.form_data(request)
        if typed is None:
            raise
        return _form_page(request, SpecificationForm(typed, new=True), deleted=gone.revision)
    form = SpecificationForm.of(specification, held.form_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, form, specification)
        except spec.SpecError as error:
            form.blame(error)
        except Conflict as conflict:
            if conflict.revision.deleted:
                new = SpecificationForm(request.POST, new=True)
                return _form_page(request, new, deleted=conflict.revision)
            return _conflict(request, form, specification, conflict)
    return _form_page(request, form, specification=specification)


def _form_page(request: HttpRequest, form: SpecificationForm, **context: Any) -> HttpResponse:
    """Show the form: 409 where somebody was faster, 422 with errors."""
    overtaken = "conflict" in context or "deleted" in context
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "usecases/specification_form.html", {"form": form, **context}, status=status)


def _saved(request: HttpRequest, form: SpecificationForm, specification: Specification) -> HttpResponse:
    origin = form_origin(request, form.cleaned_data["note"])
    saved = save_specification_spec(form.document, origin, specification=specification, base=form.base)
    what = "was saved" if saved.revision else "is as it was: nothing had changed"
    sentence = f"Specification {saved.specification.title} {what}."
    undoable(request, sentence, saved.revision and saved.revision.change)
    if saved.arrival:
        messages.info(request, str(saved.arrival))
    return redirect(saved.specification)


def _conflict(
    request: HttpRequest, form: SpecificationForm, specification: Specification, conflict: Conflict
) -> HttpResponse:
    """Show what came of both sides, and where they clash; saving again is based on the state that stands."""
    clashes = form.take_in(conflict)
    return _form_page(request, form, specification=specification, conflict=conflict, clashes=clashes)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
@follows_moves
def specification_delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a specification with all that is in it."""
    specification = find_specification(slug)
    changed = is_demonstration(specification) and was_changed(specification)
    # The button that does not ask was shown while the demonstration was still as it came.
    overtaken = changed and "demonstration" in request.POST
    if request.method == "POST" and not overtaken:
        revision = delete_specification(specification, form_origin(request))
        sentence = f"Specification {specification.title} was deleted. It can be restored below."
        undoable(request, sentence, revision.change)
        return redirect("usecases:specification_list")
    context = {
        "specification": specification,
        "overview": overview(specification),
        "artifacts": specification.artifacts.count(),
        "changed": changed,
    }
    status = 409 if overtaken else 200
    return render(request, "usecases/specification_confirm_delete.html", context, status=status)
