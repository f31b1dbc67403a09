"""Changing the dictionary, together with the use cases that name what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Q, QuerySet

from archportal import spec
from archportal.merging import Arrival, Base, reconcile
from archportal.revisions import Origin
from archportal.spec import rules
from usecases.changes import rewrite
from usecases.dictionary.specs import (
    add_artifacts,
    delete_artifacts,
    refuse_taken_names,
    restore_artifacts,
    save_artifact_spec,
)
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


@transaction.atomic
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
    came in between. Raises Conflict where somebody changed the same thing since the version of `base`, and
    SpecError where a name leads to another artifact already.
    """
    specification = Specification.objects.select_for_update().get(pk=specification.pk)
    _refuse_repeated_names(document)
    if artifact is None:
        refuse_taken_names(document, Artifact(specification=specification))
        (artifact,) = add_artifacts(specification, [document], origin)
        return Saved(artifact, artifact.latest)
    artifact = Artifact.objects.select_related("latest").get(pk=artifact.pk, specification=specification)
    former = artifact.name
    reconciled = reconcile(document, base, artifact.latest, artifact.revisions)
    document = reconciled.document
    _refuse_repeated_names(document)
    revision = save_artifact_spec(document, artifact, origin)
    if former != document.name:
        _rename(artifact, former, origin)
    return Saved(artifact, revision, reconciled.arrival)


@transaction.atomic
def restore_artifact(revision: ArtifactRevision, origin: Origin) -> Saved:
    """Save the state of a revision anew; use cases follow its name. One that was deleted comes back.

    Raises SpecError where a name leads to another artifact by now.
    """
    specification = Specification.objects.select_for_update().get(pk=revision.specification_id)
    document = spec.read_document(spec.Artifact, revision.document)
    because = origin.because(f"Restored version {revision.version}.")
    artifact = Artifact.objects.filter(pk=revision.artifact_id).first()
    back = None
    if artifact is None:
        last = ArtifactRevision.objects.filter(artifact_id=revision.artifact_id).latest("version")
        gone = Artifact(pk=last.artifact_id, specification=specification)
        refuse_taken_names(spec.read_document(spec.Artifact, last.document), gone)
        (artifact,) = restore_artifacts(specification, [last], because)
        back = artifact.latest
    saved = save_artifact(document, specification, because, artifact=artifact)
    return replace(saved, revision=saved.revision or back)


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


@transaction.atomic
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
