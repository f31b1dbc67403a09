"""The form of a use case in a real browser: errors, and what is computed from it."""

import pytest
from playwright.sync_api import expect

from tests.browser.form import EDIT, NEW, PAGE, field, rows, save
from tests.factories import make_specification, make_usecase
from usecases.models import UseCase

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(editor):
    """The form of a use case with three inputs and three steps."""
    make_usecase(
        inputs=[{"name": name} for name in "ABC"],
        success_path=[{"text": text} for text in ("One", "Two", "Three")],
        exceptions=[{"text": "Bad", "step": 2}],
    )
    editor.goto(EDIT)
    return editor


def test_enter_in_the_title_saves(three):
    three.get_by_label("Title", exact=True).fill("Intake of data")
    three.get_by_label("Title", exact=True).press("Enter")

    expect(three.get_by_text("Use Case 1: Intake of data was saved.")).to_be_visible()


def test_errors_stand_at_their_rows_and_everything_typed_comes_back(editor):
    make_specification()
    editor.goto(NEW)
    editor.get_by_label("Title", exact=True).fill("Data Intake")
    rows(editor, "stories").get_by_label("As a").fill("Nobody")
    rows(editor, "stories").get_by_label("I want to").fill("bring in data")
    rows(editor, "inputs").get_by_label("Description").fill("What is it?")
    editor.get_by_role("button", name="Add input").click()
    rows(editor, "inputs").nth(1).get_by_label("Name").fill("Labels")
    rows(editor, "inputs").nth(1).get_by_role("switch").uncheck()
    editor.get_by_label("Notes").fill("Not\nlost")

    save(editor)

    summary = editor.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(rows(editor, "stories").get_by_label("As a")).to_have_value("Nobody")
    expect(rows(editor, "stories").get_by_label("As a")).to_have_attribute("aria-invalid", "true")
    expect(rows(editor, "inputs").nth(0).get_by_label("Description")).to_have_value("What is it?")
    expect(rows(editor, "inputs").nth(0).locator(".errorlist")).to_be_visible()
    expect(rows(editor, "inputs").nth(1).get_by_label("Name")).to_have_value("Labels")
    expect(rows(editor, "inputs").nth(1).get_by_role("switch")).not_to_be_checked()
    expect(editor.get_by_label("Notes")).to_have_value("Not\nlost")
    assert not UseCase.objects.exists()

    summary.get_by_role("link", name="no persona").click()
    expect(rows(editor, "stories").get_by_label("As a")).to_be_focused()
    rows(editor, "stories").get_by_label("As a").fill("")
    rows(editor, "inputs").nth(0).get_by_label("Name").fill("Raw data")
    save(editor)
    expect(editor.get_by_text("Use Case 1: Data Intake was saved.")).to_be_visible()


def test_turning_an_input_optional_changes_mark_legend_and_diagram(three):
    three.goto(PAGE)
    expect(three.locator("ul.inputs .mark")).to_have_count(0)
    expect(three.locator("p.legend")).to_have_count(0)

    three.goto(EDIT)
    rows(three, "inputs").nth(1).get_by_text("Required").click()
    save(three)

    expect(three.locator("ul.inputs .mark")).to_have_count(2)
    expect(three.locator("p.legend")).to_have_text("* = required input")
    expect(three.locator("svg.diagram").first.locator(".d-input.optional")).to_have_count(1)

    three.goto(EDIT)
    for place in (0, 2):
        rows(three, "inputs").nth(place).get_by_role("switch").press("Space")
    save(three)

    expect(three.locator("ul.inputs .mark")).to_have_count(0)
    expect(three.locator("p.legend")).to_have_text("All inputs are optional.")
    expect(three.locator("svg.diagram").first.locator(".d-input.optional")).to_have_count(3)


def test_save_and_go_on_stays_where_one_writes(three):
    step = rows(three, "success_path").nth(2).get_by_label("Step", exact=True)
    step.fill("Three times")
    step.press("Home")
    three.keyboard.press("Control+s")

    expect(three.get_by_text("Use Case 1: Data Intake was saved.").first).to_be_attached()
    expect(step).to_have_value("Three times")
    expect(step).to_be_focused()
    expect(step).to_be_in_viewport()
    expect(three.locator("#editor-state")).to_contain_text("Saved")
    three.wait_for_load_state()
    three.keyboard.type("Do it ")
    expect(step).to_have_value("Do it Three times")
    # A new row that was still empty is there again.
    three.keyboard.press("Enter")
    with three.expect_navigation():
        three.keyboard.press("Control+s")
    expect(rows(three, "success_path")).to_have_count(4)
    expect(rows(three, "success_path").nth(3).get_by_label("Step", exact=True)).to_be_focused()
    three.get_by_label("Notes").fill("Even more")
    save(three)
    expect(three.get_by_text("Even more")).to_be_visible()


def test_two_clicks_while_the_answer_is_on_its_way_save_once(editor):
    make_specification()
    editor.goto(NEW)
    editor.get_by_label("Title", exact=True).fill("Data Intake")

    save_button = editor.get_by_role("button", name="Save", exact=True).last
    save_button.evaluate("button => { button.click(); setTimeout(() => button.click(), 15); }")

    expect(editor.get_by_role("heading", name="Data Intake", level=1)).to_be_visible()
    assert UseCase.objects.count() == 1


def test_the_heading_of_a_file_as_title_sets_number_and_switch(editor):
    make_specification()
    editor.goto(NEW)
    title = editor.get_by_label("Title", exact=True)
    optional = editor.get_by_role("switch", name="The use case itself is optional")
    title.press_sequentially("# Use Case 15: Card made (optional)")
    title.press("Tab")
    expect(title).to_have_value("Card made")
    expect(editor.get_by_label("Number")).to_have_value("15")
    expect(optional).to_be_checked()

    # Without a blur, and without taking the number away that stands there.
    title.fill("Use Case 7a - Card kept")
    editor.keyboard.press("Control+s")
    expect(editor.get_by_text("Use Case 15: Card kept was saved.").first).to_be_attached()
    usecase = UseCase.objects.get()
    assert (usecase.title, usecase.number, usecase.optional) == ("Card kept", "15", True)


def test_what_is_gone_to_is_not_below_the_bar(editor):
    make_usecase(inputs=[{"name": name} for name in ("Raw data", "Labels")])
    editor.set_viewport_size({"width": 390, "height": 640})
    editor.goto(EDIT)
    name = field(editor, "inputs", 1, "Name")
    name.fill("Raw datas")
    name.press("Escape")
    name.press("Enter")
    expect(editor.locator(".name-note")).to_contain_text("Raw data")
    new = field(editor, "inputs", 2, "Name")
    expect(new).to_be_focused()
    editor.wait_for_function(
        "document.activeElement.getBoundingClientRect().bottom"
        " <= document.querySelector('.form-actions').getBoundingClientRect().top"
    )
