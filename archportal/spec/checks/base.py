"""What a check is, what it finds, and how its findings are mended."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from archportal.spec import rules

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import Specification, UseCase
    from archportal.spec.faults import Place

Severity = Literal["error", "warning", "info"]
Kind = Literal["specification", "persona", "artifact", "use_case"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Error: it contradicts itself or cannot work. Warning: very probably a fault. Info: worth a look."""


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
    the names of the fixes of its check that can be applied here; `names` is what their buttons name.
    """

    check: str
    severity: Severity
    subject: Subject
    place: Place
    sentence: str
    fingerprint: str
    fixes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a check says of a subject: all of a finding that the check itself must know.

    `words` are what the fingerprint is made of, beside the check and the subject.
    """

    place: Place
    sentence: str
    words: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding.

    `text` says on a button what it does, whatever is found; `named`, where there is one, says it with the
    names of the finding in the places of {0}, {1}, …. `together`, where there is one, mends several findings
    of which none stands in another's way; others are mended one after the other.
    """

    text: str
    apply: Callable[[Specification, Finding], Specification]
    named: str = ""
    together: Callable[[Specification, Sequence[Finding]], Specification] | None = None


class FixError(ValueError):
    """A fix cannot be applied any more; the text says why in a sentence."""


class GoneError(FixError):
    """What should be mended is not found any more."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of mending several findings: the whole afterwards, and what was refused and why."""

    after: Specification
    refused: tuple[tuple[Finding, str], ...] = ()


@dataclass(frozen=True)
class Check:
    """One thing to look for.

    `id` never changes. `why` says what is wrong and why it matters, `mend` what to do. `of_use_case` looks at
    one use case and the outline of the whole, `of_whole` at everything else that the check is about.
    """

    id: str
    severity: Severity
    title: str
    why: str
    mend: str
    of_use_case: Callable[[UseCase, Surroundings], Iterable[Found]] | None = None
    of_whole: Callable[[Specification, Surroundings], Iterable[tuple[Subject, Found]]] | None = None
    ways: Mapping[str, Fix] = field(default_factory=dict)

    @property
    def fixes(self) -> dict[str, str]:
        """The names of the fixes that it may offer, each with what its button says."""
        return {name: fix.text for name, fix in self.ways.items()}

    def finding(self, subject: Subject, found: Found) -> Finding:
        """Return what was found as a finding of this check."""
        return Finding(
            self.id,
            self.severity,
            subject,
            found.place,
            found.sentence,
            _fingerprint(self.id, subject.kind, rules.name_key(subject.key), *found.words),
            found.fixes,
            found.names,
        )


def _fingerprint(*words: str) -> str:
    # Lengths keep words apart, whatever characters they hold.
    text = "".join(f"{len(word)}:{word}" for word in words)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
