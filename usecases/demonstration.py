"""The demonstration that a new portal starts with: how it is known again, and whether it was changed."""

from __future__ import annotations

from pathlib import Path

from archportal.revisions import Door
from usecases.models import ArtifactRevision, Specification, UseCaseRevision

STARTER = Path(__file__).resolve().parent / "starter" / "mlops.json"
NOTE = "Starter content."
"""What the revisions of the starter content say on why they were made."""


def is_demonstration(specification: Specification) -> bool:
    """Say whether this is the demonstration under its own title; needs `with_document`. No query.

    Whoever gives it another title or introduction has made it a specification of their own.
    """
    first = specification.latest
    return first is not None and (first.version, first.door, first.note) == (1, Door.COMMAND, NOTE)


def was_changed(demonstration: Specification) -> bool:
    """Say whether anything in the demonstration was written, moved or deleted after it came in."""
    assert demonstration.latest is not None
    change = demonstration.latest.change
    return any(
        revisions.objects.filter(specification=demonstration).exclude(change=change).exists()
        for revisions in (UseCaseRevision, ArtifactRevision)
    )
