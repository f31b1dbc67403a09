"""Searching everything: what appears below the field while one types, and the page of all results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archportal.htmx import HtmxHttpRequest, render_page
from archportal.permissions import reader_required
from archportal.sought import sought
from archportal.spec.asking import wanted_words
from archportal.spec.pieces import Kind
from search.apart import found_apart
from search.finding import Results, first_of_each
from search.mistakes import meant
from search.models import Entry
from usecases.hits import Hit, grouped, hits_apart, hits_of
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
    hits = first_hits(wanted)
    showing: list[str] = []
    if wanted and not hits:
        showing = meant(wanted)
        hits = first_hits(showing)
    context = {
        "question": question,
        "showing": " ".join(showing),
        "groups": grouped(hits),
        "count": len(hits),
        "asked": bool(wanted),
    }
    return render(request, "search/_box.html", context)


def first_hits(wanted: Sequence[str]) -> list[Hit]:
    """Return the first results of each kind; where they are few, documents with the words apart as well."""
    entries = first_of_each(wanted, NAMES, TEXTS)
    apart = found_apart(wanted)[:NAMES] if len(entries) < TEXTS else []
    return [*hits_of(entries, wanted), *hits_apart(apart, wanted)]


@require_safe
@reader_required
def search_page(request: HtmxHttpRequest) -> HttpResponse:
    """Show all results, page by page, of some kind and in some specification if the address says so."""
    question = Question.of(request)
    homes = {row.slug: row for row in Specification.objects.only("slug", "title")}
    home = homes.get(question.specification)
    kinds = [KINDS[question.kind]] if question.kind else []
    wanted, showing = wanted_words(question.query), []
    answer = Answer.to(wanted, kinds, home and home.pk)
    if wanted and not answer.anything:
        showing = meant(wanted)
        answer = Answer.to(showing, kinds, home and home.pk)
    page = Paginator(answer.results, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = answer.results.counts
    context: dict[str, Any] = {
        "question": question,
        "showing": " ".join(showing),
        "page": page,
        "groups": grouped(hits_of(page.object_list, showing or wanted)),
        "apart": hits_apart(answer.apart[:PAGE_SIZE], showing or wanted),
        "more_apart": len(answer.apart) > PAGE_SIZE,
        "kinds": [
            (name, name.replace("-", " ").capitalize(), counts.get(kind, 0)) for name, kind in KINDS.items()
        ],
        "homes": homes.values(),
        "elsewhere": Question(question.query, "", "").address(),
    }
    return render_page(request, "search/search.html", context, fragment="search/_results.html")


@dataclass(frozen=True)
class Answer:
    """What is found in one place and, where that is no more than a page, in different places."""

    results: Results
    apart: Sequence[Entry]

    @classmethod
    def to(cls, wanted: Sequence[str], kinds: Sequence[Kind], home: int | None) -> Answer:
        """Return the answer to these words."""
        results = Results(wanted, kinds, home)
        apart = found_apart(wanted, kinds, home)[: PAGE_SIZE + 1] if results.count <= PAGE_SIZE else []
        return cls(results, list(apart))

    @property
    def anything(self) -> bool:
        """Whether anything is found, if only of another kind."""
        return bool(self.results.counts or self.apart)
