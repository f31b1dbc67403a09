"""Where a persona is used, through the stories that point to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from archportal.spec.wording import wanted
from personas.models import Persona

_COLUMNS = {
    "specification": "story__usecase__specification__slug",
    "specification_title": "story__usecase__specification__title",
    "usecase": "story__usecase__slug",
    "number": "story__usecase__number",
    "title": "story__usecase__title",
    "optional": "story__usecase__optional",
    "want": "story__want",
    "so_that": "story__so_that",
}


@dataclass
class UsedIn:
    """A use case with what the persona wants in it."""

    number: str
    title: str
    optional: bool
    url: str
    stories: list[str] = field(default_factory=list)


@dataclass
class UsesOf:
    """The uses within one specification."""

    title: str
    url: str
    usecases: dict[str, UsedIn] = field(default_factory=dict)


def uses_of(persona: Persona) -> Sequence[UsesOf]:
    """Return the use cases that a persona appears in, by specification, in order. One query."""
    links = persona.story_links.order_by(
        "story__usecase__specification__title",
        "story__usecase__specification_id",
        "story__usecase__number_key",
        "story__position",
    )
    found: dict[str, UsesOf] = {}
    for row in links.values(*_COLUMNS.values()):
        link = {name: row[column] for name, column in _COLUMNS.items()}
        group = found.setdefault(link["specification"], _group(link))
        usecase = group.usecases.setdefault(link["usecase"], _usecase(link))
        if link["want"] or link["so_that"]:
            usecase.stories.append(_story(link["want"], link["so_that"]))
    return list(found.values())


def _group(link: dict[str, Any]) -> UsesOf:
    return UsesOf(
        link["specification_title"], reverse("usecases:specification", args=[link["specification"]])
    )


def _usecase(link: dict[str, Any]) -> UsedIn:
    url = reverse("usecases:detail", args=[link["specification"], link["usecase"]])
    return UsedIn(link["number"], link["title"], link["optional"], url)


def _story(want: str, so_that: str) -> str:
    parts = [f"I want {wanted(want)}" if want else "", f"so that {so_that}" if so_that else ""]
    sentence = " ".join(part for part in parts if part)
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
