"""A typing mistake is forgiven where nothing was found: the words that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archportal.spec.slips import likely, parted, slips_forgiven
from search.apart import found_apart
from search.finding import found, some, stands_anywhere
from search.models import Word

TRIED = 10
"""Words that are tried in the place of a mistyped one."""


def meant(wanted: Sequence[str]) -> list[str]:
    """Return the words with what was probably meant in the place of those that stand nowhere.

    Nothing is returned where no word is wrong, or one may mean anything. Every word in the place of another
    one is found together with the words that are right.
    """
    known = {word for word in wanted if stands_anywhere(word)}
    wrong = [word for word in wanted if word not in known]
    if not wrong:
        return []
    vocabulary = list(Word.objects.values_list("word", flat=True))
    sure = [word for word in wanted if word in known]
    right = {word: [word] for word in sure}
    for word in wrong:
        chosen = _chosen(sure, list(_offers(word, vocabulary)))
        if not chosen:
            return []
        sure += chosen
        right[word] = chosen
    return list(dict.fromkeys(part for word in wanted for part in right[word]))


def _offers(word: str, vocabulary: Sequence[str]) -> Iterator[list[str]]:
    """Yield what a word may mean: two that were joined, or one that was mistyped."""
    yield from parted(word, vocabulary)
    if slips_forgiven(word):
        yield from ([other] for other in likely(word, vocabulary)[:TRIED])


def _chosen(sure: Sequence[str], offers: Sequence[list[str]]) -> list[str]:
    """Return the first offer that is found with the words that are sure, rather in one place than apart."""
    for finder in (found, found_apart):
        for offer in offers:
            if some(finder([*sure, *offer])):
                return offer
    return []
