"""Every list that is empty says what it is for, and what the next step is: for readers and for writers."""

import pytest

from tests.factories import make_persona, make_specification, make_user, origin
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
