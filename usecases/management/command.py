"""What the commands for specifications have in common: how they fail, and which specification is meant."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archportal import spec
from archportal.revisions import Conflict, Door, Origin
from usecases.models import Specification

SHOWN_FAULTS = 20
"""Faults of a file that are named; one line of thousands helps nobody."""


class SpecCommand(BaseCommand):
    """A command that answers bad input with one line on standard error and exit status 2."""

    # The checks import every page; these commands need none.
    requires_system_checks = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        stream = options.get("stdout") or sys.stdout
        if hasattr(stream, "reconfigure"):
            # Names in other scripts must not end a command on a terminal that knows only ASCII.
            stream.reconfigure(errors="backslashreplace")
        try:
            return super().execute(*args, **options)
        except spec.SpecError as error:
            raise failure(sentence_of(error)) from None
        except Conflict as conflict:
            raise failure(f"{conflict} Nothing was written; run the command again.") from None
        except BrokenPipeError:
            _forget_output()
            raise failure("The output was closed before everything was written.") from None
        except OSError as error:
            raise failure(_reason(error)) from None
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            raise failure(f"The database answered: {reason}. Is it prepared (migrate)?") from None


def failure(sentence: str, status: int = 2) -> CommandError:
    """Return the error that ends a command with one line and this exit status."""
    return CommandError(" ".join(sentence.split()), returncode=status)


def sentence_of(error: spec.SpecError) -> str:
    """Return all faults of a document in one line."""
    faults = [str(fault) for fault in error.faults]
    more = len(faults) - SHOWN_FAULTS
    return " ".join(faults[:SHOWN_FAULTS]) + (f" And {more:,} more." if more > 0 else "")


def by_command(note: str = "", door: Door = Door.COMMAND) -> Origin:
    """Return who writes from the command line: no account."""
    return Origin(None, door, note)


def chosen_specification(slug: str | None) -> Specification:
    """Return the specification of this slug (a former one leads to it too), or the only one there is."""
    if slug:
        found = Specification.objects.named(slug).with_document().first()
        if found is None:
            raise failure(f"There is no specification “{slug}”. {_existing()}")
        return found
    rows = list(Specification.objects.with_document()[:2])
    if not rows:
        raise failure("There is no specification yet.")
    if len(rows) > 1:
        raise failure(f"Say which specification you mean. {_existing()}")
    return rows[0]


def _existing() -> str:
    slugs = list(Specification.objects.order_by("slug").values_list("slug", flat=True)[:20])
    return f"There are: {', '.join(slugs)}." if slugs else "There is none yet."


def _reason(error: OSError) -> str:
    what = f"{error.filename}: " if error.filename else ""
    return f"{what}{error.strerror or error}."


def _forget_output() -> None:
    """Keep Python from complaining once more when it flushes what nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
