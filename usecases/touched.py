"""What a change touched, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from archportal import spec
from archportal.revisions import Revision
from personas.models import PersonaRevision
from usecases.models import ArtifactRevision, SpecificationRevision, UseCaseRevision

KINDS: Mapping[type[Revision], tuple[str, str]] = {
    PersonaRevision: ("Persona", "Persona {name}"),
    SpecificationRevision: ("SpecificationText", "Specification {title}"),
    ArtifactRevision: ("Artifact", "Artifact “{name}”"),
    UseCaseRevision: ("UseCase", "Use Case {number}: {title}"),
}
"""What a revision of each kind holds, and what it is called. Documents are loaded when one is read."""


class NothingToUndo(LookupError):
    """There is no such change."""


@dataclass(frozen=True)
class Touched:
    """A change before it is undone: one of its revisions, and the names of the documents that it touched."""

    revision: Revision
    labels: Sequence[str]


def touched(change: UUID) -> Touched:
    """Return what a change touched. Four queries. Raises NothingToUndo where there is no such change."""
    labels: dict[str, Revision] = {}
    for model in KINDS:
        for revision in model.objects.filter(change=change).order_by("pk"):
            labels[label_of(revision)] = revision
    if not labels:
        raise NothingToUndo(f"There is no change {change}.")
    return Touched(next(reversed(labels.values())), list(labels))


def label_of(revision: Revision) -> str:
    """Return what the document of a revision is called in a sentence."""
    kind, label = KINDS[type(revision)]
    document = spec.read_document(getattr(spec, kind), revision.document)
    return label.format(**document.model_dump())
