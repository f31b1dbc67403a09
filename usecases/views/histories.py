"""The histories of specifications and use cases, and what was deleted."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from archportal import spec
from archportal.history import (
    Subject,
    find_revision,
    history_page,
    posted_revision,
    restore_revision,
    revision_page,
    undelete,
)
from archportal.permissions import editor_required, may_write, reader_required
from archportal.revisions import Origin, Revision
from personas.specs import find_personas
from usecases.changes import deleted_usecases, restore_usecase
from usecases.models import SpecificationRevision, UseCaseRevision
from usecases.presentation import present
from usecases.specifications import restore_specification
from usecases.views.find import find_specification, find_usecase, follows_moves
from usecases.views.gone import Gone, specification_label, usecase_label

# Specifications


@require_safe
@reader_required
@follows_moves
def specification_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all states of a specification's own text, also of one that is deleted."""
    subject = _specification(slug)
    return history_page(request, subject)


@require_safe
@reader_required
@follows_moves
def specification_revision(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Show one state of a specification's own text."""
    subject = _specification(slug)
    revision = find_revision(subject, version)
    document = spec.stored_text(revision.document)
    return revision_page(
        request, subject, revision, "usecases/_specification_text.html", {"document": document}
    )


@require_POST
@editor_required
@follows_moves
def specification_restore(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Save one state of a specification's own text anew."""
    subject = _specification(slug)
    return restore_revision(request, subject, find_revision(subject, version), _restore_specification)


@require_POST
@editor_required
@follows_moves
def specification_undelete(request: HttpRequest) -> HttpResponse:
    """Bring back a specification that was deleted, with all that was in it."""
    revision = posted_revision(request, SpecificationRevision.objects.filter(deleted=True))
    otherwise = reverse("usecases:specification_list")
    return undelete(request, revision, specification_label(revision), _restore_specification, otherwise)


def _specification(slug: str) -> Subject:
    try:
        specification = find_specification(slug)
        last = specification.latest
    except Gone as gone:
        specification, last = None, gone.revision
    title = spec.stored_text(last.document).title
    return Subject(
        label=specification_label(last),
        title=title,
        revisions=SpecificationRevision.objects.filter(specification_id=last.specification_id),
        last=last,
        trail=(
            ("Specifications", reverse("usecases:specification_list")),
            (title, reverse("usecases:specification", args=[last.identity])),
        ),
        about="This is the title and the introduction; each use case has a history of its own.",
        tabs="usecases/_spec_tabs.html" if specification else "",
        context={"specification": specification},
    )


def _restore_specification(revision: SpecificationRevision, origin: Origin) -> tuple[Model, Revision | None]:
    saved = restore_specification(revision, origin)
    return saved.specification, saved.revision


# Use cases


@require_safe
@reader_required
@follows_moves
def usecase_history(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    """Show all states of a use case, also of one that is deleted."""
    subject = _usecase(specification_slug, slug)
    return history_page(request, subject)


@require_safe
@reader_required
@follows_moves
def usecase_revision(request: HttpRequest, specification_slug: str, slug: str, version: int) -> HttpResponse:
    """Show one state of a use case."""
    subject = _usecase(specification_slug, slug)
    revision = find_revision(subject, version)
    document = spec.stored_use_case(revision.document)
    personas = find_personas(slug for story in document.stories for slug in story.personas)
    context = {"shown": present(document, personas), "level": 2}
    return revision_page(request, subject, revision, "usecases/_document.html", context)


@require_POST
@editor_required
@follows_moves
def usecase_restore(request: HttpRequest, specification_slug: str, slug: str, version: int) -> HttpResponse:
    """Save one state of a use case anew."""
    subject = _usecase(specification_slug, slug)
    return restore_revision(request, subject, find_revision(subject, version), _restore_usecase)


@require_safe
@reader_required
@follows_moves
def deleted(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the use cases of a specification that are deleted."""
    specification = find_specification(slug)
    found = [(revision, usecase_label(revision)) for revision in deleted_usecases(specification)]
    context = {"specification": specification, "deleted": found, "may_write": may_write(request.user)}
    return render(request, "usecases/deleted.html", context)


@require_POST
@editor_required
@follows_moves
def usecase_undelete(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring back a use case that was deleted."""
    specification = find_specification(slug)
    gone = UseCaseRevision.objects.filter(deleted=True, specification=specification)
    revision = posted_revision(request, gone)
    otherwise = reverse("usecases:deleted", args=[specification.slug])
    return undelete(request, revision, usecase_label(revision), _restore_usecase, otherwise)


def _usecase(specification_slug: str, slug: str) -> Subject:
    try:
        usecase = find_usecase(specification_slug, slug)
        specification, last = usecase.specification, usecase.latest
    except Gone as gone:
        usecase, last = None, _deleted_usecase(gone)
        specification = find_specification(specification_slug)
    document = spec.stored_use_case(last.document)
    return Subject(
        label=usecase_label(last),
        title=document.title,
        revisions=UseCaseRevision.objects.filter(usecase_id=last.usecase_id),
        last=last,
        trail=(
            ("Specifications", reverse("usecases:specification_list")),
            (specification.title, specification.get_absolute_url()),
            (
                f"{document.number} {document.title}",
                reverse("usecases:detail", args=[specification.slug, last.identity]),
            ),
        ),
        tabs="usecases/_usecase_tabs.html" if usecase else "",
        context={"usecase": usecase, "specification": specification},
    )


def _deleted_usecase(gone: Gone) -> UseCaseRevision:
    if not isinstance(gone.revision, UseCaseRevision):  # Its whole specification was deleted.
        raise gone
    return gone.revision


def _restore_usecase(revision: UseCaseRevision, origin: Origin) -> tuple[Model, Revision | None]:
    saved = restore_usecase(revision, origin)
    return saved.usecase, saved.revision
