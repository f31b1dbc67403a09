"""The form of a use case, through HTTP and without JavaScript."""

import pytest

from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from tests.postdata import fields_of, form_data
from usecases.changes import delete_usecases
from usecases.models import Specification, UseCase, UseCaseRevision
from usecases.specifications import delete_specification
from usecases.specs import usecase_spec

pytestmark = pytest.mark.django_db

NEW = "/specs/mlops/use-cases/new/"
EDIT = "/specs/mlops/use-cases/data-intake/edit/"

FULL = {
    "number": "3a",
    "status": "in_review",
    "optional": "on",
    "tags": "data, first; data",
    "event": "Intake",
    "description": "A *text*",
    "notes": "More",
    "stories": [{"personas": "Data Scientist, product managers", "want": "upload", "so_that": "it is there"}],
    "preconditions": [{"text": "The store is there"}],
    "inputs": [
        {"name": "Raw data", "required": True, "default": "", "description": "As measured"},
        {"name": "Labels", "default": "none"},
    ],
    "outputs": [{"name": "Card", "description": ""}],
    "success_path": [{"text": "One"}, {"text": "Two", "optional": True}],
    "exceptions": [{"text": "No form", "step": "1", "handling": "Ask"}, {"text": "Other", "step": ""}],
}


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Edda"))
    return client


def saved():
    return UseCase.objects.with_document().get().document


def test_everything_that_is_typed_is_saved(editor):
    make_specification()
    make_persona(singular="Data Scientist")
    make_persona("Product Managers")

    response = editor.post(NEW, form_data(**FULL, note="First draft"), follow=True)

    assert "Use Case 3a: Data Intake was saved." in response.text
    document = saved()
    assert document == usecase_spec(UseCase.objects.get())
    assert document.stories[0].personas == ("data-scientists", "product-managers")
    assert [(item.name, item.required) for item in document.inputs] == [("Raw data", True), ("Labels", False)]
    assert [(step.text, step.optional) for step in document.success_path] == [("One", False), ("Two", True)]
    assert [(row.text, row.step) for row in document.exceptions] == [("No form", 2), ("Other", None)]
    assert (document.tags, document.optional, document.status) == (("data", "first"), True, "in_review")
    revision = UseCaseRevision.objects.get()
    assert (revision.author_name, revision.door, revision.note) == ("Edda", "form", "First draft")


def test_a_title_alone_is_enough(editor):
    make_specification()

    response = editor.post(NEW, form_data("Idea"))

    assert response.url == "/specs/mlops/use-cases/idea/"
    assert saved().number == "1"


def test_the_form_sends_back_what_it_shows(editor):
    make_full_usecase()
    form = editor.get(EDIT)

    response = editor.post(EDIT, fields_of(form))

    assert response.status_code == 302
    assert UseCaseRevision.objects.count() == 1


def test_blank_rows_are_left_out(editor):
    make_specification()

    editor.post(
        NEW, form_data(inputs=[{"name": " ", "required": True}, {"name": "Raw data"}], stories=[{"want": ""}])
    )

    assert [item.name for item in saved().inputs] == ["Raw data"]
    assert saved().stories == ()


def test_rows_are_saved_in_the_order_in_which_they_are_sent(editor):
    make_specification()
    data = {"title": "T", "inputs-7-name": "B", "inputs-2-name": "A", "inputs-7-required": "on"}

    editor.post(NEW, data)

    assert [(item.name, item.required) for item in saved().inputs] == [("B", True), ("A", False)]


def test_a_missing_title_is_said_at_the_title_and_everything_typed_comes_back(editor):
    make_specification()
    make_persona()
    make_persona("Product Managers")

    response = editor.post(NEW, form_data(**{**FULL, "title": " "}))

    assert response.status_code == 422
    assert fields_of(response).items() >= form_data(**{**FULL, "title": " "}).items()
    assert '<a href="#title">Title: Fill this in.</a>' in response.text
    assert not UseCase.objects.exists()


def test_an_error_stands_at_the_row_it_belongs_to(editor):
    make_specification()
    rows = [{"name": ""}, {"name": "Fine"}, {"name": "x" * 201}, {"name": "", "description": "What is it?"}]

    response = editor.post(NEW, form_data(inputs=rows))

    assert 'id="inputs-2-name_error"><li>Shorten this to at most 200 characters.' in response.text
    assert 'id="inputs-3-name_error"><li>Fill this in.' in response.text
    assert "inputs-1-name_error" not in response.text


def test_an_unknown_persona_is_said_at_its_story(editor):
    make_specification()
    make_persona()

    response = editor.post(NEW, form_data(stories=[{"personas": "Data Scientists, Nobody", "want": "x"}]))

    assert 'id="stories-0-personas_error"><li>There is no persona “Nobody”.' in response.text
    assert response.context["form"].typed.rows["stories"][0].values["personas"] == "Data Scientists, Nobody"


def test_a_persona_with_commas_in_its_name_is_found(editor):
    make_specification()
    make_persona("Research, Development, and Design")
    make_persona("Research")

    editor.post(NEW, form_data(stories=[{"personas": "research, Research, development,  and design"}]))

    assert saved().stories[0].personas == ("research", "research-development-and-design")


def test_a_taken_number_is_said_at_the_number(editor):
    make_usecase("Other", number="3")

    response = editor.post(NEW, form_data(number="03"))

    assert 'id="number_error"><li>Number 3 belongs to “Other”; the next free number is 4.' in response.text
    assert response.status_code == 422


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe"])
def test_a_character_that_cannot_be_stored_is_said_at_its_field(editor, character):
    make_specification()

    response = editor.post(NEW, form_data(notes=f"a{character}b"))

    assert f"Remove the character U+{ord(character):04X}; it cannot be stored." in response.text


def test_a_use_case_deleted_in_between_comes_back_with_what_was_typed(editor):
    usecase = make_usecase()
    delete_usecases([usecase], origin())

    response = editor.post(EDIT, form_data(title="Data Intake", notes="Mine", based_on="1"))

    assert response.status_code == 409
    assert "deleted this use case while you were writing" in response.text
    editor.post(EDIT, fields_of(response))
    assert saved().notes == "Mine"
    assert UseCase.objects.get().pk == usecase.pk


def test_what_is_typed_into_a_deleted_specification_is_shown(editor):
    make_usecase()
    delete_specification(Specification.objects.get(), origin())

    response = editor.post(EDIT, form_data(notes="Not <lost>"))

    assert response.status_code == 410
    assert "Not &lt;lost&gt;" in response.text


def test_a_form_sent_to_a_former_address_is_saved(editor):
    make_usecase()
    editor.post(EDIT, form_data(slug="intake", based_on="1"))

    response = editor.post(EDIT, form_data(slug="intake", notes="More", based_on="2"))

    assert (response.status_code, response.url) == (307, "/specs/mlops/use-cases/intake/edit/")


@pytest.mark.parametrize(
    ("button", "names"),
    [
        ("add-inputs", ["A", "B", "C", ""]),
        ("up-inputs-2", ["A", "C", "B"]),
        ("up-inputs-0", ["A", "B", "C"]),
        ("down-inputs-0", ["B", "A", "C"]),
        ("down-inputs-2", ["A", "B", "C"]),
        ("remove-inputs-1", ["A", "C"]),
    ],
)
def test_row_buttons_work_without_javascript_and_save_nothing(editor, button, names):
    make_specification()
    rows = [{"name": name} for name in "ABC"]

    response = editor.post(f"{NEW}rows/", {**form_data("", inputs=rows, notes="Kept"), "row": button})

    shown = [
        value
        for name, value in fields_of(response).items()
        if name.startswith("inputs") and name.endswith("name")
    ]
    assert shown == names
    assert fields_of(response)["notes"] == "Kept"
    assert response.text.count("autofocus") == 1
    assert not UseCase.objects.exists()


def test_an_exception_follows_its_step(editor):
    make_usecase(success_path=[{"text": "One"}, {"text": "Two"}], exceptions=[{"text": "Bad", "step": 2}])
    typed = fields_of(editor.get(EDIT))

    moved = editor.post(f"{EDIT}rows/", {**typed, "row": "up-success_path-1"})
    editor.post(EDIT, fields_of(moved))

    assert [step.text for step in saved().success_path] == ["Two", "One"]
    assert saved().exceptions[0].step == 1


def test_an_exception_at_a_removed_step_is_at_none(editor):
    make_usecase(success_path=[{"text": "One"}, {"text": "Two"}], exceptions=[{"text": "Bad", "step": 2}])
    typed = fields_of(editor.get(EDIT))

    removed = editor.post(f"{EDIT}rows/", {**typed, "row": "remove-success_path-1"})
    added = editor.post(f"{EDIT}rows/", {**fields_of(removed), "row": "add-success_path"})
    editor.post(EDIT, {**fields_of(added), "success_path-1-text": "New"})

    assert saved().exceptions[0].step is None


def test_an_exception_at_a_step_that_there_is_not_keeps_it(editor):
    make_usecase(success_path=[{"text": "One"}], exceptions=[{"text": "Bad", "step": 9}])

    form = editor.get(EDIT)
    editor.post(EDIT, {**fields_of(form), "notes": "x"})

    assert "9: there is no such step" in form.text
    assert saved().exceptions[0].step == 9


def test_a_button_that_there_is_not_is_refused(editor):
    make_specification()

    assert editor.post(f"{NEW}rows/", {"row": "eat-inputs-1"}).status_code == 400


def test_what_people_type_is_never_markup(editor):
    make_specification()
    attack = '"><script>alert(1)</script>{{ 7 }}'

    editor.post(
        NEW, form_data(attack, inputs=[{"name": attack, "description": attack}], notes="<script>x</script>")
    )

    for address in ["/specs/mlops/", "/specs/mlops/use-cases/", UseCase.objects.get().get_absolute_url()]:
        page = editor.get(address).text
        assert "<script>alert" not in page
        assert "<script>x" not in page
    assert "<script>alert" not in editor.get(f"{UseCase.objects.get().get_absolute_url()}edit/").text


@pytest.mark.parametrize(
    ("address", "values"),
    [
        (EDIT, {"based_on": "9" * 5000}),
        (f"{EDIT}preview/", {"based_on": "9" * 5000}),
        (EDIT, {"exceptions": [{"text": "Bad", "step": "gone" + "9" * 5000}]}),
        (
            EDIT,
            {"success_path": [{"text": "One"}], "exceptions": [{"text": "Bad", "step_number": "9" * 5000}]},
        ),
    ],
)
def test_numbers_without_end_do_no_harm(editor, address, values):
    make_usecase()

    assert editor.post(address, form_data(**values)).status_code < 500


def test_row_buttons_work_also_where_the_use_case_was_deleted_in_the_meantime(editor):
    usecase = make_usecase()
    typed = {**fields_of(editor.get(EDIT)), "notes": "Mine"}
    delete_usecases([usecase], origin())

    page = editor.post(f"{EDIT}rows/", {**typed, "row": "add-inputs"})

    assert page.status_code == 200
    assert fields_of(page)["notes"] == "Mine"
    assert editor.post(EDIT, fields_of(page)).status_code == 302
    assert UseCase.objects.with_document().get().document.notes == "Mine"


def test_the_same_new_form_sent_twice_makes_one_use_case(editor):
    make_specification()
    typed = {**fields_of(editor.get(NEW)), "title": "Intake", "inputs-0-name": "Raw data"}

    first, again = editor.post(NEW, typed), editor.post(NEW, typed)
    other = editor.post(NEW, {**typed, "title": "Another"})

    assert first.url == again.url == "/specs/mlops/use-cases/intake/"
    assert other.url == "/specs/mlops/use-cases/another/"
    assert [usecase.title for usecase in UseCase.objects.order_by("number_key")] == ["Intake", "Another"]
    assert UseCaseRevision.objects.count() == 2
