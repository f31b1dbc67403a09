"""Use cases as documents: the only way to write one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from archportal import spec
from archportal.merging import Base, reconcile
from archportal.revisions import Conflict, Origin
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from personas.models import Persona
from personas.specs import find_personas
from usecases.dictionary.specs import add_artifacts, find_artifacts
from usecases.locking import lock
from usecases.models import Artifact, Specification, UseCase, UseCaseRevision
from usecases.pending import Draft, Saved, refuse_taken_places, with_free_places
from usecases.row_kinds import KINDS, PREFETCHES, Links, read_rows
from usecases.writing import write_usecases


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
    drafts = with_free_places(specification, drafts)
    drafts = [_reconciled(draft) for draft in drafts]
    artifacts = find_artifacts(specification, _names(drafts))
    # What was found by an alias is named by its own name from here on.
    artifacts |= {rules.name_key(artifact.name): artifact for artifact in artifacts.values()}
    drafts = _with_own_names(drafts, {key: artifact.name for key, artifact in artifacts.items()})
    pending = [draft for draft in drafts if not _unchanged(draft)]
    refuse_taken_places(specification, pending)
    links = Links(artifacts, _personas(pending))
    _add_missing_artifacts(specification, pending, artifacts, origin)
    saved = dict(zip(map(id, pending), write_usecases(specification, pending, links, origin), strict=True))
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
