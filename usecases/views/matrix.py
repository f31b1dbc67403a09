"""The matrix of a specification: personas or artifacts against its use cases, page by page, and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from archportal.exports import in_pieces, stream_response
from archportal.htmx import HtmxHttpRequest, render_page
from archportal.permissions import reader_required
from archportal.sought import sought
from archportal.spec import rules
from archportal.spec.matrix import (
    Cell,
    Column,
    Matrix,
    Narrowing,
    Relation,
    Row,
    artifact_matrix,
    csv_lines,
    narrowed,
    persona_matrix,
    sentence,
)
from archportal.spec.outline import Outline
from usecases.exports import specification_state
from usecases.models import Specification, UseCase
from usecases.outlines import read_outline
from usecases.views.find import find_specification, follows_moves

ROWS, COLUMNS = 50, 40


@dataclass(frozen=True)
class Kind:
    """One of the two matrices: what it is made by, and what its rows are called."""

    word: str
    one: str
    make: Callable[[Outline], Matrix]
    signs: tuple[Relation, ...]
    address: Callable[[str, Row], str]

    @property
    def title(self) -> str:
        """The name of the rows where it stands alone."""
        return self.word.capitalize()


def _persona_address(specification_slug: str, row: Row) -> str:
    return reverse("personas:detail", args=[row.key])


def _artifact_address(specification_slug: str, row: Row) -> str:
    return reverse("usecases:artifact", args=[specification_slug, rules.artifact_slug(row.name)])


PEOPLE = Kind("personas", "persona", persona_matrix, (Relation.STORY,), _persona_address)
THINGS = Kind(
    "artifacts",
    "artifact",
    artifact_matrix,
    (Relation.PRODUCES, Relation.NEEDS, Relation.MAY_USE),
    _artifact_address,
)
KINDS = {kind.word: kind for kind in (PEOPLE, THINGS)}


@require_safe
@reader_required
@follows_moves
def matrix(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show a part of one of the two matrices. Seven queries, however large the specification is."""
    specification, kind = find_specification(slug), _kind(request)
    chosen = _narrowing(request)
    outline = read_outline(specification)
    whole = kind.make(outline)
    shown = narrowed(whole, chosen) if chosen else whole
    rows = Paginator(shown.rows, ROWS).get_page(request.GET.get("rows"))
    columns = Paginator(shown.columns, COLUMNS).get_page(request.GET.get("columns"))
    context = {
        "specification": specification,
        "kind": kind,
        "kinds": [(one, _switched(request, one)) for one in KINDS.values()],
        "chosen": chosen,
        "personas": outline.personas,
        "tags": sorted({tag for one in outline.use_cases for tag in one.tags}, key=rules.fold),
        "statuses": UseCase.Status.choices,
        "heads": [_head(specification, column) for column in columns],
        "lines": [_line(specification, kind, row, columns) for row in rows],
        "row_pages": _pages(request, rows, "rows", kind.one),
        "column_pages": _pages(request, columns, "columns", "use case"),
        "address": reverse("usecases:matrix", args=[specification.slug]),
        "csv": f"{reverse('usecases:matrix_csv', args=[specification.slug])}?what={kind.word}",
        "written": bool(whole.rows and whole.columns),
    }
    return render_page(request, "usecases/matrix.html", context, fragment="usecases/_matrix.html")


@require_safe
@reader_required
@follows_moves
def matrix_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Stream one of the two matrices as it is as a whole."""
    specification, kind = find_specification(slug), _kind(request)
    name = f"{specification.slug}-{kind.word}.csv"
    # A spreadsheet that opens a file takes it for UTF-8 only where it begins with this mark.
    mark = "\ufeff" if request.GET.get("download") else ""
    state = [specification_state(specification), mark]
    return stream_response(request, name, state, lambda: in_pieces(chain([mark], _csv(specification, kind))))


def _csv(specification: Specification, kind: Kind) -> Any:
    return csv_lines(kind.make(read_outline(specification)), kind.one.capitalize())


def _kind(request: HttpRequest) -> Kind:
    kind = KINDS.get(request.GET.get("what", THINGS.word))
    if kind is None:
        raise Http404("There is no such matrix.")
    return kind


def _narrowing(request: HttpRequest) -> Narrowing:
    """Return what an address asks for."""
    texts = (_value(request, key) for key in ("q", "persona", "tag", "status"))
    return Narrowing(*texts, gaps=bool(_value(request, "gaps")))


def _value(request: HttpRequest, key: str) -> str:
    return sought(request.GET.get(key, ""))


def _head(specification: Specification, column: Column) -> dict[str, Any]:
    one = column.use_case
    url = reverse("usecases:detail", args=[specification.slug, one.slug])
    return {"url": url, "label": one.label, "optional": one.optional, "gaps": column.gaps}


def _line(specification: Specification, kind: Kind, row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    cells = [_cell(row, column) for column in columns]
    return {"name": row.name, "url": kind.address(specification.slug, row), "row": row, "cells": cells}


def _cell(row: Row, column: Column) -> dict[str, Any] | None:
    """Return what a cell shows and says, or None where there is nothing."""
    relations: Cell | None = row.cells.get(column.use_case.slug)
    return {"relations": relations, "says": sentence(column, relations, row)} if relations else None


def _pages(request: HttpRequest, page: Page, key: str, one: str) -> dict[str, Any]:
    """Return where a part stands in the whole, and what leads to the parts beside it."""
    total = page.paginator.count
    return {
        "what": f"{one}s",
        "where": f"{page.start_index():,}–{page.end_index():,} of {total:,}",
        "count": f"{total:,} {one}{'' if total == 1 else 's'}",
        "many": page.paginator.num_pages > 1,
        "before": _turned(request, key, page.previous_page_number()) if page.has_previous() else "",
        "after": _turned(request, key, page.next_page_number()) if page.has_next() else "",
    }


def _switched(request: HttpRequest, kind: Kind) -> str:
    """Return what leads to the same part of the other matrix, from its beginning."""
    query = request.GET.copy()
    for key in ("rows", "columns"):
        query.pop(key, None)
    query["what"] = kind.word
    return f"?{query.urlencode()}"


def _turned(request: HttpRequest, key: str, number: int) -> str:
    query = request.GET.copy()
    query[key] = str(number)
    return f"?{query.urlencode()}"
