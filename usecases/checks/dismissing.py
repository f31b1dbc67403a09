"""Findings that somebody decided not to mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from archportal.revisions import Door, Origin, name_of
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from usecases.models import CheckFinding, Dismissal, Specification

IDENTITY = ("check_id", "kind", "key", "fingerprint")
"""What is equal for the same finding in two runs; the first three name a check and what it looked at."""


def match_dismissals(specification: Specification, rows: Sequence[CheckFinding]) -> None:
    """Put into unsaved findings how they are dismissed, or how they were before they changed. One query."""
    dismissed = {one.identity: one for one in Dismissal.objects.filter(specification=specification)}
    still_open = defaultdict(list)
    for row in rows:
        row.dismissal = dismissed.get(row.identity)
        if row.dismissal is None:
            still_open[row.identity[:3]].append(row)
    present = {row.identity for row in rows}
    outdated = defaultdict(list)
    for identity, dismissal in dismissed.items():
        if identity not in present:
            outdated[identity[:3]].append(dismissal)
    for subject, dismissals in outdated.items():
        _match_former(still_open[subject], dismissals)


def _match_former(rows: Sequence[CheckFinding], dismissals: Sequence[Dismissal]) -> None:
    """Show a dismissal with what stands at its place now, or with the only thing that it can have been."""
    at = {tuple(dismissal.place): dismissal for dismissal in dismissals}
    for row in rows:
        row.former = at.get(tuple(row.place))
    if len(rows) == len(dismissals) == 1:
        rows[0].former = dismissals[0]


@in_one_transaction
def dismiss(
    specification: Specification, finding: CheckFinding, reason: str, author: AbstractBaseUser | AnonymousUser
) -> Dismissal:
    """Dismiss a finding, and whatever else says the same of the same; or change the reason."""
    _lock_runs(specification)
    former = finding.former
    dismissal, _ = Dismissal.objects.update_or_create(
        specification=specification,
        **dict(zip(IDENTITY, finding.identity, strict=True)),
        defaults={
            "place": finding.place,
            "sentence": finding.sentence,
            "reason": reason,
            "author": author,
            "author_name": rules.clean(name_of(Origin(author, Door.FORM))),
            "at": timezone.now(),
        },
    )
    _same(specification, dismissal).update(dismissal=dismissal, former=None)
    if former is not None:
        former.delete()
    _recount(specification)
    return dismissal


@in_one_transaction
def bring_back(dismissal: Dismissal) -> None:
    """Open again what was dismissed."""
    specification = dismissal.specification
    _lock_runs(specification)
    dismissal.delete()
    _recount(specification)


def _same(specification: Specification, dismissal: Dismissal) -> QuerySet[CheckFinding]:
    """Return the findings that a dismissal is about."""
    values = dict(zip(IDENTITY, dismissal.identity, strict=True))
    return CheckFinding.objects.filter(run__specification=specification, **values)


def _lock_runs(specification: Specification) -> None:
    """Wait for whoever stores or dismisses findings of this specification."""
    list(specification.check_runs.select_for_update()[:1])


def _recount(specification: Specification) -> None:
    run = specification.check_runs.first()
    if run is not None:
        run.recount()
