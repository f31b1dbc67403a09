"""What an import reads from: a file, a folder, a zip or pasted text becomes a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import F

from archportal import spec
from archportal.spec import sources
from archportal.spec.dismissed import Dismissed, read_dismissed
from archportal.spec.reading import read_markdown
from personas.models import Persona, PersonaRevision


@dataclass(frozen=True)
class Source:
    """What was read: the document, what its author should know, and personas known by reference only.

    `dismissed` are the findings that were dismissed where it comes from.
    """

    name: str
    document: spec.Specification
    warnings: Sequence[str] = ()
    references: frozenset[str] = frozenset()
    dismissed: Sequence[Dismissed] = ()


def read_source(path: Path) -> Source:
    """Read a file, a folder or a zip. Raises SpecError where it holds no specification."""
    return _read(sources.read_source(path))


def read_pasted(data: bytes) -> Source:
    """Read text that was pasted. Raises SpecError where it holds no specification."""
    return _read(sources.read_pasted(data))


def _read(source: sources.Source) -> Source:
    if source.specification is not None:
        return Source(source.name, source.specification)
    dismissed = read_dismissed(source.dismissed) if source.dismissed else ()
    reading = read_markdown(
        source.files or {},
        known_personas=[persona.document for persona in Persona.objects.with_document()],
        former=former_names(),
        name=source.name,
    )
    warnings = [str(remark) for remark in reading.report]
    return Source(source.name, reading.specification, warnings, reading.references, dismissed)


def former_names() -> dict[str, str]:
    """Return the present slug of each slug and of the key of each name that a persona once had."""
    past = PersonaRevision.objects.filter(persona__isnull=False)
    past = past.exclude(identity=F("persona__slug"), name_key=F("persona__name_key")).order_by("pk")
    rows = list(past.values_list("identity", "name_key", "persona__slug"))
    return {former: slug for identity, name_key, slug in rows for former in (name_key, identity)}
