"""Specifications and use cases at addresses with a suffix."""

import base64
import hashlib

from csp.decorators import csp_update
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from archportal import spec
from archportal.exports import stream_response, text_response
from archportal.permissions import reader_required
from archportal.spec.readme import usecase_path
from archportal.spec.svg import STYLE
from usecases.exports import (
    FORMATS,
    folder_state,
    specification_state,
    usecase_markdown,
    usecase_markdown_state,
    usecase_state,
)
from usecases.models import UseCase
from usecases.views.find import find_specification, find_usecase, follows_moves

# A picture that is a file of its own brings its colours along; the policy lets in this very text.
STYLE_HASH = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"


@require_safe
@reader_required
@follows_moves
def specification_export(request: HttpRequest, slug: str, format: str) -> HttpResponseBase:
    """Stream a whole specification, with all personas."""
    specification = find_specification(slug)
    ending, export = FORMATS[format]
    state_of = folder_state if format == "zip" else specification_state
    name, state = f"{specification.slug}.{ending}", state_of(specification)
    return stream_response(request, name, state, lambda: export(specification))


@require_safe
@reader_required
@follows_moves
def usecase_markdown_export(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponseBase:
    """Return a use case as the file that it is in the Markdown folder."""
    usecase = find_usecase(specification_slug, slug)
    state = usecase_markdown_state(usecase)
    return text_response(request, file_name(usecase, "md"), state, lambda: usecase_markdown(usecase))


@require_safe
@reader_required
@follows_moves
def usecase_json_export(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponseBase:
    """Return the document of a use case."""
    usecase = find_usecase(specification_slug, slug)
    name = file_name(usecase, "json")
    return text_response(request, name, usecase_state(usecase), lambda: usecase.latest.document)


@require_safe
@reader_required
@follows_moves
def usecase_mermaid_export(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponseBase:
    """Return the diagram of a use case as Mermaid."""
    usecase = find_usecase(specification_slug, slug)
    name = file_name(usecase, "mmd")
    return text_response(request, name, usecase_state(usecase), lambda: mermaid_of(usecase))


@require_safe
@csp_update({"style-src": [STYLE_HASH]})  # type: ignore[untyped-decorator, unused-ignore]
@reader_required
@follows_moves
def usecase_svg_export(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponseBase:
    """Return the diagram of a use case as a picture."""
    usecase = find_usecase(specification_slug, slug)
    return text_response(
        request,
        file_name(usecase, "svg"),
        usecase_state(usecase),
        lambda: spec.render_svg(usecase.stored, standalone=True) + "\n",
    )


def mermaid_of(usecase: UseCase) -> str:
    """Return the diagram of a use case as a Mermaid file."""
    return spec.render_mermaid(usecase.stored) + "\n"


def file_name(usecase: UseCase, ending: str) -> str:
    """Return the name under which a use case is saved: as in the Markdown folder, whatever the format."""
    path = usecase_path(usecase).rpartition("/")[2]
    return f"{path.removesuffix('.md')}.{ending}"
