"""Artifacts and use cases of one specification that change together, whoever has saved in between.

An artifact is known by its row, not by what it was called when a document was written: a use case whose
input was renamed in between is merged as if it had been called so from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archportal import spec
from archportal.batches import batches
from archportal.merging import Arrival
from archportal.revisions import Origin
from archportal.spec import rules
from archportal.turns import Turn, landed
from personas.models import Persona
from personas.specs import find_personas
from usecases.changes import delete_usecases, restored_draft
from usecases.dictionary.together import Dictionary, Names
from usecases.locking import lock
from usecases.models import (
    Input,
    Output,
    Specification,
    UseCase,
    UseCaseRevision,
)
from usecases.specifications import save_specification_spec
from usecases.specs import Draft, save_usecase_specs


@dataclass(frozen=True)
class Turns:
    """What is to become of what is in a specification, and what artifacts were called in either state."""

    artifacts: Sequence[Turn[spec.Artifact]] = ()
    use_cases: Sequence[Turn[spec.UseCase]] = ()
    text: Turn[spec.SpecificationText] | None = None
    names_before: Names = field(default_factory=dict)
    names_after: Names = field(default_factory=dict)


def save_together(specification: Specification, turns: Turns, origin: Origin) -> list[Arrival]:
    """Save what the documents are to be, each merged with what was saved in between; return what came in.

    To be called in a transaction. An artifact that shall go stays where a use case names it. Raises Clashed
    where somebody changed the same things, and SpecError as the doors do.
    """
    # Everything that is written in one specification waits for this lock.
    specification = lock(specification.pk)
    arrivals = _save_text(specification, turns.text, origin) if turns.text else []
    dictionary = Dictionary(specification, turns.artifacts)
    cases = _Cases(specification, turns, dictionary)
    dictionary.keep(cases.named())
    dictionary.write(specification, origin)
    cases.write(specification, origin)
    dictionary.drop()
    return [*arrivals, *dictionary.arrivals, *cases.arrivals]


def _save_text(
    specification: Specification, turn: Turn[spec.SpecificationText], origin: Origin
) -> list[Arrival]:
    label = f"Specification {specification.title}"
    result = landed(turn, specification.document, specification.latest, label)
    assert result.document is not None
    save_specification_spec(result.document, origin, specification=specification)
    return [result.arrival] if result.arrival else []


class _Cases:
    """The use cases that change, and what becomes of them."""

    def __init__(self, specification: Specification, turns: Turns, dictionary: Dictionary) -> None:
        by_pk = {turn.pk: turn for turn in turns.use_cases if turn.pk is not None}
        touched = {*by_pk, *_naming(dictionary.moved())}
        self.rows = UseCase.objects.with_document().filter(specification=specification).in_bulk(list(touched))
        self.last = _last_revisions(by_pk.keys() - self.rows.keys())
        documents = {pk: row.document for pk, row in self.rows.items()}
        self._rewrite = _Rewriting(turns, dictionary, documents.values())
        self.kept: dict[int, spec.UseCase] = {}
        self.back: dict[int, spec.UseCase] = {}
        self.gone: list[UseCase] = []
        self.arrivals: list[Arrival] = []
        for pk, document in documents.items():
            self.kept[pk] = self._rewrite.present(document)
        for pk, turn in by_pk.items():
            self._take(pk, self._rewrite.turn(turn))
        self.new = [self._rewrite.turn(turn).after for turn in turns.use_cases if turn.pk is None]

    def _take(self, pk: int, turn: Turn[spec.UseCase]) -> None:
        row = self.rows.get(pk)
        document = turn.before or turn.after
        label = f"Use Case {document.number}: {document.title}" if document else "Use Case"
        result = landed(turn, self.kept.get(pk), row.latest if row else self.last.get(pk), label)
        self.arrivals += [result.arrival] if result.arrival else []
        if result.document is None:
            self.kept.pop(pk, None)
            self.gone += [row] if row else []
        else:
            (self.kept if row else self.back)[pk] = result.document

    def named(self) -> set[str]:
        """Return the keys of all names in what is saved."""
        documents = [*self.kept.values(), *self.back.values(), *self.new]
        return {rules.name_key(name) for one in documents if one for name in spec.artifact_names(one)}

    def write(self, specification: Specification, origin: Origin) -> None:
        """Delete what goes, so that its numbers are free, and save the rest as one."""
        if self.gone:
            delete_usecases(self.gone, origin)
        drafts = [Draft(document, self.rows[pk]) for pk, document in self.kept.items()]
        drafts += [
            restored_draft(specification, self.last[pk], document) for pk, document in self.back.items()
        ]
        drafts += [Draft(document) for document in self.new if document]
        save_usecase_specs(specification, drafts, origin)


class _Rewriting:
    """Documents of several times under the names that artifacts and personas have in the end."""

    def __init__(self, turns: Turns, dictionary: Dictionary, present: Iterable[spec.UseCase]) -> None:
        before = [turn.before for turn in turns.use_cases]
        after = [turn.after for turn in turns.use_cases]
        self._now = dictionary.names_of(present, {})
        self._before = dictionary.names_of(before, turns.names_before)
        self._after = dictionary.names_of(after, turns.names_after)
        slugs = {slug for one in (*before, *after) if one for story in one.stories for slug in story.personas}
        self._people = find_personas(slugs)

    def present(self, document: spec.UseCase) -> spec.UseCase:
        """Return a document that stands now."""
        return spec.with_artifact_names(document, dict(self._now))

    def turn(self, turn: Turn[spec.UseCase]) -> Turn[spec.UseCase]:
        """Return a turn with both its documents."""
        return Turn(self._of(turn.before, self._before), self._of(turn.after, self._after), turn.pk)

    def _of(self, document: spec.UseCase | None, names: Mapping[str, str]) -> spec.UseCase | None:
        if document is None:
            return None
        return _with_people(spec.with_artifact_names(document, dict(names)), self._people)


def _with_people(document: spec.UseCase, people: Mapping[str, Persona]) -> spec.UseCase:
    """Put the present slugs of personas into the stories; one that is gone stays, and the door names it."""
    stories = tuple(
        story.model_copy(
            update={"personas": tuple(people[s].slug if s in people else s for s in story.personas)}
        )
        for story in document.stories
    )
    return document if stories == document.stories else document.model_copy(update={"stories": stories})


def _naming(artifacts: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for batch in batches(artifacts):
        for model in (Input, Output):
            rows = model.objects.filter(artifact_id__in=batch)
            found |= set(rows.values_list("usecase_id", flat=True))
    return found


def _last_revisions(pks: Iterable[int]) -> dict[int, UseCaseRevision]:
    revisions = UseCaseRevision.objects.filter(usecase_id__in=list(pks)).order_by("version")
    return {revision.usecase_id: revision for revision in revisions}
