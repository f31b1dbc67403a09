"""Stories that say too little, or the same twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archportal.spec import rules
from archportal.spec.checks import mending
from archportal.spec.checks.base import Check, Finding, Fix, Found, Subject
from archportal.spec.checks.surroundings import called, clipped, joined

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import Specification, Story, UseCase

FEW_WORDS = 3
"""A want of so few words (“see results”) may well stand in several use cases."""

_NO_MATTER = re.compile(r"(?:[\s.,;:!?…()\[\]{}\"'“”„‘’«»/–—]|-(?!\d))+")
"""What may differ between two stories that say the same. Signs such as < and + make a difference."""


def story_key(story: Story) -> str:
    """Return what two stories have in common that say the same: what is wanted, and why.

    >>> from archportal.spec import Story
    >>> story_key(Story(want="to  see results.")) == story_key(Story(want="See results"))
    True
    """
    want, so_that = (_NO_MATTER.sub(" ", rules.fold(text)).strip() for text in (story.want, story.so_that))
    return f"{want.removeprefix('to ')} / {so_that}" if want else ""


def _without_want(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    for place, story in enumerate(use_case.stories):
        if not story.want:
            yield Found(
                ("stories", place, "want"),
                "This story does not say what is wanted, so nothing can be built from it.",
                (*story.personas, story.so_that),
            )


WITHOUT_WANT = Check(
    id="story-without-want",
    severity="warning",
    title="Story that does not say what is wanted",
    why="A story without a wish says nothing that could be built or tested.",
    mend="Say what the persona wants, or remove the story.",
    of_use_case=_without_want,
)


def _without_reason(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    for place, story in enumerate(use_case.stories):
        if story.want and not story.so_that:
            sentence = (
                f"“{clipped(story.want)}”: the story does not say why, so nobody can weigh or replace it."
            )
            yield Found(("stories", place, "so_that"), sentence, (story.want,))


WITHOUT_REASON = Check(
    id="story-without-so-that",
    severity="info",
    title="Story without “so that”",
    why=(
        "The reason lets others judge how much a wish matters, and find a better way to fulfil it. Several "
        "points of view can share one reason; then one story may go without."
    ),
    mend="Add why they want it: “so that …”.",
    of_use_case=_without_reason,
)


def _twice(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    first: dict[str, int] = {}
    for place, story in enumerate(use_case.stories):
        key = story_key(story)
        if key and key in first:
            sentence = (
                f"“{clipped(story.want)}” says the same as story {first[key] + 1}: whoever changes one has "
                "to change the other."
            )
            yield Found(("stories", place), sentence, (key,), ("remove-second",))
        first.setdefault(key, place)


def _remove_second(specification: Specification, finding: Finding) -> Specification:
    def change(use_case: UseCase) -> UseCase:
        keys = [story_key(story) for story in use_case.stories]
        first = keys.index(keys[int(finding.place[1])])
        same = [place for place, key in enumerate(keys) if key == keys[first]]
        personas = tuple(dict.fromkeys(slug for place in same for slug in use_case.stories[place].personas))
        one = use_case.stories[first].model_copy(update={"personas": personas[: rules.ROWS_LIMIT]})
        rest = ((place, story) for place, story in enumerate(use_case.stories) if place not in same[1:])
        stories = tuple(one if place == first else story for place, story in rest)
        return use_case.model_copy(update={"stories": stories})

    return mending.with_use_case(specification, finding.subject.key, change)


STORY_TWICE = Check(
    id="story-twice",
    severity="warning",
    title="The same story twice",
    why="A use case has one story twice. Sooner or later one of them is changed and the other is not.",
    mend="Keep one of them, with the personas of both.",
    of_use_case=_twice,
    ways={"remove-second": Fix("Keep one, with the personas of both", _remove_second)},
)


def _in_several(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    told: defaultdict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for use_case in specification.use_cases:
        for place, story in enumerate(use_case.stories):
            key = story_key(story)
            if len(key.split(" / ")[0].split()) > FEW_WORDS:
                told[key].setdefault(use_case.slug, (place, story.want))
    for key, places in told.items():
        if len(places) > 1:
            first, *others = places
            elsewhere = joined([called(around.use_cases[slug]) for slug in others])
            place, want = places[first]
            sentence = (
                f"“{clipped(want)}” is also a story of {elsewhere}: keep it in one place, or say in each "
                "what is different."
            )
            yield Subject("use_case", first), Found(("stories", place), sentence, (key, *sorted(others)))


STORY_IN_SEVERAL = Check(
    id="story-in-several-use-cases",
    severity="info",
    title="The same story in several use cases",
    why=(
        "Several use cases have the same story, word for word. Either they are one use case, or the story "
        "belongs to one of them and the others do not say what they are for."
    ),
    mend="Keep the story where it belongs, and say in the others what is different there.",
    of_whole=_in_several,
)

CHECKS = (WITHOUT_WANT, STORY_TWICE, WITHOUT_REASON, STORY_IN_SEVERAL)
