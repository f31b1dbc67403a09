"""What the list of findings is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.db.models import QuerySet
from django.http import QueryDict

from archportal.sought import sought
from archportal.spec import rules
from usecases.models import CheckFinding

OPEN, DISMISSED, ALL = "", "dismissed", "all"
SHOWN = {OPEN: "Open", DISMISSED: "Dismissed", ALL: "Open and dismissed"}


@dataclass(frozen=True)
class FindingFilter:
    """Which findings are shown; empty texts narrow nothing, but dismissed ones are shown only on request.

    `about` names one document, as `use_case:data-intake`.
    """

    q: str = ""
    severity: str = ""
    check: str = ""
    about: str = ""
    shown: str = OPEN

    @classmethod
    def of(cls, query: QueryDict) -> FindingFilter:
        """Return the filter that an address names."""
        return cls(*(sought(query.get(field.name, "")) for field in fields(cls)))

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def apply(self, rows: QuerySet[CheckFinding]) -> QuerySet[CheckFinding]:
        """Keep the findings that it asks for."""
        rows = self.apply_shown(rows)
        for word in self.q.split():
            rows = rows.filter(search_text__contains=rules.fold(word))
        if self.severity:
            rows = rows.filter(severity=self.severity)
        if self.check:
            rows = rows.filter(check_id=self.check)
        return self.apply_about(rows)

    def apply_shown(self, rows: QuerySet[CheckFinding]) -> QuerySet[CheckFinding]:
        """Keep what is open, dismissed, or both."""
        return rows if self.shown == ALL else rows.filter(dismissal__isnull=self.shown != DISMISSED)

    def apply_about(self, rows: QuerySet[CheckFinding]) -> QuerySet[CheckFinding]:
        """Keep what is about one document."""
        kind, _, key = self.about.partition(":")
        return rows.filter(kind=kind, key=key) if self.about else rows
