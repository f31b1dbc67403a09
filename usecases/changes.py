"""What else can happen to use cases: moving, deleting, restoring, and personas that change under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archportal import spec
from archportal.revisions import Origin
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from personas.models import Persona
from usecases.indexing import forget_usecases
from usecases.locking import lock
from usecases.models import Specification, UseCase, UseCaseRevision
from usecases.specs import Draft, Saved, save_usecase_specs
from usecases.writing import revision_of


@in_one_transaction
def move_usecase(usecase: UseCase, place: int, origin: Origin) -> list[Saved]:
    """Move a use case to a place in its specification (from 0); the others between move up or down.

    The numbers in use stay the same ones; they are dealt out anew in the new order. A use case that was
    deleted in the meantime moves nothing.
    """
    specification = Specification.objects.select_for_update().filter(pk=usecase.specification_id).first()
    rows = list(specification.use_cases.in_order().only("specification", "number")) if specification else []
    before = [str(row.pk) for row in rows]
    if specification is None or str(usecase.pk) not in before:
        return []
    after = rules.moved(before, str(usecase.pk), place)
    new_numbers = {int(pk): row.number for pk, row in zip(after, rows, strict=True)}
    changed = [row.pk for row in rows if new_numbers[row.pk] != row.number]
    because = origin.because(f"Use case {usecase.title} was moved.")
    return rewrite(
        specification,
        changed,
        because,
        lambda row, document: document.model_copy(update={"number": new_numbers[row.pk]}),
    )


def replace_persona(old: str, new: Persona, origin: Origin) -> None:
    """Put a persona in the place of a slug in every story, in every specification."""
    rows = UseCase.objects.filter(story_rows__links__persona__slug__in={old, new.slug}).distinct()
    for specification in Specification.objects.filter(use_cases__in=rows).distinct().order_by("pk"):
        ids = rows.filter(specification=specification).values_list("pk", flat=True)
        because = origin.because(f"Stories of “{old}” are now those of {new.name}.")
        rewrite(
            specification, list(ids), because, lambda row, document: _with_persona(document, old, new.slug)
        )


def _with_persona(document: spec.UseCase, old: str, new: str) -> spec.UseCase:
    def replaced(slugs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new if slug == old else slug for slug in slugs))

    stories = tuple(
        story.model_copy(update={"personas": replaced(story.personas)}) if old in story.personas else story
        for story in document.stories
    )
    return document.model_copy(update={"stories": stories})


def rewrite(
    specification: Specification,
    ids: Sequence[int],
    origin: Origin,
    make: Callable[[UseCase, spec.UseCase], spec.UseCase],
) -> list[Saved]:
    """Save what `make` makes of each of these use cases and its document. To be called in a transaction.

    Of what was deleted in the meantime nothing is saved.
    """
    # Before reading: what somebody saves between reading and writing would be lost.
    if not Specification.objects.select_for_update().filter(pk=specification.pk):
        return []
    rows = UseCase.objects.with_document().filter(pk__in=ids).in_order()
    drafts = [Draft(make(row, row.document), row) for row in rows]
    return save_usecase_specs(specification, drafts, origin)


@in_one_transaction
def set_status(usecases: Sequence[UseCase], status: UseCase.Status, origin: Origin) -> int:
    """Give use cases of any specifications a status, as one change; return how many had another one."""
    because = origin.because(f"Status: {status.label}.")
    ids: dict[int, list[int]] = {}
    for usecase in usecases:
        ids.setdefault(usecase.specification_id, []).append(usecase.pk)
    saved: list[Saved] = []
    for specification in Specification.objects.filter(pk__in=ids).order_by("pk"):
        saved += rewrite(
            specification,
            ids[specification.pk],
            because,
            lambda row, document: document.model_copy(update={"status": status.value}),
        )
    return sum(result.revision is not None for result in saved)


@in_one_transaction
def delete_usecases(usecases: Sequence[UseCase], origin: Origin) -> list[UseCaseRevision]:
    """Delete use cases and leave a last revision of each, from which it can be restored."""
    # The lock that every write in these specifications waits for: nobody saves what is about to go.
    ids = {usecase.specification_id for usecase in usecases}
    list(Specification.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    rows = list(
        UseCase.objects.select_for_update(of=("self",))
        .with_document()
        .filter(pk__in=[usecase.pk for usecase in usecases])
        .in_order()
    )
    revisions = UseCaseRevision.objects.bulk_create(
        [revision_of(row, row.latest.document, origin, row.latest, deleted=True) for row in rows],
        batch_size=500,
    )
    UseCase.objects.filter(pk__in=[row.pk for row in rows]).delete()
    forget_usecases(rows)
    return revisions


@in_one_transaction
def restore_usecase(revision: UseCaseRevision, origin: Origin) -> Saved:
    """Save the state of a revision anew. A use case that was deleted comes back; see `restored_draft`.

    Raises SpecError where the specification was deleted, or a persona of its stories is not there.
    """
    specification = lock(revision.specification_id)
    because = origin.because(f"Restored version {revision.version}.")
    return save_usecase_specs(specification, [restored_draft(specification, revision)], because)[0]


def restored_draft(
    specification: Specification, revision: UseCaseRevision, document: spec.UseCase | None = None
) -> Draft:
    """Return what restores a revision: its document, under its old number and address where they are free.

    Where they are not, a use case that exists keeps its present ones, and a deleted one gets free ones. A
    `document` that is given takes the place of the revision's.
    """
    document = document or spec.read_document(spec.UseCase, revision.document)
    usecase = UseCase.objects.filter(pk=revision.usecase_id).first()
    others = specification.use_cases.exclude(pk=revision.usecase_id)
    if others.filter(number_key=rules.number_key(document.number)).exists():
        document = document.model_copy(update={"number": usecase.number if usecase else ""})
    if usecase is not None:
        if others.filter(slug=document.slug).exists():
            document = document.model_copy(update={"slug": usecase.slug})
        return Draft(document, usecase)
    last = UseCaseRevision.objects.filter(usecase_id=revision.usecase_id).latest("version")
    return Draft(document, deleted=last)


def deleted_usecases(specification: Specification) -> list[UseCaseRevision]:
    """Return the last revision of each use case of a specification that is deleted now, newest first."""
    gone = UseCaseRevision.objects.filter(specification=specification, deleted=True)
    gone = gone.exclude(usecase_id__in=specification.use_cases.values("pk")).order_by("-pk")
    last: dict[int, UseCaseRevision] = {}
    for revision in gone:
        last.setdefault(revision.usecase_id, revision)
    return list(last.values())
