"""Findings as pages show them: by check, what is the same said once, each with its place and its fixes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from django.utils.http import urlencode

from archportal.spec.checks import CHECKS, Check
from usecases.checks.places import address_of
from usecases.models import BroughtBack, CheckFinding, Severity, Specification

BY_ID = {check.id: check for check in CHECKS}

FOLDED = 10
"""Places of one hint that stand open beside the findings of other checks."""

NOTHING: Mapping[str, BroughtBack] = MappingProxyType({})

_QUOTED = re.compile("“([^”]*)”")


@dataclass(frozen=True)
class ShownFinding:
    """One finding: the row, the address of its place, and what can be done about it with one click."""

    row: CheckFinding
    address: str
    fixes: Sequence[tuple[str, str]]
    """The query of the page that shows a fix, and what its button says."""
    back: BroughtBack | None = None
    """How it was opened again, where it had been dismissed."""


@dataclass(frozen=True)
class Same:
    """Findings of one check that say the same of several places; or a single one."""

    sentence: str
    findings: Sequence[ShownFinding]
    folded: bool = False


@dataclass(frozen=True)
class Group:
    """The findings of one check on a page, how many there are on all pages, and whether it stands alone."""

    check: Check
    severity: str
    findings: Sequence[ShownFinding]
    count: int = 0
    alone: bool = False

    @property
    def parts(self) -> list[Same]:
        """The findings by what they say; many places of a hint are folded where others stand beside it."""
        by_sentence: dict[str, list[ShownFinding]] = {}
        for finding in self.findings:
            by_sentence.setdefault(sentence_without_names(finding.row), []).append(finding)
        return [
            Same(sentence, same, folded=self._folds(same))
            if len(same) > 1
            else Same(same[0].row.sentence, same)
            for sentence, same in by_sentence.items()
        ]

    def _folds(self, findings: Sequence[ShownFinding]) -> bool:
        return len(findings) > FOLDED and self.severity == Severity.INFO and not self.alone


def grouped(
    rows: Iterable[CheckFinding],
    specification: Specification,
    writes: bool,
    back: str = "",
    traces: Mapping[str, BroughtBack] = NOTHING,
) -> list[Group]:
    """Return findings, which stand in their order, check by check; `back` is the query of their list."""
    found = [
        (check, [shown(row, specification, writes, back, traces) for row in group])
        for check, group in groupby(rows, lambda row: row.check_id)
    ]
    return [Group(BY_ID[check], findings[0].row.severity, findings) for check, findings in found]


def counted(groups: Sequence[Group], counts: Mapping[str, int]) -> list[Group]:
    """Return the groups of a page, with how many findings there are by check on all pages."""
    alone = len(groups) == 1
    return [replace(group, count=counts.get(group.check.id, 0), alone=alone) for group in groups]


def shown(
    row: CheckFinding,
    specification: Specification,
    writes: bool,
    back: str = "",
    traces: Mapping[str, BroughtBack] = NOTHING,
) -> ShownFinding:
    """Return one finding as a page shows it."""
    fixes = [
        (urlencode({"finding": row.fingerprint, "fix": name, "back": back}), text) for name, text in row.fixes
    ]
    address = address_of(row, specification.slug, writes)
    return ShownFinding(row, address, fixes if writes else (), traces.get(row.fingerprint))


def sentence_without_names(row: CheckFinding) -> str:
    """Return what a finding says, without the names that stand in its place anyway.

    >>> sentence_without_names(CheckFinding(sentence="“Raw data” has no type.", label="Raw data"))
    '“…” has no type.'
    """

    def said(match: re.Match[str]) -> bool:
        return _says(row.label, match[1]) or _says(row.where, match[1])

    return _QUOTED.sub(lambda match: "“…”" if said(match) else match[0], row.sentence)


def _says(text: str, name: str) -> bool:
    """Say whether a text has the name, or its beginning where it was cut: “Input 4, Model SALE (Summ…”."""
    beginning, cut, _ = text.partition("…")
    shown = beginning.partition(", ")[2]
    return name in text or bool(cut and shown and name.startswith(shown))
