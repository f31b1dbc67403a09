"""Personas as part of a change of several documents."""

from __future__ import annotations

from collections.abc import Sequence

from archportal import spec
from archportal.merging import Arrival
from archportal.revisions import Origin
from archportal.turns import Turn, landed
from personas.models import Persona, PersonaRevision
from personas.specs import InUse, delete_persona, restore_persona, save_persona_spec


def save_personas(turns: Sequence[Turn[spec.Persona]], origin: Origin) -> list[Arrival]:
    """Save what the personas are to be, and bring back those that were deleted; return what came in.

    Those that shall go are the concern of `delete_personas`. Raises Clashed and SpecError.
    """
    arrivals = []
    for turn in turns:
        row, last = _standing(turn)
        present = row.document if row else None
        result = landed(turn, present, last, _label(turn))
        if result.document is not None and result.document != present:
            _save(result.document, row, last, origin)
        arrivals += [result.arrival] if result.arrival else []
    return arrivals


def delete_personas(turns: Sequence[Turn[spec.Persona]], origin: Origin) -> None:
    """Delete those that shall go. Raises SpecError where a story speaks of one."""
    for turn in turns:
        row, _last = _standing(turn)
        if turn.after is not None or row is None:
            continue
        try:
            delete_persona(row, origin)
        except InUse:
            sentence = f"{_label(turn)} stands in stories now, so it cannot go. Nothing was changed."
            raise spec.SpecError.of(sentence) from None


def _save(document: spec.Persona, row: Persona | None, last: PersonaRevision | None, origin: Origin) -> None:
    if row is None and last is not None:
        row = restore_persona(last, origin).persona
    save_persona_spec(document, origin, persona=row)


def _standing(turn: Turn[spec.Persona]) -> tuple[Persona | None, PersonaRevision | None]:
    if turn.pk is None:
        return None, None
    row = Persona.objects.locked().filter(pk=turn.pk).first()
    if row is not None:
        return row, row.latest
    return None, PersonaRevision.objects.filter(persona_id=turn.pk).order_by("-version").first()


def _label(turn: Turn[spec.Persona]) -> str:
    document = turn.before or turn.after
    return f"Persona {document.name}" if document else "Persona"
