"""The checks: what can be wrong with a specification, found in its documents and mended in them.

Light enough to be imported anywhere: documents are loaded when there are some to check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archportal.spec import rules
from archportal.spec.checks import (
    copies,
    dependence,
    kinds,
    length,
    links,
    names,
    numbers,
    order,
    people,
    placeholders,
    running,
    sources,
    stories,
    unfinished,
    vague,
)
from archportal.spec.checks.base import Check, Finding, FixError, Mended, Severity, Subject
from archportal.spec.checks.surroundings import clipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archportal.spec.documents import Specification, UseCase
    from archportal.spec.outline import Outline

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "FixError",
    "Mended",
    "Severity",
    "Subject",
    "check_of",
    "findings",
    "findings_of",
    "fixed",
    "fixed_all",
    "offer",
]

CHECKS: tuple[Check, ...] = (
    *sources.CHECKS,
    *order.CHECKS,
    *dependence.CHECKS,
    *names.CHECKS,
    *kinds.CHECKS,
    *unfinished.CHECKS,
    *stories.CHECKS,
    *people.CHECKS,
    *numbers.CHECKS,
    *copies.CHECKS,
    *links.CHECKS,
    *placeholders.CHECKS,
    *vague.CHECKS,
    *length.CHECKS,
)
"""All checks, in the order in which a page lists them."""

_BY_ID = {check.id: check for check in CHECKS}


def check_of(finding: Finding) -> Check:
    """Return the check that found this. Raises KeyError where there is no such check (any more)."""
    return _BY_ID[finding.check]


def findings(specification: Specification) -> tuple[Finding, ...]:
    """Return everything that the checks find: errors first, then by subject and place.

    Subjects come in this order: the specification itself, use cases by number, artifacts by name, personas.
    No two findings have one fingerprint.
    """
    return running.run(CHECKS, specification)


def findings_of(use_case: UseCase, outline: Outline) -> tuple[Finding, ...]:
    """Return what the checks find in one use case, whose document may be unsaved.

    `outline` is that of the whole specification with this use case in it, and the use case's inputs and
    outputs bear the artifacts' own names. Left out is what needs the texts of other documents.
    """
    return running.run_on(CHECKS, use_case, outline)


def fixed(specification: Specification, finding: Finding, fix: str) -> Specification:
    """Return the whole specification after one of the fixes of a finding.

    The finding may be older than the specification; it is found again by its fingerprint. Raises FixError
    with a sentence where it is not there any more, or cannot be mended in this way.
    """
    check = _BY_ID.get(finding.check)
    if check is None:
        raise FixError("There is no such check any more.")
    return running.mended(check, specification, finding, fix)


def fixed_all(specification: Specification, wanted: Iterable[tuple[Finding, str]]) -> Mended:
    """Return the whole specification after a fix of each of several findings.

    What one of them has mended along is mended; what cannot be mended is told, and the others are mended.
    """
    known = [(_BY_ID[one.check], one, fix) for one, fix in wanted if one.check in _BY_ID]
    return running.mended_all(known, specification)


def offer(finding: Finding, fix: str) -> str:
    """Return what the button of a fix says for this finding, with the names that it is about."""
    way = check_of(finding).ways[fix]
    # Names have an end, but what a link leads to may be as long as a text.
    names = (clipped(name, rules.LINE_LIMIT) for name in finding.names)
    return way.named.format(*names) if way.named else way.text
