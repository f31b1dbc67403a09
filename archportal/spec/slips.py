"""Typing mistakes: the words that somebody may have meant by one that there is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

SHORTEST = 3
"""Letters of each of two words that somebody may have written as one."""


def likely(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Return the words that a mistyped one may mean, the likeliest first.

    One slip (a letter left out, added, replaced, or two exchanged) is forgiven in a word of four letters, two
    in one of eight; the end of a word may still be missing. A word with a digit means what it says. Of
    equally likely words, those with the same letters come first.

    >>> likely("dtaa", ["date", "data", "database", "dragon"])
    ['data', 'database']
    >>> likely("modle", ["mode", "model"])
    ['model', 'mode']
    """
    most = slips_forgiven(word)
    if not most:
        return []
    parts = list(_parts(word, 2 * most + 1))
    ranked = []
    for other in vocabulary:
        if _may_be(parts, other, most):
            slips, whole = _slips(word, other, most)
            if slips <= most:
                ranked.append((slips, not whole, sorted(word) != sorted(other), other))
    return [other for *_, other in sorted(ranked)]


def parted(word: str, vocabulary: Iterable[str]) -> list[list[str]]:
    """Return the two words that may have been written as one; the end of the second may still be missing.

    >>> parted("datacar", ["data", "card", "dat"])
    [['data', 'car']]
    """
    known = set(vocabulary)
    splits = [(word[:end], word[end:]) for end in range(SHORTEST, len(word) - SHORTEST + 1)]
    possible = [[first, rest] for first, rest in splits if first in known]
    return [pair for pair in possible if any(other.startswith(pair[1]) for other in known)]


def slips_forgiven(word: str) -> int:
    """Return how many slips are forgiven in a word."""
    if len(word) < 4 or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 8 else 2


def _parts(word: str, count: int) -> Iterator[tuple[int, str]]:
    """Yield parts of a word with their places: a slip spoils at most two of them, so one is always left."""
    bounds = [len(word) * number // count for number in range(count + 1)]
    for start, end in pairwise(bounds):
        yield start, word[start:end]


def _may_be(parts: Iterable[tuple[int, str]], other: str, most: int) -> bool:
    return any(part in other[max(0, start - most) : start + len(part) + most] for start, part in parts)


def _slips(word: str, other: str, most: int) -> tuple[int, bool]:
    """Return the least slips from the word to the other or to a beginning of it, and whether it is whole."""
    before: list[int] = []
    row = list(range(min(len(other), len(word) + most) + 1))
    for place, letter in enumerate(word, 1):
        above, before, row = before, row, [place]
        for column in range(1, len(before)):
            same = letter == other[column - 1]
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (not same))
            if (
                place > 1
                and column > 1
                and letter == other[column - 2]
                and word[place - 2] == other[column - 1]
            ):
                cost = min(cost, above[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1, False
    best = min(row)
    return best, len(row) == len(other) + 1 and row[-1] == best
