"""Names of artifacts: written in two ways, or saying what a switch should say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from archportal.spec import rules
from archportal.spec.checks import mending
from archportal.spec.checks.base import Check, Finding, Fix, Found, Subject
from archportal.spec.checks.surroundings import Surroundings

if TYPE_CHECKING:
    from archportal.spec.documents import Specification, UseCase


def _near(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    for one, other in around.near_pairs:
        sentence = (
            f"“{one}” and “{other}” are probably the same thing: while they have two names, nothing shows "
            "that one leads to the other."
        )
        found = Found(("name",), sentence, (other,), ("keep-first", "keep-second"), (one, other))
        yield Subject("artifact", one), found


def _keep_first(specification: Specification, finding: Finding) -> Specification:
    return mending.merged(specification, finding.names[1], into=finding.names[0])


def _keep_second(specification: Specification, finding: Finding) -> Specification:
    return mending.merged(specification, finding.names[0], into=finding.names[1])


NEAR_NAMES = Check(
    id="near-names",
    severity="warning",
    title="Names that are nearly the same",
    why=(
        "Two artifacts have names that differ only in spelling, number or word order. If they are one thing, "
        "inputs and outputs that belong together do not meet, and the picture of the whole has a gap."
    ),
    mend="Merge them: one of the names stays, the other leads to it. If they are two things, dismiss this.",
    of_whole=_near,
    ways={
        "keep-first": Fix("Merge, and keep the first name", _keep_first, "Merge, and keep “{0}”"),
        "keep-second": Fix("Merge, and keep the second name", _keep_second, "Merge, and keep “{1}”"),
    },
)


class Marked(NamedTuple):
    """A name without its mark, and what the mark says: `optional`, `required` or `*`."""

    bare: str
    mark: str


_SWITCH = r"(optional|required|mandatory)"
_SET_APART = (
    re.compile(rf"\s*[(\[{{]\s*{_SWITCH}(?:\s+(?:in|out)put)?\s*[)\]}}]\s*", re.IGNORECASE),
    re.compile(rf"^{_SWITCH}\s*(?::|\s[-–—])\s*", re.IGNORECASE),
    re.compile(rf"\s*(?:[,;:]|\s[-–—])\s*{_SWITCH}$", re.IGNORECASE),
    re.compile(r"\s+(optional)$", re.IGNORECASE),
)
_AS_WORD = (
    re.compile(rf"^{_SWITCH}\s+", re.IGNORECASE),
    re.compile(rf"\s+{_SWITCH}$", re.IGNORECASE),
)
_STARS = re.compile(r"^\*+\s*(?=\w)|(?<=[^\s*])\s*\*+$")
_SUSPECT = re.compile(r"optional|required|mandatory|\*", re.IGNORECASE)


def marked(name: str) -> Marked | None:
    """Return a name without the mark that says whether it is required; None where it has none.

    >>> marked("TORC score (optional)"), marked("Ground truth labels*"), marked("Required fields")
    (Marked(bare='TORC score', mark='optional'), Marked(bare='Ground truth labels', mark='*'), None)
    """
    if not _SUSPECT.search(name):
        return None
    for pattern in _SET_APART:
        if match := pattern.search(name):
            return _without(name, match, match[1])
    match = _STARS.search(name)
    return _without(name, match, "*") if match else None


def _word_marked(name: str, known: frozenset[str]) -> Marked | None:
    """Return the same for a name that is another known name with such a word before or behind it."""
    for pattern in _AS_WORD if _SUSPECT.search(name) else ():
        match = pattern.search(name)
        bare = _without(name, match, match[1]) if match else None
        if bare and rules.name_key(bare.bare) in known:
            return bare
    return None


def _without(name: str, match: re.Match[str], mark: str) -> Marked | None:
    bare = rules.one_line(f"{name[: match.start()]} {name[match.end() :]}")
    # “A*” is a name; and something has to be left that is one.
    if len(re.findall(r"\w", bare)) < 2:
        return None
    return Marked(bare, "*" if mark == "*" else "optional" if mark.lower() == "optional" else "required")


def _switch_in_name(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    rows = [
        *(("inputs", place, row.name) for place, row in enumerate(use_case.inputs)),
        *(("outputs", place, row.name) for place, row in enumerate(use_case.outputs)),
    ]
    for field, place, name in rows:
        mark = marked(name) or _word_marked(name, around.keys)
        if mark:
            yield _in_name((field, place, "name"), name, mark, around)


def _in_name(place: tuple[str, int, str], name: str, mark: Marked, around: Surroundings) -> Found:
    sign = "a star" if mark.mark == "*" else f"“{mark.mark}”"
    sentence = (
        f"“{name}” has {sign} in its name. A name is the same everywhere; whether it is needed is said by "
        "the switch of each input."
    )
    fixes: tuple[str, ...] = ("take-out",)
    if name in around.outline.consumers:
        fixes = {"*": ("as-required", "as-optional")}.get(mark.mark, (f"as-{mark.mark}",))
    return Found(place, sentence, (name,), fixes, (name, mark.bare))


def _take_out(specification: Specification, finding: Finding) -> Specification:
    from archportal.spec import vocabulary

    name, bare = finding.names
    owners = {key: artifact.name for artifact in specification.artifacts for key in artifact.keys}
    owner = owners.get(rules.name_key(bare), name)
    if owner != name:
        return mending.merged(specification, name, into=owner)
    return vocabulary.renamed(specification, name, bare)


def _as(required: bool, specification: Specification, finding: Finding) -> Specification:
    name = finding.names[0]
    switched = mending.with_use_cases(specification, lambda one: mending.with_switch(one, name, required))
    return _take_out(switched, finding)


def _as_optional(specification: Specification, finding: Finding) -> Specification:
    return _as(False, specification, finding)


def _as_required(specification: Specification, finding: Finding) -> Specification:
    return _as(True, specification, finding)


SWITCH_IN_NAME = Check(
    id="switch-in-name",
    severity="warning",
    title="“Optional”, “required” or a star in a name",
    why=(
        "A name says what something is. Whether a use case needs it is said by a switch, because it differs "
        "from one use case to the next. With the word in the name, the same thing has two names."
    ),
    mend="Take the word or the star out of the name, and set the switch of the input.",
    of_use_case=_switch_in_name,
    ways={
        "as-optional": Fix(
            "Take it out, make the input optional", _as_optional, "Call it “{1}”, and make it optional"
        ),
        "as-required": Fix(
            "Take it out, make the input required", _as_required, "Call it “{1}”, and make it required"
        ),
        "take-out": Fix("Take it out of the name", _take_out, "Call it “{1}”"),
    },
)

CHECKS = (NEAR_NAMES, SWITCH_IN_NAME)
