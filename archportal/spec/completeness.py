"""What a use case still needs before a working group can review it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archportal.spec.documents import Story, UseCase, UseCaseException
    from archportal.spec.faults import Place


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: where (keys and indexes from the root of the document) and what to do."""

    place: Place
    sentence: str


def missing(use_case: UseCase) -> tuple[Missing, ...]:
    """Return what the use case lacks, in the order of its parts; nothing where it is ready for review.

    Somebody must want it and say why, something must come out of it, and it must be said how it goes and what
    can go wrong. Inputs and preconditions may be none. Drafts may lack all of it.
    """
    return (
        *_stories(use_case.stories),
        *_lacking(use_case),
        *_exceptions(use_case.exceptions, len(use_case.success_path)),
    )


def _stories(stories: tuple[Story, ...]) -> Iterator[Missing]:
    if not stories:
        yield Missing(("stories",), "Add a story: who wants this, what, and why.")
    for place, story in enumerate(stories):
        if not story.personas:
            yield Missing(("stories", place, "personas"), "Say who wants this: name at least one persona.")
        if not story.want:
            yield Missing(("stories", place, "want"), "Say what they want.")
    # One reason is enough: several points of view often share it.
    if stories and not any(story.so_that for story in stories):
        yield Missing(("stories", 0, "so_that"), "Say in at least one story why they want it.")


def _lacking(use_case: UseCase) -> Iterator[Missing]:
    if not use_case.outputs:
        yield Missing(("outputs",), "Add what comes out: at least one output.")
    if not use_case.success_path:
        yield Missing(("success_path",), "Add the steps that lead there: at least one.")
    if not use_case.exceptions:
        yield Missing(("exceptions",), "Add what can go wrong: at least one exception.")


def _exceptions(exceptions: tuple[UseCaseException, ...], steps: int) -> Iterator[Missing]:
    for place, exception in enumerate(exceptions):
        if exception.step is not None and exception.step > steps:
            sentence = f"There is no step {exception.step} any more: choose another step, or “any step”."
            yield Missing(("exceptions", place, "step"), sentence)
