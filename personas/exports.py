"""Personas in other formats: at addresses with a suffix, and shown on a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from archportal.exports import text_response
from archportal.permissions import reader_required
from archportal.sources import Choice, source_page
from archportal.spec.markdown import render_persona
from personas.lookup import of_persona
from personas.models import Persona


def markdown_of(persona: Persona) -> str:
    """Return the Markdown of a persona. Needs `with_document`."""
    return render_persona(persona.stored)


def json_of(persona: Persona) -> str:
    """Return the document of a persona. Needs `with_document`."""
    return persona.latest.document


FORMATS: dict[str, Callable[[Persona], str]] = {"md": markdown_of, "json": json_of}


@require_safe
@reader_required
@of_persona
def persona_export(request: HttpRequest, persona: Persona, format: str) -> HttpResponseBase:
    """Return a persona as Markdown or JSON."""
    state = [persona.latest_id, persona.latest.at]
    return text_response(request, f"{persona.slug}.{format}", state, lambda: FORMATS[format](persona))


@require_safe
@reader_required
@of_persona
def persona_source(request: HttpRequest, persona: Persona) -> HttpResponse:
    """Show a persona as Markdown or JSON."""
    address = persona.get_absolute_url().removesuffix("/")

    def choice(key: str, label: str, ending: str) -> Choice:
        name = f"{persona.slug}.{ending}"
        return Choice(key, label, name, f"{address}.{ending}", lambda: [FORMATS[ending](persona).encode()])

    choices = [choice("markdown", "Markdown", "md"), choice("json", "JSON", "json")]
    return source_page(request, "personas/persona_source.html", choices, {"persona": persona})
