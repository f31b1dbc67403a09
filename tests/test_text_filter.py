"""The text that narrows the lists of personas and specifications, where they are long."""

import pytest

from archportal.text_filter import MANY, TextFilter
from tests.factories import make_persona, make_specification, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def make_personas():
    make_persona("Data Scientists", definition="They find patterns.")
    for number in range(MANY):
        make_persona(f"Others {number}")


@pytest.mark.parametrize(
    ("text", "kept"),
    [("", True), ("DATA find", True), ("straße", True), ("data missing", False)],
)
def test_every_word_stands_somewhere_without_regard_to_case(text, kept):
    assert TextFilter(text).keeps("Data", "they find a STRASSE") is kept


def test_personas_are_narrowed_by_the_address(editor):
    make_personas()

    whole = editor.get("/personas/").text
    page = editor.get("/personas/?q=FIND+scientists")

    assert whole.count("<li id=") == MANY + 1
    assert 'name="q" value=""' in whole
    assert 'hx-get="/filters/?list=personas"' in whole
    assert [one.name for one in page.context["personas"]] == ["Data Scientists"]
    assert "1 persona matches" in page.text
    assert "Move Data Scientists" not in page.text
    assert "Move Data Scientists" in whole


def test_specifications_are_narrowed_by_the_address(editor):
    for number in range(MANY):
        make_specification(f"Other {number}")
    make_specification("Platform", introduction="For models.")

    page = editor.get("/specs/?q=models")

    assert 'hx-get="/filters/?list=specifications"' in page.text
    assert 'name="q" value=""' in editor.get("/specs/").text
    assert [one.specification.title for one in page.context["overviews"]] == ["Platform"]
    assert "New specification" in page.text


@pytest.mark.parametrize("address", ["/personas/", "/specs/"])
def test_a_short_list_has_no_field_and_the_way_back_is_shown_where_nothing_matches(editor, address):
    make_personas() if address == "/specs/" else make_persona()
    make_specification()

    assert "#filter-q" not in editor.get(address).text
    missed = editor.get(f"{address}?q=nothing+at+all").text
    assert "matches</h2>" in missed
    assert f'<a class="button" href="{address}">Show all' in missed


def test_a_swap_says_how_many_were_found(editor):
    make_personas()

    page = editor.get("/personas/?q=others", headers={"HX-Request": "true"})

    assert f'role="status">{MANY} personas match.</p>' in page.text
