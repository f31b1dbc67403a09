"""The history of an artifact."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
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
from archportal.permissions import editor_required, reader_required
from archportal.revisions import Origin, Revision
from archportal.spec import rules
from usecases.dictionary.changing import restore_artifact
from usecases.models import ArtifactRevision
from usecases.views.dictionary.finding import artifact_label, find_artifact
from usecases.views.find import find_specification, follows_moves
from usecases.views.gone import Gone


@require_safe
@reader_required
@follows_moves
def artifact_history(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    """Show all states of an artifact, also of one that is deleted."""
    return history_page(request, _subject(specification_slug, slug))


@require_safe
@reader_required
@follows_moves
def artifact_revision(request: HttpRequest, specification_slug: str, slug: str, version: int) -> HttpResponse:
    """Show one state of an artifact."""
    subject = _subject(specification_slug, slug)
    revision = find_revision(subject, version)
    context = {"document": spec.stored_artifact(revision.document)}
    return revision_page(request, subject, revision, "usecases/dictionary/_artifact_text.html", context)


@require_POST
@editor_required
@follows_moves
def artifact_restore(request: HttpRequest, specification_slug: str, slug: str, version: int) -> HttpResponse:
    """Save one state of an artifact anew; use cases follow its name."""
    subject = _subject(specification_slug, slug)
    return restore_revision(request, subject, find_revision(subject, version), _restore)


@require_POST
@editor_required
@follows_moves
def artifact_undelete(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring back an artifact that was deleted."""
    specification = find_specification(slug)
    gone = ArtifactRevision.objects.filter(deleted=True, specification=specification)
    revision = posted_revision(request, gone)
    otherwise = reverse("usecases:dictionary", args=[specification.slug])
    return undelete(request, revision, artifact_label(revision), _restore, otherwise)


def _subject(specification_slug: str, slug: str) -> Subject:
    try:
        artifact = find_artifact(specification_slug, slug)
        specification, last = artifact.specification, artifact.latest
    except Gone as gone:
        if not isinstance(gone.revision, ArtifactRevision):  # Its whole specification was deleted.
            raise
        last = gone.revision
        specification = find_specification(specification_slug)
    document = spec.stored_artifact(last.document)
    args = [specification.slug, rules.artifact_slug(document.name)]
    return Subject(
        label=artifact_label(last),
        title=document.name,
        revisions=ArtifactRevision.objects.filter(artifact_id=last.artifact_id),
        last=last,
        trail=(
            ("Specifications", reverse("usecases:specification_list")),
            (specification.title, specification.get_absolute_url()),
            ("Dictionary", reverse("usecases:dictionary", args=[specification.slug])),
            (document.name, reverse("usecases:artifact", args=args)),
        ),
        about="The use cases that name it have histories of their own.",
    )


def _restore(revision: ArtifactRevision, origin: Origin) -> tuple[Model, Revision | None]:
    saved = restore_artifact(revision, origin)
    return saved.artifact, saved.revision
