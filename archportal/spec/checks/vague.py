"""Words that everybody understands differently.

Source: the kinds of words that ISO/IEC/IEEE 29148:2018 (5.2.7, requirement language criteria) asks to avoid:
subjective language, ambiguous adverbs and adjectives, open ends, loopholes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archportal.spec.checks.base import Check, Found, Subject
from archportal.spec.checks.surroundings import clipped
from archportal.spec.checks.texts import Piece, in_rest, in_use_case, prose, row_around

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import Specification

_MEASURE = "say within which time, so that it can be tested"
_JUDGED = "everybody judges that differently; say what a person has to be able to do"
_LIMIT = "say which limit has to be kept"
_REST = "nobody knows what else belongs to it; name all of it, or give the rule"
_LOOPHOLE = "it leaves open whether it has to be done; say when"
_NUMBER = "say how many, or which"
_ONE = "it leaves open whether one or both are meant; write “or”, or “and”"

_REASONS = {
    _MEASURE: (
        "fast", "faster", "quick", "quickly", "rapidly", "real-time", "timely", "in a timely manner",
        "immediately", "promptly", "as soon as possible", "asap",
    ),
    _JUDGED: (
        "user-friendly", "user friendly", "easy", "easily", "easy to use", "easy-to-use", "simple to use",
        "intuitive", "intuitively", "convenient", "conveniently", "seamless", "seamlessly", "nice",
        "state-of-the-art", "state of the art",
    ),
    _LIMIT: (
        "appropriate", "appropriately", "adequate", "adequately", "sufficient", "sufficiently", "suitable",
        "suitably", "reasonable", "reasonably", "efficient", "efficiently", "robust", "flexible", "scalable",
        "high-quality", "minimal", "optimal", "significant", "significantly", "acceptable",
    ),
    _REST: ("etc.", "etc", "and so on", "and so forth", "and the like", "but not limited to", "or similar"),
    _LOOPHOLE: (
        "if possible", "where possible", "if necessary", "where necessary", "as needed", "if needed",
        "as required", "as applicable", "if applicable", "where applicable", "as appropriate",
        "if appropriate", "where appropriate", "if practical", "as far as possible",
    ),
    _NUMBER: ("various", "several", "a few", "numerous", "a number of", "some kind of"),
    _ONE: ("and/or",),
}  # fmt: skip

REASONS = {word: reason for reason, words in _REASONS.items() for word in words}
"""What is wrong with each of the words."""

_WORDS = re.compile(
    r"(?<![\w/-])(?:"
    + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(REASONS, key=len, reverse=True))
    + r")(?![\w/-])",
    re.IGNORECASE,
)

# Most texts hold none of them; looking for one rare word of each is many times faster than for all of it.
_RARE = frozenset(max(re.findall(r"[a-z/-]+", word), key=len) for word in REASONS)
_LETTERS = re.compile(r"[^a-z/-]+")


def _vague(piece: Piece) -> Iterator[Found]:
    if piece.name or _RARE.isdisjoint(_LETTERS.split(piece.text.lower())):
        return
    seen: set[str] = set()
    for match in _WORDS.finditer(prose(piece.text)):
        word = " ".join(match[0].lower().split())
        if word not in seen:
            row = row_around(piece.text, match.start())
            yield Found(piece.place, f"“{word}” in “{clipped(row)}”: {REASONS[word]}.", (word, row))
        seen.add(word)


def _vague_of_artifacts(
    specification: Specification, around: Surroundings
) -> Iterator[tuple[Subject, Found]]:
    # What people are like, and what it is all about, need not be testable.
    found = in_rest(_vague)(specification, around)
    yield from (pair for pair in found if pair[0].kind == "artifact")


VAGUE = Check(
    id="vague-words",
    severity="info",
    title="Words that everybody understands differently",
    why=(
        "A word such as “fast”, “user-friendly” or “etc.” says something else to everybody. Whether it was "
        "achieved cannot be tested, and is found out when it is built."
    ),
    mend="Say what can be measured or counted, or name all that is meant.",
    of_use_case=in_use_case(_vague),
    of_whole=_vague_of_artifacts,
)

CHECKS = (VAGUE,)
