"""What the checks find in a use case as it is being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archportal import spec
from archportal.spec.checks import Finding, findings_of
from archportal.spec.outline import Outline, usecase_outline, with_use_case
from usecases.checks.running import state_of
from usecases.checks.shown import BY_ID
from usecases.form.document import Reading
from usecases.form.links import Link, Place, places
from usecases.form.typed import Typed
from usecases.models import Dismissal, Severity, Specification
from usecases.outlines import read_outline

KEPT = 2
"""Outlines that a process holds: who types asks for the same one several times a second."""

LABELS = dict(Severity.choices)


@dataclass(frozen=True)
class PreviewFinding:
    """A finding, how grave it is in a word, what its check is called, and the field that it leads to."""

    finding: Finding
    severity: str
    title: str
    link: Link | None


def findings_while_typing(
    specification: Specification,
    document: spec.UseCase,
    before: spec.UseCase | None,
    typed: Typed,
    reading: Reading,
) -> Sequence[PreviewFinding]:
    """Return what will be open in the use case; `before` is what was saved last.

    Needs `with_document`. Four queries; six more where somebody has saved something since the last time.
    """
    former = before.slug if before else ""
    around = _outline(specification.pk, state_of(specification))
    outline = with_use_case(around, usecase_outline(document), former)
    dismissed = Dismissal.objects.filter(specification=specification, kind="use_case", key=document.slug)
    leads_to = places(typed)
    known = set(dismissed.order_by().values_list("fingerprint", flat=True))
    return [
        PreviewFinding(
            finding,
            LABELS[finding.severity].lower(),
            BY_ID[finding.check].title,
            _link(finding, leads_to, reading),
        )
        for finding in findings_of(document, outline)
        if finding.fingerprint not in known
    ]


@lru_cache(maxsize=KEPT)
def _outline(pk: int, state: str) -> Outline:
    """Return the outline of a specification, whose state it is kept by."""
    return read_outline(Specification(pk=pk))


def _link(finding: Finding, leads_to: Mapping[str, Place], reading: Reading) -> Link | None:
    place = leads_to.get(reading.name_of(finding.place)) if finding.place else None
    return place.saying(finding.sentence) if place else None
