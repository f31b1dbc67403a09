"""Several findings that somebody has chosen, and what can be done with them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from archportal.spec.checks import FixError
from usecases.checks.filtering import FindingFilter
from usecases.checks.shown import BY_ID
from usecases.models import CheckFinding, CheckRun

CHOSEN_LIMIT = 500
"""Findings that are chosen one by one; of whole checks, all that match can be chosen."""

TOGETHER, ONE_BY_ONE = 500, 20
"""Findings that are mended at once: together, or each looked for anew after the one before it was mended."""

EACH = "each"
"""The way that stands for the only fix of each finding, whatever it is."""


@dataclass(frozen=True)
class Way:
    """A way to mend some of the chosen findings: its name, what its button says, and for how many it is."""

    name: str
    text: str
    findings: Sequence[CheckFinding]

    @property
    def mended(self) -> Sequence[CheckFinding]:
        """Those that are mended at once; the others can follow."""
        together = [bool(BY_ID[one.check_id].ways[self.fix_of(one)].together) for one in self.findings]
        return self.findings[: TOGETHER if all(together) else ONE_BY_ONE]

    def fix_of(self, finding: CheckFinding) -> str:
        """Return the fix of one of its findings."""
        return str(finding.fixes[0][0]) if self.name == EACH else self.name


@dataclass(frozen=True)
class Chosen:
    """The findings that an address or a form names, and how many it names that are there no more.

    `query` names them again.
    """

    findings: Sequence[CheckFinding]
    missing: int
    query: QueryDict

    @property
    def open(self) -> list[CheckFinding]:
        """Those that can be mended or dismissed."""
        return [finding for finding in self.findings if finding.dismissal is None]

    @property
    def dismissed(self) -> list[CheckFinding]:
        """Those that can be brought back."""
        return [finding for finding in self.findings if finding.dismissal is not None]

    @property
    def ways(self) -> list[Way]:
        """The ways to mend some of them, those for most first."""
        by_name: dict[str, list[CheckFinding]] = {}
        for finding in self.open:
            for name, _ in finding.fixes:
                by_name.setdefault(name, []).append(finding)
        ways = [Way(name, BY_ID[found[0].check_id].fixes[name], found) for name, found in by_name.items()]
        only = [finding for finding in self.open if len(finding.fixes) == 1]
        if len({finding.fixes[0][0] for finding in only}) > 1:
            ways.append(Way(EACH, "Mend each in the one way that it offers", only))
        return sorted(ways, key=lambda way: -len(way.findings))

    def way(self, name: str) -> Way:
        """Return the way of this name. Raises FixError where none of the chosen offers it."""
        found = [way for way in self.ways if way.name == name]
        if not found:
            raise FixError("None of the chosen findings can be mended in this way any more.")
        return found[0]


def chosen_of(run: CheckRun, asked: QueryDict) -> Chosen:
    """Return the chosen findings: one by one by `finding`, by `all` those of a check that match `back`.

    One query.
    """
    prints = list(dict.fromkeys(text.replace("\x00", "")[:64] for text in asked.getlist("finding")))
    prints = prints[:CHOSEN_LIMIT]
    checks = [check for check in dict.fromkeys(asked.getlist("all")) if check in BY_ID]
    narrowed = FindingFilter.of(QueryDict(asked.get("back", "")[:2000])).apply(run.findings.order_by())
    whole = Q(pk__in=narrowed.filter(check_id__in=checks).values("pk"))
    rows = run.findings.filter(Q(fingerprint__in=prints) | whole)
    findings = list(rows.select_related("dismissal").order_by("position"))
    there = {finding.fingerprint for finding in findings}
    return Chosen(findings, sum(one not in there for one in prints), _query(prints, checks, asked))


def _query(prints: Sequence[str], checks: Sequence[str], asked: QueryDict) -> QueryDict:
    query = QueryDict(mutable=True)
    query.setlist("finding", list(prints))
    query.setlist("all", list(checks))
    query["back"] = QueryDict(asked.get("back", "")[:2000]).urlencode()
    return query
