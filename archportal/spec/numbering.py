"""How exceptions are numbered: 3a, 3b, … where they belong to step 3; 1, 2, … where they belong to none."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archportal.spec.documents import UseCase, UseCaseException


@dataclass(frozen=True, slots=True)
class Numbered:
    """An exception with its label, and the step under which it stands; None for those that stand alone."""

    label: str
    exception: UseCaseException
    step: int | None = None


def numbered_exceptions(use_case: UseCase) -> list[Numbered]:
    """Return the exceptions as they are shown: those of each step in its order, then all others.

    Those whose step the success path does not have are numbered like those at no step.
    """
    steps: dict[int, list[UseCaseException]] = {}
    for exception in use_case.exceptions:
        step = exception.step or 0
        steps.setdefault(step if step <= len(use_case.success_path) else 0, []).append(exception)
    others = steps.pop(0, [])
    extensions = [
        Numbered(f"{step}{letters(place)}", exception, step)
        for step, rows in sorted(steps.items())
        for place, exception in enumerate(rows, 1)
    ]
    return extensions + [Numbered(str(place), exception) for place, exception in enumerate(others, 1)]


def letters(place: int) -> str:
    """Return the letters of a place as spreadsheets name their columns.

    >>> letters(1), letters(26), letters(27), letters(703)
    ('a', 'z', 'aa', 'aaa')
    """
    text = ""
    while place:
        place, letter = divmod(place - 1, 26)
        text = ascii_lowercase[letter] + text
    return text
