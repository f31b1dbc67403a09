"""The checks of a specification, kept as rows: they run once for each of its states, when somebody looks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from threading import Lock

from django.db import connection
from django.utils import timezone

from archportal import __version__
from archportal.batches import BATCH
from archportal.transactions import in_one_transaction
from usecases.checks.dismissing import match_dismissals
from usecases.checks.found import PLACES, found_in
from usecases.exports import specification_state
from usecases.models import CheckFinding, CheckRun, Specification

TRIES = 3
"""Readings that are tried where somebody saves between the first query and the last of one."""

LARGE = 1000
"""Use cases up to which a whole specification is checked in about the time that a page takes."""

STORING = 0x61726368 << 32
"""Where the numbers of our advisory locks begin, so that they meet nobody else's in the same database."""

_turns = Lock()
"""One specification at a time in each process: whoever waits finds it done."""


def latest_run(specification: Specification) -> CheckRun:
    """Return the checks of the specification as it stands; where it has changed, check it now.

    Needs `with_document`. Four queries where nothing has changed.
    """
    return _run_of(specification, state_of(specification)) or _check_in_turn(specification)


def run_at_hand(specification: Specification) -> tuple[CheckRun, bool]:
    """Return checks for a part of a page, and whether they are those of the specification as it stands.

    A large one is not checked for it: there the last ones are returned, if there are any.
    """
    if specification.use_cases.count() <= LARGE:
        return latest_run(specification), True
    newest = specification.check_runs.first() or latest_run(specification)
    return newest, newest.state == state_of(specification)


def state_of(specification: Specification) -> str:
    """Return what stands for all that is checked. Needs `with_document`; three queries."""
    text = json.dumps([__version__, list(PLACES), specification_state(specification)], default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _run_of(specification: Specification, state: str) -> CheckRun | None:
    run = specification.check_runs.first()
    return run if run is not None and run.state == state else None


def _check_in_turn(specification: Specification) -> CheckRun:
    with _turns:
        specification = _reloaded(specification)
        return _run_of(specification, state_of(specification)) or _check(specification)


def _check(specification: Specification) -> CheckRun:
    """Read and check the whole without holding anybody up, then store what was found."""
    from usecases.whole import read_whole

    for _ in range(TRIES):
        run = CheckRun(specification=specification, at=timezone.now(), state=state_of(specification))
        rows = list(found_in(read_whole(specification)))
        specification = _reloaded(specification)
        if state_of(specification) == run.state:
            break
    # Where people never stop saving, the next look finds another state and checks again.
    return _store(run, rows)


def _reloaded(specification: Specification) -> Specification:
    return Specification.objects.with_document().get(pk=specification.pk)


@in_one_transaction
def _store(run: CheckRun, rows: Sequence[CheckFinding]) -> CheckRun:
    """Put a run in the place of the one before, of which only the numbers stay.

    Where another process has checked the same state at the same moment, its run stands. Raises
    Specification.DoesNotExist where the specification was deleted.
    """
    _reloaded(run.specification)
    _take_turn(run.specification)
    before = run.specification.check_runs.select_for_update().first()
    if before is not None and before.state == run.state:
        return before
    runs = CheckRun.objects.filter(specification=run.specification)
    runs.filter(state=run.state).delete()
    CheckFinding.objects.filter(run__in=runs).delete()
    run.pk = None
    run.save()
    for row in rows:
        row.pk, row.run = None, run
    match_dismissals(run.specification, rows)
    CheckFinding.objects.bulk_create(rows, batch_size=BATCH)
    run.recount()
    return run


def _take_turn(specification: Specification) -> None:
    """Wait for another process that stores a run of this specification.

    Before the first run there is no row to lock, and the specification's own belongs to those who save.
    SQLite lets one write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [STORING + specification.pk])
