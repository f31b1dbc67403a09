"""What an import did, for people to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from archportal import spec


class Outcome(StrEnum):
    """What an import did with one thing."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Entry:
    """One thing that an import mentioned, what was done with it, and which of its fields changed."""

    kind: str
    name: str
    outcome: Outcome
    fields: tuple[str, ...] = ()


@dataclass
class Report:
    """What an import did: an entry for each thing, and what its author should know."""

    entries: list[Entry] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, kind: str, before: spec.Document | None, after: spec.Document) -> None:
        """Add what has become of one document (before None: it is new)."""
        fields = changed_fields(before, after) if before else ()
        outcome = Outcome.CREATED if before is None else Outcome.CHANGED if fields else Outcome.UNCHANGED
        self.entries.append(Entry(kind, called(after), outcome, fields))

    def warn(self, sentence: str) -> None:
        """Add something that the author of the import should know."""
        self.warnings.append(sentence)

    def of(self, outcome: Outcome) -> list[Entry]:
        """Return the entries with this outcome, in the order of the import."""
        return [entry for entry in self.entries if entry.outcome is outcome]

    @property
    def changes_nothing(self) -> bool:
        """Whether everything was there already."""
        return all(entry.outcome is Outcome.UNCHANGED for entry in self.entries)


def changed_fields(before: spec.Document, after: spec.Document) -> tuple[str, ...]:
    """Return the names of the fields in which two documents of one kind differ."""
    return tuple(name for name in type(after).model_fields if getattr(before, name) != getattr(after, name))


def called(document: spec.Document) -> str:
    """Return what a report calls a document."""
    if isinstance(document, spec.UseCase):
        return f"{document.number} {document.title}"
    return str(getattr(document, "name", "") or getattr(document, "title", ""))


def counted(entries: Iterable[Entry]) -> str:
    """Return how many things of each kind there are, as `1 specification, 4 use cases`."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    return ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts.items())
