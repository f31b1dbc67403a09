"""The lists that have filters, and what people keep of them under names.

Kept is what stands in the address behind the question mark, and of that only what the list knows: the address
itself is made anew whenever it is shown, so that it leads nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from archportal.sought import sought
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from usecases.models import SavedFilter, Specification
from usecases.models.saved_filter import NAME_LIMIT, QUERY_LIMIT

MOST = 100
"""Filters that one person keeps of one list: a menu of more would be a list that needs a filter itself."""


@dataclass(frozen=True)
class FilteredList:
    """A list: its title, the name of its view, and what the keys of its address are called.

    Most lists are those of a specification; `common` ones stand beside all of them.
    """

    title: str
    view: str
    labels: Mapping[str, str]
    common: bool = False

    def clean(self, query: str) -> str:
        """Return what this list knows of the query of an address, in the list's own order."""
        values = QueryDict(query)
        texts = [(key, sought(text)) for key in self.labels for text in values.getlist(key)]
        return urlencode([(key, text) for key, text in texts if text])

    def address(self, specification: Specification | None, query: str) -> str:
        """Return where the list is shown with this filter."""
        return f"{reverse(self.view, args=_slugs(specification))}?{self.clean(query)}"

    def words(self, query: str) -> str:
        """Say in words what a cleaned query asks for: “Text: raw, Status: draft”."""
        values = QueryDict(query)
        return ", ".join(f"{self.labels[key]}: {text}" for key in values for text in values.getlist(key))


LISTS: Mapping[str, FilteredList] = {
    "use-cases": FilteredList(
        "Use cases", "usecases:list", {"q": "Text", "persona": "Persona", "status": "Status"}
    ),
    "dictionary": FilteredList(
        "Dictionary",
        "usecases:dictionary",
        {
            "q": "Text",
            "type": "Type",
            "outside": "From outside",
            "state": "Gap",
            "sort": "Sorted by",
        },
    ),
    "checks": FilteredList(
        "Checks",
        "usecases:checks",
        {"q": "Text", "severity": "Severity", "check": "Check", "about": "About", "shown": "Shown"},
    ),
    "flow": FilteredList(
        "Flow",
        "usecases:flow",
        {
            "artifact": "Artifact",
            "persona": "Persona",
            "tag": "Tag",
            "optional": "Optional",
            "fold": "Folded",
            "way": "Direction",
        },
    ),
    "matrix": FilteredList(
        "Matrix",
        "usecases:matrix",
        {
            "what": "Matrix",
            "q": "Text",
            "persona": "Persona",
            "tag": "Tag",
            "status": "Status",
            "gaps": "Only gaps",
        },
    ),
    "personas": FilteredList("Personas", "personas:list", {"q": "Text"}, common=True),
    "specifications": FilteredList(
        "Specifications", "usecases:specification_list", {"q": "Text"}, common=True
    ),
}


class FilterError(ValueError):
    """A filter cannot be kept; the message says why in a sentence."""


class NameTaken(FilterError):
    """The name stands for another filter of the same list."""


def _slugs(specification: Specification | None) -> list[str]:
    return [specification.slug] if specification else []


def page_of(specification: Specification | None) -> str:
    """Return where people find what they keep of the lists of a specification, or (None) of common ones."""
    return reverse("usecases:saved_filters" if specification else "filters", args=_slugs(specification))


def lists_of(specification: Specification | None) -> dict[str, FilteredList]:
    """Return the lists of a specification, or (None) the common ones, by their words."""
    return {word: known for word, known in LISTS.items() if known.common == (specification is None)}


def saved_by(user: AbstractBaseUser, specification: Specification | None) -> QuerySet[SavedFilter]:
    """Return what this person keeps of the lists of a specification, or (None) of common ones, by name."""
    return SavedFilter.objects.filter(user=user, specification=specification).order_by("name", "pk")


@in_one_transaction
def keep(
    user: AbstractBaseUser,
    specification: Specification | None,
    word: str,
    name: str,
    query: str,
    *,
    replace: bool = False,
) -> SavedFilter:
    """Keep a filter of the list that `word` stands for; with `replace` also in the place of another one.

    Raises FilterError where there is no name or nothing to keep, and NameTaken.
    """
    saved = saved_by(user, specification).filter(listing=word)
    name, query = _checked(name), LISTS[word].clean(query)
    if not query or len(query) > QUERY_LIMIT:
        raise FilterError("Filter the list first: there is nothing to keep.")
    if not saved.filter(name=name).exists() and saved.count() >= MOST:
        raise FilterError(f"You keep {MOST} filters of this list. Delete one of them first.")
    own = {"user": user, "specification": specification, "listing": word, "name": name}
    row, created = SavedFilter.objects.get_or_create(**own, defaults={"query": query})
    if not created and row.query != query:
        if not replace:
            raise NameTaken(f"“{name}” stands for another filter already ({LISTS[word].words(row.query)}).")
        SavedFilter.objects.filter(pk=row.pk).update(query=query)
        row.query = query
    return row


@in_one_transaction
def rename(row: SavedFilter, name: str) -> None:
    """Call a kept filter by another name. Raises FilterError where there is none, and NameTaken."""
    name = _checked(name)
    others = SavedFilter.objects.filter(
        user=row.user_id, specification=row.specification_id, listing=row.listing, name=name
    ).exclude(pk=row.pk)
    if others.exists():
        raise NameTaken(f"“{name}” stands for another filter already. Choose another name.")
    SavedFilter.objects.filter(pk=row.pk).update(name=name)


def _checked(name: str) -> str:
    name = rules.one_line(name.replace("\x00", ""))
    if not name:
        raise FilterError("Give the filter a name.")
    if len(name) > NAME_LIMIT:
        raise FilterError(f"A name has at most {NAME_LIMIT} characters.")
    return name
