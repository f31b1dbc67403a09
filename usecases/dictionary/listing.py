"""The dictionary as a list: every artifact and what gives and takes it, narrowed, sorted and paged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from archportal.sought import sought
from archportal.spec import rules
from usecases.models import Artifact, ArtifactName, Input, Output, Specification

STATES = {
    "no-source": "Nothing produces it",
    "no-use": "Nothing uses it",
    "unused": "In no use case",
}
"""What can be missing of an artifact."""

SORTS: Mapping[str, Callable[[Entry], Any]] = {
    "name": lambda entry: (),
    "type": lambda entry: (not entry.type, entry.type),
    "given": lambda entry: len(entry.producers),
    "used": lambda entry: len(entry.consumers),
}
"""By what the list can be sorted; what is equal stays in the order of the names."""

NO_TYPE = "none"


@dataclass
class Entry:
    """An artifact of the list; producers and consumers are the primary keys of use cases."""

    pk: int
    name: str
    key: str
    type: str
    external: bool
    aliases: list[tuple[str, str]] = field(default_factory=list)
    producers: set[int] = field(default_factory=set)
    required: set[int] = field(default_factory=set)
    optional: set[int] = field(default_factory=set)

    @property
    def consumers(self) -> set[int]:
        """The use cases that take it."""
        return self.required | self.optional

    @property
    def state(self) -> str:
        """What is missing of it; empty where nothing is."""
        if not self.producers and not self.consumers:
            return "unused"
        if not self.consumers:
            return "no-use"
        return "" if self.producers or self.external else "no-source"

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return rules.artifact_slug(self.name)


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed to and sorted by; empty texts narrow nothing."""

    query: str = ""
    type: str = ""
    outside: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def of(cls, values: QueryDict) -> Narrowing:
        """Return what an address names."""
        texts = {name: sought(values.get(name, "")) for name in FIELDS}
        if texts["sort"].removeprefix("-") not in SORTS:
            texts["sort"] = ""
        return cls(**{FIELDS[name]: text for name, text in texts.items()})

    def __bool__(self) -> bool:
        return bool(self.query or self.type or self.outside or self.state)

    def apply(self, entries: Iterable[Entry], described: Mapping[int, str]) -> list[Entry]:
        """Return the entries that it asks for, sorted; `described` are descriptions to search as well."""
        words = rules.fold(self.query).split()
        kept = [one for one in entries if self._keeps(one, words, described)]
        kept.sort(key=lambda one: (one.key, one.name), reverse=self.sort == "-name")
        kept.sort(key=SORTS[self.sort.removeprefix("-") or "name"], reverse=self.sort.startswith("-"))
        return kept

    def _keeps(self, entry: Entry, words: Sequence[str], described: Mapping[int, str]) -> bool:
        if self.type and entry.type != ("" if self.type == NO_TYPE else self.type):
            return False
        if self.outside and entry.external is not (self.outside == "yes"):
            return False
        if self.state and entry.state != self.state:
            return False
        description = rules.fold(described.get(entry.pk, ""))
        text = " ".join([entry.key, *(key for _, key in entry.aliases), description])
        return all(word in text for word in words)


FIELDS = {"q": "query", "type": "type", "outside": "outside", "state": "state", "sort": "sort"}
"""The keys of an address, and what they narrow."""


def read_entries(specification: Specification) -> list[Entry]:
    """Return every artifact of a specification with its uses, by name. Three queries.

    One that came after the first of them is left out.
    """
    names = ArtifactName.objects.filter(specification=specification).order_by("artifact_id", "position")
    entries: dict[int, Entry] = {}
    columns = ("artifact_id", "position", "name", "key", "artifact__type", "artifact__external")
    for pk, position, name, key, kind, external in names.values_list(*columns):
        if position == 0:
            entries[pk] = Entry(pk, name, key, kind, external)
        else:
            entries[pk].aliases.append((name, key))
    within = {"usecase__specification": specification}
    outputs = Output.objects.filter(**within).order_by()
    for pk, usecase in outputs.values_list("artifact_id", "usecase_id"):
        if pk in entries:
            entries[pk].producers.add(usecase)
    inputs = Input.objects.filter(**within).order_by()
    for pk, usecase, required in inputs.values_list("artifact_id", "usecase_id", "required"):
        if pk in entries:
            (entries[pk].required if required else entries[pk].optional).add(usecase)
    for entry in entries.values():
        entry.optional -= entry.required
    # Sorted here, because every database has its own collation.
    return sorted(entries.values(), key=lambda one: (one.key, one.name))


def descriptions(artifacts: Specification | Iterable[int]) -> dict[int, str]:
    """Return the descriptions of all artifacts of a specification, or of these, by primary key. One query."""
    rows = Artifact.objects.exclude(description="").order_by()
    if isinstance(artifacts, Specification):
        rows = rows.filter(specification=artifacts)
    else:
        rows = rows.filter(pk__in=list(artifacts))
    return dict(rows.values_list("pk", "description"))


def state_counts(entries: Iterable[Entry]) -> dict[str, int]:
    """Return how many entries miss what, in the order of `STATES`."""
    counts = Counter(entry.state for entry in entries)
    return {state: counts[state] for state in STATES if counts[state]}


@dataclass(frozen=True)
class Use:
    """A use case that is named beside an artifact."""

    number: str
    title: str
    slug: str
    optional: bool = False


@dataclass(frozen=True)
class Line:
    """An entry as the list shows it: its description, and the first of the use cases on either side."""

    entry: Entry
    description: str
    givers: Sequence[Use]
    takers: Sequence[tuple[Use, bool]]

    @property
    def more_givers(self) -> int:
        """How many use cases that give it are not named."""
        return len(self.entry.producers) - len(self.givers)

    @property
    def more_takers(self) -> int:
        """How many use cases that take it are not named."""
        return len(self.entry.consumers) - len(self.takers)


SHOWN = 4
"""How many use cases are named on either side of an artifact."""


def lines_of(specification: Specification, entries: Sequence[Entry]) -> list[Line]:
    """Return what the list shows of the entries of one page. Two queries."""
    texts = descriptions(entry.pk for entry in entries)
    columns = ("pk", "number", "title", "slug", "optional")
    rows = specification.use_cases.in_order().values_list(*columns)
    # In the order of their numbers.
    uses = {pk: Use(*values) for pk, *values in rows} if entries else {}
    return [_line(entry, texts.get(entry.pk, ""), uses) for entry in entries]


def _line(entry: Entry, description: str, uses: Mapping[int, Use]) -> Line:
    givers = [use for pk, use in uses.items() if pk in entry.producers]
    takers = [(use, pk in entry.required) for pk, use in uses.items() if pk in entry.consumers]
    takers.sort(key=lambda pair: not pair[1])
    return Line(entry, description, givers[:SHOWN], takers[:SHOWN])
