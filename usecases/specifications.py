"""Specifications as documents: the only way to write their own text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archportal import spec
from archportal.merging import Arrival, Base, reconcile
from archportal.revisions import Conflict, Origin
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from usecases.changes import delete_usecases
from usecases.dictionary.specs import delete_artifacts, restore_artifacts
from usecases.indexing import forget_specification, keep_specification
from usecases.models import ArtifactRevision, Specification, SpecificationRevision, UseCaseRevision
from usecases.specs import Draft, save_usecase_specs


@dataclass(frozen=True)
class Saved:
    """What came of saving: the row, and its new revision, or None where nothing had changed."""

    specification: Specification
    revision: SpecificationRevision | None
    arrival: Arrival | None = None
    """What somebody had saved in between, where there was something."""


def specification_text(specification: Specification) -> spec.SpecificationText:
    """Return the document of the specification's own text that the row holds."""
    return spec.SpecificationText(
        slug=specification.slug, title=specification.title, introduction=specification.introduction
    )


@in_one_transaction
def save_specification_spec(
    document: spec.SpecificationText,
    origin: Origin,
    *,
    specification: Specification | None = None,
    base: Base | None = None,
) -> Saved:
    """Save a specification's own text anew, or as the next state of this one.

    It is merged with what came in between. Raises Conflict where somebody changed the same thing since the
    version of `base` or deleted it, and SpecError where another specification has the address. A new one
    whose slug is taken gets the next free slug.
    """
    if specification is None:
        slug = rules.free_slug(document.slug, Specification.objects.values_list("slug", flat=True))
        return _write(Specification(), document.model_copy(update={"slug": slug}), origin, None)
    locked = Specification.objects.select_for_update().filter(pk=specification.pk).first()
    if locked is None:
        raise Conflict(last_revision_of(specification.pk))
    specification = locked
    latest = specification.latest
    reconciled = reconcile(document, base, latest, specification.revisions)
    document = reconciled.document
    if latest.document == spec.to_json(document):
        return Saved(specification, None, reconciled.arrival)
    if Specification.objects.filter(slug=document.slug).exclude(pk=specification.pk).exists():
        sentence = "Another specification has this address; choose another one."
        raise spec.SpecError([spec.Fault(("slug",), sentence)])
    return replace(_write(specification, document, origin, latest), arrival=reconciled.arrival)


def _write(
    specification: Specification,
    document: spec.SpecificationText,
    origin: Origin,
    before: SpecificationRevision | None,
) -> Saved:
    for column, value in document.model_dump().items():
        setattr(specification, column, value)
    specification.save()
    revision = _record(specification, origin, before, spec.to_json(document))
    keep_specification(specification, before, document)
    specification.latest = revision
    specification.save(update_fields=["latest"])
    return Saved(specification, revision)


def _record(
    specification: Specification,
    origin: Origin,
    before: SpecificationRevision | None,
    document: str,
    *,
    deleted: bool = False,
) -> SpecificationRevision:
    version = before.version if before else 0
    revision = SpecificationRevision.of(
        origin,
        document,
        version=version + 1,
        identity=specification.slug,
        based_on=version or None,
        specification_id=specification.pk,
        deleted=deleted,
    )
    revision.save()
    return revision


@in_one_transaction
def delete_specification(specification: Specification, origin: Origin) -> SpecificationRevision:
    """Delete a specification with all that is in it, leaving a last revision of everything."""
    row = Specification.objects.select_for_update().filter(pk=specification.pk).first()
    if row is None:  # Somebody else deleted it at the same moment.
        return last_revision_of(specification.pk)
    delete_usecases(list(row.use_cases.all()), origin)
    artifacts = row.artifacts.select_related("latest").prefetch_related("names")
    delete_artifacts(list(artifacts), origin)
    revision = _record(row, origin, row.latest, row.latest.document, deleted=True)
    forget_specification(row)
    row.delete()
    return revision


@in_one_transaction
def restore_specification(revision: SpecificationRevision, origin: Origin) -> Saved:
    """Save the state of a revision anew; a deleted specification comes back with all that was in it."""
    document = spec.read_document(spec.SpecificationText, revision.document)
    origin = origin.because(f"Restored version {revision.version}.")
    existing = Specification.objects.select_for_update().filter(pk=revision.specification_id).first()
    if existing is not None:
        return save_specification_spec(document, origin, specification=existing)
    last = last_revision_of(revision.specification_id)
    slug = rules.free_slug(document.slug, Specification.objects.values_list("slug", flat=True))
    row = Specification(pk=revision.specification_id)
    saved = _write(row, document.model_copy(update={"slug": slug}), origin, last)
    restore_artifacts(row, list(ArtifactRevision.objects.filter(change=last.change, deleted=True)), origin)
    _restore_usecases(row, last, origin)
    return saved


def _restore_usecases(row: Specification, last: SpecificationRevision, origin: Origin) -> None:
    gone = UseCaseRevision.objects.filter(change=last.change, specification_id=row.pk, deleted=True)
    drafts = [Draft(spec.read_document(spec.UseCase, last.document), deleted=last) for last in gone]
    save_usecase_specs(row, drafts, origin)


def last_revision_of(pk: int) -> SpecificationRevision:
    """Return the last revision of a specification, which may be deleted."""
    return SpecificationRevision.objects.filter(specification_id=pk).latest("version")


def deleted_specifications() -> list[SpecificationRevision]:
    """Return the last revision of each specification that is deleted now, newest first."""
    gone = SpecificationRevision.objects.filter(deleted=True)
    gone = gone.exclude(specification_id__in=Specification.objects.values("pk")).order_by("-pk")
    last: dict[int, SpecificationRevision] = {}
    for revision in gone:
        last.setdefault(revision.specification_id, revision)
    return list(last.values())
