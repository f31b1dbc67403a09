"""Findings as rows: what they are about, said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from archportal import spec
from archportal.spec import rules
from archportal.spec.checks import CHECKS, Finding, findings, offer
from usecases.models import CheckFinding, Severity

if TYPE_CHECKING:
    from archportal.spec.faults import Place

RANKS = {severity: rank for rank, severity in enumerate(Severity.values)}
PLACES = {check.id: place for place, check in enumerate(CHECKS)}

PARTS: Mapping[int | str, str] = {
    "personas": "Personas",
    "artifacts": "Dictionary",
    "use_cases": "Use cases",
}
"""The parts of a specification that are documents of their own."""


def found_in(whole: spec.Specification) -> Iterator[CheckFinding]:
    """Yield what the checks find as rows without a run: the gravest first, then check by check."""
    documents = documents_of(whole)
    found = sorted(findings(whole), key=lambda one: (RANKS[one.severity], PLACES[one.check]))
    for position, finding in enumerate(found):
        yield row_of(finding, documents[finding.subject.kind, finding.subject.key], position)


def documents_of(whole: spec.Specification) -> Mapping[tuple[str, str], spec.Document]:
    """Return all documents of a specification by what findings call them."""
    return {
        ("specification", whole.slug): whole,
        **{("persona", persona.slug): persona for persona in whole.personas},
        **{("artifact", artifact.name): artifact for artifact in whole.artifacts},
        **{("use_case", use_case.slug): use_case for use_case in whole.use_cases},
    }


def row_of(finding: Finding, document: spec.Document, position: int) -> CheckFinding:
    """Return the unsaved row of a finding about this document."""
    label, where = label_of(document), where_of(document, finding.place)
    return CheckFinding(
        check_id=finding.check,
        kind=finding.subject.kind,
        key=finding.subject.key,
        fingerprint=finding.fingerprint,
        place=list(finding.place),
        sentence=finding.sentence,
        position=position,
        severity=finding.severity,
        label=label,
        where=where,
        fixes=[[fix, offer(finding, fix)] for fix in finding.fixes],
        search_text=rules.fold(f"{label} {where} {finding.sentence}"),
    )


def label_of(document: spec.Document) -> str:
    """Return what a document is called where several are listed."""
    if isinstance(document, spec.UseCase):
        return f"{document.number} {document.title}".strip()
    return str(getattr(document, "name", "") or getattr(document, "title", ""))


def where_of(document: spec.Document, place: Place) -> str:
    """Return what a place in a document is called; nothing for the whole of it."""
    from archportal.spec.labels import label

    if not place:
        return ""
    return PARTS[place[0]] if place[0] in PARTS else label(document, place)
