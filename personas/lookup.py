"""Finding the persona that an address means: by its slug, by a former one, or that it was deleted."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from archportal import spec
from archportal.history import gone_page
from personas.models import Persona, PersonaRevision

View = Callable[..., HttpResponse]


def of_persona(view: View) -> View:
    """Hand the persona at the address to the view.

    A former address leads on to the present one, and that of a deleted persona says so.
    """

    @wraps(view)
    def found(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        persona = Persona.objects.with_document().named(slug).first()
        if persona is None:
            return persona_gone(request, slug)
        if persona.slug != slug and request.method in ("GET", "HEAD"):
            return to_present_address(request, persona.slug)
        return view(request, persona, **kwargs)

    return found


def to_present_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the same page under another slug."""
    match = request.resolver_match
    query = request.META.get("QUERY_STRING", "")
    address = reverse(match.view_name, kwargs={**match.kwargs, "slug": slug})
    return redirect(f"{address}?{query}" if query else address)


def last_revision(slug: str) -> PersonaRevision:
    """Return the last revision of the persona that had this address last, or answer that nobody had it."""
    named = PersonaRevision.objects.filter(identity=slug).order_by("-pk").values("persona_id")[:1]
    revision = PersonaRevision.objects.filter(persona_id__in=named).order_by("-version").first()
    if revision is None:
        raise Http404
    return revision


def persona_gone(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the persona at this address was deleted, or that there has never been one."""
    revision = last_revision(slug)
    return gone_page(
        request,
        revision,
        label_of(revision),
        reverse("personas:undelete"),
        ("Personas", reverse("personas:list")),
    )


def name_in(revision: PersonaRevision) -> str:
    """Return the name that a persona had in this state."""
    return spec.stored_persona(revision.document).name


def label_of(revision: PersonaRevision) -> str:
    """Return what messages call the persona of a revision."""
    return f"Persona {name_in(revision)}"
