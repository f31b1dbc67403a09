"""The artifacts of a specification: finding them by any name, and adding those that are new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archportal import spec
from archportal.batches import BATCH, batches
from archportal.revisions import Origin
from archportal.spec import rules
from usecases.indexing import forget_artifacts, keep_artifacts
from usecases.models import Artifact, ArtifactName, ArtifactRevision, Specification


def artifact_spec(artifact: Artifact) -> spec.Artifact:
    """Return the document that the rows hold; one query for the names unless they are prefetched."""
    names = sorted(artifact.names.all(), key=lambda name: name.position)
    return spec.Artifact(
        name=artifact.name,
        aliases=tuple(name.name for name in names if name.position > 0),
        type=artifact.type,
        description=artifact.description,
        external=artifact.external,
    )


def find_artifacts(specification: Specification, names: Iterable[str]) -> dict[str, Artifact]:
    """Return the artifacts that these names lead to, by the key of each name. One query."""
    keys = {rules.name_key(name) for name in names}
    if not keys:
        return {}
    rows = ArtifactName.objects.filter(specification=specification).select_related("artifact")
    if len(keys) <= BATCH:
        rows = rows.filter(key__in=keys)
    return {row.key: row.artifact for row in rows if row.key in keys}


def add_artifacts(
    specification: Specification, documents: Sequence[spec.Artifact], origin: Origin
) -> list[Artifact]:
    """Add artifacts to the dictionary, each with its names and its first revision. Four queries.

    None of their names may be in the dictionary yet.
    """
    if not documents:
        return []
    artifacts = Artifact.objects.bulk_create(
        [Artifact(specification=specification, **_columns(document)) for document in documents]
    )
    pairs = list(zip(artifacts, documents, strict=True))
    _write_names(pairs)
    _record(pairs, origin, dict.fromkeys(artifacts, 0))
    return artifacts


def save_artifact_spec(
    document: spec.Artifact, artifact: Artifact, origin: Origin
) -> ArtifactRevision | None:
    """Save the document as the next state of an artifact; None where nothing has changed.

    To be called inside a transaction that holds the specification's lock. Needs `latest`. Raises SpecError
    where a name belongs to another artifact. The documents of use cases that
    name the artifact are the caller's concern.
    """
    latest = artifact.latest
    if latest.document == spec.to_json(document):
        return None
    refuse_taken_names(document, artifact)
    for column, value in _columns(document).items():
        setattr(artifact, column, value)
    artifact.save()
    ArtifactName.objects.filter(artifact=artifact).delete()
    _write_names([(artifact, document)])
    return _record([(artifact, document)], origin, {artifact: latest.version})[0]


def save_artifact_specs(pairs: Sequence[tuple[Artifact, spec.Artifact]], origin: Origin) -> None:
    """Save the next states of many artifacts at once; they may exchange their names. Needs `latest`.

    To be called as `save_artifact_spec` is, with documents that differ and whose names are free.
    """
    for artifact, document in pairs:
        for column, value in _columns(document).items():
            setattr(artifact, column, value)
    rows = [artifact for artifact, _ in pairs]
    versions = {artifact: artifact.latest.version for artifact in rows}
    Artifact.objects.bulk_update(rows, ["name", "type", "description", "external"], batch_size=500)
    for batch in batches(rows):
        ArtifactName.objects.filter(artifact__in=batch).delete()
    _write_names(pairs)
    _record(pairs, origin, versions)


def refuse_taken_names(document: spec.Artifact, artifact: Artifact) -> None:
    """Raise SpecError where a name or alias of the document leads to another artifact already."""
    others = find_artifacts(artifact.specification, (document.name, *document.aliases))
    for field, names in (("name", [document.name]), ("aliases", document.aliases)):
        for name in names:
            other = others.get(rules.name_key(name))
            if other is not None and other.pk != artifact.pk:
                sentence = f"“{name}” leads to the artifact “{other.name}” already; choose another name."
                raise spec.SpecError([spec.Fault((field,), sentence)])


def delete_artifacts(artifacts: Sequence[Artifact], origin: Origin) -> None:
    """Delete artifacts that no use case names, leaving a last revision of each."""
    retire_artifacts(artifacts, origin)
    drop_artifacts(artifacts)


def retire_artifacts(artifacts: Sequence[Artifact], origin: Origin) -> None:
    """Record that artifacts are deleted and set their names free, while use cases may still name them.

    `drop_artifacts` has to follow when none does any more. Needs `latest`.
    """
    pairs = [(artifact, artifact_spec(artifact)) for artifact in artifacts]
    versions = {artifact: artifact.latest.version for artifact in artifacts}
    _record(pairs, origin, versions, deleted=True)
    for batch in batches(artifacts):
        ArtifactName.objects.filter(artifact__in=batch).delete()


def drop_artifacts(artifacts: Sequence[Artifact]) -> None:
    """Delete the rows of artifacts that were retired."""
    for batch in batches(artifacts):
        Artifact.objects.filter(pk__in=[artifact.pk for artifact in batch]).delete()


def restore_artifacts(
    specification: Specification, revisions: Sequence[ArtifactRevision], origin: Origin
) -> list[Artifact]:
    """Bring deleted artifacts back under their old primary keys, as their last revisions have them."""
    documents = [spec.read_document(spec.Artifact, revision.document) for revision in revisions]
    artifacts = Artifact.objects.bulk_create(
        [
            Artifact(pk=revision.artifact_id, specification=specification, **_columns(document))
            for revision, document in zip(revisions, documents, strict=True)
        ]
    )
    pairs = list(zip(artifacts, documents, strict=True))
    _write_names(pairs)
    versions = {artifact: revision.version for artifact, revision in zip(artifacts, revisions, strict=True)}
    _record(pairs, origin, versions)
    return artifacts


def _columns(document: spec.Artifact) -> dict[str, object]:
    return document.model_dump(exclude={"aliases"})


def _write_names(pairs: Sequence[tuple[Artifact, spec.Artifact]]) -> None:
    ArtifactName.objects.bulk_create(
        ArtifactName(
            specification_id=artifact.specification_id,
            artifact=artifact,
            position=position,
            name=name,
            key=rules.name_key(name),
        )
        for artifact, document in pairs
        for position, name in enumerate((document.name, *document.aliases))
    )


def _record(
    pairs: Sequence[tuple[Artifact, spec.Artifact]],
    origin: Origin,
    versions: Mapping[Artifact, int],
    *,
    deleted: bool = False,
) -> list[ArtifactRevision]:
    revisions = ArtifactRevision.objects.bulk_create(
        [
            ArtifactRevision.of(
                origin,
                spec.to_json(document),
                version=versions[artifact] + 1,
                identity=rules.name_key(document.name)[:255],
                based_on=versions[artifact] or None,
                artifact_id=artifact.pk,
                specification_id=artifact.specification_id,
                deleted=deleted,
            )
            for artifact, document in pairs
        ]
    )
    if deleted:
        forget_artifacts([artifact for artifact, _ in pairs])
    else:
        keep_artifacts(pairs)
    for (artifact, _), revision in zip(pairs, revisions, strict=True):
        artifact.latest = revision
    if not deleted:
        Artifact.objects.bulk_update([artifact for artifact, _ in pairs], ["latest"], batch_size=500)
    return revisions
