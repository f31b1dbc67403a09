"""What a search has found, ready to be shown: named, marked, and with the address of the very place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Model
from django.utils.safestring import SafeString

from archportal.spec.asking import Term, clauses
from archportal.spec.pieces import Kind
from personas.models import Persona
from search.apart import places_of
from search.marking import excerpt, marked
from search.models import Entry
from usecases.models import Artifact, Specification, UseCase

GROUPS = {
    Kind.SPECIFICATION: "Specifications",
    Kind.PERSONA: "Personas",
    Kind.USE_CASE: "Use cases",
    Kind.ARTIFACT: "Artifacts",
}
OTHERS = "Texts"
APART = "Words in different places"
ICONS = {
    Kind.SPECIFICATION: "journal-text",
    Kind.PERSONA: "person",
    Kind.USE_CASE: "card-text",
    Kind.ARTIFACT: "box",
}
MODELS: dict[Kind, type[Model]] = {Kind.PERSONA: Persona, Kind.USE_CASE: UseCase, Kind.ARTIFACT: Artifact}


@dataclass(frozen=True)
class Hit:
    """One result: what it says with the match marked, where it stands, and the way there."""

    group: str
    icon: str
    text: SafeString
    place: SafeString
    url: str
    within: Sequence[Hit] = ()


@dataclass(frozen=True)
class Group:
    """Results of one kind."""

    title: str
    hits: Sequence[Hit]


def hits_of(entries: Iterable[Entry], wanted: Sequence[str]) -> list[Hit]:
    """Return the results that these entries are, without what is just being deleted. Four queries at most."""
    entries = list(entries)
    owners, terms = Owners(entries), terms_of(wanted)
    return [hit for entry in entries if (hit := owners.hit(entry, terms)) is not None]


def hits_apart(names: Iterable[Entry], wanted: Sequence[str]) -> list[Hit]:
    """Return documents in which the words stand apart, each with the places. Five queries at most."""
    places = places_of(names, wanted)
    owners, terms = Owners(list(places)), terms_of(wanted)
    return [
        replace(hit, group=APART, within=[_within(hit, place, terms) for place in within])
        for name, within in places.items()
        if (hit := owners.hit(name, terms)) is not None
    ]


def _within(hit: Hit, place: Entry, terms: Collection[Term]) -> Hit:
    """Return a place in the document that a result is."""
    text, label = excerpt(place.text, terms), marked(place.label, terms)
    return Hit(APART, hit.icon, text, label, hit.url + (f"#{place.anchor}" if place.anchor else ""))


def terms_of(wanted: Sequence[str]) -> Collection[Term]:
    """Return all that is marked in a text."""
    return {term for clause in clauses(wanted) for term in clause}


def grouped(hits: Iterable[Hit]) -> list[Group]:
    """Put the results of each kind together, in the order in which the kinds come."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.group, []).append(hit)
    return [Group(title, members) for title, members in groups.items()]


class Owners:
    """The documents that entries are of, by kind and key."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries

    @cached_property
    def homes(self) -> dict[int, Specification]:
        """The specifications."""
        keys = {entry.home for entry in self.entries if entry.home}
        return Specification.objects.only("slug", "title").in_bulk(keys) if keys else {}

    @cached_property
    def rows(self) -> dict[tuple[int, int], Model]:
        """The documents within specifications, and the personas."""
        found: dict[tuple[int, int], Model] = {}
        for kind, model in MODELS.items():
            keys = {entry.owner for entry in self.entries if entry.owner_kind == kind}
            if keys:
                found |= {(kind, pk): row for pk, row in model._default_manager.in_bulk(keys).items()}
        return found

    def hit(self, entry: Entry, terms: Collection[Term]) -> Hit | None:
        """Return the result that an entry is; None where its document is gone."""
        home = self.homes.get(entry.home)
        row = (
            home if entry.owner_kind == Kind.SPECIFICATION else self.rows.get((entry.owner_kind, entry.owner))
        )
        if row is None or (entry.home and home is None):
            return None
        if isinstance(row, UseCase | Artifact):
            row.specification = home
        owner, name = Kind(entry.owner_kind), _name(row)
        url = row.get_absolute_url() + (f"#{entry.anchor}" if entry.anchor else "")
        where = [home.title] if home is not None and home is not row else []
        if entry.place == 0:
            text, place = marked(name, terms), [*_other_names(row, entry), *where]
        else:
            text, place = excerpt(entry.text, terms), [f"{_titled(owner, name)}, {entry.label}", *where]
        group = GROUPS.get(Kind(entry.kind), OTHERS)
        return Hit(group, ICONS[owner], text, marked(" · ".join(place), terms), url)


def _name(row: Model) -> str:
    """Return how results call a document."""
    return row.name if isinstance(row, Persona | Artifact) else str(row)


def _titled(kind: Kind, name: str) -> str:
    return name if kind is Kind.USE_CASE else f"{kind.name.capitalize()} {name}"


def _other_names(row: Model, entry: Entry) -> list[str]:
    """Return what else a persona or an artifact is called."""
    rest = entry.text.removeprefix(f"{_name(row)} – ")
    return [rest] if isinstance(row, Persona | Artifact) and rest != entry.text else []
