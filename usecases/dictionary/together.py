"""The artifacts of a change of several documents: as they stand, and as they shall be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archportal import spec
from archportal.batches import batches
from archportal.merging import Arrival
from archportal.revisions import Origin
from archportal.spec import rules
from archportal.turns import Turn, landed
from usecases.dictionary.specs import (
    add_artifacts,
    drop_artifacts,
    restore_artifacts,
    retire_artifacts,
    save_artifact_specs,
)
from usecases.models import Artifact, ArtifactName, ArtifactRevision, Specification

Names = Mapping[str, int]
"""Primary keys of artifacts, by the keys of names that they had."""


class Dictionary:
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
        pks = [pk for turn in turns if (pk := self._meant(turn)) is not None]
        rows = Artifact.objects.select_related("latest").prefetch_related("names")
        found: dict[int, Artifact] = {}
        for batch in batches(pks):
            found |= rows.in_bulk(batch)
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
