"""Artifacts and use cases of one specification that change together, whoever has saved in between.

An artifact is known by its row, not by what it was called when a document was written: a use case whose
input was renamed in between is merged as if it had been called so from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archportal import spec
from archportal.merging import Arrival
from archportal.revisions import Origin
from archportal.spec import rules
from archportal.turns import Turn, landed
from personas.models import Persona
from personas.specs import find_personas
from usecases.changes import delete_usecases, restored_draft
from usecases.dictionary import (
    add_artifacts,
    drop_artifacts,
    restore_artifacts,
    retire_artifacts,
    save_artifact_specs,
)
from usecases.models import (
    Artifact,
    ArtifactName,
    ArtifactRevision,
    Input,
    Output,
    Specification,
    UseCase,
    UseCaseRevision,
)
from usecases.specifications import save_specification_spec
from usecases.specs import Draft, save_usecase_specs

BATCH = 500
"""Values in one query: databases limit how many there can be."""

Names = Mapping[str, int]
"""Primary keys of artifacts, by the keys of names that they had."""


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
    locked = Specification.objects.select_for_update(of=("self",)).with_document()
    specification = locked.get(pk=specification.pk)
    arrivals = _save_text(specification, turns.text, origin) if turns.text else []
    dictionary = _Dictionary(specification, turns.artifacts)
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


class _Dictionary:
    """The artifacts as they stand, and as they shall be."""

    def __init__(self, specification: Specification, turns: Sequence[Turn[spec.Artifact]]) -> None:
        self.specification = specification
        names = ArtifactName.objects.filter(specification=specification).order_by("position")
        self.present: dict[int, list[tuple[str, str]]] = {}
        for pk, key, name in names.values_list("artifact_id", "key", "name"):
            self.present.setdefault(pk, []).append((key, name))
        self.now = {key: pk for pk, found in self.present.items() for key, _name in found}
        self.rows = self._rows(turns)
        self.changed: dict[int, spec.Artifact] = {}
        self.back: dict[int, tuple[ArtifactRevision, spec.Artifact]] = {}
        self.new: list[spec.Artifact] = []
        self.gone: set[int] = set()
        self.arrivals: list[Arrival] = []
        last = self._last(turn.pk for turn in turns if turn.pk not in self.rows)
        for turn in turns:
            self._take(turn, last)
        self.final: dict[str, str] = self._final()

    def _rows(self, turns: Sequence[Turn[spec.Artifact]]) -> dict[int, Artifact]:
        pks = [self._meant(turn) for turn in turns]
        rows = Artifact.objects.select_related("latest").prefetch_related("names")
        found: dict[int, Artifact] = {}
        for start in range(0, len(pks), BATCH):
            found |= rows.in_bulk([pk for pk in pks[start : start + BATCH] if pk is not None])
        return found

    def _last(self, pks: Iterable[int | None]) -> dict[int, ArtifactRevision]:
        revisions = ArtifactRevision.objects.filter(artifact_id__in=[pk for pk in pks if pk]).order_by(
            "version"
        )
        return {revision.artifact_id: revision for revision in revisions}

    def _take(self, turn: Turn[spec.Artifact], last: Mapping[int, ArtifactRevision]) -> None:
        pk = self._meant(turn)
        row = self.rows.get(pk) if pk is not None else None
        revision = row.latest if row else last.get(pk) if pk is not None else None
        present = spec.read_document(spec.Artifact, row.latest.document) if row and row.latest else None
        document = turn.before or turn.after
        assert document is not None
        result = landed(turn, present, revision, f"Artifact “{document.name}”")
        self.arrivals += [result.arrival] if result.arrival else []
        if row is not None and result.document is None:
            self.gone.add(row.pk)
        elif row is not None and result.document not in (None, present):
            self.changed[row.pk] = result.document
        elif row is None and result.document is not None and revision is not None:
            self.back[revision.artifact_id] = (revision, result.document)
        elif row is None and result.document is not None:
            self.new.append(result.document)

    def _meant(self, turn: Turn[spec.Artifact]) -> int | None:
        """Return the row of a turn: of one that is new, what somebody has added under its name in between."""
        return self.now.get(turn.after.keys[0]) if turn.pk is None and turn.after else turn.pk

    def _documents(self) -> list[spec.Artifact]:
        return [*self.changed.values(), *(document for _, document in self.back.values()), *self.new]

    def _final(self) -> dict[str, str]:
        """Return the own name of every artifact by all its keys. Raises SpecError where two have one name."""
        final = {
            key: names[0][1]
            for pk, names in self.present.items()
            if pk not in self.changed and pk not in self.gone
            for key, _name in names
        }
        for document in self._documents():
            for key, name in zip(document.keys, (document.name, *document.aliases), strict=True):
                if key in final:
                    raise spec.SpecError.of(
                        f"“{name}” leads to the artifact “{final[key]}” now, so it cannot be a name of "
                        f"“{document.name}”. Nothing was changed; give one of the two another name first."
                    )
            final |= dict.fromkeys(document.keys, document.name)
        return final

    def moved(self) -> list[int]:
        """Return the artifacts that have another name than they had, or none."""
        renamed = [pk for pk, document in self.changed.items() if document.name != self.rows[pk].name]
        return [*renamed, *self.gone]

    def name_of(self, pk: int) -> str | None:
        """Return what an artifact is called in the end; None where it goes, or is gone."""
        if pk in self.changed:
            return self.changed[pk].name
        if pk in self.back:
            return self.back[pk][1].name
        return self.present[pk][0][1] if pk in self.present and pk not in self.gone else None

    def names_of(self, documents: Iterable[spec.UseCase | None], names: Names) -> dict[str, str]:
        """Return what all in these documents is called in the end; `names` are those they were made with."""
        found = {rules.name_key(name): name for one in documents if one for name in spec.artifact_names(one)}
        unknown = [key for key in found if key not in names and key not in self.now]
        former = self._former(unknown)
        result = {}
        for key, name in found.items():
            pk = names.get(key) or self.now.get(key) or former.get(key)
            result[key] = (self.name_of(pk) if pk else None) or self.final.get(key, name)
        return result

    def _former(self, keys: Sequence[str]) -> dict[str, int]:
        if not keys:
            return {}
        revisions = ArtifactRevision.objects.filter(
            specification_id=self.specification.pk, identity__in=[key[:255] for key in keys]
        )
        found = dict(revisions.order_by("pk").values_list("identity", "artifact_id"))
        return {key: found[key[:255]] for key in keys if key[:255] in found}

    def keep(self, named: set[str]) -> None:
        """Keep what was to go and is named: somebody has begun to use it."""
        self.gone = {
            pk for pk in self.gone if (key := self.present[pk][0][0]) in self.final or key not in named
        }

    def write(self, specification: Specification, origin: Origin) -> None:
        """Write the artifacts; what goes gives its names away first, and leaves when no row names it."""
        retire_artifacts([self.rows[pk] for pk in self.gone], origin)
        save_artifact_specs([(self.rows[pk], document) for pk, document in self.changed.items()], origin)
        back = restore_artifacts(specification, [revision for revision, _ in self.back.values()], origin)
        pairs = zip(back, self.back.values(), strict=True)
        save_artifact_specs(
            [
                (artifact, document)
                for artifact, (revision, document) in pairs
                if spec.to_json(document) != revision.document
            ],
            origin,
        )
        add_artifacts(specification, self.new, origin)

    def drop(self) -> None:
        """Delete the rows of what went."""
        drop_artifacts([self.rows[pk] for pk in self.gone])


class _Cases:
    """The use cases that change, and what becomes of them."""

    def __init__(self, specification: Specification, turns: Turns, dictionary: _Dictionary) -> None:
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

    def __init__(self, turns: Turns, dictionary: _Dictionary, present: Iterable[spec.UseCase]) -> None:
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
    for start in range(0, len(artifacts), BATCH):
        for model in (Input, Output):
            rows = model.objects.filter(artifact_id__in=artifacts[start : start + BATCH])
            found |= set(rows.values_list("usecase_id", flat=True))
    return found


def _last_revisions(pks: Iterable[int]) -> dict[int, UseCaseRevision]:
    revisions = UseCaseRevision.objects.filter(usecase_id__in=list(pks)).order_by("version")
    return {revision.usecase_id: revision for revision in revisions}
