"""From the last part of an address to the artifact that it leads to, by any name it has or had."""

from __future__ import annotations

from collections.abc import Iterable

from archportal.spec import rules
from usecases.models import Artifact, ArtifactName, ArtifactRevision, Specification


def artifact_at(specification: Specification, slug: str) -> Artifact | None:
    """Return the artifact to which a name with this slug leads, or led before; None where there is none.

    One query where the slug is that of a name which its words say, and three at most. It comes with `latest`.
    """
    names = ArtifactName.objects.filter(specification=specification)
    rows = Artifact.objects.select_related("latest")
    found = names.filter(key=_key(slug)).values_list("artifact_id", flat=True)
    artifact = rows.filter(pk__in=found).first()
    if artifact is not None:
        return artifact
    pk = _with_slug(slug, names.order_by("position").values_list("key", "artifact_id"))
    return rows.filter(pk=pk or _former(specification, slug)).first()


def last_artifact_revision(specification: Specification, slug: str) -> ArtifactRevision | None:
    """Return the last revision of the artifact that was last called so."""
    revisions = ArtifactRevision.objects.filter(artifact_id=_former(specification, slug))
    return revisions.order_by("-version").first()


def _former(specification: Specification, slug: str) -> int | None:
    revisions = ArtifactRevision.objects.filter(specification_id=specification.pk).order_by("-pk")
    pk = revisions.filter(identity=_key(slug)).values_list("artifact_id", flat=True).first()
    return pk or _with_slug(slug, revisions.values_list("identity", "artifact_id"))


def _key(slug: str) -> str:
    return rules.name_key(slug.replace("-", " "))[:255]


def _with_slug(slug: str, keys: Iterable[tuple[str, int]]) -> int | None:
    """Look for a name that is not said by its words alone."""
    ending = slug.rpartition("-")[2]
    if len(ending) != 6:
        return None
    return next((pk for key, pk in keys if rules.artifact_slug(key) == slug), None)
