"""Filters that people keep under names: each their own, and never an address of another place."""

import pytest
from django.test import Client

from tests.factories import make_full_usecase, make_specification, make_usecase, make_user, origin
from usecases import saved_filters
from usecases.models import SavedFilter
from usecases.specifications import delete_specification, restore_specification

pytestmark = pytest.mark.django_db

FILTERS = "/specs/mlops/filters/"
LIST = "/specs/mlops/use-cases/"
MENU = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{LIST}?q=raw&page=2&status=draft"}


@pytest.fixture
def specification():
    return make_full_usecase().specification


@pytest.fixture
def viewer(client, specification):
    client.force_login(make_user("Viewer"))
    return client


def keep(client, name="Raw drafts", query="q=raw&status=draft", **values):
    return client.post(FILTERS, {"list": "use-cases", "query": query, "name": name, **values})


def kept():
    return list(SavedFilter.objects.order_by("pk").values_list("name", "query"))


def test_a_filter_is_kept_and_leads_to_what_was_seen(viewer):
    response = keep(viewer)

    assert response["Location"] == f"{LIST}?q=raw&status=draft"
    page = viewer.get(FILTERS).text
    assert "The filter is kept as “Raw drafts”." in page
    assert f'<a href="{LIST}?q=raw&amp;status=draft" dir="auto">Raw drafts</a>' in page
    assert "Text: raw, Status: draft" in page


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("page=3&q=+raw+&next=//example.org&status=", "q=raw"),
        ("status=draft&q=a%26b%3Dc", "q=a%26b%3Dc&status=draft"),
        ("?q=raw", ""),
        ("https://example.org/?q=raw", ""),
        ("q=%00%F0%9F", "q=%EF%BF%BD"),
        (f"q={'x' * 400}", f"q={'x' * 300}"),
    ],
)
def test_only_what_the_list_knows_is_kept_and_never_an_address(query, left):
    assert saved_filters.LISTS["use-cases"].clean(query) == left


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "  "}, "Give the filter a name."),
        ({"name": "x" * 101}, "A name has at most 100 characters."),
        ({"query": "page=2"}, "Filter the list first: there is nothing to keep."),
    ],
)
def test_what_cannot_be_kept_is_said_kindly(viewer, values, sentence):
    response = keep(viewer, **values)

    assert response.status_code == 422
    assert kept() == []
    assert sentence in response.text


def test_a_name_that_is_taken_is_asked_about_before_it_is_replaced(viewer):
    keep(viewer)
    asked = keep(viewer, query="q=other")

    assert asked.status_code == 409
    assert "“Raw drafts” stands for another filter already (Text: raw, Status: draft)." in asked.text
    assert 'name="replace"' in asked.text
    assert kept() == [("Raw drafts", "q=raw&status=draft")]

    keep(viewer, query="q=other", replace="yes")
    assert kept() == [("Raw drafts", "q=other")]
    assert keep(viewer, query="q=other").status_code == 302


def test_the_menu_comes_when_it_is_opened_and_knows_the_present_address(viewer, django_assert_num_queries):
    keep(viewer)
    keep(viewer, "Other", "q=other")

    with django_assert_num_queries(4):
        menu = viewer.get(f"{FILTERS}?list=use-cases", headers=MENU)

    assert "<html" not in menu.text
    assert f'href="{LIST}?q=raw&amp;status=draft" aria-current="true"' in menu.text
    assert 'name="query" value="q=raw&amp;status=draft"' in menu.text


def test_keeping_in_the_menu_answers_with_the_menu(viewer):
    data = {"list": "use-cases", "query": "q=raw", "name": "Raw"}
    menu = viewer.post(FILTERS, data, headers=MENU)
    refused = viewer.post(FILTERS, {**data, "query": "q=other"}, headers=MENU)

    assert 'hx-swap-oob="innerHTML">The filter is kept as “Raw”.' in menu.text
    assert (refused.status_code, 'id="keep-replace"' in refused.text) == (200, True)


def test_the_menu_of_a_page_asks_the_database_for_nothing(viewer, django_assert_num_queries):
    with django_assert_num_queries(5):
        page = viewer.get(f"{LIST}?q=raw&page=1").text

    assert 'hx-trigger="opened"' in page
    assert f'href="{FILTERS}?list=use-cases&amp;query=q%3Draw"' in page


def test_a_stranger_sees_no_menu(client, specification, settings):
    settings.PUBLIC_READ = True

    assert "Kept filters" not in client.get(LIST).text


def test_without_a_filter_the_menu_says_how_to_make_one(viewer):
    headers = {**MENU, "HX-Current-URL": f"http://testserver{LIST}"}
    menu = viewer.get(f"{FILTERS}?list=use-cases", headers=headers).text

    assert "You keep no filter of this list yet." in menu
    assert "<form" not in menu


def test_an_address_of_another_host_is_not_looked_at(viewer):
    headers = {**MENU, "HX-Current-URL": "https://example.org/?q=raw"}

    assert "<form" not in viewer.get(f"{FILTERS}?list=use-cases", headers=headers).text


def test_a_filter_is_renamed(viewer):
    keep(viewer)
    keep(viewer, "Other", "q=other")
    row = SavedFilter.objects.get(name="Raw drafts")

    taken = viewer.post(f"/filters/{row.pk}/rename/", {"name": "Other"})
    viewer.post(f"/filters/{row.pk}/rename/", {"name": " Mine\n"})

    assert taken.status_code == 422
    assert "“Other” stands for another filter already. Choose another name." in taken.text
    assert [name for name, _ in kept()] == ["Mine", "Other"]


def test_a_deleted_filter_is_offered_back_once(viewer):
    keep(viewer)
    (before,) = kept()

    page = viewer.post(f"/filters/{SavedFilter.objects.get().pk}/delete/", follow=True)
    assert kept() == []
    assert "The filter “Raw drafts” was deleted." in page.text
    assert page.context["deleted"] == {
        "page": FILTERS,
        "list": "use-cases",
        "name": "Raw drafts",
        "query": before[1],
    }
    assert "was deleted" not in viewer.get(FILTERS).text

    back = keep(viewer, stay="yes")
    assert back["Location"] == FILTERS
    assert kept() == [before]


def test_nobody_sees_or_touches_what_others_keep(viewer):
    keep(viewer)
    row = SavedFilter.objects.get()
    client = Client()
    client.force_login(make_user("Editor"))

    assert "Raw drafts" not in client.get(FILTERS).text
    assert "Raw drafts" not in client.get(f"{FILTERS}?list=use-cases", headers=MENU).text
    assert client.post(f"/filters/{row.pk}/rename/", {"name": "Mine"}).status_code == 404
    assert client.post(f"/filters/{row.pk}/delete/").status_code == 404
    assert keep(client).status_code == 302
    assert len(kept()) == 2


def test_a_filter_of_another_specification_is_not_shown_here(viewer):
    keep(viewer)
    make_usecase(specification=make_specification("Other"))

    assert "You keep no filter yet" in viewer.get("/specs/other/filters/").text


def test_a_filter_of_a_specification_that_was_deleted_waits_for_it(viewer, specification):
    keep(viewer)
    delete_specification(specification, origin())

    assert viewer.post(f"/filters/{SavedFilter.objects.get().pk}/delete/").status_code == 404


@pytest.mark.parametrize(("word", "address"), [("personas", "/personas/"), ("specifications", "/specs/")])
def test_lists_beside_all_specifications_keep_filters_too(viewer, word, address):
    data = {"list": word, "query": "q=raw&x=y", "name": "Raw"}

    kept_here = viewer.post("/filters/", data)
    again = viewer.post("/filters/", {**data, "query": "q=other"})
    page = viewer.get("/filters/").text

    assert kept_here["Location"] == f"{address}?q=raw"
    assert again.status_code == 409
    assert f'<a href="{address}?q=raw" dir="auto">Raw</a>' in page
    assert "Raw" not in viewer.get(FILTERS).text
    assert viewer.post(f"/filters/{SavedFilter.objects.get().pk}/delete/")["Location"] == "/filters/"


@pytest.mark.parametrize(("page", "word"), [("/filters/", "use-cases"), (FILTERS, "personas")])
def test_a_list_keeps_its_filters_where_it_belongs(viewer, page, word):
    assert viewer.get(f"{page}?list={word}").status_code == 404
    assert viewer.post(page, {"list": word, "query": "q=raw", "name": "Raw"}).status_code == 404


def test_what_a_person_keeps_goes_with_the_account(viewer, django_user_model):
    keep(viewer)

    django_user_model.objects.get().delete()

    assert kept() == []


def test_a_specification_that_comes_back_brings_its_filters(viewer, specification):
    keep(viewer)
    revision = delete_specification(specification, origin())
    assert viewer.get(FILTERS).status_code == 410

    restore_specification(revision, origin())

    assert "Raw drafts" in viewer.get(FILTERS).text


def test_one_person_keeps_no_more_of_a_list_than_a_menu_holds(viewer, monkeypatch):
    monkeypatch.setattr(saved_filters, "MOST", 1)
    keep(viewer)

    response = keep(viewer, "One more", "q=more")

    assert "You keep 1 filters of this list. Delete one of them first." in response.text
    assert keep(viewer, replace="yes", query="q=more").status_code == 302


def test_what_people_typed_is_shown_as_text(viewer):
    keep(viewer, "<b>Bold</b>", "q=<i>")

    page = viewer.get(FILTERS).text

    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "<b>Bold" not in page
    assert "Text: &lt;i&gt;" in page


@pytest.mark.parametrize("shown", ["http://[", "not an address"])
def test_an_address_that_nobody_can_read_is_not_looked_at(viewer, shown):
    response = viewer.get(f"{FILTERS}?list=use-cases", headers={**MENU, "HX-Current-URL": shown})

    assert response.status_code == 200
    assert "<form" not in response.text
