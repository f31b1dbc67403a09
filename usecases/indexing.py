"""What a search finds of specifications, use cases and artifacts, kept in step with every save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archportal import spec
from archportal.batches import batches
from archportal.spec.pieces import (
    Kind,
    Owner,
    Piece,
    artifact_pieces,
    specification_pieces,
    use_case_pieces,
)
from search.keeping import forget, keep
from usecases.models import Artifact, Specification, SpecificationRevision, UseCase
from usecases.row_kinds import Change

BATCH = 200
"""Use cases whose pieces are held at a time."""


def keep_usecases(changes: Sequence[Change]) -> None:
    """Follow the changes of use cases."""
    for batch in batches(changes, BATCH):
        before = [piece for change in batch if change.before for piece in _of(change.usecase, change.before)]
        keep(before, [piece for change in batch for piece in _of(change.usecase, change.after)])


def _of(usecase: UseCase, document: spec.UseCase) -> list[Piece]:
    return use_case_pieces(document, _owner(usecase))


def forget_usecases(usecases: Iterable[UseCase]) -> None:
    """Follow the deletion of use cases."""
    forget([_owner(usecase) for usecase in usecases])


def _owner(usecase: UseCase) -> Owner:
    return Owner(Kind.USE_CASE, usecase.pk, usecase.specification_id)


def keep_artifacts(pairs: Sequence[tuple[Artifact, spec.Artifact]]) -> None:
    """Follow the changes of artifacts. Needs `latest`: what they were before (None: they are new)."""
    before = [
        piece
        for artifact, _ in pairs
        if artifact.latest is not None
        for piece in artifact_pieces(
            spec.read_document(spec.Artifact, artifact.latest.document), _artifact_owner(artifact)
        )
    ]
    keep(
        before,
        [piece for row, document in pairs for piece in artifact_pieces(document, _artifact_owner(row))],
    )


def forget_artifacts(artifacts: Iterable[Artifact]) -> None:
    """Follow the deletion of artifacts."""
    forget([_artifact_owner(artifact) for artifact in artifacts])


def _artifact_owner(artifact: Artifact) -> Owner:
    return Owner(Kind.ARTIFACT, artifact.pk, artifact.specification_id)


def keep_specification(
    specification: Specification, before: SpecificationRevision | None, after: spec.SpecificationText
) -> None:
    """Follow a change of a specification's own text."""
    owner = _specification_owner(specification)
    former = before and not before.deleted and spec.read_document(spec.SpecificationText, before.document)
    keep(specification_pieces(former, owner) if former else (), specification_pieces(after, owner))


def forget_specification(specification: Specification) -> None:
    """Follow the deletion of a specification; what was in it is forgotten with its own deletion."""
    forget([_specification_owner(specification)])


def _specification_owner(specification: Specification) -> Owner:
    return Owner(Kind.SPECIFICATION, specification.pk, specification.pk)
