"""Changing the dictionary, together with the use cases that name what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from archportal import spec
from archportal.merging import Arrival, Base, reconcile
from archportal.revisions import Conflict, Origin
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from usecases.changes import rewrite
from usecases.dictionary.specs import (
    add_artifacts,
    delete_artifacts,
    refuse_taken_names,
    restore_artifacts,
    save_artifact_spec,
)
from usecases.locking import lock
from usecases.models import Artifact, ArtifactRevision, Specification, UseCase


@dataclass(frozen=True)
class Saved:
    """What came of saving: the row, and its new revision, or None where nothing had changed."""

    artifact: Artifact
    revision: ArtifactRevision | None
    arrival: Arrival | None = None
    """What somebody had saved in between, where there was something."""


class InUse(Exception):
    """Use cases name the artifact, so it cannot be deleted."""


@in_one_transaction
def save_artifact(
    document: spec.Artifact,
    specification: Specification,
    origin: Origin,
    *,
    artifact: Artifact | None = None,
    base: Base | None = None,
) -> Saved:
    """Save the document as a new artifact of the dictionary, or as the next state of this one.

    Use cases that name it follow a new name, each with a revision. It is merged with what
    came in between. Raises Conflict where somebody changed the same thing since the version of `base` or
    removed it, and SpecError where a name leads to another artifact already.
    """
    specification = lock(specification.pk)
    _refuse_repeated_names(document)
    if artifact is None:
        refuse_taken_names(document, Artifact(specification=specification))
        (artifact,) = add_artifacts(specification, [document], origin)
        return Saved(artifact, artifact.latest)
    row = Artifact.objects.select_related("latest").filter(pk=artifact.pk).first()
    if row is None:
        raise Conflict(_last_revision_of(artifact.pk))
    artifact = row
    former = artifact.name
    reconciled = reconcile(document, base, artifact.latest, artifact.revisions)
    document = reconciled.document
    _refuse_repeated_names(document)
    revision = save_artifact_spec(document, artifact, origin)
    if former != document.name:
        _rename(artifact, former, origin)
    return Saved(artifact, revision, reconciled.arrival)


@in_one_transaction
def restore_artifact(revision: ArtifactRevision, origin: Origin) -> Saved:
    """Save the state of a revision anew; use cases follow its name. One that was deleted comes back.

    Raises SpecError where a name leads to another artifact by now.
    """
    specification = lock(revision.specification_id)
    document = spec.read_document(spec.Artifact, revision.document)
    because = origin.because(f"Restored version {revision.version}.")
    artifact = Artifact.objects.filter(pk=revision.artifact_id).first()
    back = None
    if artifact is None:
        last = _last_revision_of(revision.artifact_id)
        gone = Artifact(pk=last.artifact_id, specification=specification)
        refuse_taken_names(spec.read_document(spec.Artifact, last.document), gone)
        (artifact,) = restore_artifacts(specification, [last], because)
        back = artifact.latest
    saved = save_artifact(document, specification, because, artifact=artifact)
    return replace(saved, revision=saved.revision or back)


def _last_revision_of(pk: int) -> ArtifactRevision:
    """Return the last revision of an artifact, which may be deleted."""
    return ArtifactRevision.objects.filter(artifact_id=pk).latest("version")


def _refuse_repeated_names(document: spec.Artifact) -> None:
    keys = document.keys
    faults = [
        spec.Fault(("aliases", place), f"“{name}” leads to this artifact already; leave it out.")
        for place, name in enumerate(document.aliases)
        if keys[place + 1] in keys[: place + 1]
    ]
    if faults:
        raise spec.SpecError(faults)


def _rename(artifact: Artifact, former: str, origin: Origin) -> None:
    because = origin.because(f"“{former}” is called “{artifact.name}” now.")
    names = {rules.name_key(former): artifact.name}
    ids = list(naming(artifact).values_list("pk", flat=True))
    rewrite(
        artifact.specification,
        ids,
        because,
        lambda row, document: spec.with_artifact_names(document, {**names}),
    )


def naming(artifact: Artifact) -> QuerySet[UseCase]:
    """Return the use cases that name an artifact, by number."""
    uses = Q(pk__in=artifact.inputs.values("usecase")) | Q(pk__in=artifact.outputs.values("usecase"))
    return UseCase.objects.filter(uses).in_order()


@in_one_transaction
def delete_unused_artifacts(artifacts: Sequence[Artifact], origin: Origin) -> None:
    """Delete artifacts that no use case names, each with a last revision. Raises InUse where one is named."""
    ids = [artifact.pk for artifact in artifacts]
    # Nothing may begin to name them in between: whoever writes a use case takes this lock as well.
    locked = Specification.objects.filter(artifacts__in=ids).order_by("pk").values_list("pk", flat=True)
    list(Specification.objects.filter(pk__in=list(locked)).order_by("pk").select_for_update())
    rows = Artifact.objects.filter(pk__in=ids).select_related("latest").prefetch_related("names")
    if rows.filter(Q(inputs__isnull=False) | Q(outputs__isnull=False)).exists():
        raise InUse
    delete_artifacts(list(rows), origin)
