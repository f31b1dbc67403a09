"""What is offered for the beginning of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec.nearness import plain
from archportal.spec.offers import SIMILAR, alike, best, fit, marked

TEXTS = st.text(alphabet="abé D-", max_size=8)


def offered(query, *names, most=8):
    return best(query, names, lambda name: [name], most)


def test_the_beginning_counts_more_than_a_word_and_a_word_more_than_its_middle():
    assert offered("ca", "Scale", "Data card", "Card", "Data") == ["Card", "Data card", "Scale"]


def test_the_order_of_the_words_is_free():
    assert offered("card fin", "Final data card", "Cardinal fins", "Data card") == [
        "Final data card",
        "Cardinal fins",
    ]


def test_slips_are_forgiven_where_little_else_is_found():
    names = ("Evaluation results", "Evacuation plan", "Report")

    assert offered("evalaution", *names) == ["Evaluation results"]
    assert offered("plan", "Plan A", "Plan B", "Plan C", "Plain text") == ["Plan A", "Plan B", "Plan C"]
    assert offered("plan", "Plan A", "Plain text") == ["Plan A", "Plain text"]


@pytest.mark.parametrize(
    ("query", "name"), [("dat", "model card"), ("tes", "text"), ("", "text"), ("zebra", "")]
)
def test_little_that_is_alike_is_not_offered(query, name):
    assert not alike(query, name)


def test_any_name_of_a_thing_leads_to_it():
    things = {"Card": ["card", "model sheet"], "Data": ["data"]}

    assert best("she", things, lambda thing: things[thing], 8) == ["Card"]


@given(st.lists(TEXTS, max_size=8), TEXTS, st.integers(0, 3))
def test_what_holds_the_text_is_offered_and_nothing_twice(names, query, most):
    everything = offered(query, *names, most=99)

    assert offered(query, *names, most=most) == everything[:most]
    assert sorted(everything) == sorted(name for name in names if name in everything)
    held = [name for name in names if plain(query) in plain(name)]
    assert set(held) <= set(everything)
    ranks = [fit(plain(query), plain(name)) for name in everything]
    assert [rank if rank is not None else SIMILAR for rank in ranks] == sorted(
        rank if rank is not None else SIMILAR for rank in ranks
    )


@pytest.mark.parametrize(
    ("query", "name", "pieces"),
    [
        ("resu", "The Résumé", ["The ", "Résu", "mé"]),
        ("ca", "Scale card", ["Scale ", "ca", "rd"]),
        ("zz", "Scale", ["Scale"]),
        ("", "Scale", ["Scale"]),
        ("a b", "a a b", ["a ", "a b", ""]),
        ("da dat", "Data", ["", "Da", "ta"]),
    ],
)
def test_what_was_typed_is_marked(query, name, pieces):
    assert marked(query, name) == pieces


@given(st.text(max_size=6), st.text(max_size=12))
def test_the_pieces_of_a_name_are_the_name(query, name):
    pieces = marked(query, name)

    assert "".join(pieces) == name
    assert len(pieces) % 2 == 1
