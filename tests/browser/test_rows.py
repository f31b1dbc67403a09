"""The rows of a form in a real browser: by keyboard, by buttons, by dragging, and several at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.form import EDIT, NEW, field, has_texts, rows, save
from tests.factories import make_full_usecase, make_usecase
from usecases.models import UseCase, UseCaseRevision

pytestmark = pytest.mark.django_db(transaction=True)


def said(page, sentence):
    expect(page.locator("#rows-said")).to_have_text(sentence)


@pytest.fixture
def three(editor):
    """The form of a use case with three inputs, three steps and two exceptions."""
    make_usecase(
        inputs=[{"name": name} for name in "ABC"],
        success_path=[{"text": text} for text in ("One", "Two", "Three")],
        exceptions=[{"text": "Bad", "step": 2}, {"text": "Worse", "step": 2}],
    )
    editor.goto(EDIT)
    return editor


def press(page, *keys):
    for key in keys:
        if len(key) > 1 and (key[0].isupper() and " " not in key and key.split("+")[0] in KEYS):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)


KEYS = {"Tab", "End", "Enter", "Shift", "Backspace", "Alt", "Control", "Space", "Escape"}


def test_a_whole_use_case_is_written_by_keyboard_alone(editor):
    make_full_usecase()
    editor.goto(NEW)
    expect(editor.get_by_label("Title", exact=True)).to_be_focused()
    press(editor, "Model Card", "Alt+PageDown")
    press(editor, "Data Scientists", "Escape", "Tab", "see a card", "Tab", "I can choose a model")
    press(editor, *["Alt+PageDown"] * 3)
    for name in ("Model", "Metrics", "Owner", "Licence"):
        press(editor, name, "Escape", "Enter")
    press(editor, "Notes of the team", "Escape", "Tab", "Space", "Tab", "none", "Enter", "Backspace")
    press(editor, *["Alt+PageDown"] * 2)
    for step in ("Collect", "Measure", "Write", "Review", "Sign"):
        press(editor, step, "Enter")
    press(editor, "Publish", "Shift+Enter", "everywhere")
    press(editor, "Alt+PageDown")
    for text in ("No metrics", "No owner", "No reader"):
        press(editor, text, "Tab", "3", "Shift+Tab", "Enter")
    press(editor, "Backspace")
    expect(field(editor, "exceptions", 2, "What goes wrong")).to_be_focused()
    press(editor, *["Alt+PageUp"] * 7, "Enter")

    expect(editor.get_by_text("Use Case 2: Model Card was saved.")).to_be_visible()
    document = UseCase.objects.with_document().get(slug="model-card").document
    assert document.stories[0].so_that == "I can choose a model"
    assert [item.name for item in document.inputs] == [
        "Model",
        "Metrics",
        "Owner",
        "Licence",
        "Notes of the team",
    ]
    assert [item.required for item in document.inputs] == [True, True, True, True, False]
    assert document.inputs[4].default == "none"
    assert [step.text for step in document.success_path][4:] == ["Sign", "Publish\neverywhere"]
    assert [(row.text, row.step) for row in document.exceptions] == [
        ("No metrics", 3),
        ("No owner", 3),
        ("No reader", 3),
    ]


def test_enter_alone_leads_through_a_new_use_case_and_out_of_each_list(editor):
    make_full_usecase()
    editor.goto(NEW)
    expect(editor.get_by_label("Title", exact=True)).to_be_focused()
    press(editor, "Model Card", "Enter")
    expect(field(editor, "stories", 0, "As a")).to_be_focused()
    press(editor, "Data Scientists", "Escape", "Enter", "see a card", "Enter", "I can choose", "Enter")
    expect(field(editor, "stories", 1, "As a")).to_be_focused()
    press(editor, "Enter")
    expect(field(editor, "preconditions", 0, "Precondition")).to_be_focused()
    said(editor, "Next part: Preconditions.")
    press(editor, "Enter", "Model", "Escape", "Enter", "Metrics", "Escape", "Enter")
    press(editor, "Enter", "Card", "Escape", "Enter", "Enter")
    press(editor, "Collect", "Enter", "Enter", "No model", "Enter", "Enter")
    expect(editor.get_by_label("Notes")).to_be_focused()
    for kind in ("stories", "outputs", "success_path", "exceptions"):
        expect(rows(editor, kind)).to_have_count(1)
    # With something to save, Enter in the title saves.
    editor.get_by_label("Title", exact=True).press("Enter")
    expect(editor.get_by_text("Use Case 2: Model Card was saved.")).to_be_visible()
    document = UseCase.objects.with_document().get(slug="model-card").document
    assert [story.want for story in document.stories] == ["see a card"]
    assert [item.name for item in document.inputs] == ["Model", "Metrics"]
    assert [row.text for row in document.exceptions] == ["No model"]


def test_rows_move_by_buttons_keys_and_dragging_and_the_focus_stays(three):
    up = three.get_by_role("button", name="Move input 3, C up")
    up.focus()
    press(three, "Enter")
    has_texts(three, "inputs", "A", "C", "B")
    expect(three.get_by_role("button", name="Move input 2, C up")).to_be_focused()
    said(three, "input 2, C was moved.")
    press(three, "Space", "Enter")
    said(three, "input 1, C is at the end already.")
    has_texts(three, "inputs", "C", "A", "B")

    step = field(three, "success_path", 1, "Step")
    step.focus()
    press(three, "End", "Alt+ArrowUp", "Alt+ArrowUp", " first")
    has_texts(three, "success_path", "Two first", "One", "Three")
    expect(rows(three, "exceptions").get_by_label("At step").first.locator("option:checked")).to_have_text(
        re.compile("^1: ")
    )
    assert [row.get_attribute("data-number") for row in rows(three, "exceptions").all()] == ["1a", "1b"]

    row = rows(three, "inputs").nth(0)
    row.hover()
    handle = row.locator(".row-handle").bounding_box()
    last = rows(three, "inputs").nth(2).bounding_box()
    three.mouse.move(handle["x"] + 20, handle["y"] + 20)
    three.mouse.down()
    three.mouse.move(handle["x"] + 20, last["y"] + last["height"] - 5, steps=8)
    three.mouse.up()
    has_texts(three, "inputs", "A", "B", "C")
    said(three, "input 3, C was moved.")

    three.evaluate("document.activeElement.blur()")
    save(three)
    expect(three.locator("ul.inputs .term")).to_have_text(["A", "B", "C"])


def test_removed_rows_come_back_one_by_one_with_what_referred_to_them(three):
    steps = rows(three, "exceptions").get_by_label("At step")
    three.get_by_role("button", name="Remove step 2, Two").focus()
    press(three, "Enter")
    undo = three.get_by_role("button", name="Undo: Removed step 2, Two.")
    expect(undo).to_be_focused()
    said(three, "Removed step 2, Two. It can be undone.")
    expect(steps.nth(0).locator("option:checked")).to_have_text("any step")
    three.get_by_role("button", name="Remove step 1, One").click()
    three.get_by_role("button", name="Remove input 2, B").click()
    has_texts(three, "success_path", "Three")
    has_texts(three, "inputs", "A", "C")

    press(three, "Control+z")
    has_texts(three, "inputs", "A", "B", "C")
    expect(field(three, "inputs", 1, "Name")).to_be_focused()
    undo.click()
    has_texts(three, "success_path", "Two", "Three")
    expect(steps.nth(1).locator("option:checked")).to_have_text("1: Two")
    three.locator("h1").click()
    press(three, "Control+z")
    has_texts(three, "success_path", "One", "Two", "Three")
    expect(three.get_by_role("button", name="Undo")).to_have_count(0)
    save(three)
    expect(three.get_by_text("nothing had changed")).to_be_visible()


def test_enter_adds_below_and_backspace_takes_an_empty_row_away(three):
    field(three, "inputs", 0, "Default").press("Enter")
    expect(field(three, "inputs", 1, "Name")).to_be_focused()
    expect(field(three, "inputs", 1, "Required")).to_be_checked()
    has_texts(three, "inputs", "A", "", "B", "C")
    press(three, "x", "Backspace")
    has_texts(three, "inputs", "A", "", "B", "C")
    press(three, "Backspace")
    has_texts(three, "inputs", "A", "B", "C")
    press(three, "lpha")
    has_texts(three, "inputs", "Alpha", "B", "C")

    for name in ("input 3, C", "input 2, B", "input 1, Alpha"):
        three.get_by_role("button", name=f"Remove {name}").click()
    expect(three.get_by_text("No inputs yet.")).to_be_visible()
    three.get_by_role("button", name="Add input").click()
    press(three, "D")
    three.evaluate("document.activeElement.blur()")
    save(three)
    expect(three.locator("ul.inputs .term")).to_have_text(["D"])


def test_several_rows_are_switched_and_removed_at_once(three):
    inputs = three.locator("#inputs")
    inputs.get_by_text("Select").click()
    boxes = rows(three, "inputs").get_by_role("checkbox", name="Choose")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    said(three, "3 inputs chosen.")
    boxes.nth(1).press("Space")
    inputs.get_by_role("button", name="Make optional").click()
    said(three, "Optional now: 2 inputs.")
    assert [switch.is_checked() for switch in rows(three, "inputs").get_by_role("switch").all()] == [
        False,
        True,
        False,
    ]
    inputs.get_by_role("button", name="Remove", exact=True).click()
    has_texts(three, "inputs", "B")
    three.get_by_role("button", name="Undo: Removed 2 inputs.").click()
    has_texts(three, "inputs", "A", "B", "C")
    inputs.get_by_label("All").check()
    inputs.get_by_role("button", name="Make required").click()
    said(three, "Required now: 3 inputs.")
    save(three)
    expect(three.get_by_text("nothing had changed")).to_be_visible()


def paste(page, field, text):
    """Paste as a browser does: where nothing takes the text, it is left to the field."""
    field.focus()
    return field.evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const options = { clipboardData, bubbles: true, cancelable: true };
          return field.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def test_pasted_lists_become_rows_and_can_be_taken_back(three):
    name = field(three, "inputs", 1, "Name")
    assert not paste(three, name, "* Raw data*\n* Labels: who knows\n  - or not\n")
    notice = three.get_by_role("button", name="Undo: 2 inputs were added.")
    expect(notice).to_be_visible()
    said(three, "2 inputs were added. It can be undone.")
    has_texts(three, "inputs", "A", "B", "Raw data", "Labels", "C")
    expect(field(three, "inputs", 3, "Name")).to_be_focused()
    expect(field(three, "inputs", 3, "Required")).not_to_be_checked()
    expect(field(three, "inputs", 3, "Description")).to_have_value("who knows\nor not")
    notice.click()
    has_texts(three, "inputs", "A", "B", "C")
    three.get_by_role("button", name="Undo: Removed 2 inputs.").click()
    has_texts(three, "inputs", "A", "B", "Raw data", "Labels", "C")

    field(three, "outputs", 0, "Name").wait_for()
    paste(three, field(three, "outputs", 0, "Name"), "Card\tThe card\r\nModel\t\r\n")
    expect(field(three, "outputs", 1, "Name")).to_be_focused()
    has_texts(three, "outputs", "Card", "Model")
    paste(three, field(three, "exceptions", 1, "What goes wrong"), "3a. No file\n3b. No form")
    expect(rows(three, "exceptions")).to_have_count(4)
    assert [row.get_attribute("data-number") for row in rows(three, "exceptions").all()] == [
        "2a",
        "2b",
        "3a",
        "3b",
    ]

    assert paste(three, name, "one; line in a full row")
    assert paste(three, field(three, "inputs", 1, "Description"), "Several\nlines")
    three.locator("#success_path").get_by_text("Paste a list").click()
    three.get_by_label("One step a line").fill("1. Four\n2. Five (optional)")
    three.get_by_role("button", name="Save", exact=True).last.click()
    expect(three.get_by_label("One step a line")).to_be_focused()
    three.get_by_role("button", name="Add these steps").click()
    expect(field(three, "success_path", 4, "Step")).to_be_focused()
    save(three)
    expect(three.get_by_role("heading", name="Data Intake", level=1)).to_be_visible()
    document = UseCase.objects.with_document().get().document
    assert [(step.text, step.optional) for step in document.success_path][3:] == [
        ("Four", False),
        ("Five", True),
    ]


def test_where_the_server_is_away_the_text_is_pasted_as_it_is(three, without_connection):
    three.context.set_offline(True)
    paste(three, field(three, "success_path", 2, "Step"), "\nFour\nFive")
    expect(field(three, "success_path", 2, "Step")).to_have_value(re.compile("Four\nFive"))
    paste(three, field(three, "inputs", 2, "Name"), "D\nE")
    expect(field(three, "inputs", 2, "Name")).to_have_value(re.compile("D; E"))
    expect(three.get_by_text("The list could not be read").first).to_be_visible()


def test_chosen_rows_move_to_a_new_use_case(three):
    three.locator("#inputs").get_by_text("Select").click()
    rows(three, "inputs").get_by_role("checkbox", name="Choose").nth(1).check()
    three.locator("#inputs").get_by_role("button", name="Move to…").click()
    expect(three.get_by_label("Use case", exact=True)).to_be_focused()
    press(three, "Tab", "Labels", "Enter")

    expect(three.get_by_text("1 input moved to Use Case 2: Labels.")).to_be_visible()
    has_texts(three, "inputs", "A", "C")
    assert UseCaseRevision.objects.filter(note__startswith="Moved 1 input").count() == 2
