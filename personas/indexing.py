"""What a search finds of personas, kept in step with every save."""

from __future__ import annotations

from archportal import spec
from archportal.spec.pieces import Kind, Owner, persona_pieces
from personas.models import Persona, PersonaRevision
from search.keeping import forget, keep


def keep_persona(persona: Persona, before: PersonaRevision | None, after: spec.Persona) -> None:
    """Follow a change of a persona."""
    owner = _owner(persona)
    former = spec.read_document(spec.Persona, before.document) if before else None
    keep(persona_pieces(former, owner) if former else (), persona_pieces(after, owner))


def forget_persona(persona: Persona) -> None:
    """Follow the deletion of a persona."""
    forget([_owner(persona)])


def _owner(persona: Persona) -> Owner:
    return Owner(Kind.PERSONA, persona.pk, 0)
