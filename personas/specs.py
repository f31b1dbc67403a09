"""Personas as documents: the only way to write one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archportal import spec
from archportal.merging import Arrival, Base, reconcile
from archportal.revisions import Conflict, Origin
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from personas.indexing import forget_persona, keep_persona
from personas.models import Persona, PersonaRevision
from personas.signals import slug_replaced


@dataclass(frozen=True)
class Saved:
    """What came of saving: the row, and its new revision, or None where nothing had changed."""

    persona: Persona
    revision: PersonaRevision | None
    arrival: Arrival | None = None
    """What somebody had saved in between, where there was something."""


def persona_spec(persona: Persona) -> spec.Persona:
    """Return the document that the row holds."""
    return spec.Persona(
        slug=persona.slug,
        name=persona.name,
        singular=persona.singular,
        definition=persona.definition,
        goals=tuple(persona.goals),
        pain_points=tuple(persona.pain_points),
    )


@in_one_transaction
def save_persona_spec(
    document: spec.Persona, origin: Origin, *, persona: Persona | None = None, base: Base | None = None
) -> Saved:
    """Save the document as a new persona, or as the next state of this one, merged with what came in between.

    Raises Conflict where somebody changed the same thing since the version of `base` or deleted it, and
    SpecError where another persona has the same name or address. A new persona whose slug is taken gets
    the next free one.
    """
    if persona is None:
        return _create(document, origin)
    locked = Persona.objects.locked().filter(pk=persona.pk).first()
    if locked is None:
        raise Conflict(last_revision_of(persona.pk))
    persona = locked
    latest = persona.latest
    reconciled = reconcile(document, base, latest, persona.revisions)
    document = reconciled.document
    if latest.document == spec.to_json(document):
        return Saved(persona, None, reconciled.arrival)
    _refuse_taken(document, persona)
    former_slug = persona.slug
    revision = _write(persona, document, origin, version=latest.version + 1, based_on=latest.version)
    if former_slug != persona.slug:
        slug_replaced.send(Persona, old=former_slug, new=persona, origin=origin)
    return Saved(persona, revision, reconciled.arrival)


def _create(document: spec.Persona, origin: Origin, pk: int | None = None, version: int = 1) -> Saved:
    _refuse_taken_name(document, None)
    taken = Persona.objects.values_list("slug", flat=True)
    document = document.model_copy(update={"slug": rules.free_slug(document.slug, taken)})
    persona = Persona(pk=pk, position=Persona.objects.next_position())
    return Saved(persona, _write(persona, document, origin, version=version, based_on=None))


def _write(
    persona: Persona, document: spec.Persona, origin: Origin, *, version: int, based_on: int | None
) -> PersonaRevision:
    persona.name_key = rules.name_key(document.name)
    for column, value in document.model_dump().items():
        setattr(persona, column, list(value) if isinstance(value, tuple) else value)
    persona.save()
    revision = _record(persona, spec.to_json(document), origin, version=version, based_on=based_on)
    keep_persona(persona, persona.latest, document)
    persona.latest = revision
    persona.save(update_fields=["latest"])
    return revision


def _record(
    persona: Persona,
    document: str,
    origin: Origin,
    *,
    version: int,
    based_on: int | None,
    deleted: bool = False,
) -> PersonaRevision:
    revision = PersonaRevision.of(
        origin,
        document,
        version=version,
        identity=persona.slug,
        based_on=based_on,
        persona_id=persona.pk,
        name_key=persona.name_key,
        deleted=deleted,
    )
    revision.save()
    return revision


def _refuse_taken(document: spec.Persona, persona: Persona) -> None:
    _refuse_taken_name(document, persona)
    if Persona.objects.filter(slug=document.slug).exclude(pk=persona.pk).exists():
        raise spec.SpecError([spec.Fault(("slug",), "Another persona has this address; choose another one.")])


def _refuse_taken_name(document: spec.Persona, persona: Persona | None) -> None:
    same = Persona.objects.filter(name_key=rules.name_key(document.name))
    if same.exclude(pk=persona.pk if persona else None).exists():
        sentence = "Another persona has this name; open that one, or choose another name."
        raise spec.SpecError([spec.Fault(("name",), sentence)])


class InUse(Exception):
    """The persona stands in stories, so it cannot be deleted without a replacement."""


@in_one_transaction
def delete_persona(
    persona: Persona, origin: Origin, *, replacement: Persona | None = None
) -> PersonaRevision:
    """Delete a persona and leave a revision from which it can be restored.

    The replacement takes its place in every story. Raises InUse where there are stories and no replacement,
    and SpecError where the replacement was deleted.
    """
    ids = [persona.pk, *([replacement.pk] if replacement else [])]
    rows = {row.pk: row for row in Persona.objects.locked().filter(pk__in=ids).order_by("pk")}
    if persona.pk not in rows:  # Somebody else deleted it at the same moment.
        return last_revision_of(persona.pk)
    persona = rows[persona.pk]
    if replacement is not None:
        if replacement.pk not in rows:
            sentence = f"{replacement.name} was deleted in the meantime; choose another one."
            raise spec.SpecError([spec.Fault(("replacement",), sentence)])
        because = origin.because(f"{replacement.name} took the place of {persona.name}.")
        slug_replaced.send(Persona, old=persona.slug, new=replacement, origin=because)
    if persona.story_links.exists():
        raise InUse
    latest = persona.latest
    revision = _record(
        persona,
        latest.document,
        origin,
        version=latest.version + 1,
        based_on=latest.version,
        deleted=True,
    )
    forget_persona(persona)
    persona.delete()
    return revision


@in_one_transaction
def restore_persona(revision: PersonaRevision, origin: Origin) -> Saved:
    """Save the state of a revision anew; a persona that was deleted comes back at the end of the list.

    Raises SpecError where another persona has taken its name.
    """
    document = spec.read_document(spec.Persona, revision.document)
    origin = origin.because(f"Restored version {revision.version}.")
    persona = Persona.objects.locked().filter(pk=revision.persona_id).first()
    if persona is not None:
        return save_persona_spec(document, origin, persona=persona)
    last = last_revision_of(revision.persona_id)
    return _create(document, origin, pk=revision.persona_id, version=last.version + 1)


def last_revision_of(pk: int) -> PersonaRevision:
    """Return the last revision of a persona, which may be deleted."""
    return PersonaRevision.objects.filter(persona_id=pk).latest("version")


def deleted_personas() -> list[PersonaRevision]:
    """Return the last revision of each persona that is deleted now, newest first."""
    gone = PersonaRevision.objects.filter(deleted=True)
    gone = gone.exclude(persona_id__in=Persona.objects.values("pk")).order_by("-pk")
    last: dict[int, PersonaRevision] = {}
    for revision in gone:
        last.setdefault(revision.persona_id, revision)
    return list(last.values())


@in_one_transaction
def move_persona(persona: Persona, place: int, origin: Origin) -> None:
    """Move a persona to a place in the list (from 0), and number the places anew.

    The order is not part of any persona's document, so the moved one gets a revision with a note. One that
    was deleted in the meantime moves nothing.
    """
    # Locked first and read after that: PostgreSQL sorts before it waits for a lock.
    list(Persona.objects.select_for_update().order_by("pk").values_list("pk"))
    order = [str(pk) for pk in Persona.objects.values_list("pk", flat=True)]
    if str(persona.pk) not in order:
        return
    before = order.index(str(persona.pk))
    after = rules.moved(order, str(persona.pk), place)
    if after == order:
        return
    rows = [Persona(pk=int(pk), position=position) for position, pk in enumerate(after)]
    Persona.objects.bulk_update(rows, ["position"])
    latest = persona.revisions.latest("version")
    because = origin.because(f"Moved from place {before + 1} to {after.index(str(persona.pk)) + 1}.")
    revision = _record(persona, latest.document, because, version=latest.version + 1, based_on=latest.version)
    Persona.objects.filter(pk=persona.pk).update(latest=revision)


def find_personas(slugs: Iterable[str]) -> Mapping[str, Persona]:
    """Return the personas that these slugs lead to, former slugs included. Two queries at most."""
    wanted = set(slugs)
    if not wanted:
        return {}
    found = {persona.slug: persona for persona in Persona.objects.filter(slug__in=wanted)}
    missing = wanted - found.keys()
    if missing:
        former = PersonaRevision.objects.filter(identity__in=missing).order_by("pk")
        ids = {revision.identity: revision.persona_id for revision in former}
        rows = Persona.objects.in_bulk(ids.values())
        found |= {slug: rows[pk] for slug, pk in ids.items() if pk in rows}
    return found
