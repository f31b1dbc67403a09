"""Use cases in the admin go through the same door as everywhere."""

import pytest

from archportal import spec
from archportal.revisions import Door
from personas.models import Persona
from personas.specs import persona_spec
from tests.admin.forms import add_row, address, errors, reload, save, sent
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from usecases.models import UseCase, UseCaseRevision
from usecases.specs import save_usecase_spec, usecase_spec


def test_saving_unchanged_makes_no_revision(admin):
    usecase = make_full_usecase()
    before = reload(usecase).document

    response = save(admin, address(usecase))

    assert response.status_code == 302
    assert reload(usecase).document == before
    assert UseCaseRevision.objects.count() == 1


def test_a_saved_use_case_has_a_revision_with_author_and_door(admin, administrator):
    usecase = make_full_usecase()

    response = save(admin, address(usecase), title="Intake", note="Shorter", **{"input_rows-0-required": ""})

    assert response.status_code == 302
    after = reload(usecase)
    assert (after.title, after.document.inputs[0].required) == ("Intake", False)
    assert usecase_spec(after) == after.document
    assert (after.latest.version, after.latest.author, after.latest.door) == (2, administrator, Door.ADMIN)
    assert (after.latest.note, after.latest.based_on) == ("Shorter", 1)


def test_a_new_use_case_needs_a_title_alone(admin, administrator):
    specification = make_specification()

    response = save(
        admin, "/admin/usecases/usecase/add/", title="Model card", specification=str(specification.pk)
    )

    usecase = reload(UseCase.objects.get())
    assert response.status_code == 302
    assert (usecase.number, usecase.slug, usecase.title) == ("1", "model-card", "Model card")
    assert (usecase.latest.door, usecase.latest.author) == (Door.ADMIN, administrator)


def test_a_new_use_case_with_rows_of_every_kind(admin):
    make_persona()
    specification = make_specification()
    data = sent(admin.get("/admin/usecases/usecase/add/"))
    data |= {"title": "Data Intake", "specification": specification.pk, "tags": "data\r\nfirst"}
    add_row(data, "story_rows", personas="data scientists", want="upload", so_that="I can track it")
    add_row(data, "precondition_rows", text="The store is there")
    add_row(data, "input_rows", name="Raw data", required="on", description="As measured")
    add_row(data, "input_rows", name="Labels", default="none")
    add_row(data, "output_rows", name="Dataset")
    add_row(data, "step_rows", text="Check", optional="on")
    add_row(data, "usecaseexception_rows", text="It fails", step="1", handling="Ask again")

    response = admin.post("/admin/usecases/usecase/add/", data)

    assert response.status_code == 302, errors(response)
    usecase = reload(UseCase.objects.get())
    assert usecase.document == spec.build(
        spec.UseCase,
        {
            "slug": "data-intake",
            "number": "1",
            "title": "Data Intake",
            "tags": ["data", "first"],
            "stories": [
                {"personas": ["data-scientists"], "want": "upload", "so_that": "I can track it"},
            ],
            "preconditions": ["The store is there"],
            "inputs": [
                {"name": "Raw data", "description": "As measured"},
                {"name": "Labels", "required": False, "default": "none"},
            ],
            "outputs": [{"name": "Dataset"}],
            "success_path": [{"text": "Check", "optional": True}],
            "exceptions": [{"text": "It fails", "step": 1, "handling": "Ask again"}],
        },
    )
    assert usecase_spec(usecase) == usecase.document


def test_rows_are_removed_by_their_switch_and_by_emptying_them(admin):
    usecase = make_full_usecase()

    save(admin, address(usecase), **{"input_rows-0-DELETE": "on", "precondition_rows-0-text": " "})

    after = reload(usecase)
    assert [row.name for row in after.document.inputs] == ["Labels"]
    assert after.document.preconditions == ()
    assert usecase_spec(after) == after.document


@pytest.mark.parametrize(
    ("places", "order"),
    [
        (["1", "2", "3"], "ABC"),
        (["1", "2", "1"], "CAB"),
        (["3", "2", "3"], "BCA"),
        (["2", "2", "3"], "BAC"),
        (["", "2", "3"], "BCA"),
        (["30", "20", "10"], "CBA"),
    ],
)
def test_rows_stand_in_the_order_of_their_numbers(admin, places, order):
    usecase = make_usecase(success_path=[{"text": text} for text in "ABC"])

    save(admin, address(usecase), **{f"step_rows-{n}-place": place for n, place in enumerate(places)})

    assert "".join(step.text for step in reload(usecase).document.success_path) == order


def test_a_new_row_with_a_number_takes_its_place(admin):
    usecase = make_usecase(success_path=[{"text": text} for text in "AB"])
    data = add_row(sent(admin.get(address(usecase))), "step_rows", text="New", place="2")

    admin.post(address(usecase), data)

    assert [step.text for step in reload(usecase).document.success_path] == ["A", "New", "B"]


def test_a_text_that_was_not_touched_stays_as_it_is(admin):
    goals = ["one\n\nmore", "  indented", "- a list"]
    persona = make_persona(goals=goals, definition="    code")
    before = Persona.objects.with_document().get().document

    save(admin, address(persona), name="Scientists")

    after = Persona.objects.with_document().get()
    assert after.document == before.model_copy(update={"name": "Scientists"})
    assert persona_spec(after) == after.document


def test_errors_of_the_document_stand_at_their_rows(admin):
    usecase = make_full_usecase()
    make_usecase("Other", number="7")
    data = sent(admin.get(address(usecase)))
    data |= {
        "story_rows-0-personas": "Data Scientists, Nobody",
        "input_rows-0-DELETE": "on",
        "input_rows-1-name": "x" * 300,
        "output_rows-0-name": "",
        "tags": "fine\n" + "x" * 60,
    }

    response = admin.post(address(usecase), data)

    assert response.status_code == 200
    assert errors(response) == {
        "story_rows-0-personas": ["There is no persona “Nobody”; create it first."],
        "input_rows-1-name": ["Shorten this to at most 200 characters."],
        "output_rows-0-name": ["Fill this in."],
        "tags": ["Entry 2: Shorten this to at most 50 characters."],
    }
    assert sent(response)["input_rows-1-name"] == "x" * 300
    assert reload(usecase).latest.version == 1

    taken = save(admin, address(usecase), number="7")
    assert errors(taken) == {"number": ["Number 7 belongs to “Other”; the next free number is 8."]}


def test_a_row_with_a_step_alone_is_asked_for_its_text(admin):
    usecase = make_full_usecase()
    data = add_row(sent(admin.get(address(usecase))), "usecaseexception_rows", step="1")

    response = admin.post(address(usecase), data)

    assert errors(response) == {"usecaseexception_rows-2-text": ["Fill this in."]}


def test_more_rows_than_a_document_holds_are_refused_above_them(admin):
    usecase = make_usecase()
    data = sent(admin.get(address(usecase)))
    for number in range(501):
        add_row(data, "precondition_rows", text=f"Number {number}")

    response = admin.post(address(usecase), data)

    assert errors(response) == {"precondition_rows": ["Keep at most 500 of these."]}


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5"])
def test_an_order_number_is_a_number(admin, value):
    usecase = make_full_usecase()

    response = save(admin, address(usecase), **{"step_rows-0-place": value})

    assert errors(response) == {"step_rows-0-place": ["Write a number from 1 on."]}


@pytest.mark.parametrize(("taken", "title"), [({}, "Mine"), ({"take-title": "on"}, "Theirs")])
def test_a_stale_save_comes_back_with_everything_typed_and_overwrites_nothing(admin, taken, title):
    usecase = make_full_usecase()
    data = sent(admin.get(address(usecase)))
    document = reload(usecase).document.model_copy(update={"title": "Theirs", "success_path": ()})
    ben = make_user("Editor", first_name="Ben")
    save_usecase_spec(usecase.specification, document, origin(ben), usecase=usecase)

    response = admin.post(address(usecase), {**data, "title": "Mine"})

    assert response.status_code == 409
    assert "Ben saved version 2 while you were writing" in response.content.decode()
    assert "Theirs" in response.content.decode()
    assert reload(usecase).title == "Theirs"
    typed = sent(response)
    assert (typed["title"], typed["step_rows-1-text"]) == ("Mine", "Send a message")
    assert (typed["based_on"], typed["seen"]) == ("1", "2")

    assert f'<a href="{address(usecase)}">Drop what I typed and load version 2</a>' in response.text
    assert '<input type="hidden" name="theirs-title" value="Theirs">' in response.text

    again = admin.post(address(usecase), {**typed, "notes": "New", "theirs-title": "Theirs", **taken})

    assert again.status_code == 302
    assert (reload(usecase).title, reload(usecase).latest.version) == (title, 3)
    assert reload(usecase).document.notes == "New"
    assert reload(usecase).document.success_path == ()
    assert usecase_spec(reload(usecase)) == reload(usecase).document


@pytest.mark.parametrize("value", ["", "x", "0"])
def test_a_save_that_does_not_say_what_it_is_based_on_is_refused(admin, value):
    persona = make_persona()

    response = save(admin, address(persona), name="Other", based_on=value)

    assert response.status_code == 200
    assert "does not say which version" in response.content.decode()
    assert Persona.objects.get().name == "Data Scientists"
