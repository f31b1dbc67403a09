"""What a use case does not say yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from archportal.spec.checks import mending
from archportal.spec.checks.base import Check, Finding, Fix, Found, Severity
from archportal.spec.checks.surroundings import clipped

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import Specification, UseCase, UseCaseException


def _lacking(part: str, sentence: str) -> Callable[[UseCase, Surroundings], Iterator[Found]]:
    def look(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
        if not getattr(use_case, part):
            yield Found((part,), sentence)

    return look


def _check(part: str, name: str, severity: Severity, sentence: str, why: str, mend: str) -> Check:
    title = f"Use case without {name}"
    return Check(
        id=f"use-case-without-{name.replace(' ', '-')}",
        severity=severity,
        title=title,
        why=why,
        mend=mend,
        of_use_case=_lacking(part, sentence),
    )


WITHOUT_STORY = _check(
    "stories",
    "story",
    "warning",
    "No story says who wants this and why, so nobody can judge whether it is worth building.",
    "Without a story nobody knows for whom a use case is there, and whether it is worth building.",
    "Add a story: who wants this, what, and why.",
)
WITHOUT_OUTPUTS = _check(
    "outputs",
    "outputs",
    "warning",
    "Nothing comes out of this use case, so no other can build on it.",
    "A use case without outputs leaves nothing behind: no other can build on it, nobody can check it.",
    "Add what comes out: at least one output.",
)
WITHOUT_SUCCESS_PATH = _check(
    "success_path",
    "success path",
    "warning",
    "No step says how the inputs become the outputs, so there is nothing to build or to test by.",
    "Without steps nobody can build or test the use case: it says what goes in and out, and not how.",
    "Add the steps that lead from the inputs to the outputs.",
)
WITHOUT_EXCEPTIONS = _check(
    "exceptions",
    "exceptions",
    "info",
    "Nothing says what can go wrong here, and what happens then.",
    "What can go wrong is most of the work. A use case that names no exception has rarely been thought "
    "through; some have none.",
    "Add what can go wrong, at which step, and what happens then.",
)


def _without_persona(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    for place, story in enumerate(use_case.stories):
        if not story.personas:
            about = f" “{clipped(story.want)}”" if story.want else ""
            sentence = f"Nobody is named who wants{about or ' this'}, so nobody can be asked about it."
            yield Found(("stories", place, "personas"), sentence, (story.want,))


WITHOUT_PERSONA = Check(
    id="use-case-without-persona",
    severity="warning",
    title="Story without a persona",
    why="A story that names nobody cannot be checked with anybody, and does not show in any persona's list.",
    mend="Say who wants it: name at least one persona.",
    of_use_case=_without_persona,
)


def _gone_step(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    steps = len(use_case.success_path)
    for place, row in enumerate(use_case.exceptions):
        if row.step is not None and row.step > steps:
            ends = f"the success path ends at step {steps}" if steps else "there is no success path"
            sentence = f"“{clipped(row.text)}” is said to happen at step {row.step}, but {ends}."
            yield Found(("exceptions", place, "step"), sentence, (row.text, row.handling), ("any-step",))


def _any_step(specification: Specification, finding: Finding) -> Specification:
    def freed(row: UseCaseException, meant: UseCaseException, steps: int) -> UseCaseException:
        same = (row.text, row.handling) == (meant.text, meant.handling)
        gone = row.step is not None and row.step > steps
        return row.model_copy(update={"step": None}) if same and gone else row

    def change(use_case: UseCase) -> UseCase:
        meant, steps = use_case.exceptions[int(finding.place[1])], len(use_case.success_path)
        exceptions = tuple(freed(row, meant, steps) for row in use_case.exceptions)
        return use_case.model_copy(update={"exceptions": exceptions})

    return mending.with_use_case(specification, finding.subject.key, change)


EXCEPTION_AT_GONE_STEP = Check(
    id="exception-at-gone-step",
    severity="error",
    title="Exception at a step that is gone",
    why="An exception belongs to a step that the success path does not have, so it cannot be understood.",
    mend="Choose the step at which it happens now, or “any step”.",
    of_use_case=_gone_step,
    ways={"any-step": Fix("It can happen at any step", _any_step)},
)

CHECKS = (
    EXCEPTION_AT_GONE_STEP,
    WITHOUT_STORY,
    WITHOUT_PERSONA,
    WITHOUT_OUTPUTS,
    WITHOUT_SUCCESS_PATH,
    WITHOUT_EXCEPTIONS,
)
