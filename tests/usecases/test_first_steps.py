"""The way from an empty portal to the first use case, and the demonstration that stands in it."""

import io

import pytest
from django.core.management import call_command

from personas.models import Persona
from tests.factories import make_specification, make_usecase, make_user, origin
from usecases.changes import move_usecase
from usecases.models import Specification, UseCase
from usecases.specifications import delete_specification

pytestmark = pytest.mark.django_db

DEMONSTRATION = "/specs/model-lifecycle/"
REMOVE = f"{DEMONSTRATION}delete/"


@pytest.fixture
def starter(db):
    """Load the starter content, and return the demonstration in it."""
    call_command("load_starter", stdout=io.StringIO())
    return Specification.objects.get()


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


@pytest.fixture
def viewer(client):
    client.force_login(make_user("Viewer"))
    return client


def steps_of(response):
    return (response.context or {}).get("steps")


# First steps


def test_a_new_portal_begins_with_a_specification(editor, starter):
    response = editor.get("/")

    assert steps_of(response).next == 1
    assert "10 personas are here already" in response.text


def test_an_empty_portal_begins_with_a_specification_too(editor):
    response = editor.get("/")

    assert steps_of(response).next == 1
    assert "Write down personas" in response.text


def test_a_specification_is_followed_by_a_use_case(editor, starter):
    make_specification()

    response = editor.get("/")

    assert steps_of(response).next == 2
    assert 'href="/specs/mlops/use-cases/new/"' in response.text


def test_a_use_case_is_followed_by_the_export(editor, starter):
    make_usecase()

    response = editor.get("/")

    assert steps_of(response).next == 4
    assert 'href="/specs/mlops/source/"' in response.text


def test_who_has_written_two_use_cases_is_not_told_how(editor, starter):
    make_usecase()
    make_usecase("Other")

    assert steps_of(editor.get("/")) is None


def test_the_steps_stay_away_once_they_were_put_away(editor, starter):
    response = editor.post("/first-steps/", follow=True)

    assert response.redirect_chain == [("/specs/", 302)]
    assert steps_of(response) is None
    assert editor.get("/").headers["Location"] == DEMONSTRATION


def test_a_viewer_reads_the_demonstration_and_is_not_told_to_write(viewer, starter):
    assert viewer.get("/").headers["Location"] == DEMONSTRATION

    response = viewer.get("/specs/")

    assert "first use case in four" not in response.text
    assert "Remove the demonstration" not in response.text


def test_the_first_use_case_can_be_taken_out_where_it_is_read(editor):
    usecase = make_usecase()

    page = editor.get(usecase.get_absolute_url()).text

    assert "This is the first use case of MLOps." in page
    assert 'href="/specs/mlops/use-cases/data-intake/source/"' in page
    assert 'href="/specs/mlops.zip?download=1"' in page


def test_no_other_use_case_is_called_the_first(editor):
    first = make_usecase()
    make_usecase("Second")

    assert "This is the first use case" not in editor.get(first.get_absolute_url()).text


# Demonstration


@pytest.mark.parametrize("address", ["/specs/", DEMONSTRATION])
def test_the_demonstration_is_removed_by_one_click(editor, starter, address):
    assert '<button class="button small" name="demonstration" value="untouched">' in editor.get(address).text

    response = editor.post(REMOVE, {"demonstration": "untouched"}, follow=True)

    assert not Specification.objects.exists()
    assert Persona.objects.count() == 10
    assert "Restore Model Lifecycle (demonstration)" in response.text


@pytest.mark.parametrize("address", ["/specs/", DEMONSTRATION])
def test_a_demonstration_that_was_changed_is_not_removed_without_asking(editor, starter, address):
    move_usecase(starter.use_cases.in_order().first(), 3, origin())

    page = editor.get(address).text

    assert 'name="demonstration"' not in page
    assert f'href="{REMOVE}">' in page
    assert "somebody has changed it" in editor.get(REMOVE).text


def test_a_change_in_between_stops_the_one_click(editor, starter):
    make_usecase("My own", starter)

    response = editor.post(REMOVE, {"demonstration": "untouched"})

    assert response.status_code == 409
    assert "somebody has changed it" in response.text
    assert UseCase.objects.filter(title="My own").exists()

    editor.post(REMOVE)

    assert not Specification.objects.exists()


def test_another_specification_is_no_demonstration(editor):
    make_specification(title="Model Lifecycle")

    assert "demonstration" not in editor.get("/specs/model-lifecycle/").text


def test_what_was_made_of_the_demonstration_is_somebodys_own(editor, starter):
    data = {"title": "Ours", "introduction": "", "slug": "model-lifecycle", "note": "", "based_on": "1"}
    assert editor.post(f"{DEMONSTRATION}edit/", data).status_code == 302

    assert "This is a demonstration" not in editor.get(DEMONSTRATION).text


def test_a_removed_demonstration_is_asked_for_again_by_the_command(editor, starter):
    delete_specification(starter, origin())
    call_command("load_starter", stdout=io.StringIO())

    assert "This is a demonstration" in editor.get(DEMONSTRATION).text
