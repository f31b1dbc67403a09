"""Use cases that are to be saved, and what came of it; the number and the address that each of them gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archportal import spec
from archportal.merging import Arrival, Base
from archportal.spec import rules
from usecases.models import Specification, UseCase, UseCaseRevision


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


def with_free_places(specification: Specification, drafts: Sequence[Draft]) -> list[Draft]:
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


def refuse_taken_places(specification: Specification, drafts: Sequence[Draft]) -> None:
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
