"""Dismissed findings in exports and imports: they travel with the Markdown folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max

from archportal.reports import Entry, Outcome, Report
from usecases.checks.dismissing import match_again
from usecases.models import Dismissal, Specification

if TYPE_CHECKING:
    from archportal.spec.dismissed import Dismissed


def dismissals_text(specification: Specification) -> str:
    """Return the file of what was dismissed in a specification; empty where nothing was. One query."""
    rows = list(Dismissal.objects.filter(specification=specification))
    if not rows:
        return ""
    from archportal.spec.dismissed import dismissed_text

    return dismissed_text(map(_document, rows))


def dismissals_state(specification: Specification) -> list[Any]:
    """Return what this file is made of. One query."""
    rows = Dismissal.objects.filter(specification=specification).order_by()
    return list(rows.aggregate(count=Count("pk"), newest=Max("pk"), at=Max("at")).values())


def _document(row: Dismissal) -> Dismissed:
    from archportal.spec.dismissed import About, Dismissed

    return Dismissed(
        check=row.check_id,
        about=About(kind=row.kind, key=row.key),
        place=tuple(row.place),
        sentence=row.sentence,
        fingerprint=row.fingerprint,
        reason=row.reason,
        author=row.author_name,
    )


def import_dismissals(specification: Specification, dismissed: Sequence[Dismissed], report: Report) -> None:
    """Dismiss what was dismissed where an import comes from; what else is dismissed here stays so."""
    present = {row.identity: row for row in Dismissal.objects.filter(specification=specification)}
    changed = False
    for one in dismissed:
        row = _row(specification, one)
        before = present.get(row.identity)
        if before is not None and _document(before) == one:
            outcome = Outcome.UNCHANGED
        else:
            outcome = Outcome.CHANGED if before is not None else Outcome.CREATED
            row.pk = before.pk if before is not None else None
            row.save()
            present[row.identity], changed = row, True
        report.entries.append(Entry("dismissal", one.sentence, outcome))
    if changed:
        match_again(specification)


def _row(specification: Specification, one: Dismissed) -> Dismissal:
    return Dismissal(
        specification=specification,
        check_id=one.check,
        kind=one.about.kind,
        key=one.about.key,
        fingerprint=one.fingerprint,
        place=list(one.place),
        sentence=one.sentence,
        reason=one.reason,
        author_name=one.author,
    )
