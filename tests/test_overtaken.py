"""What somebody does to a thing between the moment a request looks for it and the moment it is saved."""

import pytest

from archportal import spec
from personas.models import Persona
from personas.specs import delete_persona
from tests.factories import make_full_usecase, make_persona, make_user, origin
from tests.meanwhile import before_reading
from usecases.changes import delete_usecases, rewrite, set_status
from usecases.dictionary.changing import delete_unused_artifacts, save_artifact
from usecases.models import Artifact, Specification, UseCase
from usecases.specifications import delete_specification

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


@pytest.fixture
def portal(db):
    """Fill a portal: personas that stories speak of and one that none does, and an unused artifact."""
    usecase = make_full_usecase()
    make_persona("Writers")
    save_artifact(spec.Artifact(name="Weights"), usecase.specification, origin())


def gone(name):
    """Return what deletes a thing."""
    if name == "persona":
        return lambda: delete_persona(Persona.objects.get(slug="writers"), origin())
    if name == "artifact":
        return lambda: delete_unused_artifacts([Artifact.objects.get(name="Weights")], origin())
    return lambda: delete_specification(Specification.objects.get(), origin())


@pytest.mark.parametrize(
    ("address", "typed", "table", "time", "name"),
    [
        ("/personas/writers/edit/", {"name": "Authors"}, "personas_persona", 3, "persona"),
        ("/specs/mlops/edit/", {"title": "Authors"}, "usecases_specification", 2, "specification"),
        ("/specs/mlops/dictionary/weights/edit/", {"name": "Authors"}, "usecases_artifact", 2, "artifact"),
    ],
)
def test_what_was_typed_comes_back_where_it_was_deleted_in_this_moment(
    editor, portal, address, typed, table, time, name
):
    with before_reading(table, gone(name), time):
        response = editor.post(address, {**typed, "based_on": "1"})

    assert response.status_code == 409
    assert "while you were writing" in response.text
    assert "Authors" in response.text


@pytest.mark.parametrize(
    ("address", "typed", "time"),
    [
        ("/specs/mlops/dictionary/new/", {"name": "Authors"}, 2),
        ("/specs/mlops/complete/artifacts/new/", {"name": "Authors"}, 2),
        ("/specs/mlops/dictionary/new/change/", {"do": "rename", "to": "Authors"}, 2),
    ],
)
def test_nothing_is_written_into_a_specification_that_was_deleted_in_this_moment(
    editor, portal, address, typed, time
):
    artifact = Artifact.objects.get(name="Weights")

    with before_reading("usecases_specification", gone("specification"), time):
        response = editor.post(address, {"a": artifact.pk, **typed})

    assert response.status_code == 422
    assert "The specification was deleted; restore it first." in response.text


@pytest.mark.parametrize("table", ["usecases_specification", "usecases_checkrun"])
def test_a_specification_that_was_deleted_while_it_was_checked_says_so(editor, portal, table):
    with before_reading(table, gone("specification"), 2):
        response = editor.get("/specs/mlops/checks/")

    assert response.status_code == 410
    assert "Specification MLOps was deleted" in response.text


def test_a_persona_that_was_deleted_in_this_moment_is_not_moved(editor, portal):
    with before_reading("personas_persona", gone("persona"), 2):
        response = editor.post("/personas/writers/move/", {"direction": "up"})

    assert response.status_code == 410


def test_a_persona_that_was_deleted_in_this_moment_takes_nobodys_place(editor, portal):
    with before_reading("personas_persona", gone("persona"), 3):
        response = editor.post("/personas/data-scientists/delete/", {"replacement": "writers"})

    assert response.status_code == 422
    assert "Writers was deleted in the meantime; choose another one." in response.text
    assert Persona.objects.filter(slug="data-scientists").exists()


def test_no_status_is_set_where_everything_was_deleted_in_this_moment(portal):
    usecase = UseCase.objects.get()
    specification = usecase.specification
    delete_usecases([usecase], origin())

    assert set_status([usecase], UseCase.Status.APPROVED, origin()) == 0
    delete_specification(specification, origin())
    assert rewrite(specification, [usecase.pk], origin(), lambda row, document: document) == []
