"""Answers to a form that completes names, and that makes what is missing without leaving the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse

from archportal import spec
from archportal.sought import sought
from archportal.spec import offers

MOST = 8
"""How many names are offered at once."""

LONGEST = 1_000
"""Characters of what was typed that are looked at."""


def typed(request: HttpRequest, name: str) -> str:
    """Return what was typed, without what no database can look for."""
    return sought(request.GET.get(name, ""), LONGEST)


@dataclass(frozen=True)
class Offer:
    """One name; `also` is another one that leads to it, `called` what stands before that."""

    value: str
    hints: Sequence[str] = ()
    also: str = ""
    called: str = ""

    def shown(self, query: str) -> dict[str, Any]:
        """Return it as pieces of text, every second of which is marked as what was typed."""
        first, *pieces = offers.marked(query, self.also)
        hints = [hint for hint in self.hints if hint]
        last = " · ".join(([""] if self.also else []) + hints)
        hint = [self.called + first, *pieces] if self.also else [""]
        return {
            "value": self.value,
            "name": offers.marked(query, self.value),
            "hint": [*hint[:-1], hint[-1] + last],
        }


def offer(query: str, found: Iterable[Offer], *, exact: bool, parts: int = 1) -> JsonResponse:
    """Answer with what was found for the text.

    `exact`: the text is a name already. `parts`: how many parts between commas the offers stand for.
    """
    results = [one.shown(query) for one in found]
    return JsonResponse({"results": results, "exact": exact, "parts": parts})


@dataclass(frozen=True)
class Act:
    """A button that answers a note; with a name it puts that between two texts, or makes it first."""

    text: str
    label: str
    name: str = ""
    before: str = ""
    after: str = ""
    make: bool = False


@dataclass(frozen=True)
class Note:
    """A sentence about a name that was typed, and the buttons that answer it."""

    text: str
    acts: Sequence[Act] = ()


def tell(notes: Iterable[Note]) -> JsonResponse:
    """Answer with what there is to say of a name."""
    return JsonResponse({"notes": [asdict(note) for note in notes]})


def use_cases(count: int) -> str:
    """Return how many use cases there are, in words; nothing for none."""
    return f"{count} use case{'' if count == 1 else 's'}" if count else ""


def made(make: Callable[[], str]) -> JsonResponse:
    """Answer with the name of what was made, or with the faults by field."""
    try:
        return JsonResponse({"name": make()}, status=201)
    except spec.SpecError as error:
        errors: dict[str, list[str]] = {}
        for fault in error.faults:
            errors.setdefault(str(fault.place[0]) if fault.place else "name", []).append(fault.message)
        return JsonResponse({"errors": errors}, status=422)
