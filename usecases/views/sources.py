"""Specifications and use cases in other formats, shown on a page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from archportal.permissions import reader_required
from archportal.sources import Choice, source_page
from usecases.exports import FORMATS, usecase_markdown
from usecases.models import Specification, UseCase
from usecases.views.exports import file_name, mermaid_of
from usecases.views.find import find_specification, find_usecase, follows_moves


@require_safe
@reader_required
@follows_moves
def specification_source(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a whole specification as Markdown or JSON."""
    specification = find_specification(slug)
    context = {"specification": specification}
    return source_page(
        request, "usecases/specification_source.html", _of_specification(specification), context
    )


def _of_specification(specification: Specification) -> list[Choice]:
    address = specification.get_absolute_url().removesuffix("/")

    def choice(key: str, label: str, *, text: bool = True) -> Choice:
        ending, export = FORMATS[key]
        make = (lambda: export(specification)) if text else None
        return Choice(key, label, f"{specification.slug}.{ending}", f"{address}.{ending}", make)

    return [
        choice("markdown", "Markdown"),
        choice("json", "JSON"),
        choice("zip", "Markdown folder (zip)", text=False),
    ]


@require_safe
@reader_required
@follows_moves
def usecase_source(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    """Show a use case as Markdown, as JSON, or its diagram as Mermaid."""
    usecase = find_usecase(specification_slug, slug)
    context = {"specification": usecase.specification, "usecase": usecase}
    return source_page(request, "usecases/usecase_source.html", _of_usecase(usecase), context)


def _of_usecase(usecase: UseCase) -> list[Choice]:
    address = usecase.get_absolute_url().removesuffix("/")
    formats = [
        ("markdown", "Markdown", "md", lambda: [usecase_markdown(usecase).encode()]),
        ("json", "JSON", "json", lambda: [usecase.latest.document.encode()]),
        ("mermaid", "Diagram (Mermaid)", "mmd", lambda: [mermaid_of(usecase).encode()]),
        ("svg", "Diagram (SVG)", "svg", None),
    ]
    return [
        Choice(key, label, file_name(usecase, ending), f"{address}.{ending}", make)
        for key, label, ending, make in formats
    ]
