"""People that stories name and that there are no personas of: one button makes them and saves."""

import pytest

from personas.models import Persona
from tests.factories import make_persona, make_specification, make_user
from tests.postdata import fields_of, form_data
from usecases.models import UseCase

pytestmark = pytest.mark.django_db

NEW = "/specs/mlops/use-cases/new/"
MAKE = {"as": "people"}


@pytest.fixture
def editor(client):
    make_specification()
    make_persona(singular="Data Scientist")
    client.force_login(make_user("Editor"))
    return client


def stories(*personas):
    return form_data(stories=[{"personas": names, "want": "see it", "so_that": ""} for names in personas])


def test_one_button_makes_all_who_are_missing_and_saves(editor):
    typed = stories("ML Engineer, Data Scientist", "ml engineer, Third-party tester")
    refused = editor.post(NEW, typed)

    assert refused.status_code == 422
    assert not UseCase.objects.exists()
    assert "Make these 2 personas and save" in refused.text
    assert editor.post(NEW, fields_of(refused) | MAKE).status_code == 302
    assert set(Persona.objects.values_list("name", flat=True)) == {
        "Data Scientists",
        "ML Engineer",
        "Third-party tester",
    }
    document = UseCase.objects.with_document().get().document
    assert [story.personas for story in document.stories] == [
        ("ml-engineer", "data-scientists"),
        ("ml-engineer", "third-party-tester"),
    ]


def test_a_single_one_is_named_on_the_button(editor):
    assert "Make the persona ML &amp; Co and save" in editor.post(NEW, stories("ML & Co")).text


def test_nobody_is_made_while_something_else_is_wrong(editor):
    typed = stories("ML Engineer") | {"number": "no number", **MAKE}

    refused = editor.post(NEW, typed)

    assert refused.status_code == 422
    assert "and save</button>" not in refused.text
    assert Persona.objects.count() == 1


def test_nobody_is_made_where_one_of_the_names_can_be_none(editor):
    refused = editor.post(NEW, stories(f"ML Engineer, {'x' * 300}") | MAKE)

    assert refused.status_code == 422
    assert Persona.objects.count() == 1
    assert not UseCase.objects.exists()


def test_nobody_is_made_without_being_asked_for(editor):
    editor.post(NEW, stories("ML Engineer"))

    assert Persona.objects.count() == 1
