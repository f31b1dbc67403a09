"""A whole specification as one document: read it, change it, compare it, and save what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from archportal import spec
from archportal.batches import batches
from archportal.merging import Arrival
from archportal.revisions import Origin, RevisionQuerySet
from archportal.transactions import in_one_transaction
from archportal.turns import Turn
from personas.models import PersonaRevision
from personas.together import delete_personas, save_personas
from usecases.exports import artifact_texts, personas_in_order, use_case_texts
from usecases.models import ArtifactName, ArtifactRevision, Specification, UseCaseRevision
from usecases.together import Turns, save_together


@dataclass(frozen=True)
class SavedWhole:
    """What came of saving: the change under which all of it was saved, and what was taken in on the way."""

    change: UUID
    changed: Sequence[spec.Changed]
    arrivals: Sequence[Arrival] = ()


def read_whole(specification: Specification) -> spec.Specification:
    """Return a specification with all that is in it, and with all personas.

    Needs `with_document`; three queries, however large it is.
    """
    return spec.Specification(
        format=spec.FORMAT,
        version=spec.VERSION,
        **specification.document.model_dump(),
        personas=tuple(personas_in_order()),
        artifacts=tuple(spec.read_document(spec.Artifact, text) for text in artifact_texts(specification)),
        use_cases=tuple(spec.read_document(spec.UseCase, text) for text in use_case_texts(specification)),
    )


def changes_between(before: spec.Specification, after: spec.Specification) -> tuple[spec.Changed, ...]:
    """Return every document that differs between two states of one specification, and how, to be shown."""
    return spec.changes_between(before, after)


@in_one_transaction
def save_whole(
    specification: Specification, before: spec.Specification, after: spec.Specification, origin: Origin
) -> SavedWhole:
    """Save the documents that differ between two states of a specification, as one change.

    `before` is a state that was read, `after` what was made of it. Each document is merged with what somebody
    saved since; what is no longer there but as another name of an artifact becomes that, with everything that
    names it. Raises Conflict (`archportal.turns.Clashed`, a sentence that names the document) where both
    changed the same things, and SpecError where something cannot be saved; then nothing is written.
    """
    people = _persona_turns(before, after)
    arrivals = save_personas(people, origin)
    arrivals += save_together(specification, _turns(specification, before, after), origin)
    delete_personas(people, origin)
    return SavedWhole(origin.change, spec.changes_between(before, after), arrivals)


def _turns(specification: Specification, before: spec.Specification, after: spec.Specification) -> Turns:
    changed = spec.fates(before, after)
    rows = _artifact_rows(specification, [fate.before.keys[0] for fate in changed if fate.before])
    artifacts = [
        Turn(fate.before, fate.after, rows.get(fate.before.keys[0]) if fate.before else None)
        for fate in changed
    ]
    return Turns(
        artifacts,
        _usecase_turns(specification, before, after),
        Turn(before.text, after.text) if before.text != after.text else None,
        names_before={turn.before.keys[0]: turn.pk for turn in artifacts if turn.before and turn.pk},
        names_after={turn.after.keys[0]: turn.pk for turn in artifacts if turn.after and turn.pk},
    )


def _artifact_rows(specification: Specification, keys: Sequence[str]) -> dict[str, int]:
    """Return the artifacts that bear these names, or bore them when last something did."""
    names = ArtifactName.objects.filter(specification=specification, position=0)
    rows = dict(names.values_list("key", "artifact_id")) if keys else {}
    missing = {key[:255]: key for key in keys if key not in rows}
    if missing:
        former = ArtifactRevision.objects.filter(specification_id=specification.pk, identity__in=missing)
        found = former.order_by("pk").values_list("identity", "artifact_id")
        rows |= {missing[identity]: pk for identity, pk in found}
    return {key: rows[key] for key in keys if key in rows}


def _usecase_turns(
    specification: Specification, before: spec.Specification, after: spec.Specification
) -> list[Turn[spec.UseCase]]:
    later = {one.slug: one for one in after.use_cases}
    differing = [one for one in before.use_cases if later.get(one.slug) != one]
    revisions = UseCaseRevision.objects.filter(specification_id=specification.pk)
    rows = _rows(revisions, [one.slug for one in differing], "usecase_id")
    known = {one.slug for one in before.use_cases}
    added = (one for one in after.use_cases if one.slug not in known)
    return [
        *(Turn(one, later.get(one.slug), rows[one.slug]) for one in differing),
        *(Turn(None, one) for one in added),
    ]


def _persona_turns(before: spec.Specification, after: spec.Specification) -> list[Turn[spec.Persona]]:
    later = {one.slug: one for one in after.personas}
    differing = [one for one in before.personas if later.get(one.slug) != one]
    rows = _rows(PersonaRevision.objects.all(), [one.slug for one in differing], "persona_id")
    known = {one.slug for one in before.personas}
    added = (one for one in after.personas if one.slug not in known)
    return [
        *(Turn(one, later.get(one.slug), rows[one.slug]) for one in differing),
        *(Turn(None, one) for one in added),
    ]


def _rows(revisions: RevisionQuerySet, slugs: Sequence[str], subject: str) -> dict[str, int]:
    """Return the subjects that were last saved under these slugs."""
    found: dict[str, int] = {}
    for batch in batches(slugs):
        named = revisions.filter(identity__in=batch).order_by("pk")
        found |= dict(named.values_list("identity", subject))
    return found
