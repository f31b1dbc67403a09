"""Rows of the form through HTTP: buttons without JavaScript, pasted lists, and rows that move elsewhere."""

import pytest

from archportal import spec
from tests.factories import make_persona, make_specification, make_usecase, make_user, origin
from tests.postdata import fields_of, form_data
from usecases.changes import delete_usecases
from usecases.models import UseCase, UseCaseRevision
from usecases.specs import Draft, save_usecase_specs

pytestmark = pytest.mark.django_db

CASES = "/specs/mlops/use-cases/"
EDIT = f"{CASES}data-intake/edit/"
ROWS = f"{EDIT}rows/"
PASTE = f"{CASES}new/paste/"


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Edda"))
    return client


def typed(response, kind):
    return [dict(row.values) for row in response.context["form"].typed.rows[kind]]


def document(slug):
    return UseCase.objects.with_document().get(slug=slug).document


def test_chosen_rows_are_switched_without_a_script(editor):
    make_usecase()
    data = form_data(inputs=[{"name": "A", "required": True}, {"name": "B"}, {"name": "C"}])

    on = editor.post(ROWS, data | {"row": "on-inputs", "chosen": ["inputs-1", "inputs-2", "outputs-0"]})
    off = editor.post(ROWS, data | {"row": "off-inputs", "chosen": "inputs-0"})

    assert [row.get("required", "") for row in typed(on, "inputs")] == ["on", "on", "on"]
    assert [row.get("required", "") for row in typed(off, "inputs")] == ["", "", ""]


def test_chosen_rows_are_removed_without_a_script(editor):
    make_usecase()
    steps = [{"text": text} for text in ("One", "Two", "Three")]
    data = form_data(
        success_path=steps, exceptions=[{"text": "Bad", "step": "0"}, {"text": "Worse", "step": "1"}]
    )

    response = editor.post(
        ROWS, data | {"row": "drop-success_path", "chosen": ["success_path-0", "success_path-2"]}
    )

    assert typed(response, "success_path") == [{"text": "Two"}]
    assert [row["step"] for row in typed(response, "exceptions")] == ["", "1"]


def test_a_button_with_nothing_chosen_changes_nothing(editor):
    make_usecase()
    data = form_data(inputs=[{"name": "A"}])

    for button in ("on-inputs", "drop-inputs"):
        assert typed(editor.post(ROWS, data | {"row": button}), "inputs") == [{"name": "A"}]
    assert editor.post(ROWS, data | {"row": "on-outputs"}).status_code == 400


def test_a_list_is_added_without_a_script(editor):
    make_usecase()
    data = form_data(
        success_path=[{"text": "One"}, {"text": ""}, {"text": "Two"}],
        exceptions=[{"text": "Bad"}, {"text": ""}],
    )
    data |= {"row": "paste-exceptions", "list-exceptions": "2a. No file\nOther (step 9)\n"}

    response = editor.post(ROWS, data)

    assert [(row["text"], row.get("step")) for row in typed(response, "exceptions")] == [
        ("Bad", None),
        ("No file", "2"),
        ("Other", ""),
    ]


def test_a_list_that_is_too_long_comes_back_with_a_sentence(editor):
    make_usecase()
    data = form_data() | {"row": "paste-inputs", "list-inputs": "Input\n" * 501}

    response = editor.post(ROWS, data)

    assert response.status_code == 422
    assert "These are 501 rows; a use case holds at most 500 of a kind." in response.text
    assert response.text.count("Input\n") >= 501


def test_a_pasted_list_is_answered_by_field(editor):
    make_specification()
    make_persona(singular="Data Scientist")

    rows = editor.post(PASTE, {"kind": "inputs", "text": "- Raw data*: as measured\n- Labels"}).json()["rows"]
    stories = editor.post(
        PASTE, {"kind": "stories", "text": "As a data scientist, I want to rest so that I wake."}
    ).json()["rows"]

    assert rows == [
        {"name": "Raw data", "required": "on", "default": "", "description": "as measured"},
        {"name": "Labels", "required": "", "default": "", "description": ""},
    ]
    assert stories == [{"personas": "Data Scientists", "want": "rest", "so_that": "I wake"}]
    assert editor.post(PASTE, {"kind": "notes", "text": "x"}).status_code == 400
    assert "at most" in editor.post(PASTE, {"kind": "inputs", "text": "x\n" * 501}).json()["error"]


FULL = {
    "inputs": [{"name": "A"}, {"name": "B", "required": False}, {"name": "C"}],
    "success_path": [{"text": "One"}, {"text": "Two"}, {"text": "Three"}],
    "exceptions": [{"text": "Bad", "step": 1}, {"text": "Worse", "step": 2}, {"text": "Worst", "step": 3}],
}


def chosen(response):
    """Return the ids of the rows that are chosen on a page."""
    return [row.id for section in response.context["sections"] for row in section.rows if row.chosen]


def move(editor, chosen, **more):
    sent = {**fields_of(editor.get(EDIT)), "then": "move", "chosen": chosen, **more}
    return editor.post(EDIT, sent, follow=True)


def test_chosen_rows_move_to_another_use_case_in_one_change(editor):
    make_usecase(**FULL)
    make_usecase("Other", inputs=[{"name": "X"}], success_path=[{"text": "Zero"}])

    response = move(
        editor,
        ["inputs-1", "success_path-1", "exceptions-1", "exceptions-2"],
        move_to="other",
        title="Intake",
    )

    assert "1 input, 1 step and 2 exceptions moved to Use Case 2: Other." in response.text
    assert response.redirect_chain == [(EDIT, 302)]
    source, target = document("data-intake"), document("other")
    assert (source.title, [row.name for row in source.inputs]) == ("Intake", ["A", "C"])
    assert [(row.text, row.step) for row in source.exceptions] == [("Bad", 1)]
    assert [(row.name, row.required) for row in target.inputs] == [("X", True), ("B", False)]
    assert [row.text for row in target.success_path] == ["Zero", "Two"]
    assert [(row.text, row.step) for row in target.exceptions] == [("Worse", 2), ("Worst", None)]
    new = UseCaseRevision.objects.filter(version__gt=1)
    assert len({revision.change for revision in new}) == 1
    sentence = "Moved 1 input, 1 step and 2 exceptions from “Intake” to “Other”."
    assert sorted((r.identity, r.note) for r in new if r.note) == [
        ("data-intake", sentence),
        ("other", sentence),
    ]


def test_steps_that_move_are_forgotten_by_the_exceptions_that_stay(editor):
    make_usecase(**FULL)

    move(editor, ["success_path-0"], move_title="New one")

    assert [row.step for row in document("data-intake").exceptions] == [None, 1, 2]
    assert (document("new-one").number, document("new-one").success_path[0].text) == ("2", "One")
    assert UseCaseRevision.objects.count() == 3


@pytest.mark.parametrize(
    ("names", "more", "sentence"),
    [
        ([], {"move_title": "Fresh"}, "Choose the rows that should move first"),
        (["inputs-0"], {"move_title": " "}, "Give the new use case a title"),
        (["inputs-0"], {"move_to": "gone"}, "This use case is gone; choose another one."),
        (["inputs-0"], {"move_to": "data-intake"}, "This use case is gone; choose another one."),
        (["inputs-0"], {"move_to": "full"}, "“Full” cannot take these rows."),
        (["inputs-0"], {"move_title": "New", "title": ""}, "Fill this in."),
    ],
)
def test_what_cannot_move_stays_with_everything_that_was_typed(editor, names, more, sentence):
    make_usecase(**FULL)
    make_usecase("Full", inputs=[{"name": f"Input {n}"} for n in range(500)])

    response = move(editor, names, **{"notes": "Not lost", **more})

    assert response.status_code == 422
    assert sentence in response.text
    assert typed(response, "inputs")[0]["name"] == "A"
    assert chosen(response) == names
    assert response.context["form"].typed.heads["notes"] == "Not lost"
    assert UseCaseRevision.objects.count() == 2


def test_a_move_after_somebody_saved_takes_in_what_they_wrote(editor):
    usecase = make_usecase(**FULL)
    sent = {**fields_of(editor.get(EDIT)), "then": "move", "chosen": "inputs-1", "move_title": "Fresh"}
    theirs = usecase.document.model_copy(update={"inputs": (spec.Input(name="Z"), *usecase.document.inputs)})
    save_usecase_specs(usecase.specification, [Draft(theirs, usecase)], origin())

    editor.post(EDIT, sent)

    assert [row.name for row in document("data-intake").inputs] == ["Z", "A", "C"]
    assert [row.name for row in document("fresh").inputs] == ["B"]


def test_a_move_that_clashes_moves_nothing_and_loses_nothing(editor):
    usecase = make_usecase(**FULL)
    sent = {**fields_of(editor.get(EDIT)), "then": "move", "chosen": "inputs-1", "move_title": "Fresh"}
    inputs = (spec.Input(name="Z"), *usecase.document.inputs)
    theirs = usecase.document.model_copy(update={"notes": "Theirs", "inputs": inputs})
    save_usecase_specs(usecase.specification, [Draft(theirs, usecase)], origin())

    response = editor.post(EDIT, sent | {"notes": "Mine"})

    assert response.status_code == 409
    assert [row["name"] for row in typed(response, "inputs")] == ["Z", "A", "B", "C"]
    assert UseCase.objects.count() == 1
    assert chosen(response) == ["inputs-2"]
    assert 'id="move-rows" open' in response.text
    assert 'name="move_title" value="Fresh"' in response.text

    delete_usecases([usecase], origin())
    response = editor.post(EDIT, sent)
    assert response.status_code == 409
    assert [row["name"] for row in typed(response, "inputs")] == ["A", "B", "C"]


def test_five_hundred_rows_move_at_once(editor):
    make_usecase(inputs=[{"name": f"Input {n}"} for n in range(500)])

    move(editor, [f"inputs-{n}" for n in range(500)], move_title="Fresh")

    assert (len(document("data-intake").inputs), len(document("fresh").inputs)) == (0, 500)


def test_a_form_of_many_steps_and_exceptions_grows_with_their_sum(editor):
    few, many = 100, 200
    sizes = []
    for number in (few, many):
        make_usecase(
            f"Use {number}",
            success_path=[{"text": f"Step {n}"} for n in range(number)],
            exceptions=[{"text": f"Bad {n}", "step": n + 1} for n in range(number)],
        )
        page = editor.get(f"{CASES}use-{number}/edit/")
        sizes.append(len(page.content))
    rows = fields_of(page)

    assert sizes[1] < 2.2 * sizes[0]
    assert '<option value="199" selected>200: Step 199</option>' in page.text
    response = editor.post(
        f"{CASES}use-200/edit/", rows | {"exceptions-0-step_number": "7", "exceptions-1-step_number": "x"}
    )
    assert response.status_code == 302
    assert [row.step for row in document("use-200").exceptions][:3] == [7, 2, 3]
