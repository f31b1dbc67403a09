"""The dictionary: every artifact of a specification, filtered, sorted and paged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from archportal.htmx import HtmxHttpRequest, render_page, wants_fragment
from archportal.permissions import may_write, reader_required
from usecases.dictionary.listing import (
    NO_TYPE,
    STATES,
    Entry,
    Narrowing,
    descriptions,
    lines_of,
    read_entries,
    state_counts,
)
from usecases.dictionary.near_names import open_pairs
from usecases.models import Artifact, Specification
from usecases.views.find import find_specification, follows_moves

PAGE_SIZE = 50
PAIRS = 50
"""Pairs of near names that are shown at once; the checks list all of them, page by page."""

COLUMNS = {"name": "Artifact", "type": "Type", "given": "Produced by", "used": "Used by"}


@require_safe
@reader_required
@follows_moves
def dictionary(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show the dictionary."""
    specification = find_specification(slug)
    entries = read_entries(specification)
    chosen = Narrowing.of(request.GET)
    described = descriptions(specification) if chosen.query else {}
    matching = chosen.apply(entries, described)
    page = Paginator(matching, PAGE_SIZE).get_page(request.GET.get("page"))
    writes = may_write(request.user)
    pairs = [] if wants_fragment(request) else _pairs(specification, entries)
    context: dict[str, Any] = {
        "specification": specification,
        "address": reverse("usecases:dictionary", args=[specification.slug]),
        "total": len(entries),
        "page": page,
        "lines": lines_of(specification, page.object_list),
        "chosen": chosen,
        "columns": [_column(name, label, request.GET, chosen) for name, label in COLUMNS.items()],
        "gaps": [(state, STATES[state], count) for state, count in state_counts(entries).items()],
        "states": STATES.items(),
        "types": [(NO_TYPE, "None yet"), *Artifact.Type.choices],
        "may_write": writes,
        "pairs": pairs[:PAIRS],
        "pair_count": len(pairs),
    }
    return render_page(
        request,
        "usecases/dictionary/dictionary.html",
        context,
        fragment="usecases/dictionary/_table.html",
    )


def _pairs(specification: Specification, entries: Sequence[Entry]) -> list[dict[str, str]]:
    """Return the near pairs, each with the addresses that show what merging it would change."""
    pks = {entry.name: entry.pk for entry in entries}
    change = reverse("usecases:dictionary_change", args=[specification.slug])
    shown = []
    for pair in open_pairs(specification, list(pks)):
        one, other = pks[pair.one], pks[pair.other]
        merge = f"{change}?do=merge&a={one}&a={other}&into="
        shown.append(
            {
                "one": pair.one,
                "other": pair.other,
                "keep_one": f"{merge}{one}",
                "keep_other": f"{merge}{other}",
            }
        )
    return shown


def _column(name: str, label: str, query: QueryDict, chosen: Narrowing) -> dict[str, str]:
    """Return a head of the table: where it leads, and how the list is sorted by it now."""
    current = chosen.sort or "name"
    first, second = (name, f"-{name}") if name in ("name", "type") else (f"-{name}", name)
    values = query.copy()
    values.pop("page", None)
    values["sort"] = second if current == first else first
    sorted_by = current.removeprefix("-") == name
    direction = ("descending" if current.startswith("-") else "ascending") if sorted_by else ""
    return {"name": name, "label": label, "query": values.urlencode(), "direction": direction}
