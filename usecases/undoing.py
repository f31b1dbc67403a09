"""Taking a change back: every document that it touched goes to the state that it had before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from archportal import spec
from archportal.batches import batches
from archportal.merging import Arrival
from archportal.revisions import Origin, Revision
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from archportal.turns import DocumentType, Turn
from personas.models import PersonaRevision
from personas.together import delete_personas, save_personas
from usecases.models import ArtifactRevision, Specification, SpecificationRevision, UseCaseRevision
from usecases.specifications import delete_specification, restore_specification
from usecases.together import Turns, save_together
from usecases.touched import KINDS, NothingToUndo, label_of

UNDONE, DONE_AGAIN = "Undone: ", "Done again: "


@dataclass(frozen=True)
class Undone:
    """What came of undoing: the change that did it, how many documents it saved, and what stays from others.

    `note` is what the history says of it.
    """

    change: UUID
    documents: int
    note: str
    arrivals: Sequence[Arrival] = ()


@dataclass(frozen=True)
class _Step:
    """What a change made of one document: its revisions before (None: there was none) and after."""

    pk: int
    specification: int | None
    before: Revision | None
    after: Revision

    @property
    def stood(self) -> bool:
        """Whether the document was there before."""
        return self.before is not None and not self.before.deleted

    @property
    def whole(self) -> bool:
        """Whether the document came or went."""
        return self.after.deleted or not self.stood


@in_one_transaction
def undo(change: UUID, origin: Origin) -> Undone:
    """Put every document of a change back to the state before, as one change that can be undone as well.

    What somebody changed since stays. Raises NothingToUndo where there is no such change, Conflict
    (`archportal.turns.Clashed`, a sentence that names the document) where somebody changed the same things
    since, and SpecError where something cannot be put back; then nothing is written.
    """
    personas = _steps(PersonaRevision, "persona_id", change)
    texts = _steps(SpecificationRevision, "specification_id", change)
    artifacts = _steps(ArtifactRevision, "artifact_id", change)
    cases = _steps(UseCaseRevision, "usecase_id", change)
    steps = [*personas, *texts, *artifacts, *cases]
    if not steps:
        raise NothingToUndo(f"There is no change {change}.")
    origin = origin.because(_note(steps))
    people = [_turn(spec.Persona, step) for step in personas]
    arrivals = save_personas(people, origin)
    whole = _restore_specifications(texts, origin) | _delete_specifications(texts, origin)
    for pk, turns in _turns(texts, artifacts, cases).items():
        if pk in whole:
            continue
        specification = Specification.objects.filter(pk=pk).first()
        if specification is None:
            raise spec.SpecError.of("The specification was deleted since; restore it first.")
        arrivals += save_together(specification, turns, origin)
    delete_personas(people, origin)
    return Undone(origin.change, _count(origin.change), origin.note, arrivals)


def _note(steps: Sequence[_Step]) -> str:
    """Return what the history says of undoing these."""
    note = steps[-1].after.note
    if note.startswith(UNDONE):
        return (DONE_AGAIN + note.removeprefix(UNDONE))[:500]
    return (UNDONE + (note.removeprefix(DONE_AGAIN) or _what(steps)))[:500]


def _what(steps: Sequence[_Step]) -> str:
    """Return what was done where nobody said it: artifacts come and go with the use case that names them."""
    leading = [step for step in steps if isinstance(step.after, SpecificationRevision) and step.whole]
    leading = leading or [step for step in steps if not isinstance(step.after, ArtifactRevision)] or [*steps]
    if len(leading) != 1:
        return "a change."
    (step,) = leading
    does = "deleting" if step.after.deleted else "a change of" if step.stood else "adding"
    return f"{does} {label_of(step.after)}."


def _steps(model: type[Revision], subject: str, change: UUID) -> list[_Step]:
    """Return what the change made of each document, in the order in which it did."""
    first: dict[int, Revision] = {}
    last: dict[int, Revision] = {}
    for revision in model.objects.filter(change=change).order_by("pk"):
        pk = getattr(revision, subject)
        first.setdefault(pk, revision)
        last[pk] = revision
    before = _previous(model, subject, {pk: revision.version - 1 for pk, revision in first.items()})
    return [
        _Step(pk, getattr(after, "specification_id", None), before.get(pk), after)
        for pk, after in last.items()
    ]


def _previous(model: type[Revision], subject: str, versions: Mapping[int, int]) -> dict[int, Revision]:
    """Return the revision with this version of each subject, where there is one."""
    found: dict[int, Revision] = {}
    pks = [pk for pk, version in versions.items() if version]
    for batch in batches(pks):
        wanted = {f"{subject}__in": batch, "version__in": {versions[pk] for pk in batch}}
        for revision in model.objects.filter(**wanted):
            if revision.version == versions[getattr(revision, subject)]:
                found[getattr(revision, subject)] = revision
    return found


def _turn(kind: type[DocumentType], step: _Step) -> Turn[DocumentType]:
    return Turn(_document(kind, step.after), _document(kind, step.before), step.pk)


def _document(kind: type[DocumentType], revision: Revision | None) -> DocumentType | None:
    if revision is None or revision.deleted:
        return None
    return spec.read_document(kind, revision.document)


def _turns(texts: Iterable[_Step], artifacts: Iterable[_Step], cases: Iterable[_Step]) -> dict[int, Turns]:
    """Return the turns of each specification that the change touched."""
    text = {step.pk: _turn(spec.SpecificationText, step) for step in texts if not step.whole}
    things: dict[int, list[Turn[spec.Artifact]]] = defaultdict(list)
    rows: dict[int, list[Turn[spec.UseCase]]] = defaultdict(list)
    for step in artifacts:
        things[step.specification or 0].append(_turn(spec.Artifact, step))
    for step in cases:
        rows[step.specification or 0].append(_turn(spec.UseCase, step))
    return {
        pk: Turns(
            things[pk],
            rows[pk],
            text.get(pk),
            names_before=_names((turn.before, turn.pk) for turn in things[pk]),
            names_after=_names((turn.after, turn.pk) for turn in things[pk]),
        )
        for pk in sorted({*text, *things, *rows})
    }


def _names(pairs: Iterable[tuple[spec.Artifact | None, int | None]]) -> dict[str, int]:
    return {rules.name_key(document.name): pk for document, pk in pairs if document and pk}


def _restore_specifications(steps: Iterable[_Step], origin: Origin) -> set[int]:
    """Bring back the specifications that the change deleted, with all that was in them."""
    back = set()
    for step in steps:
        if step.after.deleted:
            restore_specification(step.after, origin)  # type: ignore[arg-type]
            back.add(step.pk)
    return back


def _delete_specifications(steps: Iterable[_Step], origin: Origin) -> set[int]:
    """Delete the specifications that the change added, where nobody has worked in them since."""
    gone = set()
    for step in steps:
        if step.stood or step.after.deleted:
            continue
        gone.add(step.pk)
        rows = Specification.objects.select_for_update(of=("self",)).select_related("latest")
        specification = rows.filter(pk=step.pk).first()
        if specification is not None:
            _refuse_later_work(specification, step.after.change)
            delete_specification(specification, origin)
    return gone


def _refuse_later_work(specification: Specification, change: UUID) -> None:
    """Raise SpecError where something in the specification was saved after the change that added it."""
    parts = (specification.use_cases, specification.artifacts)
    later = specification.latest.change != change
    if later or any(part.exclude(latest__change=change).exists() for part in parts):
        sentence = "Somebody has worked in this specification since; delete it where it is no longer wanted."
        raise spec.SpecError.of(sentence)


def _count(change: UUID) -> int:
    return sum(model.objects.filter(change=change).count() for model in KINDS)
