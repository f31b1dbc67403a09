"""The history of a persona."""

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
from personas.lookup import label_of, last_revision, to_present_address
from personas.models import Persona, PersonaRevision
from personas.specs import restore_persona


@require_safe
@reader_required
def persona_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all states of a persona, also of one that is deleted."""
    subject = _subject(slug)
    if _moved(subject, slug):
        return to_present_address(request, subject.last.identity)
    return history_page(request, subject)


@require_safe
@reader_required
def persona_revision(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Show one state of a persona."""
    subject = _subject(slug)
    if _moved(subject, slug):
        return to_present_address(request, subject.last.identity)
    revision = find_revision(subject, version)
    document = spec.stored_persona(revision.document)
    context = {"document": document, "titled": True}
    return revision_page(request, subject, revision, "personas/_document.html", context)


@require_POST
@editor_required
def persona_restore(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Save one state of a persona anew."""
    subject = _subject(slug)
    return restore_revision(request, subject, find_revision(subject, version), _restore)


@require_POST
@editor_required
def persona_undelete(request: HttpRequest) -> HttpResponse:
    """Bring back a persona that was deleted."""
    revision = posted_revision(request, PersonaRevision.objects.filter(deleted=True))
    return undelete(request, revision, label_of(revision), _restore, reverse("personas:list"))


def _subject(slug: str) -> Subject:
    persona = Persona.objects.with_document().named(slug).first()
    last = persona.latest if persona else last_revision(slug)
    title = spec.stored_persona(last.document).name
    personas = ("Personas", reverse("personas:list"))
    return Subject(
        label=f"Persona {title}",
        title=title,
        revisions=PersonaRevision.objects.filter(persona_id=last.persona_id),
        last=last,
        trail=(personas, (title, reverse("personas:detail", args=[last.identity]))),
        tabs="personas/_persona_tabs.html" if persona else "",
        context={"persona": persona},
    )


def _moved(subject: Subject, slug: str) -> bool:
    return subject.last.identity != slug


def _restore(revision: PersonaRevision, origin: Origin) -> tuple[Model, Revision | None]:
    saved = restore_persona(revision, origin)
    return saved.persona, saved.revision
