"""Searching everything: what appears below the field while one types, and the page of all results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archportal.htmx import HtmxHttpRequest, render_page
from archportal.permissions import reader_required
from archportal.sought import sought
from archportal.spec.pieces import Kind
from search.finding import counted, first_of_each, found, wanted_words
from search.mistakes import meant
from usecases.hits import grouped, hits_of
from usecases.models import Specification

PAGE_SIZE = 25
LONGEST = 200
"""Characters of a query that count."""

NAMES, TEXTS = 4, 6
"""How many results of each kind of name, and how many others, appear while one types."""

KINDS = {
    "specifications": Kind.SPECIFICATION,
    "personas": Kind.PERSONA,
    "use-cases": Kind.USE_CASE,
    "artifacts": Kind.ARTIFACT,
    "stories": Kind.STORY,
    "preconditions": Kind.PRECONDITION,
    "inputs": Kind.INPUT,
    "outputs": Kind.OUTPUT,
    "steps": Kind.STEP,
    "exceptions": Kind.EXCEPTION,
    "texts": Kind.TEXT,
}


@dataclass(frozen=True)
class Question:
    """What is searched, as an address says it."""

    query: str
    kind: str
    specification: str

    @classmethod
    def of(cls, request: HtmxHttpRequest) -> Question:
        """Return the question that an address asks; a kind that there is not is left out."""
        values = (sought(request.GET.get(name, ""), LONGEST) for name in ("q", "kind", "spec"))
        query, kind, specification = values
        return cls(query, kind if kind in KINDS else "", specification)

    def address(self) -> str:
        """Return the query string that asks it."""
        asked = QueryDict(mutable=True)
        asked.update({"q": self.query, "kind": self.kind, "spec": self.specification})
        return "?" + "&".join(part for part in asked.urlencode().split("&") if not part.endswith("="))


@require_safe
@reader_required
def search_box(request: HtmxHttpRequest) -> HttpResponse:
    """Show the first results of each kind, as a part of any page."""
    question = Question.of(request)
    wanted = wanted_words(question.query)
    entries = first_of_each(wanted, NAMES, TEXTS)
    showing: list[str] = []
    if wanted and not entries:
        showing = meant(wanted)
        entries = first_of_each(showing, NAMES, TEXTS)
    hits = hits_of(entries, showing or wanted)
    context = {
        "question": question,
        "showing": " ".join(showing),
        "groups": grouped(hits),
        "count": len(hits),
        "asked": bool(wanted),
    }
    return render(request, "search/_box.html", context)


@require_safe
@reader_required
def search_page(request: HtmxHttpRequest) -> HttpResponse:
    """Show all results, page by page, of some kind and in some specification if the address says so."""
    question = Question.of(request)
    homes = {row.slug: row for row in Specification.objects.only("slug", "title")}
    home = homes.get(question.specification)
    wanted = wanted_words(question.query)
    counts = counted(found(wanted, home=home and home.pk))
    showing: list[str] = []
    if wanted and not counts:
        showing = meant(wanted)
        counts = counted(found(showing, home=home and home.pk))
    kinds = [KINDS[question.kind]] if question.kind else []
    entries = found(showing or wanted, kinds, home and home.pk)
    count = sum(number for kind, number in counts.items() if not kinds or kind in kinds)
    page = CountedPaginator(entries, count).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "question": question,
        "showing": " ".join(showing),
        "page": page,
        "groups": grouped(hits_of(page.object_list, showing or wanted)),
        "kinds": [
            (name, name.replace("-", " ").capitalize(), counts.get(kind, 0)) for name, kind in KINDS.items()
        ],
        "homes": homes.values(),
        "elsewhere": Question(question.query, "", "").address(),
    }
    return render_page(request, "search/search.html", context, fragment="search/_results.html")


class CountedPaginator(Paginator):
    """A paginator that was told how many there are."""

    def __init__(self, entries: Any, count: int) -> None:
        super().__init__(entries, PAGE_SIZE)
        self.__dict__["count"] = count
