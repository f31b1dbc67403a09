"""What use cases do when something beneath them changes."""

from typing import Any

from django.dispatch import receiver

from archportal.revisions import Origin
from personas.models import Persona
from personas.signals import slug_replaced
from usecases.changes import replace_persona


@receiver(slug_replaced)
def follow_persona(old: str, new: Persona, origin: Origin, **kwargs: Any) -> None:
    replace_persona(old, new, origin)
