"""What a query asks: its words, and what else says the same as each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archportal.spec.words import joined, words

MOST_WORDS = 10
"""Words of a query that count."""

_NUMBERED = re.compile(r"(uc|usecase)(\d.*)")
_HISSING = re.compile(r"(?:s|x|z|ch|sh)es$")


class Term(NamedTuple):
    """A word that is looked for: where a word begins with it, or only where it is one."""

    word: str
    begins: bool = True

    def fits(self, word: str) -> bool:
        """Say whether this word of a text is what is looked for."""
        return word.startswith(self.word) if self.begins else word == self.word


Clause = tuple[Term, ...]
"""Terms of which one has to stand in a text."""


def wanted_words(query: str) -> list[str]:
    """Return the words of a query, each once.

    >>> wanted_words("Data-card, UC7: data")
    ['data', 'card', 'uc', '7']
    """
    parted = (part for word in words(query) for part in _parted(word))
    return list(dict.fromkeys(parted))[:MOST_WORDS]


def clauses(wanted: Sequence[str]) -> list[Clause]:
    """Return what has to stand in a text for each word: itself, or the same in another number, or joined.

    >>> clauses(["data", "card"])[0]
    (Term(word='data', begins=True), Term(word='datacard', begins=True))
    """
    around = zip(("", *wanted), wanted, (*wanted[1:], ""), strict=False)
    return [
        (
            Term(word),
            *(Term(other, begins=False) for other in other_numbers(word)),
            *(Term(pair) for pair in (joined(before, word), joined(word, after)) if pair),
        )
        for before, word, after in around
    ]


def whole(asked: Sequence[Clause]) -> list[Clause]:
    """Return the same clauses for words that are not only begun."""
    return [tuple(Term(term.word, begins=False) for term in clause) for clause in asked]


def stands_in(clause: Clause, present: Iterable[str]) -> bool:
    """Say whether something of a clause stands among these words."""
    return any(term.fits(word) for word in present for term in clause)


def called(wanted: Sequence[str]) -> list[str]:
    """Return the names that the words are, as `Piece.names` spells them."""
    *before, last = wanted
    return ["".join([*before, word]) for word in (last, *other_numbers(last))]


def other_numbers(word: str) -> list[str]:
    """Return the singular of an English plural, and the plural that does not begin with its singular.

    >>> other_numbers("cards"), other_numbers("boxes"), other_numbers("story"), other_numbers("class")
    (['card'], ['box', 'boxe'], ['stories'], [])
    """
    return list(_other_numbers(word)) if len(word) > 3 and word.isascii() and word.isalpha() else []


def _other_numbers(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    elif _HISSING.search(word):
        yield word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ies")):
        yield word[:-1]
    if word.endswith("y") and word[-2] not in "aeiou":
        yield f"{word[:-1]}ies"


def _parted(word: str) -> Sequence[str]:
    """Return “uc” and the number of “uc7”."""
    numbered = _NUMBERED.fullmatch(word)
    return numbered.groups() if numbered else (word,)
