"""What counts as a word, where it stands, and which one a mistyped one means."""

import string
import unicodedata
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archportal.spec.slips import likely, slips_forgiven
from archportal.spec.words import LONGEST, spans, words

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Raw DATA", "raw data"),
        ("data-card, data_card; (data/card)", "data card data card data card"),
        ("v1.2 3rd №5 ½", "v1 2 3rd no5 12"),
        ("Überprüfung cafe\u0301 Façade İstanbul", "uberprufung cafe facade istanbul"),
        ("Łódź Straße Æon œuvre ØRE", "lodz strasse aeon oeuvre ore"),
        ("ΌΔΟΣ όδος", "οδοσ οδοσ"),
        ("Модель Йод", "модель иод"),
        ("データ収集", "テ ー タ 収 集"),
        ("数据card卡", "数 据 card 卡"),
        ("ｆｕｌｌ ﬁne", "full fine"),
        ("한국어", unicodedata.normalize("NFD", "한국어")),
        ("soft\u00adhyphen", "softhyphen"),
        ("'\"*&|!:()", ""),
        ("", ""),
    ],
)
def test_words_are_plain(text, expected):
    assert " ".join(words(text)) == " ".join(expected.split())


def test_a_very_long_word_is_cut():
    assert words("x" * 500) == ["x" * LONGEST]
    assert words("é" * 500) == ["e" * LONGEST]


@given(TEXTS)
def test_spans_are_the_words_in_their_places(text):
    found = list(spans(text))

    assert [span.word for span in found] == words(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(words(text[span.start : span.end]) == [span.word] for span in found)


@given(TEXTS)
def test_case_and_accents_do_not_count_and_plain_words_stay_as_they_are(text):
    plain = words(text)

    assert words(" ".join(plain)) == plain
    assert all(word == word.casefold() for word in plain)


def slips(word, other):
    """Count letters left out, added, replaced and exchanged, by the book."""

    @cache
    def count(i, j):
        if not i or not j:
            return i + j
        best = min(
            count(i - 1, j) + 1, count(i, j - 1) + 1, count(i - 1, j - 1) + (word[i - 1] != other[j - 1])
        )
        if i > 1 and j > 1 and word[i - 1] == other[j - 2] and word[i - 2] == other[j - 1]:
            best = min(best, count(i - 2, j - 2) + 1)
        return best

    return count(len(word), len(other))


@given(
    st.text("abcd", min_size=3, max_size=11), st.lists(st.text("abcd", min_size=1, max_size=14), max_size=8)
)
def test_the_likely_words_are_those_a_few_slips_away(word, vocabulary):
    def rank(other):
        beginnings = [other[:end] for end in range(len(other) + 1)]
        least = min(slips(word, beginning) for beginning in beginnings)
        return least, slips(word, other) != least, sorted(word) != sorted(other), other

    near = [other for other in vocabulary if rank(other)[0] <= slips_forgiven(word)]

    assert likely(word, vocabulary) == (sorted(near, key=rank) if slips_forgiven(word) else [])


@given(st.text(string.ascii_lowercase, min_size=4, max_size=12), st.data())
def test_one_slip_in_a_word_is_always_forgiven(word, data):
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    kinds = [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 :],
    ]
    typed = data.draw(st.sampled_from(kinds))
    assume(len(typed) > 3)

    assert word in likely(typed, ["other", word, "words"])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dtaa", ["data", "database"]),
        ("speciifcation", ["specification"]),
        ("prsona", ["persona", "personas"]),
        ("dta", []),
        ("2025", []),
        ("v12x", []),
    ],
)
def test_whole_words_come_before_beginnings(typed, expected):
    vocabulary = ["data", "database", "dot", "personas", "persona", "specification", "2026", "v12y"]

    assert likely(typed, vocabulary) == expected
