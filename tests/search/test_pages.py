"""The page of all results, and what appears below the field while one types."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_full_usecase, make_persona, make_specification, make_usecase, make_user
from tests.routes import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.force_login(make_user("Viewer"))
    return client


def results(response):
    """Return the address and the text of each result, its match marked as [match]."""
    found = re.findall(
        r'<a href="([^"]+)"><svg.*?</svg><span class="hit-text" dir="auto">(.*?)</span>', response.text
    )
    return [(address, re.sub("<mark>(.*?)</mark>", r"[\1]", text)) for address, text in found]


def test_each_result_leads_to_the_very_place(reader):
    make_full_usecase(
        exceptions=[
            {"text": "The form is incomplete", "step": 1},
            {"text": "The form is torn", "step": 1},
            {"text": "No form"},
        ]
    )
    page = "/specs/mlops/use-cases/data-intake/"

    assert results(reader.get("/search/?q=form")) == [
        (f"{page}#step-1", "Check the [form]"),
        (f"{page}#exception-1a", "The [form] is incomplete"),
        (f"{page}#exception-1b", "The [form] is torn"),
        (f"{page}#exception-1", "No [form]"),
    ]
    assert results(reader.get("/search/?q=RAW"))[0] == ("/specs/mlops/dictionary/raw-data/", "[Raw] data")
    assert results(reader.get("/search/?q=product man")) == [
        ("/personas/product-managers/", "[Product] [Managers]"),
    ]
    assert results(reader.get("/search/?q=data intak"))[0] == (page, "Use Case 1: [Data] [Intake]")


@pytest.mark.parametrize(
    "word",
    ["wanted", "described", "before", "taken", "given", "stepped", "wrong", "handled", "noted", "eventful"],
)
def test_every_anchor_of_a_result_is_on_its_page(reader, word):
    make_usecase(
        stories=[{"want": "wanted"}],
        description="described",
        event="eventful",
        preconditions=["before"],
        inputs=[{"name": "taken"}],
        outputs=[{"name": "given"}],
        success_path=[{"text": "stepped"}],
        exceptions=[{"text": "wrong", "step": 1, "handling": "handled"}],
        notes="noted",
    )

    address = results(reader.get(f"/search/?q={word}"))[-1][0]

    path, anchor = address.split("#")
    assert f'id="{anchor}"' in reader.get(path).text


def test_goals_of_personas_have_their_places_too(reader):
    make_persona(goals=["one", "tidy data"], pain_points=["clutter"])
    page = "/personas/data-scientists/"

    assert results(reader.get("/search/?q=tidy")) == [(f"{page}#goal-2", "[tidy] data")]
    assert results(reader.get("/search/?q=clutter")) == [(f"{page}#pain-point-1", "[clutter]")]
    html = reader.get(page).text
    assert 'id="goal-2"' in html
    assert 'id="pain-point-1"' in html


def test_a_place_is_named_with_its_use_case_and_specification(reader):
    make_full_usecase()

    html = reader.get("/search/box/?q=check", headers=HTMX).text

    assert '<span class="hint" dir="auto">Use Case 1: Data Intake, step 1 · MLOps</span>' in html


def test_what_people_typed_is_text_and_never_markup(reader):
    make_persona("<b>Bold</b> & “brave”")
    make_usecase("<script>x</script>", notes="<img src=x onerror=y> & so <mark>on</mark>")

    for address in (
        "/search/?q=bold+b",
        "/search/?q=script",
        "/search/box/?q=mark",
        "/search/?q=<i>nothing</i>",
    ):
        html = reader.get(address).text
        assert not re.search(r"<(b|i|script(?! src)|img src=x)>", html), address
    (_, text), *_ = results(reader.get("/search/?q=mark"))
    assert text.endswith("&amp; so &lt;[mark]&gt;on&lt;/[mark]&gt;")


def test_in_a_word_without_end_the_match_is_shown_as_well(reader):
    make_usecase(success_path=[{"text": f"{'x' * 500} needle {'y' * 500}"}])

    ((_, text),) = results(reader.get("/search/?q=needle"))

    assert re.fullmatch(r"… x+ \[needle\] y+ …", text)
    assert len(text) < 250


def test_of_a_long_text_the_part_that_matches_is_shown(reader):
    make_usecase(notes=f"{'before ' * 60}needle {'behind ' * 60}")

    ((_, text),) = results(reader.get("/search/?q=needle"))

    assert text.startswith("… before")
    assert "[needle]" in text
    assert text.endswith("behind …")
    assert len(text) < 250


def test_a_typing_mistake_is_forgiven_and_said(reader):
    make_usecase("Data Intake")

    for address in ("/search/?q=dtaa", "/search/box/?q=dtaa"):
        html = reader.get(address).text
        assert "Nothing for “dtaa”; showing “data”." in html
        assert results(reader.get(address)) == [
            ("/specs/mlops/use-cases/data-intake/", "Use Case 1: [Data] Intake")
        ]


def test_words_that_stand_apart_lead_to_their_document_and_to_each_place(reader):
    make_full_usecase(notes="A remark on it")
    page = "/specs/mlops/use-cases/data-intake/"

    for address in ("/search/?q=incomplete rem", "/search/box/?q=incomplete rem"):
        response = reader.get(address)
        assert results(response) == [(page, "Use Case 1: Data Intake")]
        assert "Words in different places</h2>" in response.text
        within = re.findall(
            r'<a href="([^"]+)"><span class="hit-text" dir="auto">(.*?)</span>', response.text
        )
        assert within == [
            (f"{page}#exception-1a", "The form is <mark>incomplete</mark> – Ask again"),
            (f"{page}#notes", "A <mark>remark</mark> on it"),
        ]
    assert results(reader.get("/search/?q=incomplete rem&kind=use-cases")) == results(response)
    assert results(reader.get("/search/?q=incomplete rem&kind=steps")) == []
    assert "Words in different places" not in reader.get("/search/?q=intake rem").text


def test_where_many_documents_hold_the_words_apart_the_first_are_shown(reader):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            reader.get(address)
        return len(queries)

    def write(numbers):
        for number in numbers:
            make_usecase(f"Number {number}", preconditions=["Light"], success_path=[{"text": "Shadow"}])

    write([0])
    addresses = ("/search/?q=light shadow", "/search/box/?q=light shadow", "/search/box/?q=lihgt shadow")
    one = [asked(address) for address in addresses]
    write(range(1, 27))

    assert [asked(address) for address in addresses] == one
    assert max(one) <= 21
    html = reader.get("/search/?q=light shadow").text

    assert html.count('<ul class="within">') == 25
    assert "the first 25 are shown, and one word more narrows them" in html
    assert reader.get("/search/box/?q=light shadow").text.count('<ul class="within">') == 4


def test_two_words_in_one_are_marked_where_they_stand(reader):
    make_usecase("Data Card", notes="The datacard")

    assert results(reader.get("/search/?q=datacard")) == [
        ("/specs/mlops/use-cases/data-card/", "Use Case 1: [Data] [Card]"),
        ("/specs/mlops/use-cases/data-card/#notes", "The [datacard]"),
    ]
    assert results(reader.get("/search/?q=data-cards"))[0][1] == "Use Case 1: [Data] [Card]"


def test_where_nothing_is_found_the_page_says_what_to_do(reader):
    make_usecase("Data Intake")

    html = reader.get("/search/?q=xylophone").text
    assert "Nothing for “xylophone”" in html
    assert "Try fewer words" in html
    assert "Search everything</a>" not in html
    assert 'href="?q=intake">Search everything</a>' in reader.get("/search/?q=intake&kind=steps").text


def test_kind_and_specification_narrow_what_is_found(reader):
    one = make_usecase("Data Intake", outputs=[{"name": "Data"}], success_path=[{"text": "Look at data"}])
    make_usecase("Data Test", make_specification("Other"), success_path=[{"text": "Test data"}])

    steps = results(reader.get("/search/?q=data&kind=steps"))
    assert [text for _, text in steps] == ["Look at [data]", "Test [data]"]
    both = results(reader.get("/search/?q=data&kind=steps&spec=other"))
    assert [text for _, text in both] == ["Test [data]"]
    html = reader.get(f"/search/?q=data&spec={one.specification.slug}").text
    assert "4 results" in html
    assert '<option value="mlops" selected>' in html
    assert '<a href="?q=data&amp;kind=outputs&amp;spec=mlops">Outputs 1</a>' in html
    assert len(results(reader.get("/search/?q=data&kind=nothing&spec=nothing"))) == 6


def test_many_results_come_in_pages_that_keep_the_question(reader):
    make_usecase(success_path=[{"text": f"Step {number} of data"} for number in range(60)], number="1")

    first = reader.get("/search/?q=of+data&kind=steps")
    last = reader.get("/search/?q=of+data&kind=steps&page=3")

    assert "60 results, page 1 of 3" in first.text
    assert 'rel="next" href="?q=of+data&amp;kind=steps&amp;page=2"' in first.text
    assert len(results(first)) == 25
    assert len(results(last)) == 10
    assert 'rel="prev"' in last.text
    assert 'rel="next"' not in last.text


def test_while_one_types_a_few_of_each_kind_appear(reader):
    for letter in "abcdefg":
        make_persona(f"Data {letter}", goals=["data"] * 3)

    html = reader.get("/search/box/?q=data", headers=HTMX).text

    assert html.count('<span class="hit-text"') == 4 + 6
    assert "10 results. Arrow down leads to them." in html
    assert 'href="/search/?q=data"' in html


def test_an_empty_question_asks_nothing(reader, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert results(reader.get("/search/box/?q=+*", headers=HTMX)) == []
    assert "Search everything" in reader.get("/search/").text


def test_only_the_results_are_exchanged_where_scripts_ask(reader):
    make_usecase()

    response = reader.get("/search/?q=data", headers=HTMX)

    assert "<html" not in response.text
    assert 'id="search-results"' in response.text
    assert "HX-Request" in response.headers["Vary"]


def test_the_field_stands_on_every_page_of_those_who_may_read(client, settings):
    field = '<input type="search" id="site-q"'
    assert field not in client.get("/accounts/login/").text
    client.force_login(make_user(None))
    assert field not in client.get("/accounts/password/change/").text
    client.force_login(make_user("Viewer"))
    assert field in client.get("/personas/").text
    client.logout()
    settings.PUBLIC_READ = True
    assert field in client.get("/personas/").text
    assert results(client.get("/search/?q=nothing")) == []
