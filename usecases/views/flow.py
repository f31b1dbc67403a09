"""The whole picture of a specification: what flows between its use cases."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import cast, get_args
from urllib.parse import quote

from csp.decorators import csp_update
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from archportal.exports import text_response
from archportal.htmx import HtmxHttpRequest, render_page
from archportal.permissions import may_write, reader_required
from archportal.sought import sought
from archportal.spec.picture.drawing import Drawing, Fold, draw
from archportal.spec.picture.filtering import UNTAGGED, Chosen, view_of
from archportal.spec.picture.graph import Kind
from archportal.spec.picture.mermaid import render_mermaid
from archportal.spec.picture.places import Direction
from archportal.spec.picture.svg import STYLE, Links
from archportal.spec.picture.table import rows_of
from archportal.spec.rules import artifact_slug
from usecases.exports import specification_state
from usecases.models import Specification
from usecases.outlines import read_outline
from usecases.views.find import find_specification, follows_moves

PAGE_SIZE = 25
"""Use cases on one page of the table."""

FILTERS = ("persona", "tag", "artifact", "optional", "fold", "way")
"""What an address says of a picture; the rest is about how it is looked at."""

# A picture that is a file of its own brings its colours along; the policy lets in this very text.
STYLE_HASH = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"


@require_safe
@reader_required
@follows_moves
def flow(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show the picture, the same as a table and as Mermaid."""
    specification = find_specification(slug)
    drawing = _drawing(request.GET, specification)
    outline, shown = drawing.view.outline, drawing.view.shown
    fits = request.GET.get("zoom") == "fit"
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    svg = drawing.svg(
        f"Flow of {specification.title}",
        _links(request.GET, specification, drawing.folded_by),
        classes="fit" if fits else "",
    )
    context = {
        "specification": specification,
        "address": reverse("usecases:flow", args=[specification.slug]),
        "cases": reverse("usecases:list", args=[specification.slug]),
        "dictionary": reverse("usecases:dictionary", args=[specification.slug]),
        "chosen": drawing.view.chosen,
        "fold": _fold(request.GET),
        "way": _way(request.GET),
        "fits": fits,
        "filters": _filters(request.GET),
        "personas": outline.personas,
        "tags": sorted({tag for use_case in outline.use_cases for tag in use_case.tags}),
        "untagged": UNTAGGED,
        "total": len(outline.use_cases),
        "drawing": drawing,
        "svg": mark_safe(svg),
        "mermaid": _mermaid(drawing, specification),
        "page": page,
        "rows": rows_of(outline, page.object_list),
        "may_write": may_write(request.user),
    }
    return render_page(request, "usecases/flow.html", context, fragment="usecases/_flow.html")


@require_safe
@csp_update({"style-src": [STYLE_HASH]})  # type: ignore[untyped-decorator, unused-ignore]
@reader_required
@follows_moves
def flow_svg(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the picture as a file."""
    specification = find_specification(slug)
    title = f"Flow of {specification.title}"
    return _file(request, specification, "svg", lambda drawing: drawing.svg(title))


@require_safe
@reader_required
@follows_moves
def flow_mermaid(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the picture as Mermaid."""
    specification = find_specification(slug)
    return _file(request, specification, "mmd", lambda drawing: _mermaid(drawing, specification))


def _file(
    request: HttpRequest, specification: Specification, ending: str, write: Callable[[Drawing], str]
) -> HttpResponseBase:
    name = f"{specification.slug}-flow.{ending}"
    state = [specification_state(specification), _filters(request.GET)]
    return text_response(request, name, state, lambda: write(_drawing(request.GET, specification)) + "\n")


def _mermaid(drawing: Drawing, specification: Specification) -> str:
    return render_mermaid(drawing.graph, drawing.layout, f"Flow of {specification.title}")


def _drawing(asked: QueryDict, specification: Specification) -> Drawing:
    return draw(view_of(read_outline(specification), _chosen(asked)), _fold(asked), _way(asked))


def _chosen(asked: QueryDict) -> Chosen:
    persona, tag, artifact, optional = (_text(asked, name) for name in FILTERS[:4])
    return Chosen(persona, tag, artifact, required=optional == "hide")


def _text(asked: QueryDict, name: str) -> str:
    return sought(asked.get(name, ""))


def _fold(asked: QueryDict) -> Fold:
    fold = asked.get("fold", "")
    return cast(Fold, fold) if fold in get_args(Fold) else ""


def _way(asked: QueryDict) -> Direction | None:
    way = asked.get("way", "")
    return cast(Direction, way) if way in get_args(Direction) else None


def _filters(asked: QueryDict) -> str:
    """Return what an address says of the picture, as the address of another format takes it."""
    kept = QueryDict(mutable=True)
    kept.update({name: asked[name] for name in FILTERS if asked.get(name)})
    return kept.urlencode()


def _links(asked: QueryDict, specification: Specification, folded_by: str) -> Links:
    """Return what makes the addresses that the parts of the picture lead to."""
    cases = reverse("usecases:list", args=[specification.slug])

    dictionary = reverse("usecases:dictionary", args=[specification.slug])

    def narrowed(name: str, value: str) -> str:
        query = QueryDict(_filters(asked), mutable=True)
        query.pop("fold", None)
        query[name] = value
        return f"?{query.urlencode()}"

    def artifact(name: str) -> str:
        return f"{dictionary}{quote(artifact_slug(name))}/"

    flowing = dict.fromkeys((Kind.OUTSIDE, Kind.MADE, Kind.LEAVING, Kind.GAP), artifact)
    return {
        **flowing,
        Kind.CASE: lambda slug: f"{cases}{quote(slug)}/",
        Kind.GROUP: lambda name: narrowed(folded_by, name),
    }
