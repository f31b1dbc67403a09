"""What a person means comes first, however they write it."""

import pytest

from archportal import spec
from archportal.spec.asking import wanted_words
from search.apart import found_apart
from search.finding import Results
from search.mistakes import meant
from tests.factories import make_persona, make_specification, make_usecase, origin
from usecases.dictionary.changing import save_artifact

pytestmark = pytest.mark.django_db


def texts(query):
    return [entry.text for entry in Results(wanted_words(query))[:]]


@pytest.fixture
def catalogue():
    """Fill a portal in which “data card” means one thing, and is said by many."""
    make_persona("Data Card Owners", singular="Data Card Owner")
    make_usecase("Archive of data cards", number="1", notes="How a card gets its data")
    make_usecase("Data Card Creation", number="2", outputs=[{"name": "Data card"}])
    make_usecase("Card Data", number="3", success_path=[{"text": "Write the data card"}])
    make_usecase("Datacard export", number="4")


def test_a_name_that_is_what_was_typed_comes_first_then_what_begins_so_then_kind_by_kind(catalogue):
    assert texts("data card") == [
        "Data card",
        "Data Card Owners – Data Card Owner",
        "2 Data Card Creation",
        "4 Datacard export",
        "1 Archive of data cards",
        "3 Card Data",
        "Data card",
        "Write the data card",
        "How a card gets its data",
    ]


def test_whole_words_come_before_beginnings():
    steps = ["Formatting", "The form of it", "A platform", "Format a form"]
    make_usecase("Intake", success_path=[{"text": step} for step in steps], notes="The form")

    assert texts("form") == ["The form of it", "Format a form", "The form", "Formatting"]


def test_words_side_by_side_come_before_words_that_are_scattered():
    steps = ["Risks that a review names", "A review of the risk", "Review risk by risk"]
    make_usecase("Intake", success_path=[{"text": step} for step in steps])

    assert texts("review risk") == [
        "Review risk by risk",
        "A review of the risk",
        "Risks that a review names",
    ]


@pytest.mark.parametrize(
    "query", ["data card", "datacard", "data-card", "Data_Cards", "datacards", "DATA CARD"]
)
def test_a_name_is_found_in_one_word_or_two_and_in_the_plural(catalogue, query):
    assert texts(query)[0] == "Data card"


@pytest.mark.parametrize("query", ["7", "#7", "UC 7", "uc7", "use case 7", "Use-Case 7", "usecase7", "uc #7"])
def test_a_number_leads_to_its_use_case(query):
    for number in ("1", "70", "7", "7a", "77"):
        make_usecase(f"Step 7 of {number}", number=number, success_path=[{"text": "See use case 7"}] * 2)

    assert texts(query)[0] == "7 Step 7 of 7"


@pytest.mark.parametrize("query", ["data scientist", "Data Scientists", "datascientist", "scientists"])
def test_a_persona_is_found_as_one_and_as_many(query):
    make_persona("Data Scientists", singular="Data Scientist", definition="Works with data scientists")

    assert texts(query)[0].startswith("Data Scientists")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("cards", "card"),
        ("stories", "story"),
        ("story", "stories"),
        ("boxes", "box"),
        ("metadata", "Meta data"),
    ],
)
def test_another_number_and_the_joined_form_of_a_name_are_found(typed, written):
    save_artifact(spec.Artifact(name=written), make_specification(), origin())

    assert texts(typed) == [written]


@pytest.mark.parametrize("typed", ["class", "status", "analysis", "as", "cars"])
def test_no_word_is_found_by_what_only_looks_like_its_plural(typed):
    make_usecase("Intake", success_path=[{"text": "clas statu analysi a cardinal"}])

    assert texts(typed) == []


def test_documents_that_hold_the_words_apart_are_found_where_no_place_holds_all():
    shared = make_specification("Shared")
    make_usecase("Data intake", shared, exceptions=[{"text": "The risk is not known"}])
    make_usecase("Intake of risk", shared)
    make_usecase("Review", shared, notes="Ask intake", preconditions=["A risk is named"])
    make_usecase("Intake alone", shared)

    assert [name.text for name in found_apart(["intake", "risk"])] == ["3 Review"]
    assert [name.text for name in found_apart(["ask", "named"])] == ["3 Review"]
    assert texts("intake known") == ["The risk is not known"]
    assert [name.text for name in found_apart(["intake", "known"])] == []


def test_two_words_that_were_written_as_one_are_parted_where_nothing_is_found():
    make_usecase("Intake", success_path=[{"text": "Sign the risk form"}])

    assert meant(["riskform"]) == ["risk", "form"]
    assert meant(["intake", "riskfor"]) == ["intake", "risk", "for"]
    assert meant(["formrisk"]) == ["form", "risk"]


def test_a_mistyped_word_is_mended_by_what_stands_elsewhere_in_the_document():
    make_usecase("Intake", preconditions=["A dataset"], success_path=[{"text": "Sign the form"}])

    assert meant(["datsaet", "form"]) == ["dataset", "form"]
