"""Bringing a whole specification in: what exists is found, what is new is added, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from archportal import spec
from archportal.reports import Report
from archportal.revisions import Origin
from archportal.transactions import in_one_transaction
from personas.importing import import_personas, mentioned_values
from personas.models import Persona
from usecases.checks.dismissals import import_dismissals
from usecases.dictionary.importing import import_artifacts
from usecases.locking import lock
from usecases.models import Specification, UseCase
from usecases.specifications import save_specification_spec
from usecases.specs import Draft, save_usecase_specs
from usecases.usecase_matching import match_usecases, with_free_numbers

if TYPE_CHECKING:
    from archportal.spec.dismissed import Dismissed


@dataclass
class ImportReport(Report):
    """What an import did, and with which specification."""

    slug: str = ""
    title: str = ""
    dry_run: bool = False


@in_one_transaction
def import_specification(
    document: spec.Specification,
    origin: Origin,
    *,
    slug: str | None = None,
    warnings: Iterable[str] = (),
    references: frozenset[str] = frozenset(),
    dismissed: Sequence[Dismissed] = (),
    overwrite: bool = True,
    dry_run: bool = False,
) -> ImportReport:
    """Save a document with all that is in it into the specification of this slug, in one transaction.

    What exists is found (see `personas.importing`, `usecases.dictionary.importing` and
    `usecases.usecase_matching`) and takes over the fields that the document mentions (pydantic's
    `model_fields_set`); the others, and what the document does not mention at all, stay as they are. No
    address is changed. `references` are the slugs of personas of which no more is known than how stories call
    them, `dismissed` the findings that were dismissed. Without `overwrite` only what is missing is added. A
    dry run does it all and takes it back. Raises SpecError where something cannot be saved.
    """
    report = ImportReport(dry_run=dry_run, warnings=list(warnings))
    existing = Specification.objects.named(slug or document.slug).first()
    if existing is not None and not overwrite:
        import_personas(document.personas, (), origin, report, overwrite=False)
        report.slug, report.title = existing.slug, existing.title
        return report
    specification = _save_text(document, existing, slug, origin, report)
    people = import_personas(
        document.personas, _people(document), origin, report, references=references, overwrite=overwrite
    )
    renamed = import_artifacts(specification, document.artifacts, origin, report)
    _import_use_cases(specification, document.use_cases, people, renamed, origin, report)
    import_dismissals(specification, dismissed, report)
    transaction.set_rollback(dry_run)
    return report


def _people(document: spec.Specification) -> list[str]:
    slugs = {slug for case in document.use_cases for story in case.stories for slug in story.personas}
    return sorted(slugs)


def _save_text(
    document: spec.Specification,
    existing: Specification | None,
    slug: str | None,
    origin: Origin,
    report: ImportReport,
) -> Specification:
    """Save the specification's own text, and hold its lock from here on."""
    before = None
    values = {name: getattr(document, name) for name in ("slug", "title", "introduction")}
    if existing is not None:
        existing = lock(existing.pk)
        before = existing.document
        mentioned = document.model_fields_set & {"title", "introduction"}
        values = before.model_dump() | {name: values[name] for name in mentioned}
    elif slug:
        values["slug"] = slug
    after = spec.build(spec.SpecificationText, values)
    saved = save_specification_spec(after, origin, specification=existing).specification
    report.slug, report.title = saved.slug, saved.title
    report.add("specification", before, after)
    return saved


def _import_use_cases(
    specification: Specification,
    documents: Sequence[spec.UseCase],
    people: Mapping[str, Persona],
    renamed: dict[str, str],
    origin: Origin,
    report: ImportReport,
) -> None:
    rows = list(specification.use_cases.with_document().in_order())
    matches = match_usecases(specification, rows, documents)
    before = {row.pk: row.document for row in rows}
    base = {pk: _renamed(document, renamed) for pk, document in before.items()} if renamed else before
    numbered = with_free_numbers(documents, matches, rows, report)
    drafts = [
        Draft(_merged(_with_people(document, people), base[row.pk] if row else None), row)
        for document, row in zip(numbered, matches, strict=True)
    ]
    imported = {row.pk for row in matches if row}
    for row in rows:
        if row.pk not in imported and base[row.pk] != before[row.pk]:
            drafts.append(Draft(base[row.pk], row))
    for saved, draft in zip(save_usecase_specs(specification, drafts, origin), drafts, strict=True):
        _report(draft, saved.usecase, before, report)


def _report(draft: Draft, row: UseCase, before: Mapping[int, spec.UseCase], report: ImportReport) -> None:
    was = before[draft.usecase.pk] if draft.usecase else None
    # A number that was not asked for is dealt out on saving.
    report.add("use case", was, draft.document.model_copy(update={"number": row.number}))


def _merged(document: spec.UseCase, before: spec.UseCase | None) -> spec.UseCase:
    return document if before is None else before.model_copy(update=mentioned_values(document))


def _renamed(document: spec.UseCase, renamed: dict[str, str]) -> spec.UseCase:
    return spec.with_artifact_names(document, dict(renamed))


def _with_people(document: spec.UseCase, people: Mapping[str, Persona]) -> spec.UseCase:
    """Put the slugs of this portal's personas into the stories."""
    if all(people[slug].slug == slug for story in document.stories for slug in story.personas):
        return document
    stories = tuple(
        story.model_copy(
            update={"personas": tuple(dict.fromkeys(people[slug].slug for slug in story.personas))}
        )
        for story in document.stories
    )
    return document.model_copy(update={"stories": stories})
