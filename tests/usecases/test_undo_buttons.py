"""What was done to one document is said with a button that takes it back."""

import re

import pytest

from archportal.revisions import Door
from tests.factories import make_specification, make_usecase, make_user, origin
from tests.postdata import fields_of, form_data
from usecases.models import Specification, UseCase, UseCaseRevision
from usecases.specifications import delete_specification

pytestmark = pytest.mark.django_db

LIST = "/specs/mlops/use-cases/"
INTAKE = f"{LIST}data-intake/"
UNDO = re.compile(r'action="(/changes/[^/]+/undo/)"')


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def undo(client, answer):
    """Press the Undo button of an answer; return what is said of it."""
    (address,) = set(UNDO.findall(answer.text))
    client.post(address)
    return client.get("/specs/").text


def numbers():
    return dict(UseCase.objects.values_list("slug", "number"))


def test_a_deleted_use_case_comes_back_by_one_click(editor):
    make_usecase()

    said = undo(editor, editor.post(f"{INTAKE}delete/", follow=True))

    assert "Undone: deleting Use Case 1: Data Intake. 1 document changed." in said
    assert UseCase.objects.get().slug == "data-intake"


def test_an_edit_goes_back_and_a_new_use_case_goes(editor):
    make_usecase(notes="Before")
    typed = fields_of(editor.get(f"{INTAKE}edit/"))

    said = undo(editor, editor.post(f"{INTAKE}edit/", {**typed, "notes": "After"}, follow=True))
    assert "Undone: a change of Use Case 1: Data Intake." in said
    assert UseCase.objects.get().notes == "Before"

    new = form_data("Novelty", inputs=[{"name": "Something new"}])
    said = undo(editor, editor.post(f"{LIST}new/", new, follow=True))
    assert "Undone: adding Use Case 2: Novelty. 2 documents changed." in said
    assert set(numbers()) == {"data-intake"}


def test_what_changed_nothing_has_no_button(editor):
    make_usecase()
    typed = fields_of(editor.get(f"{INTAKE}edit/"))

    answer = editor.post(f"{INTAKE}edit/", typed, follow=True)

    assert "nothing had changed" in answer.text
    assert not UNDO.findall(answer.text)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_move_in_the_list_is_taken_back_for_all_that_it_renumbered(editor, htmx):
    for title in ("Data Intake", "Training", "Release"):
        make_usecase(title)
    headers = {"HX-Request": "true"} if htmx else {}

    answer = editor.post(f"{LIST}release/move/", {"by": "-1"}, headers=headers, follow=not htmx)

    assert numbers() == {"data-intake": "1", "release": "2", "training": "3"}
    assert "Release is number 2 now." in answer.text
    assert "Undone: Use case Release was moved. 2 documents changed." in undo(editor, answer)
    assert numbers() == {"data-intake": "1", "training": "2", "release": "3"}


def test_a_restored_version_and_a_restored_use_case_are_taken_back(editor):
    make_usecase(notes="First")
    typed = fields_of(editor.get(f"{INTAKE}edit/"))
    editor.post(f"{INTAKE}edit/", {**typed, "notes": "Second"}, follow=True)

    undo(editor, editor.post(f"{INTAKE}history/1/restore/", follow=True))
    assert UseCase.objects.get().notes == "Second"

    editor.post(f"{INTAKE}delete/", follow=True)
    gone = UseCaseRevision.objects.get(deleted=True).pk
    undo(editor, editor.post(f"{LIST}new/restored/", {"revision": gone}, follow=True))
    assert not UseCase.objects.exists()


@pytest.mark.database
def test_a_new_specification_goes_and_comes_back_with_all_that_is_in_it(editor):
    answer = editor.post("/specs/new/", {"title": "MLOps"}, follow=True)
    said = undo(editor, answer)
    assert "Undone: adding Specification MLOps. 1 document changed." in said
    assert not Specification.objects.exists()

    answer = editor.get("/specs/")
    make_usecase()
    answer = editor.post("/specs/mlops/delete/", follow=True)
    said = undo(editor, answer)
    assert "Undone: deleting Specification MLOps. 2 documents changed." in said
    assert UseCase.objects.get().slug == "data-intake"


def test_a_restored_specification_goes_again(editor):
    usecase = make_usecase(inputs=[{"name": "Raw data"}])
    gone = delete_specification(usecase.specification, origin())

    answer = editor.post("/specs/new/restored/", {"revision": gone.pk}, follow=True)
    undo(editor, answer)

    assert not Specification.objects.exists()
    assert UseCaseRevision.objects.filter(deleted=True).count() == 2


def test_a_new_specification_in_which_somebody_has_worked_stays(editor):
    answer = editor.post("/specs/new/", {"title": "MLOps"}, follow=True)
    make_usecase()

    said = undo(editor, answer)

    assert "Somebody has worked in this specification since; delete it where it is no longer wanted." in said
    assert UseCase.objects.exists()


def test_the_administration_says_it_too(client):
    client.force_login(make_user("Administrator"))
    specification = make_specification()
    rows = [make_usecase(title, specification) for title in ("Data Intake", "R&D <b>")]
    address = "/admin/usecases/usecase/"
    chosen = {"_selected_action": [row.pk for row in rows]}

    answer = client.post(address, {"action": "set_approved", **chosen}, follow=True)
    undo(client, answer)
    assert set(UseCase.objects.values_list("status", flat=True)) == {"draft"}

    answer = client.post(address, {"action": "delete_selected", "post": "yes", **chosen}, follow=True)
    undo(client, answer)
    assert UseCase.objects.count() == 2

    answer = client.post(f"{address}{rows[1].pk}/delete/", {"post": "yes"}, follow=True)
    assert "R&amp;D &lt;b&gt;" in answer.text
    undo(client, answer)
    assert UseCase.objects.count() == 2
    assert UseCaseRevision.objects.latest("pk").door == Door.FORM
