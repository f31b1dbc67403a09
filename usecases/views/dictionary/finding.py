"""From an address to the artifact that it leads to."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from archportal.spec import rules
from usecases.dictionary.lookup import artifact_at, last_artifact_revision
from usecases.models import Artifact, ArtifactRevision
from usecases.views.find import Moved, find_specification
from usecases.views.gone import Gone


def find_artifact(specification_slug: str, slug: str) -> Artifact:
    """Return the artifact with its latest revision. Raises Moved for another name of it, and Http404."""
    try:
        specification = find_specification(specification_slug)
    except Moved as moved:
        raise Moved(moved.slugs[0], slug) from None
    artifact = artifact_at(specification, slug)
    if artifact is None:
        last = last_artifact_revision(specification, slug)
        if last is None:
            raise Http404("There is no such artifact.")
        back = ("Dictionary", reverse("usecases:dictionary", args=[specification.slug]))
        action = reverse("usecases:artifact_undelete", args=[specification.slug])
        raise Gone(last, artifact_label(last), action, back)
    artifact.specification = specification
    present = rules.artifact_slug(artifact.name)
    if present != slug:
        raise Moved(specification.slug, present)
    return artifact


def artifact_label(revision: ArtifactRevision) -> str:
    """Return what messages call the artifact of a revision."""
    from archportal import spec

    return f"Artifact {spec.stored_artifact(revision.document).name}"
