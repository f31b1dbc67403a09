"""Running checks over a whole specification, or over one use case of it; and applying what mends them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from archportal.spec.checks.base import SEVERITIES, Check, Finding, Fix, FixError, GoneError, Mended, Subject
from archportal.spec.checks.surroundings import Surroundings
from archportal.spec.faults import SpecError
from archportal.spec.outline import outline_of

if TYPE_CHECKING:
    from archportal.spec.documents import Specification, UseCase
    from archportal.spec.outline import Outline

_FIELDS = (
    "introduction", "name", "singular", "definition", "goals", "pain_points", "aliases", "type", "title",
    "stories", "personas", "want", "so_that", "description", "event", "preconditions", "inputs", "outputs",
    "success_path", "exceptions", "step", "text", "handling", "notes", "use_cases",
)  # fmt: skip
_RANKS = {name: rank for rank, name in enumerate(_FIELDS)}


def run(checks: Sequence[Check], specification: Specification) -> tuple[Finding, ...]:
    """Return what these checks find in a whole specification, in a stable order."""
    around = Surroundings(outline_of(specification))
    found = [finding for use_case in specification.use_cases for finding in _of(checks, use_case, around)]
    for check in checks:
        if check.of_whole:
            found += [check.finding(*pair) for pair in check.of_whole(specification, around)]
    return _in_order(found, _places(specification))


def run_on(checks: Sequence[Check], use_case: UseCase, outline: Outline) -> tuple[Finding, ...]:
    """Return what these checks find in one use case, in the same order."""
    return _in_order(_of(checks, use_case, Surroundings(outline, whole=False)), {})


def mended(check: Check, specification: Specification, finding: Finding, fix: str) -> Specification:
    """Return the specification after a fix of this check. Raises FixError where it cannot be applied."""
    if fix not in check.ways:
        raise FixError(f"There is no such way to mend “{check.title}”.")
    # Rows may have moved since it was found, and names changed; what is meant is found again.
    current = (one for one in run([check], specification) if one.fingerprint == finding.fingerprint)
    now = next(current, None)
    if now is None:
        raise GoneError("This does not hold any more: somebody has mended or changed it in between.")
    if fix not in now.fixes:
        raise FixError("This cannot be mended in this way any more; look at it again.")
    try:
        return check.ways[fix].apply(specification, now)
    except SpecError as error:
        raise FixError(str(error)) from error


def mended_all(wanted: Sequence[tuple[Check, Finding, str]], specification: Specification) -> Mended:
    """Return the specification after one fix of each of these findings.

    Those that can be mended together come first, the others one after the other. What was mended along is
    mended; what was gone before, or cannot be mended in this way, is refused, and all others are mended.
    """
    checks = tuple({check.id: check for check, _, _ in wanted}.values())
    standing = {finding.fingerprint: finding for finding in run(checks, specification)}
    refused = []
    together: dict[Fix, list[Finding]] = {}
    for check, finding, fix in wanted:
        way, now = check.ways.get(fix), standing.get(finding.fingerprint)
        if way and way.together and now and fix in now.fixes:
            together.setdefault(way, []).append(now)
    for way, found in together.items():
        assert way.together
        specification = way.together(specification, found)
    done = {finding.fingerprint for found in together.values() for finding in found}
    for check, finding, fix in wanted:
        if finding.fingerprint in done:
            continue
        try:
            specification = mended(check, specification, finding, fix)
        except GoneError as error:
            if finding.fingerprint not in standing:
                refused.append((finding, str(error)))
        except FixError as error:
            refused.append((finding, str(error)))
    return Mended(specification, tuple(refused))


def _of(checks: Iterable[Check], use_case: UseCase, around: Surroundings) -> Iterator[Finding]:
    subject = Subject("use_case", use_case.slug)
    for check in checks:
        if check.of_use_case:
            for found in check.of_use_case(use_case, around):
                yield check.finding(subject, found)


def _in_order(found: Iterable[Finding], places: dict[Subject, int]) -> tuple[Finding, ...]:
    """Sort by severity, subject and place; what is said twice with the same words is said once."""
    once: dict[str, Finding] = {}
    for finding in found:
        once.setdefault(finding.fingerprint, finding)
    # Sorting is stable, so findings at one place stay in the order of the checks.
    return tuple(sorted(once.values(), key=lambda finding: _order(finding, places)))


def _order(finding: Finding, places: dict[Subject, int]) -> tuple[int, int, tuple[int, ...]]:
    where = (_RANKS.get(key, -1) if isinstance(key, str) else key for key in finding.place)
    return SEVERITIES.index(finding.severity), places.get(finding.subject, 0), tuple(where)


def _places(specification: Specification) -> dict[Subject, int]:
    subjects = [
        Subject("specification", specification.slug),
        *(Subject("use_case", use_case.slug) for use_case in specification.use_cases),
        *(Subject("artifact", artifact.name) for artifact in specification.artifacts),
        *(Subject("persona", persona.slug) for persona in specification.personas),
    ]
    return {subject: place for place, subject in enumerate(subjects)}
