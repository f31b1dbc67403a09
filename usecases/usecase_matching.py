"""Which use cases an import means, and which numbers they get."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from archportal import spec
from archportal.reports import Report
from archportal.spec import rules
from usecases.models import Specification, UseCase, UseCaseRevision


def match_usecases(
    specification: Specification, rows: Sequence[UseCase], documents: Sequence[spec.UseCase]
) -> list[UseCase | None]:
    """Return the use case that each document means: by slug, by former slug, then by title."""
    by_pk = {row.pk: row for row in rows}
    by_slug = {row.slug: row for row in rows}
    former = _former_slugs(specification)
    by_former = {slug: by_pk[pk] for slug, pk in former if pk in by_pk}
    # None is meant twice. Of several with one title the first by number is meant.
    by_title = {rules.name_key(row.title): row for row in reversed(rows)}
    found: dict[int, UseCase] = {}
    claimed: set[int] = set()
    for place, document in enumerate(documents):
        row = by_slug.get(document.slug)
        if row is not None:
            found[place] = row
            claimed.add(row.pk)
    for place, document in enumerate(documents):
        for row in (by_former.get(document.slug), by_title.get(rules.name_key(document.title))):
            if place not in found and row is not None and row.pk not in claimed:
                found[place] = row
                claimed.add(row.pk)
    return [found.get(place) for place in range(len(documents))]


def _former_slugs(specification: Specification) -> list[tuple[str, int]]:
    revisions = UseCaseRevision.objects.filter(specification=specification)
    revisions = revisions.exclude(identity=F("usecase__slug")).order_by("pk")
    return list(revisions.values_list("identity", "usecase_id"))


def with_free_numbers(
    documents: Sequence[spec.UseCase],
    matches: Sequence[UseCase | None],
    rows: Sequence[UseCase],
    report: Report,
) -> list[spec.UseCase]:
    """Return the documents with the numbers that they can have; those in one import may exchange theirs.

    A number that belongs to a use case which keeps it is not given twice: who wanted it keeps its own where
    nobody else of the import wants that, and gets the next free one otherwise.
    """
    renumbered = {row.pk for document, row in zip(documents, matches, strict=True) if row and document.number}
    holders = {row.number: row for row in rows if row.pk not in renumbered}
    wanted = {document.number for document in documents}
    taken = [*holders, *wanted]
    result = []
    for document, row in zip(documents, matches, strict=True):
        own = row.number if row else ""
        number, holder = document.number or own, holders.get(document.number)
        if holder is not None and holder != row:
            number = own if own and own not in wanted else rules.next_number(taken)
            report.warn(
                f"Use case “{document.title}” is number {number}: "
                f"number {document.number} belongs to “{holder.title}”."
            )
        taken.append(number)
        result.append(document.model_copy(update={"number": number}))
    return result
