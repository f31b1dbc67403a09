"""Types of artifacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from archportal.spec.checks.base import Check, Finding, Fix, Found, Subject

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import ArtifactType, Specification


_BY_LAST_WORD: dict[str, ArtifactType] = {
    "comment": "text", "count": "integer", "date": "date",
    "file": "file", "flag": "boolean", "list": "list", "percentage": "number",
    "ratio": "number", "reason": "text", "timestamp": "datetime", "uri": "uri",
    "url": "uri",
}  # fmt: skip
"""Last words of names that say what a value is. “Report” or “score” could be several things, and do not."""


def guessed(name: str) -> ArtifactType:
    """Return the type that a name says beyond doubt, or nothing.

    >>> guessed("Retirement date"), guessed("Model card")
    ('date', '')
    """
    words = re.findall(r"[^\W_]+", name.casefold())
    return _BY_LAST_WORD.get(words[-1], "") if len(words) > 1 else ""


def _untyped(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    for artifact in around.outline.artifacts:
        if not artifact.type:
            guess = guessed(artifact.name)
            sentence = (
                f"“{artifact.name}” has no type, so an API description can only say that it is something."
            )
            fixes = (f"type-{guess}",) if guess else ()
            yield Subject("artifact", artifact.name), Found(("type",), sentence, (), fixes, (artifact.name,))


def _typed(kind: ArtifactType, specification: Specification, finding: Finding) -> Specification:
    return _all_typed(kind, specification, [finding])


def _all_typed(
    kind: ArtifactType, specification: Specification, findings: Sequence[Finding]
) -> Specification:
    from archportal.spec import vocabulary

    return vocabulary.typed(specification, [finding.subject.key for finding in findings], kind)


UNTYPED = Check(
    id="artifact-without-type",
    severity="info",
    title="Artifact without a type",
    why=(
        "The type of an artifact is what an API description is made of. Without it, engineers have to ask "
        "whether it is a file, a text or a number, or guess."
    ),
    mend="Choose a type in the dictionary, where many artifacts can be given theirs at once.",
    of_whole=_untyped,
    ways={
        f"type-{kind}": Fix(
            f"Its type is “{kind}”",
            partial(_typed, kind),
            f"The type of “{{0}}” is “{kind}”",
            partial(_all_typed, kind),
        )
        for kind in sorted({*_BY_LAST_WORD.values()})
    },
)

CHECKS = (UNTYPED,)
