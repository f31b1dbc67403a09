"""Use cases as documents: the only way to write one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Value
from django.db.models.functions import Concat

from archportal import spec
from archportal.batches import BATCH, batches
from archportal.merging import Arrival, Base, reconcile
from archportal.revisions import Conflict, Origin
from archportal.spec import rules
from archportal.spec.search import search_text
from archportal.transactions import in_one_transaction
from personas.models import Persona
from personas.specs import find_personas
from usecases.dictionary.specs import add_artifacts, find_artifacts
from usecases.indexing import keep_usecases
from usecases.locking import lock
from usecases.models import Artifact, Specification, UseCase, UseCaseRevision
from usecases.row_kinds import KINDS, PREFETCHES, Change, Links, read_rows, write_rows


@dataclass(frozen=True)
class Draft:
    """A document to be saved: of which use case (None: a new one), and what its author had before them."""

    document: spec.UseCase
    usecase: UseCase | None = None
    base: Base | None = None
    deleted: UseCaseRevision | None = None
    """The last revision of a use case that was deleted and comes back with this document."""
    arrival: Arrival | None = None
    """What somebody had saved in between, and the document has taken in."""


@dataclass(frozen=True)
class Saved:
    """What came of saving: the row, and its new revision, or None where nothing had changed."""

    usecase: UseCase
    revision: UseCaseRevision | None
    created: bool = False
    arrival: Arrival | None = None
    """What somebody had saved in between, where there was something."""


def usecase_spec(usecase: UseCase) -> spec.UseCase:
    """Return the document that the rows hold; load many with `with_rows`."""
    return spec.UseCase(
        slug=usecase.slug,
        number=usecase.number,
        title=usecase.title,
        optional=usecase.optional,
        status=usecase.status,
        tags=tuple(usecase.tags),
        description=usecase.description,
        event=usecase.event,
        notes=usecase.notes,
        **read_rows(usecase),
    )


def with_rows() -> tuple[str, ...]:
    """Return what to prefetch so that `usecase_spec` asks nothing more."""
    return (*(kind.related_name for kind in KINDS), *PREFETCHES)


def save_usecase_spec(
    specification: Specification,
    document: spec.UseCase,
    origin: Origin,
    *,
    usecase: UseCase | None = None,
    base: Base | None = None,
) -> Saved:
    """Save the document as a new use case, or as the next state of this one. See `save_usecase_specs`."""
    return save_usecase_specs(specification, [Draft(document, usecase, base)], origin)[0]


@in_one_transaction
def save_usecase_specs(specification: Specification, drafts: Sequence[Draft], origin: Origin) -> list[Saved]:
    """Save documents into one specification, in one transaction: rows, revisions, and new artifacts.

    A new use case without a number gets the next free one, and one whose slug is taken the next free slug.
    What was saved in between is merged with what comes. Raises Conflict where both changed the same thing, or
    where the use case was deleted, and SpecError where a number or address belongs to another use case, or a
    persona is not known. Then nothing is written.
    """
    # Everything that is written in one specification waits for this lock, so two people who create a use
    # case at the same moment get two numbers.
    specification = lock(specification.pk)
    rows = _load(drafts)
    drafts = [_current(draft, rows) for draft in drafts]
    drafts = _with_free_places(specification, drafts)
    drafts = [_reconciled(draft) for draft in drafts]
    artifacts = find_artifacts(specification, _names(drafts))
    # What was found by an alias is named by its own name from here on.
    artifacts |= {rules.name_key(artifact.name): artifact for artifact in artifacts.values()}
    drafts = _with_own_names(drafts, {key: artifact.name for key, artifact in artifacts.items()})
    pending = [draft for draft in drafts if not _unchanged(draft)]
    _refuse_taken_places(specification, pending)
    links = Links(artifacts, _personas(pending))
    _add_missing_artifacts(specification, pending, artifacts, origin)
    saved = dict(zip(map(id, pending), _write(specification, pending, links, origin), strict=True))
    return [saved.get(id(draft)) or Saved(draft.usecase, None, arrival=draft.arrival) for draft in drafts]


def _load(drafts: Sequence[Draft]) -> Mapping[int, UseCase]:
    ids = [draft.usecase.pk for draft in drafts if draft.usecase]
    if not ids:
        return {}
    return UseCase.objects.with_document().in_bulk(ids)


def _current(draft: Draft, rows: Mapping[int, UseCase]) -> Draft:
    if draft.usecase is None:
        return draft
    usecase = rows.get(draft.usecase.pk)
    if usecase is None:
        raise Conflict(UseCaseRevision.objects.filter(usecase_id=draft.usecase.pk).latest("version"))
    number = draft.document.number or usecase.number
    return replace(draft, document=draft.document.model_copy(update={"number": number}), usecase=usecase)


def _with_free_places(specification: Specification, drafts: Sequence[Draft]) -> list[Draft]:
    """Give new use cases a free slug, and a free number where they bring none."""
    if all(draft.usecase for draft in drafts):
        return list(drafts)
    taken = list(specification.use_cases.values_list("slug", "number"))
    slugs = {slug for slug, _ in taken} | {draft.document.slug for draft in drafts if draft.usecase}
    numbers = [*(number for _, number in taken), *(draft.document.number for draft in drafts)]
    placed = []
    for draft in drafts:
        if draft.usecase is None:
            slug = rules.free_slug(draft.document.slug, slugs)
            number = draft.document.number or rules.next_number(numbers)
            slugs.add(slug)
            numbers.append(number)
            document = draft.document.model_copy(update={"slug": slug, "number": number})
            draft = replace(draft, document=document)
        placed.append(draft)
    return placed


def _names(drafts: Iterable[Draft]) -> Iterator[str]:
    for draft in drafts:
        yield from spec.artifact_names(draft.document)


def _with_own_names(drafts: Iterable[Draft], names: dict[str, str]) -> list[Draft]:
    return [replace(draft, document=spec.with_artifact_names(draft.document, names)) for draft in drafts]


def _reconciled(draft: Draft) -> Draft:
    """Take in what was saved since the author began to write."""
    if draft.usecase is None:
        return draft
    latest, history = draft.usecase.latest, draft.usecase.revisions

    def named_as_now(document: spec.UseCase) -> spec.UseCase:
        # An artifact that was renamed in between is no difference.
        found = find_artifacts(draft.usecase.specification, spec.artifact_names(document))
        return spec.with_artifact_names(document, {key: artifact.name for key, artifact in found.items()})

    reconciled = reconcile(draft.document, draft.base, latest, history, named_as_now)
    return replace(draft, document=reconciled.document, arrival=reconciled.arrival)


def _unchanged(draft: Draft) -> bool:
    return draft.usecase is not None and draft.usecase.latest.document == spec.to_json(draft.document)


def _refuse_taken_places(specification: Specification, drafts: Sequence[Draft]) -> None:
    """Raise SpecError where a number or slug belongs to a use case that keeps it."""
    moving = [draft for draft in drafts if _moves(draft)]
    if not moving:
        return
    own = {draft.usecase.pk for draft in drafts if draft.usecase}
    others = specification.use_cases.only("specification", "number", "number_key", "title", "slug")
    numbers = {usecase.number_key: usecase for usecase in others if usecase.pk not in own}
    slugs = {usecase.slug: usecase for usecase in numbers.values()}
    for draft in moving:
        key = rules.number_key(draft.document.number)
        if key in numbers:
            _refuse("number", f"Number {draft.document.number} belongs to “{numbers[key].title}”", numbers)
        if draft.document.slug in slugs:
            sentence = f"This address belongs to “{slugs[draft.document.slug].title}”; choose another one."
            raise spec.SpecError([spec.Fault(("slug",), sentence)])
        numbers[key] = slugs[draft.document.slug] = UseCase(
            title=draft.document.title, number=draft.document.number
        )


def _refuse(field: str, fact: str, taken: Mapping[str, UseCase]) -> None:
    free = rules.next_number(usecase.number for usecase in taken.values())
    raise spec.SpecError([spec.Fault((field,), f"{fact}; the next free number is {free}.")])


def _moves(draft: Draft) -> bool:
    row = draft.usecase
    return row is None or (row.number, row.slug) != (draft.document.number, draft.document.slug)


def _personas(drafts: Sequence[Draft]) -> Mapping[str, Persona]:
    drafts = [draft for draft in drafts if _tells_anew(draft)]
    slugs = {slug for draft in drafts for story in draft.document.stories for slug in story.personas}
    found = find_personas(slugs)
    faults = [
        spec.Fault(
            ("stories", number, "personas", place),
            f"There is no persona “{slug}”; create it, or restore it if it was deleted.",
        )
        for draft in drafts
        for number, story in enumerate(draft.document.stories)
        for place, slug in enumerate(story.personas)
        if slug not in found
    ]
    if faults:
        raise spec.SpecError(faults)
    return found


def _tells_anew(draft: Draft) -> bool:
    """Say whether stories will be written: those that stay as they are need nobody to be found."""
    return draft.usecase is None or draft.usecase.document.stories != draft.document.stories


def _add_missing_artifacts(
    specification: Specification, drafts: Sequence[Draft], artifacts: dict[str, Artifact], origin: Origin
) -> None:
    new = {rules.name_key(name): name for name in _names(drafts)}
    missing = [spec.Artifact(name=name) for key, name in new.items() if key not in artifacts]
    for artifact in add_artifacts(specification, missing, origin):
        artifacts[rules.name_key(artifact.name)] = artifact


def _write(
    specification: Specification, drafts: Sequence[Draft], links: Links, origin: Origin
) -> list[Saved]:
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
