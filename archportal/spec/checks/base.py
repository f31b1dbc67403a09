"""What a check is, what it finds, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from archportal.spec.documents import Specification
    from archportal.spec.faults import Place
    from archportal.spec.outline import Outline

Severity = Literal["error", "warning", "info"]
Kind = Literal["specification", "persona", "artifact", "use_case"]


@dataclass(frozen=True, slots=True)
class Subject:
    """The document that a finding is about.

    `key` is the slug of a persona, use case or specification, and the own name of an artifact.
    """

    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has to say.

    `place` leads from the root of the subject's document to what is meant; it is empty for the whole of it.
    `fingerprint` is a short hash over the check, the subject and the words that it is about: it stays the
    same when rows or numbers move, and changes when what was said of it may no longer be true. `fixes` are
    the names of the fixes of its check that can be applied here.
    """

    check: str
    severity: Severity
    subject: Subject
    place: Place
    sentence: str
    fingerprint: str
    fixes: tuple[str, ...] = ()
