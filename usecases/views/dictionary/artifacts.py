"""The page of an artifact, and its form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archportal import held, spec
from archportal.history import form_origin
from archportal.permissions import editor_required, may_write, reader_required
from archportal.revisions import Conflict
from archportal.undoable import undoable
from usecases.dictionary.changing import InUse, delete_unused_artifacts, save_artifact
from usecases.dictionary.form import ArtifactForm, document_of
from usecases.dictionary.page import neighbours
from usecases.models import Artifact, ArtifactRevision, Specification
from usecases.views.dictionary.finding import find_artifact
from usecases.views.find import find_specification, follows_moves
from usecases.views.gone import Gone


@require_safe
@reader_required
@follows_moves
def artifact_detail(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    """Show an artifact and what surrounds it."""
    artifact = find_artifact(specification_slug, slug)
    context = {
        "specification": artifact.specification,
        "artifact": artifact,
        "document": document_of(artifact),
        "around": neighbours(artifact),
        "dictionary": reverse("usecases:dictionary", args=[artifact.specification.slug]),
        "may_write": may_write(request.user),
    }
    return render(request, "usecases/dictionary/artifact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@held.form_editor_required
@follows_moves
def artifact_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an artifact to the dictionary."""
    specification = find_specification(slug)
    form = ArtifactForm(held.form_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_artifact(form.document, specification, form_origin(request))
        except spec.SpecError as error:
            form.blame(error)
        else:
            messages.success(request, f"Artifact {saved.artifact.name} was added.")
            return redirect(saved.artifact)
    return _form_page(request, form, specification)


@require_http_methods(["GET", "HEAD", "POST"])
@held.form_editor_required
@follows_moves
def artifact_update(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    """Edit an artifact; use cases follow its new name. What was typed stays where it is there no more."""
    typed = held.form_data(request)
    try:
        artifact = find_artifact(specification_slug, slug)
    except Gone as gone:
        if typed is None or not isinstance(gone.revision, ArtifactRevision):
            raise
        specification = find_specification(specification_slug)
        return _form_page(request, ArtifactForm(typed), specification, deleted=gone.revision)
    if typed is not None and request.GET.get("of") not in (None, str(artifact.pk)):
        form = ArtifactForm(typed, artifact=artifact)
        return _form_page(request, form, artifact.specification, artifact=artifact, merged=True)
    form = ArtifactForm(typed, artifact=artifact)
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, form, artifact)
        except spec.SpecError as error:
            form.blame(error)
        except Conflict as conflict:
            if conflict.revision.deleted:
                new = ArtifactForm(typed)
                return _form_page(request, new, artifact.specification, deleted=conflict.revision)
            more = {"conflict": conflict, "clashes": form.take_in(conflict)}
            return _form_page(request, form, artifact.specification, artifact=artifact, **more)
    return _form_page(request, form, artifact.specification, artifact=artifact)


def _form_page(
    request: HttpRequest, form: ArtifactForm, specification: Specification, **more: Any
) -> HttpResponse:
    status = 409 if more.keys() & {"conflict", "deleted", "merged"} else 422 if form.errors else 200
    artifact = more.get("artifact")
    context = {
        "form": form,
        "specification": specification,
        "dictionary": reverse("usecases:dictionary", args=[specification.slug]),
        "url": artifact.get_absolute_url() if artifact else "",
        **more,
    }
    return render(request, "usecases/dictionary/artifact_form.html", context, status=status)


def _saved(request: HttpRequest, form: ArtifactForm, artifact: Artifact) -> HttpResponse:
    origin = form_origin(request, form.cleaned_data["note"])
    saved = save_artifact(form.document, artifact.specification, origin, artifact=artifact, base=form.base)
    if saved.revision is None:
        messages.info(request, f"Artifact {saved.artifact.name} is as it was: nothing had changed.")
    else:
        undoable(request, f"Artifact {saved.artifact.name} was saved.", origin.change)
    if saved.arrival:
        messages.info(request, str(saved.arrival))
    return redirect(saved.artifact)


@require_POST
@editor_required
@follows_moves
def artifact_delete(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    """Remove an artifact that no use case names."""
    artifact = find_artifact(specification_slug, slug)
    origin = form_origin(request, f"Removed “{artifact.name}”, which nothing used.")
    try:
        delete_unused_artifacts([artifact], origin)
    except InUse:
        messages.error(request, f"A use case names {artifact.name}, so it was not removed.")
        return redirect(artifact)
    undoable(request, f"Artifact {artifact.name} was removed.", origin.change)
    return redirect("usecases:dictionary", artifact.specification.slug)
