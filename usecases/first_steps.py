"""The way from an empty portal to the first exported use case, computed from what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from personas.models import Persona
from usecases.models import Specification
from usecases.overview import Overview


@dataclass(frozen=True)
class FirstSteps:
    """What was done on the way. `specification` is the one that the next steps lead to, if there is one."""

    specification: Specification | None
    written: bool
    personas: int

    @property
    def next(self) -> int:
        """The number of the step that comes next."""
        if self.specification is None:
            return 1
        return 4 if self.written else 2


def first_steps(overviews: Sequence[Overview]) -> FirstSteps | None:
    """Return how far the way was gone, or None where people are beyond it: they have written two use cases.

    What the demonstration holds does not count. One query, and none where the way is not shown.
    """
    own = sorted((one for one in overviews if not one.demonstration), key=lambda one: -one.total)
    written = sum(one.total for one in own)
    if written > 1:
        return None
    return FirstSteps(own[0].specification if own else None, bool(written), Persona.objects.count())
