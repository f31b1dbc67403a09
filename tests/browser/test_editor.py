"""The form of a use case in a real browser: rows, completion, errors, and what is computed from it."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_full_usecase, make_specification, make_usecase
from usecases.models import UseCase

NEW = "/specs/mlops/use-cases/new/"
PAGE = "/specs/mlops/use-cases/data-intake/"
EDIT = f"{PAGE}edit/"

pytestmark = pytest.mark.django_db(transaction=True)


def rows(page, kind):
    return page.locator(f"#{kind} li.row")


def texts(page, kind):
    """Return what stands in the first field of each row."""
    fields = rows(page, kind).locator(".field:first-child :is(input, textarea)")
    return [field.input_value() for field in fields.all()]


def save(page):
    page.get_by_role("button", name="Save", exact=True).last.click()


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


def test_rows_move_and_the_focus_goes_with_them(three):
    up = three.get_by_role("button", name="Move input 3, C up")
    up.focus()

    three.keyboard.press("Enter")

    assert texts(three, "inputs") == ["A", "C", "B"]
    again = three.get_by_role("button", name="Move input 2, C up")
    expect(again).to_be_focused()
    expect(three.locator("#rows-said")).to_have_text("input 2, C was moved.")

    three.keyboard.press("Space")
    assert texts(three, "inputs") == ["C", "A", "B"]
    three.get_by_role("button", name="Move input 2, A down").click()
    assert texts(three, "inputs") == ["C", "B", "A"]
    expect(three.get_by_role("button", name="Move input 3, A down")).to_be_focused()

    save(three)

    expect(three.locator("ul.inputs .term")).to_have_text(["C", "B", "A"])


def test_a_row_at_the_end_stays_and_says_so(three):
    button = three.get_by_role("button", name="Move input 1, A up")
    button.focus()

    three.keyboard.press("Enter")

    assert texts(three, "inputs") == ["A", "B", "C"]
    expect(button).to_be_focused()
    expect(three.locator("#rows-said")).to_have_text("input 1, A is at the end already.")


def test_a_removed_row_leaves_the_focus_at_its_neighbour(three):
    three.get_by_role("button", name="Remove input 2, B").focus()
    three.keyboard.press("Enter")

    assert texts(three, "inputs") == ["A", "C"]
    expect(rows(three, "inputs").nth(1).get_by_label("Name")).to_be_focused()

    for name in ("input 2, C", "input 1, A"):
        three.get_by_role("button", name=f"Remove {name}").click()
    expect(three.get_by_role("button", name="Add input")).to_be_focused()

    three.keyboard.press("Enter")
    three.keyboard.type("D")
    save(three)
    expect(three.locator("ul.inputs .term")).to_have_text(["D"])


def test_enter_in_a_row_adds_the_next_one_and_saves_nothing(three):
    rows(three, "inputs").nth(0).get_by_label("Default").press("Enter")

    expect(rows(three, "inputs")).to_have_count(4)
    expect(rows(three, "inputs").nth(3).get_by_label("Name")).to_be_focused()
    expect(three).to_have_url(re.compile(f"{EDIT}$"))


def test_enter_in_the_title_saves(three):
    three.get_by_label("Title", exact=True).fill("Intake of data")
    three.get_by_label("Title", exact=True).press("Enter")

    expect(three.get_by_text("Use Case 1: Intake of data was saved.")).to_be_visible()


def test_an_exception_follows_its_step(three):
    three.get_by_role("button", name="Move step 2, Two up").click()

    step = rows(three, "exceptions").get_by_label("At step")
    expect(step.locator("option:checked")).to_have_text("1: Two")
    three.get_by_role("button", name="Remove step 1, Two").click()
    expect(step.locator("option:checked")).to_have_text("any step")


def test_artifacts_complete_by_keyboard_and_by_mouse(editor):
    make_usecase("Other", inputs=[{"name": "Raw data"}, {"name": "Raw labels"}], outputs=[{"name": "Draft"}])
    editor.goto(NEW)
    name = rows(editor, "inputs").nth(0).get_by_label("Name")
    options = editor.get_by_role("listbox", name="Suggestions").get_by_role("option")

    name.press_sequentially("raw")
    expect(options).to_have_count(2)
    expect(name).to_have_attribute("aria-expanded", "true")
    name.press("ArrowDown")
    name.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(name).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    name.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    name.press("Enter")
    expect(name).to_have_value("Raw data")
    expect(options).to_have_count(0)

    name.fill("")
    name.press_sequentially("raw")
    expect(options).to_have_count(2)
    name.press("Escape")
    expect(options).to_have_count(0)
    expect(name).to_have_value("raw")

    output = rows(editor, "outputs").nth(0).get_by_label("Name")
    output.press_sequentially("dra")
    options.nth(0).click()
    expect(output).to_have_value("Draft")
    expect(output).to_be_focused()
    expect(rows(editor, "inputs")).to_have_count(1)


def test_several_personas_complete_one_after_another(editor):
    make_full_usecase()
    editor.goto(NEW)
    personas = rows(editor, "stories").nth(0).get_by_label("As a")

    for typed, name in (("data", "Data Scientists"), (", prod", "Product Managers")):
        personas.press_sequentially(typed)
        editor.get_by_role("option", name=name).click()

    expect(personas).to_have_value("Data Scientists, Product Managers")


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


def test_save_and_go_on_stays_in_the_form(three):
    three.get_by_label("Notes").fill("More")
    three.get_by_role("button", name="Save and go on").click()

    expect(three.get_by_text("Use Case 1: Data Intake was saved.")).to_be_visible()
    expect(three.get_by_label("Notes")).to_have_value("More")
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
