"""Where artifacts come from, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from archportal.spec.checks import mending
from archportal.spec.checks.base import Check, Finding, Fix, Found, Subject
from archportal.spec.checks.surroundings import Surroundings, called, joined

if TYPE_CHECKING:
    from archportal.spec.documents import Specification, UseCase
    from archportal.spec.faults import Place


def input_place(use_case: UseCase, name: str) -> Place:
    """Return the place of the first input of this name."""
    return ("inputs", next(place for place, row in enumerate(use_case.inputs) if row.name == name))


def _without_source(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    for name in dict.fromkeys(row.name for row in use_case.inputs):
        if name not in around.external and not around.sources(name, use_case.slug):
            yield _nowhere(use_case, name, around)


def _nowhere(use_case: UseCase, name: str, around: Surroundings) -> Found:
    itself = any(row.name == name for row in use_case.outputs)
    near = [] if itself else around.near_sources(name, use_case.slug)
    what = f"Only this use case itself produces “{name}”" if itself else f"Nothing produces “{name}”"
    sentence = f"{what}, and it is not marked as from outside, so nobody knows who provides it."
    if len(near) == 1:
        sentence += f" Is it “{near[0]}”, which is produced?"
    return Found(
        input_place(use_case, name),
        sentence,
        (name,),
        ("from-outside", "merge") if len(near) == 1 else ("from-outside",),
        (name, *near[:1]) if len(near) == 1 else (name,),
    )


def _mark_external(specification: Specification, finding: Finding) -> Specification:
    return _mark_all_external(specification, [finding])


def _mark_all_external(specification: Specification, findings: Sequence[Finding]) -> Specification:
    from archportal.spec import vocabulary

    return vocabulary.external(specification, {finding.names[0] for finding in findings}, True)


def _merge(specification: Specification, finding: Finding) -> Specification:
    return mending.merged(specification, finding.names[0], into=finding.names[1])


INPUT_WITHOUT_SOURCE = Check(
    id="input-without-source",
    severity="error",
    title="Input that nothing provides",
    why=(
        "A use case takes something that no other use case produces and that is not marked as coming from "
        "outside. Whoever builds it cannot tell who has to provide it, or under which name."
    ),
    mend=(
        "Mark the artifact as from outside, give it to the use case that produces it, or use the name under "
        "which it is produced."
    ),
    of_use_case=_without_source,
    ways={
        "from-outside": Fix(
            "Mark as from outside", _mark_external, "Mark “{0}” as from outside", _mark_all_external
        ),
        "merge": Fix("Take what is produced", _merge, "“{0}” is “{1}”: use that name"),
    },
)


def _unused_outputs(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    consumers = around.outline.consumers
    for place, row in enumerate(use_case.outputs):
        if not any(one.slug != use_case.slug for one in consumers.get(row.name, ())):
            sentence = (
                f"No other use case takes “{row.name}”. That is right for a final result; otherwise an input "
                "is missing somewhere, or bears another name."
            )
            yield Found(("outputs", place), sentence, (row.name,), names=(row.name,))


OUTPUT_UNUSED = Check(
    id="output-unused",
    severity="info",
    title="Output that nothing uses",
    why=(
        "No use case takes what this one produces. It may be a final result, for people outside; or the use "
        "case that needs it does not say so, or calls it by another name."
    ),
    mend="Add it to the inputs of the use case that needs it, or leave it as a final result.",
    of_use_case=_unused_outputs,
)


def _external_produced(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    for artifact in around.outline.artifacts:
        # A use case that gives back what it took from outside is no second source.
        makers = [
            one
            for one in around.outline.producers.get(artifact.name, ())
            if all(need.name != artifact.name for need in one.inputs)
        ]
        if artifact.external and makers:
            sentence = (
                f"“{artifact.name}” is marked as from outside, but {joined([called(one) for one in makers])} "
                f"{'produces' if len(makers) == 1 else 'produce'} it: say which is meant."
            )
            words = (artifact.name, *sorted(one.slug for one in makers))
            names = (artifact.name,)
            yield Subject("artifact", artifact.name), Found((), sentence, words, ("not-from-outside",), names)


def _not_external(specification: Specification, finding: Finding) -> Specification:
    return _not_external_all(specification, [finding])


def _not_external_all(specification: Specification, findings: Sequence[Finding]) -> Specification:
    from archportal.spec import vocabulary

    return vocabulary.external(specification, [finding.subject.key for finding in findings], False)


EXTERNAL_PRODUCED = Check(
    id="external-produced",
    severity="info",
    title="From outside, and produced inside",
    why=(
        "The dictionary says that the artifact comes from outside, and a use case produces it as well. Both "
        "can be true; often the mark was set before the use case was written."
    ),
    mend="Take the mark away where the use cases produce it, or give one of the two another name.",
    of_whole=_external_produced,
    ways={
        "not-from-outside": Fix(
            "It does not come from outside",
            _not_external,
            "“{0}” does not come from outside",
            _not_external_all,
        ),
    },
)


def _unused_artifacts(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    used = around.outline.producers.keys() | around.outline.consumers.keys()
    for artifact in around.outline.artifacts:
        if artifact.name not in used:
            sentence = f"No use case takes or produces “{artifact.name}”: it is only in the dictionary."
            found = Found((), sentence, (artifact.name,), ("remove",), (artifact.name,))
            yield Subject("artifact", artifact.name), found


def _remove(specification: Specification, finding: Finding) -> Specification:
    return _remove_all(specification, [finding])


def _remove_all(specification: Specification, findings: Sequence[Finding]) -> Specification:
    from archportal.spec import vocabulary

    return vocabulary.without_unused(specification, [finding.subject.key for finding in findings])


ARTIFACT_UNUSED = Check(
    id="artifact-unused",
    severity="info",
    title="Artifact that nothing uses",
    why=(
        "The dictionary has an artifact that no use case takes or produces. It makes readers look for "
        "something that is not there."
    ),
    mend="Remove it from the dictionary, or add it to the use case that needs it.",
    of_whole=_unused_artifacts,
    ways={
        "remove": Fix("Remove from the dictionary", _remove, "Remove “{0}” from the dictionary", _remove_all),
    },
)

CHECKS = (INPUT_WITHOUT_SOURCE, OUTPUT_UNUSED, EXTERNAL_PRODUCED, ARTIFACT_UNUSED)
