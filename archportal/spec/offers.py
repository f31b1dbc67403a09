"""How well a name fits what somebody has begun to type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from archportal.spec.nearness import one_slip, plain

T = TypeVar("T")

BEGINS, WORD_BEGINS, INSIDE, WORDS, SIMILAR = range(5)
FEW = 3
"""With fewer names than these, those that are only spelt alike are offered as well."""


def fit(query: str, name: str) -> int | None:
    """Return how a name holds what was typed, the best being 0; None where it does not. Both are plain.

    >>> [fit(query, "data card") for query in ("da", "ca", "ard", "card da", "cards")]
    [0, 1, 2, 3, None]
    """
    place = name.find(query)
    if place == 0:
        return BEGINS
    if place > 0:
        return WORD_BEGINS if _at_word(query, name, place) else INSIDE
    words = query.split()
    return WORDS if len(words) > 1 and all(_at_word(word, name, name.find(word)) for word in words) else None


def best(query: str, things: Iterable[T], names: Callable[[T], Sequence[str]], most: int) -> list[T]:
    """Return the things of which a name fits best; equals keep their order.

    Names that are only spelt alike follow where little else was found.
    """
    query = plain(query)
    every = [(thing, [plain(name) for name in names(thing)]) for thing in things]
    ranked = [(min(_or_worst(fit(query, key)) for key in keys), thing) for thing, keys in every]
    found = sorted((pair for pair in ranked if pair[0] < SIMILAR), key=lambda pair: pair[0])
    if len(found) < FEW:
        pairs = zip(ranked, every, strict=True)
        found += [
            (rank, thing)
            for (rank, thing), (_, keys) in pairs
            if rank == SIMILAR and any(alike(query, key) for key in keys)
        ]
    return [thing for _, thing in found[:most]]


def alike(query: str, name: str) -> bool:
    """Say whether each word that was typed is the beginning of a word of the name, but for one slip in it.

    >>> alike("evalaution reslts", "evaluation results"), alike("dat", "model card")
    (True, False)
    """
    words = name.split()
    typed = query.split()
    return any(len(part) > 3 for part in typed) and all(
        any(_begins_alike(part, word) for word in words) for part in typed
    )


def marked(query: str, name: str) -> list[str]:
    """Return the name in pieces, every second of which is a part of what was typed.

    >>> marked("CA data", "Data Card")
    ['', 'Data', ' ', 'Ca', 'rd']
    """
    text = "".join(plain(character)[:1] or " " for character in name)
    query = plain(query)
    words = [query] if query in text else query.split()
    ranges = sorted(
        (place, place + len(word)) for word in words if word and (place := _found(word, text)) >= 0
    )
    pieces, end = [], 0
    for start, stop in ranges:
        if start >= end:
            pieces += [name[end:start], name[start:stop]]
            end = stop
    return [*pieces, name[end:]]


def _found(word: str, text: str) -> int:
    """Return where a word begins with the text, or else where the text stands; -1 for nowhere."""
    place = text.find(word)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(word, place + 1)
    return place if place >= 0 else text.find(word)


def _begins_alike(part: str, word: str) -> bool:
    if word.startswith(part):
        return True
    if len(part) < 4 or part[0] != word[:1]:
        return False
    length = len(part)
    return any(one_slip(part, word[:end]) for end in (length, length + 1, length - 1))


def _at_word(query: str, name: str, place: int) -> bool:
    """Say whether the text begins a word at this place or at a later one."""
    while place > 0 and name[place - 1].isalnum():
        place = name.find(query, place + 1)
    return place >= 0


def _or_worst(rank: int | None) -> int:
    return SIMILAR if rank is None else rank
