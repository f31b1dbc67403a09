"""Artifacts whose names are nearly the same, as long as nobody has said that they are different.

The check “near-names” finds the same pairs; what is said here is remembered as its dismissals are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from archportal.spec.checks.base import Finding, Found, Subject
from archportal.spec.checks.names import NEAR_NAMES
from archportal.spec.nearness import near_pairs
from usecases.checks.dismissing import dismiss
from usecases.models import CheckFinding, Dismissal, Specification

DIFFERENT = "These are different things."


@dataclass(frozen=True)
class Pair:
    """Two names that are nearly the same."""

    one: str
    other: str


def open_pairs(specification: Specification, names: Sequence[str]) -> list[Pair]:
    """Return the near pairs among names, which come in their order, that wait for somebody. One query."""
    pairs = _pairs(tuple(names))
    dismissed = Dismissal.objects.filter(specification=specification, check_id=NEAR_NAMES.id)
    known = set(dismissed.values_list("fingerprint", flat=True))
    return [pair for pair in pairs if _finding(pair).fingerprint not in known]


@lru_cache(maxsize=4)
def _pairs(names: tuple[str, ...]) -> list[Pair]:
    """Return the near pairs; a dictionary is looked at more often than its names change."""
    return [Pair(*pair) for pair in near_pairs(names)]


def keep_apart(specification: Specification, pair: Pair, author: AbstractBaseUser | AnonymousUser) -> None:
    """Remember that two artifacts are different things."""
    finding = _finding(pair)
    row = CheckFinding(
        check_id=finding.check,
        kind=finding.subject.kind,
        key=finding.subject.key,
        fingerprint=finding.fingerprint,
        place=list(finding.place),
        sentence=finding.sentence,
    )
    dismiss(specification, [row], DIFFERENT, author)


def _finding(pair: Pair) -> Finding:
    sentence = f"“{pair.one}” and “{pair.other}” have names that are nearly the same."
    return NEAR_NAMES.finding(Subject("artifact", pair.one), Found(("name",), sentence, (pair.other,)))
