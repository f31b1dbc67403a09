"""A typing mistake is forgiven where nothing was found: the words that somebody probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from archportal.spec.slips import likely, slips_forgiven
from search.finding import exists, found, stands_anywhere
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
    if not wrong or not all(map(slips_forgiven, wrong)):
        return []
    vocabulary = list(Word.objects.values_list("word", flat=True))
    sure = [word for word in wanted if word in known]
    right = {word: word for word in sure}
    for word in wrong:
        offers = likely(word, vocabulary)[:TRIED]
        chosen = next((offer for offer in offers if exists(found([*sure, offer]))), None)
        if chosen is None:
            return []
        sure.append(chosen)
        right[word] = chosen
    return list(dict.fromkeys(right[word] for word in wanted))
