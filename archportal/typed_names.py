"""Answers to a form that completes names, and that makes what is missing without leaving the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse

from archportal import spec

MOST = 8
"""How many names are offered at once."""

LONGEST = 1_000
"""Characters of what was typed that are looked at."""


def typed(request: HttpRequest, name: str) -> str:
    """Return what was typed, without what no database can look for."""
    return request.GET.get(name, "")[:LONGEST].replace("\x00", "").strip()


def offer(offers: Sequence[Mapping[str, Any]], *, exact: bool, parts: int = 1) -> JsonResponse:
    """Answer with offers: `value`, `also` (another name it was found by), and `hint`.

    `exact`: what was typed is a name already. `parts`: how many parts between commas the offers stand for.
    """
    return JsonResponse({"results": list(offers), "exact": exact, "parts": parts})


def made(make: Callable[[], str]) -> JsonResponse:
    """Answer with the name of what was made, or with the faults by field."""
    try:
        return JsonResponse({"name": make()}, status=201)
    except spec.SpecError as error:
        errors: dict[str, list[str]] = {}
        for fault in error.faults:
            errors.setdefault(str(fault.place[0]) if fault.place else "name", []).append(fault.message)
        return JsonResponse({"errors": errors}, status=422)
