"""What use cases do when something beneath them changes."""

from typing import Any

from django.dispatch import receiver

from archportal.revisions import Origin
from personas.models import Persona
from personas.signals import slug_replaced


@receiver(slug_replaced)
def follow_persona(old: str, new: Persona, origin: Origin, **kwargs: Any) -> None:
    # Imported when it first happens: a start shall not wait for what saves use cases.
    from usecases.changes import replace_persona

    replace_persona(old, new, origin)
