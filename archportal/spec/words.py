"""What of a text counts when it is searched: its words, without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 60
"""Letters of a word that count; what follows them is no part of it."""

_ASCII = re.compile("[a-z0-9]+")
_PLAIN = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t",
})  # fmt: skip
"""Letters with a stroke and the like, which Unicode does not take apart."""

_ALONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Scripts that put no space between words: every letter counts as a word."""


class Span(NamedTuple):
    """A word, and where it stands in the text."""

    word: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """Return the words of a text in their order.

    >>> words("Überprüfte Daten: v1.2, Łódź/Straße")
    ['uberprufte', 'daten', 'v1', '2', 'lodz', 'strasse']
    """
    if text.isascii():
        return [word[:LONGEST] for word in _ASCII.findall(text.lower())]
    return [span.word for span in spans(text)]


def squeezed(text: str) -> str:
    """Return the words of a text as one.

    >>> squeezed("Data-card"), squeezed("use case 7")
    ('datacard', 'usecase7')
    """
    return "".join(words(text))


def joined(one: str, other: str) -> str:
    """Return two neighbours as the one word that somebody may write for them, or "" where nobody would.

    >>> joined("data", "card"), joined("model", "2"), joined("in", "a")
    ('datacard', 'model2', '')
    """
    long = len(other) > 1 and len(one + other) > 4
    numbered = len(one) > 1 and other.isdigit()
    together = one and (long or numbered) and not _ALONE.match(one) and not _ALONE.match(other)
    return (one + other)[:LONGEST] if together else ""


def spans(text: str) -> Iterator[Span]:
    """Yield the words of a text with their places in it."""
    word, start, end = "", 0, 0
    for place, character in enumerate(text):
        folded = _folded(character)
        if folded and not _ALONE.match(folded):
            start = start if word else place
            word, end = word + folded, place + 1
        elif word and folded is not None and not folded:
            end = place + 1  # An accent on its own belongs to the letter before it.
        else:
            if word:
                yield Span(word[:LONGEST], start, end)
                word = ""
            if folded:
                yield Span(folded, place, place + 1)
    if word:
        yield Span(word[:LONGEST], start, end)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str | None:
    """Return the letters and digits that a character stands for; None where it parts words."""
    if unicodedata.category(character)[0] == "M" or character in "\u00ad\u200c\u200d":
        return ""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(part for part in apart.translate(_PLAIN) if part.isalnum()) or None
