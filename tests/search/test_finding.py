"""What is found: for hundreds of queries exactly what a search in plain Python finds, on every database."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec.asking import wanted_words
from archportal.spec.pieces import Kind
from archportal.spec.words import words
from search.apart import found_apart, places_of
from search.finding import Results, first_of_each, found
from search.mistakes import meant
from search.models import Entry
from tests.factories import make_full_usecase, make_persona, make_specification, make_usecase
from tests.search.plain import apart, reference, says
from usecases.models import Specification

pytestmark = pytest.mark.django_db

SENTENCES = [
    "Überprüfte Daten naïve Façade",
    "The data card, data-card and DATA_CARD (v1.2)",
    "Prüfung der Łódź-Straße №5",
    "Модель и данные для обучения",
    "データ収集フォーム",
    "数据卡片",
    "Ελληνικά δεδομένα ΌΔΟΣ",
    "don't stop; re-run the pipeline's 3rd step",
    "AND OR NOT NEAR \"quoted\" * ^ : { } a\\b 'c' & | ! <->",
    "ﬁne ½ ① e\u0301cole İstanbul",
    "x" * 200,
    "",
]


@pytest.fixture
def content():
    """Fill a portal with texts that share many words, in two specifications."""
    chosen = random.Random("content")
    vocabulary = [word for sentence in SENTENCES for word in sentence.split()] + list("abcdefgh")

    def text():
        return chosen.choice([*SENTENCES, " ".join(chosen.choices(vocabulary, k=6))]) or "nothing"

    make_full_usecase()
    for name in ("Überprüfer", "Data Cards", "Модели"):
        make_persona(name, definition=text(), goals=[text()])
    for title in ("Datenprüfung", "Second one"):
        specification = make_specification(title, introduction=text())
        for number in (1, 2, "2a", 10, 11):
            make_usecase(
                f"{chosen.choice(SENTENCES[:6])} {number}",
                specification,
                number=str(number),
                tags=[text()[:30]],
                stories=[{"personas": ["data-cards"], "want": text(), "so_that": text()}],
                preconditions=[text()],
                inputs=[{"name": text()[:50], "description": text()}],
                outputs=[{"name": f"{text()[:50]} {number}"}],
                success_path=[{"text": text()}, {"text": text()}],
                exceptions=[{"text": text(), "step": 1, "handling": text()}, {"text": text()}],
                description=f"{text()}\n\n# {text()}",
                notes=text(),
            )
    return chosen


def queries(chosen):
    """Return hundreds of queries: words, beginnings of words, several of them, and what is no word at all."""
    present = sorted(
        {word for entry in Entry.objects.all() for word in f"{entry.text} {entry.label}".split()}
    )
    whole = chosen.sample(present, 60)
    beginnings = [word[: chosen.randint(1, 4)] for word in chosen.choices(present, k=100)]
    pairs = [" ".join(chosen.sample(present, 2)) for _ in range(40)]
    entries = [entry.words.split() for entry in Entry.objects.all()]
    held = [words for words in entries if len(words) > 2]
    parts = [" ".join(word[:2] for word in chosen.sample(chosen.choice(held), 3)) for _ in range(100)]
    numbers = [f"{word}s" for word in chosen.sample(present, 20)] + ["data cards", "steps", "models"]
    glued = ["".join(pair) for words in held for pair in pairwise(words)]
    closed = ["datacard", "uc7", "uc 2a", "use case 10", "datacar", "re run", *chosen.sample(glued, 30)]
    changed = [
        chosen.choice((str.upper, str.title, str.swapcase))(word) for word in chosen.sample(present, 40)
    ]
    strange = [
        "",
        " ",
        "*",
        '"',
        "'",
        "a*",
        "NOT",
        "a OR b",
        "\\",
        "':*",
        "\x00",
        "😀",
        "數",
        "--",
        "words : a",
    ]
    return [*whole, *beginnings, *pairs, *parts, *numbers, *closed, *changed, *strange, *SENTENCES]


def test_hundreds_of_queries_find_what_a_search_in_plain_python_finds(content):
    entries = list(Entry.objects.all())
    asked = queries(content)
    expected = {query: reference(query, entries) for query in asked}

    wrong = {query for query in asked if Results(wanted_words(query))[:] != expected[query]}

    assert len(asked) > 300
    assert sum(map(bool, expected.values())) > 250
    assert wrong == set()


def test_many_places_come_in_the_order_of_reading(content, monkeypatch):
    monkeypatch.setattr("search.finding.FEW", 5)
    entries = list(Entry.objects.all())
    for query in queries(content)[::5]:
        wanted, expected = wanted_words(query), reference(query, entries, few=5)
        assert Results(wanted)[:] == expected
        assert first_of_each(wanted, 0, 8) == [entry for entry in expected if entry.place][:8]


def test_filters_and_pages_are_parts_of_the_same_answer(content):
    home = Specification.objects.get(title="Second one").pk
    entries = list(Entry.objects.all())
    for query in queries(content)[::7]:
        wanted = wanted_words(query)
        expected = reference(query, entries)
        steps = [entry for entry in expected if entry.kind == Kind.STEP]
        assert Results(wanted, [Kind.STEP])[:] == steps
        assert Results(wanted, home=home)[:] == [entry for entry in expected if entry.home == home]
        assert [*Results(wanted)[5:10], *Results(wanted)[10:11]] == expected[5:11]
        assert Results(wanted).counts == {
            kind: count for kind in Kind if (count := sum(entry.kind == kind for entry in expected))
        }
        named = [[entry for entry in expected if entry.kind == kind][:3] for kind in Kind if kind <= 4]
        assert first_of_each(wanted, 3, 4) == [
            *(entry for entry in expected if any(entry in some for some in named)),
            *[entry for entry in expected if entry.kind > 4][:4],
        ]


def test_words_that_stand_apart_are_found_as_in_plain_python(content):
    entries = list(Entry.objects.all())
    wholes = [words for entry in entries if len(words := entry.words.split()) > 1]
    asked = queries(content) + [
        " ".join(content.choice(words)[:4] for words in content.sample(wholes, 2)) for _ in range(100)
    ]
    home = Specification.objects.get(title="Second one").pk
    expected = {query: apart(query, entries) for query in asked}

    assert sum(map(bool, expected.values())) > 50
    for query, names in expected.items():
        wanted = wanted_words(query)
        assert list(found_apart(wanted)) == names, query
        for name, places in places_of(names, wanted).items():
            text = " ".join(entry.words for entry in (name, *places))
            assert all(says(wanted, place, text) for place in range(len(wanted))), query
            assert len(places) <= len(wanted)
    for query, names in list(expected.items())[::9]:
        wanted = wanted_words(query)
        assert list(found_apart(wanted, [Kind.USE_CASE])) == [n for n in names if n.kind == Kind.USE_CASE]
        assert list(found_apart(wanted, home=home)) == [n for n in names if n.home == home]
        assert not found_apart(wanted, [Kind.STEP])


def test_words_that_all_stand_in_very_many_places_are_not_looked_for_apart(monkeypatch):
    for number in range(4):
        make_usecase(f"Number {number}", preconditions=["Light"], success_path=[{"text": "Shadow"}])
    make_usecase("Rare", preconditions=["Light"], success_path=[{"text": "Moon"}])
    monkeypatch.setattr("search.apart.FEW", 3)

    assert not found_apart(["light", "shadow"])
    assert [name.text for name in found_apart(["light", "moon"])] == ["5 Rare"]


def texts(query, **filters):
    return [entry.text for entry in Results(wanted_words(query), **filters)[:]]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("uberprufte", "Überprüfte Daten"),
        ("ÜBERPRÜFTE", "Überprüfte Daten"),
        ("daten üb", "Überprüfte Daten"),
        ("strasse", "Łódź-Straße"),
        ("lodz", "Łódź-Straße"),
        ("МОДЕЛЬ", "Модель и данные"),
        ("集", "データ収集"),
        ("ohne intake", "ohne Mühe"),
    ],
)
def test_case_accents_and_the_ends_of_words_do_not_count(query, text):
    steps = ["Überprüfte Daten", "Łódź-Straße", "Модель и данные", "データ収集", "ohne Mühe"]
    make_usecase("Intake", success_path=[{"text": step} for step in steps])

    assert texts(query) == [text]


def test_every_word_has_to_stand_in_one_place_and_one_of_them_in_its_own_text():
    make_usecase("Data Intake", success_path=[{"text": "Upload a file"}, {"text": "Check the form"}])

    assert texts("upload intake") == ["Upload a file"]
    assert texts("upload check") == []
    assert texts("intake") == ["1 Data Intake"]
    assert texts("use case 1") == ["1 Data Intake"]


def test_names_come_first_then_rows_then_texts_and_all_by_number():
    make_persona("Data Scientists", definition="They like data")
    for number in ("10", "2", "2a"):
        make_usecase(f"Data {number}", number=number, notes="On data", outputs=[{"name": "Data card"}])

    assert texts("data") == [
        "Data Scientists",
        "2 Data 2",
        "2a Data 2a",
        "10 Data 10",
        "Data card",
        *["Data card"] * 3,
        "They like data",
        *["On data"] * 3,
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dtaa", ["data"]),
        ("inatke", ["intake"]),
        ("specfiication", ["specification"]),
        ("spcefication of dtaa", ["specification", "of", "data"]),
        ("use case intkae", ["use", "case", "intake"]),
        ("dtaa intake", ["data", "intake"]),
        ("data", []),
        ("dat", []),
        ("xyz", []),
        ("xylophone", []),
        ("dta", []),
        ("data2025", []),
        ("dtaa xylophone", []),
        ("", []),
    ],
)
def test_a_typing_mistake_is_forgiven_where_the_word_stands_nowhere(query, expected):
    make_usecase("Data Intake", notes="The specification of data and of dates")

    assert meant(wanted_words(query)) == expected


def test_what_is_no_longer_said_is_not_offered():
    make_usecase("Data Intake")
    Entry.objects.filter(kind=Kind.USE_CASE).update(words="intake", text="1 Intake")

    assert meant(["dtaa"]) == []


@given(st.text(max_size=30))
def test_no_query_is_an_error(query):
    wanted = wanted_words(query)

    assert list(found(wanted)) == []
    assert all(word.isalnum() and words(word) == [word] for word in wanted)
