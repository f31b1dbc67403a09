"""Findings that somebody decided not to mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from archportal.batches import BATCH, batches
from archportal.revisions import Door, Origin, name_of
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from usecases.models import BroughtBack, CheckFinding, Dismissal, Specification

IDENTITY = ("check_id", "kind", "key", "fingerprint")
"""What is equal for the same finding in two runs; the first three name a check and what it looked at."""


def match_dismissals(specification: Specification, rows: Sequence[CheckFinding]) -> None:
    """Put into findings how they are dismissed, or were before they changed; save nothing. One query."""
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


@in_one_transaction
def match_again(specification: Specification) -> None:
    """Bring what was found last in line with what is dismissed by now."""
    _lock_runs(specification)
    run = specification.check_runs.first()
    if run is None:
        return
    rows = list(run.findings.all())
    for row in rows:
        row.former = None
    match_dismissals(specification, rows)
    CheckFinding.objects.bulk_update(rows, ["dismissal", "former"], batch_size=BATCH)
    run.recount()


def _match_former(rows: Sequence[CheckFinding], dismissals: Sequence[Dismissal]) -> None:
    """Show a dismissal with what stands at its place now, or with the only thing that it can have been."""
    at = {tuple(dismissal.place): dismissal for dismissal in dismissals}
    for row in rows:
        row.former = at.get(tuple(row.place))
    if len(rows) == len(dismissals) == 1:
        rows[0].former = dismissals[0]


@in_one_transaction
def dismiss(
    specification: Specification,
    findings: Sequence[CheckFinding],
    reason: str,
    author: AbstractBaseUser | AnonymousUser,
) -> None:
    """Dismiss findings with one reason, or change the reason of those that are dismissed."""
    _lock_runs(specification)
    name, now = _name(author), timezone.now()
    dismissals = [
        Dismissal(
            specification=specification,
            **dict(zip(IDENTITY, finding.identity, strict=True)),
            place=finding.place,
            sentence=finding.sentence,
            reason=reason,
            author=author,
            author_name=name,
            at=now,
        )
        for finding in findings
    ]
    # Somebody else may have dismissed the same since the findings were read.
    Dismissal.objects.bulk_create(
        dismissals,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["specification", *IDENTITY],
        update_fields=["place", "sentence", "reason", "author", "author_name", "at"],
    )
    _put_in(specification, dismissals)
    former = [finding.former_id for finding in findings if finding.former_id]
    for batch in batches(former):
        Dismissal.objects.filter(pk__in=batch).delete()
    _recount(specification)


def _put_in(specification: Specification, dismissals: Sequence[Dismissal]) -> None:
    """Let the findings of the latest run, which may be newer than those that were dismissed, show it."""
    same = Dismissal.objects.filter(
        specification=specification, **{name: OuterRef(name) for name in IDENTITY}
    ).values("pk")
    for batch in batches([dismissal.fingerprint for dismissal in dismissals]):
        rows = CheckFinding.objects.filter(run__specification=specification, fingerprint__in=batch)
        rows.update(dismissal=Subquery(same), former=None)


@in_one_transaction
def bring_back(
    specification: Specification,
    dismissals: Sequence[Dismissal],
    author: AbstractBaseUser | AnonymousUser,
) -> None:
    """Open again what was dismissed, and keep who did so, and how it had been dismissed."""
    _lock_runs(specification)
    name = _name(author)
    for batch in batches([dismissal.pk for dismissal in dismissals]):
        # Somebody else may have brought some of them back at the same moment.
        rows = Dismissal.objects.filter(specification=specification, pk__in=batch)
        BroughtBack.objects.bulk_create(_trace(row, author, name) for row in rows)
        rows.delete()
    _recount(specification)


def _trace(row: Dismissal, author: AbstractBaseUser | AnonymousUser, name: str) -> BroughtBack:
    return BroughtBack(
        specification_id=row.specification_id,
        **dict(zip(IDENTITY, row.identity, strict=True)),
        place=row.place,
        sentence=row.sentence,
        reason=row.reason,
        dismissed_by=row.author_name,
        dismissed_at=row.at,
        author=author,
        author_name=name,
    )


def brought_back(specification: Specification, findings: Sequence[CheckFinding]) -> dict[str, BroughtBack]:
    """Return how findings were brought back last, by fingerprint. One query."""
    fingerprints = [finding.fingerprint for finding in findings]
    rows = BroughtBack.objects.filter(specification=specification, fingerprint__in=fingerprints)
    return {row.fingerprint: row for row in rows.order_by("pk")}


def _name(author: AbstractBaseUser | AnonymousUser) -> str:
    return rules.clean(name_of(Origin(author, Door.FORM)))


def _lock_runs(specification: Specification) -> None:
    """Wait for whoever stores or dismisses findings of this specification."""
    list(specification.check_runs.select_for_update()[:1])


def _recount(specification: Specification) -> None:
    run = specification.check_runs.first()
    if run is not None:
        run.recount()
