"""Fixes of findings: what they would change, and saving that as one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archportal import spec
from archportal.revisions import Origin
from archportal.spec.checks import Finding, FixError, Subject, fixed, fixed_all
from usecases.checks.choosing import Way
from usecases.models import CheckFinding, Specification
from usecases.whole import SavedWhole, changes_between, read_whole, save_whole


@dataclass(frozen=True)
class Mending:
    """A fix of a finding: its name, what its button says, the whole before and after, and what differs."""

    fix: str
    text: str
    before: spec.Specification
    after: spec.Specification
    changes: Sequence[spec.Changed]
    findings: int = 1
    """How many findings are mended by it."""
    refused: Sequence[tuple[Finding, str]] = ()
    """Of several findings those that stay as they are, each with the sentence why."""


def mending_of(specification: Specification, finding: CheckFinding, fix: str) -> Mending:
    """Return what a fix makes of the specification as it stands. Needs `with_document`; three queries.

    Raises FixError with a sentence where it cannot be applied.
    """
    text = dict(finding.fixes).get(fix)
    if text is None:
        raise FixError("This cannot be mended in this way.")
    before = read_whole(specification)
    after = fixed(before, _document(finding), fix)
    return Mending(fix, text, before, after, changes_between(before, after))


def mending_of_all(specification: Specification, way: Way) -> Mending:
    """Return what a way to mend several findings makes of the specification. Needs `with_document`.

    What cannot be mended any more is told in the result, and the others are mended. Raises FixError where
    nothing is left to mend. Three queries.
    """
    before = read_whole(specification)
    wanted = [(_document(finding), way.fix_of(finding)) for finding in way.mended]
    mended = fixed_all(before, wanted)
    if len(mended.refused) == len(wanted):
        raise FixError("None of the chosen findings holds any more.")
    changes = changes_between(before, mended.after)
    count = len(wanted) - len(mended.refused)
    return Mending(way.name, way.text, before, mended.after, changes, count, mended.refused)


def apply(specification: Specification, mending: Mending, origin: Origin) -> SavedWhole:
    """Save what a fix makes of the specification, as one change; see `usecases.whole.save_whole`."""
    return save_whole(specification, mending.before, mending.after, origin)


def _document(row: CheckFinding) -> Finding:
    subject = Subject(row.kind, row.key)  # type: ignore[arg-type]
    return Finding(row.check_id, row.severity, subject, tuple(row.place), row.sentence, row.fingerprint)  # type: ignore[arg-type]
