"""Findings as pages show them: grouped by check, each with its place, its fixes, and how it was dismissed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.http import urlencode

from archportal.spec.checks import CHECKS, Check
from usecases.checks.places import address_of
from usecases.models import CheckFinding, Specification

BY_ID = {check.id: check for check in CHECKS}


@dataclass(frozen=True)
class ShownFinding:
    """One finding: the row, the address of its place, and what can be done about it with one click."""

    row: CheckFinding
    address: str
    fixes: Sequence[tuple[str, str]]
    """The query of the page that shows a fix, and what its button says."""


@dataclass(frozen=True)
class Group:
    """The findings of one check."""

    check: Check
    severity: str
    findings: Sequence[ShownFinding]


def grouped(
    rows: Iterable[CheckFinding], specification: Specification, writes: bool, back: str = ""
) -> list[Group]:
    """Return findings, which stand in their order, check by check; `back` is the query of their list."""
    return [
        Group(BY_ID[check], found[0].severity, [shown(row, specification, writes, back) for row in found])
        for check, found in ((check, list(group)) for check, group in groupby(rows, lambda row: row.check_id))
    ]


def shown(row: CheckFinding, specification: Specification, writes: bool, back: str = "") -> ShownFinding:
    """Return one finding as a page shows it."""
    fixes = [
        (urlencode({"finding": row.fingerprint, "fix": name, "back": back}), text) for name, text in row.fixes
    ]
    return ShownFinding(row, address_of(row, specification.slug, writes), fixes if writes else ())
