"""The page of a use case, and the whole specification as one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from archportal import spec
from archportal.permissions import may_write, reader_required
from archportal.spec.html import markdown_html
from personas.models import Persona
from usecases.checks.development import development_of
from usecases.demonstration import is_demonstration, was_changed
from usecases.models import Specification, UseCase
from usecases.overview import overview
from usecases.presentation import Named, Presented, present
from usecases.views.find import find_specification, find_usecase, follows_moves

PART_SIZE = 50
"""Use cases of a specification that are shown on one page of its reading view."""


@require_safe
@reader_required
@follows_moves
def usecase_detail(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    usecase = find_usecase(specification_slug, slug)
    document = usecase.stored
    others = usecase.specification.use_cases.only("specification", "slug", "number", "title")
    writes = may_write(request.user)
    context = {
        "specification": usecase.specification,
        "usecase": usecase,
        "shown": present(document, personas_of([document])),
        "previous": others.filter(number_key__lt=usecase.number_key).order_by("-number_key").first(),
        "next": others.filter(number_key__gt=usecase.number_key).order_by("number_key").first(),
        "may_write": writes,
    }
    alone = context["previous"] is None and context["next"] is None
    context["first"] = writes and alone and usecase.latest.version == 1
    return render(request, "usecases/usecase_detail.html", context)


def personas_of(documents: Iterable[spec.UseCase]) -> Mapping[str, Named]:
    """Return the personas of all stories by slug. One query."""
    slugs = {slug for document in documents for story in document.stories for slug in story.personas}
    rows = Persona.objects.filter(slug__in=slugs).only("slug", "name", "singular")
    return {persona.slug: persona for persona in rows}


@dataclass(frozen=True)
class Entry:
    """A line of the contents: the use case, and the part of the document that it stands in."""

    row: Any
    part: int


@dataclass(frozen=True)
class Chapter:
    """A use case inside the whole document."""

    usecase: UseCase
    personas: Mapping[str, Named]

    def shown(self) -> Presented:
        """Return what is shown of it, when its turn comes: fifty diagrams at once would take much memory."""
        return present(self.usecase.stored, self.personas, prefix=f"{self.usecase.slug}-")


@require_safe
@reader_required
@follows_moves
def specification_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the specification as one document; a large one in parts."""
    specification = find_specification(slug)
    columns = ("pk", "slug", "number", "title", "optional")
    rows = list(specification.use_cases.in_order().values_list(*columns, named=True))
    part = Paginator(rows, PART_SIZE).get_page(request.GET.get("part"))
    personas = list(Persona.objects.with_document())
    writes = may_write(request.user)
    demonstration = is_demonstration(specification)
    context = {
        "specification": specification,
        "overview": overview(specification),
        "development": development_of(specification),
        "demonstration": demonstration,
        "changed": demonstration and writes and was_changed(specification),
        "introduction": mark_safe(markdown_html(specification.introduction)),
        "contents": [Entry(row, place // PART_SIZE + 1) for place, row in enumerate(rows)],
        "part": part,
        "personas": [(persona, mark_safe(markdown_html(persona.definition))) for persona in personas],
        "chapters": _chapters(specification, part.object_list, personas),
        "artifacts": [] if part.has_next() else _dictionary(specification),
        "may_write": writes,
    }
    return render(request, "usecases/specification_detail.html", context)


def _dictionary(specification: Specification) -> list[spec.Artifact]:
    texts = specification.artifacts.order_by().values_list("latest__document", flat=True)
    return sorted(map(spec.stored_artifact, texts), key=lambda artifact: (artifact.keys[0], artifact.name))


def _chapters(
    specification: Specification, rows: Iterable[Any], personas: Iterable[Persona]
) -> Iterator[Chapter]:
    named = {persona.slug: persona for persona in personas}
    ids = [row.pk for row in rows]
    for usecase in specification.use_cases.filter(pk__in=ids).with_document().in_order():
        usecase.specification = specification
        yield Chapter(usecase, named)
