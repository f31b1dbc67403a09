"""Every list that is empty says what it is for, and what the next step is: for readers and for writers."""

import pytest

from tests.factories import make_persona, make_specification, make_usecase, make_user, origin
from usecases.models import Specification
from usecases.specifications import delete_specification

pytestmark = pytest.mark.django_db

FILTERED = "/specs/mlops/use-cases/?q=nothing"


@pytest.mark.parametrize(
    ("role", "address", "purpose", "step"),
    [
        ("Viewer", "/personas/", "A persona is a kind of people", 'href="/">See the specifications'),
        ("Editor", "/personas/", "Stories name them", "Create the first persona"),
        ("Viewer", "/specs/mlops/", "appear here as one document", "An editor can write the first one."),
        ("Editor", "/specs/mlops/", "says who wants something", "Write the first use case"),
        ("Editor", "/specs/mlops/", "name the people they are written for", 'href="/personas/new/"'),
        ("Viewer", "/specs/mlops/use-cases/", "says who wants something", "Read the introduction"),
        ("Editor", "/specs/mlops/use-cases/", "says who wants something", "Write the first use case"),
        ("Viewer", FILTERED, "No use case matches", "Show all use cases"),
        ("Viewer", "/specs/mlops/deleted/", "is kept here and can be restored", "Open the use cases"),
        ("Editor", "/drafts/", "is kept here within seconds", "Go to the specifications"),
    ],
)
def test_an_empty_list_says_what_it_is_for_and_what_comes_next(client, role, address, purpose, step):
    make_specification()
    client.force_login(make_user(role))

    page = client.get(address).text

    assert purpose in page
    assert step in page


def test_the_first_use_case_is_offered_above_all_else_that_a_specification_holds(client):
    make_specification()
    make_persona()
    client.force_login(make_user("Editor"))

    page = client.get("/specs/mlops/").text

    assert (
        page.index("Write the first use case") < page.index("Required inputs") < page.index("Data Scientists")
    )
    assert "New use case" not in page


def test_a_specification_with_use_cases_offers_the_next_one_to_its_editors_alone(client):
    make_usecase()
    client.force_login(make_user("Editor"))
    page = client.get("/specs/mlops/").text
    client.force_login(make_user("Viewer"))

    assert "New use case" in page
    assert "No use cases yet" not in page
    assert "New use case" not in client.get("/specs/mlops/").text


def test_a_list_without_anything_offers_no_filter(client):
    make_specification()
    client.force_login(make_user("Editor"))

    assert 'class="filters"' not in client.get("/specs/mlops/use-cases/").text
    assert 'class="filters"' in client.get(FILTERED).text
    make_usecase()
    assert 'class="filters"' in client.get("/specs/mlops/use-cases/").text


@pytest.mark.parametrize("address", ["/specs/new/", "/personas/new/"])
def test_a_new_page_begins_at_its_first_field_unless_something_is_wrong(client, address):
    client.force_login(make_user("Editor"))

    fresh, faulty = client.get(address).text, client.post(address).text

    assert fresh.count(" autofocus") == 1
    assert fresh.index('type="text"') < fresh.index(" autofocus") < fresh.index("<textarea")
    assert 'id="error-summary"' not in fresh
    assert faulty.count(" autofocus") == 1
    assert faulty.index(" autofocus") < faulty.index('type="text"')


def test_readers_of_an_empty_portal_are_told_what_a_specification_is(client):
    delete_specification(make_specification(), origin())
    client.force_login(make_user("Viewer"))

    page = client.get("/specs/").text

    assert not Specification.objects.exists()
    assert "A specification holds the use cases of one platform" in page
    assert 'href="/personas/">See the personas' in page


@pytest.mark.parametrize(
    ("role", "step"), [("Editor", "Name this persona in the stories of one"), ("Viewer", "appear here")]
)
def test_a_persona_in_no_use_case_says_how_that_changes(client, role, step):
    make_persona()
    client.force_login(make_user(role))

    assert step in client.get("/personas/data-scientists/").text
