"""What the checks find in a use case as it is being written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archportal import spec
from archportal.spec.checks import Finding, findings_of
from archportal.spec.outline import usecase_outline, with_use_case
from usecases.form.document import Reading
from usecases.form.links import Link, links
from usecases.form.typed import Typed
from usecases.models import Dismissal, Severity, Specification
from usecases.outlines import read_outline
from usecases.shown_findings import BY_ID

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
    """Return what will be open in the use case; `before` is what was saved last. Seven queries."""
    former = before.slug if before else ""
    outline = with_use_case(read_outline(specification), usecase_outline(document), former)
    dismissed = Dismissal.objects.filter(specification=specification, kind="use_case", key=document.slug)
    known = set(dismissed.order_by().values_list("fingerprint", flat=True))
    return [
        PreviewFinding(
            finding,
            LABELS[finding.severity].lower(),
            BY_ID[finding.check].title,
            _link(finding, typed, reading),
        )
        for finding in findings_of(document, outline)
        if finding.fingerprint not in known
    ]


def _link(finding: Finding, typed: Typed, reading: Reading) -> Link | None:
    if not finding.place:
        return None
    found = links(typed, {reading.name_of(finding.place): [finding.sentence]})
    return found[0] if found else None
