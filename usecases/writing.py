"""Rows and revisions of use cases, written as their documents say."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Value
from django.db.models.functions import Concat

from archportal import spec
from archportal.batches import BATCH, batches
from archportal.revisions import Origin
from archportal.spec import rules
from archportal.spec.search import search_text
from usecases.indexing import keep_usecases
from usecases.models import Specification, UseCase, UseCaseRevision
from usecases.pending import Draft, Saved
from usecases.row_kinds import KINDS, Change, Links, write_rows


def write_usecases(
    specification: Specification, drafts: Sequence[Draft], links: Links, origin: Origin
) -> list[Saved]:
    """Write what differs, each with a revision; numbers may be exchanged. See `usecases.specs`, which locks.

    Needs `latest` of every use case that exists.
    """
    changes = [_change(draft) for draft in drafts]
    _free_numbers(changes)
    _write_heads(specification, changes)
    write_rows(changes, links)
    revisions = _record(drafts, changes, origin)
    keep_usecases(changes)
    return [
        Saved(change.usecase, revision, created=change.before is None, arrival=draft.arrival)
        for draft, change, revision in zip(drafts, changes, revisions, strict=True)
    ]


def _change(draft: Draft) -> Change:
    if draft.usecase is None:
        pk = draft.deleted.usecase_id if draft.deleted else None
        return Change(UseCase(pk=pk), None, draft.document)
    return Change(draft.usecase, draft.usecase.document, draft.document)


def _free_numbers(changes: Sequence[Change]) -> None:
    """Take the old numbers out of the way, so that use cases can exchange theirs or take those given up."""
    renumbered = [c.usecase.pk for c in changes if c.before and c.before.number != c.after.number]
    if renumbered and len(changes) > 1:
        for batch in batches(renumbered):
            moving = UseCase.objects.filter(pk__in=batch)
            moving.update(number_key=Concat(Value("moving "), "pk"))


def _write_heads(specification: Specification, changes: Sequence[Change]) -> None:
    for change in changes:
        _fill(change.usecase, specification, change.after)
    UseCase.objects.bulk_create(
        [change.usecase for change in changes if change.before is None], batch_size=BATCH
    )


def _fill(usecase: UseCase, specification: Specification, document: spec.UseCase) -> None:
    usecase.specification = specification
    usecase.number_key = rules.number_key(document.number)
    usecase.search_text = search_text(document)
    for column, value in document.model_dump(exclude={kind.field for kind in KINDS}).items():
        setattr(usecase, column, list(value) if isinstance(value, tuple) else value)


def _record(drafts: Sequence[Draft], changes: Sequence[Change], origin: Origin) -> list[UseCaseRevision]:
    revisions = UseCaseRevision.objects.bulk_create(
        [
            revision_of(
                change.usecase, spec.to_json(change.after), origin, draft.deleted or change.usecase.latest
            )
            for draft, change in zip(drafts, changes, strict=True)
        ],
        batch_size=BATCH,
    )
    for change, revision in zip(changes, revisions, strict=True):
        change.usecase.latest = revision
        if change.before is not None:
            change.usecase.save()
    created = [change.usecase for change in changes if change.before is None]
    UseCase.objects.bulk_update(created, ["latest"], batch_size=BATCH)
    return revisions


def revision_of(
    usecase: UseCase, document: str, origin: Origin, before: UseCaseRevision | None, *, deleted: bool = False
) -> UseCaseRevision:
    """Return the unsaved revision that follows another one (None: the first)."""
    version = before.version if before else 0
    return UseCaseRevision.of(
        origin,
        document,
        version=version + 1,
        identity=usecase.slug,
        based_on=version or None,
        usecase_id=usecase.pk,
        specification_id=usecase.specification_id,
        deleted=deleted,
    )
