"""From signing in to a use case that reads well: by mouse, by keyboard alone, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.factories import PASSWORD, make_persona, make_user
from usecases.models import UseCase

INPUTS = [
    ("Raw data", True, "", "As it was measured"),
    ("Labels", False, "none", ""),
    ("Consent form", True, "", ""),
    ("Data card template", False, "the common one", ""),
    ("Storage quota", True, "", ""),
]
STEPS = [
    "Check the consent",
    "Read the files",
    "Count them",
    "Find doubles",
    "Write the card",
    "Tell everybody",
]
EXCEPTIONS = ["A file is empty", "The quota is used up", "Nobody gave consent"]


def section(page, name):
    return page.locator(f"section.rows#{name}")


def row(page, kind, place):
    return section(page, kind).locator("li.row").nth(place)


def saved():
    """Return what is in the database when the page of the use case says so."""
    return UseCase.objects.with_document().get().document


def assert_all_is_there(document):
    assert document.title == "Data Intake"
    assert document.stories[0].personas == ("data-scientists",)
    assert [(row.name, row.required, row.default, row.description) for row in document.inputs] == INPUTS
    assert [step.text for step in document.success_path] == STEPS
    assert [exception.text for exception in document.exceptions] == EXCEPTIONS
    assert [exception.step for exception in document.exceptions] == [2, None, 1]
    assert [item.name for item in document.outputs] == ["Data card"]


@pytest.fixture
def portal(transactional_db):
    """An empty portal with one editor."""
    make_user("Editor")


def sign_in_by_form(page):
    page.goto("/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Specifications")).to_be_visible()


@pytest.mark.database
def test_by_mouse(page, portal):
    sign_in_by_form(page)

    begin(page)
    page.wait_for_load_state()
    write_by_mouse(page)
    page.get_by_role("button", name="Save", exact=True).last.click()

    expect(page.get_by_text("Use Case 1: Data Intake was saved.")).to_be_visible()
    assert_all_is_there(saved())
    expect(page.locator("ul.inputs .mark")).to_have_count(3)
    expect(page.locator("p.legend")).to_have_text("* = required input")
    expect(page.locator("svg.diagram").first.locator(".d-input.optional")).to_have_count(2)


def begin(page):
    """Write the first persona and the first specification, and go to the form of its first use case."""
    page.get_by_role("link", name="Personas", exact=True).click()
    page.get_by_role("link", name="Create the first persona").click()
    page.get_by_label("Name", exact=True).fill("Data Scientists")
    page.get_by_label("Name of one of them").fill("Data Scientist")
    page.get_by_role("button", name="Create persona").click()
    expect(page.get_by_role("heading", name="Data Scientists")).to_be_visible()

    page.get_by_role("link", name="Specifications").first.click()
    page.get_by_role("link", name="Create a specification").click()
    page.get_by_label("Title").fill("MLOps")
    page.get_by_label("Introduction").fill("From data to a model in use.")
    page.get_by_role("button", name="Create specification").click()
    expect(page.get_by_role("heading", name="MLOps")).to_be_visible()

    page.get_by_role("link", name="Use cases").first.click()
    page.get_by_role("link", name="Write the first use case").click()


def write_by_mouse(page):
    page.get_by_label("Title", exact=True).fill("Data Intake")
    personas = row(page, "stories", 0).get_by_label("As a")
    personas.click()
    personas.press_sequentially("scien")
    page.get_by_role("option", name="Data Scientists").click()
    expect(personas).to_have_value("Data Scientists")
    write_rows(page)


def write_rows(page):
    """Write all rows with the buttons of the form, which work with scripts and without."""
    row(page, "stories", 0).get_by_label("I want to").fill("bring in data")
    for place, (name, required, default, description) in enumerate(INPUTS):
        cells = new_row(page, "inputs", place, "Add input")
        cells.get_by_label("Name").fill(name)
        cells.get_by_role("switch").set_checked(required)
        cells.get_by_label("Default").fill(default)
        cells.get_by_label("Description").fill(description)
    row(page, "outputs", 0).get_by_label("Name").fill("Data card")
    for place, text in enumerate(STEPS):
        new_row(page, "success_path", place, "Add step").get_by_role("textbox").fill(text)
    for place, text in enumerate(EXCEPTIONS):
        new_row(page, "exceptions", place, "Add exception").get_by_label("What goes wrong").fill(text)
    for place, label in ((0, "2: Read the files"), (2, "1: Check the consent")):
        steps = row(page, "exceptions", place).get_by_label("At step")
        # The list is filled when somebody comes to it.
        steps.focus()
        steps.select_option(label=label)


def new_row(page, kind, place, button):
    """Return the row at this place, which the button adds unless it is the first; the focus is in it."""
    if place:
        page.get_by_role("button", name=button).click()
        expect(row(page, kind, place).locator(".row-body").locator("textarea, input").first).to_be_focused()
    return row(page, kind, place)


class Keyboard:
    """A person who has no mouse: whatever is used is reached by Tab, and where the focus is must be seen."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def to(self, locator, key="Tab", most=80):
        """Press Tab until this has the focus."""
        wanted = locator.element_handle()
        for _ in range(most):
            if wanted.evaluate("element => element === document.activeElement"):
                return expect(locator).to_be_in_viewport()
            self.page.keyboard.press(key)
        raise AssertionError(f"{locator} is not reached by {key}.")

    def fill(self, locator, text):
        self.to(locator)
        self.press("Control+A")
        self.type(text)


def test_by_keyboard_alone(page, portal):
    keys = Keyboard(page)
    page.goto("/")
    keys.fill(page.get_by_label("Username"), "editor")
    keys.fill(page.get_by_label("Password"), PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Specifications")).to_be_visible()
    make_persona(singular="Data Scientist")

    keys.to(page.get_by_role("link", name="Create a specification"))
    keys.press("Enter")
    keys.fill(page.get_by_label("Title"), "MLOps")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="MLOps")).to_be_visible()
    keys.to(page.get_by_role("link", name="Use cases").first)
    keys.press("Enter")
    expect(page.get_by_role("heading", name="No use cases yet")).to_be_visible()
    keys.to(page.get_by_role("link", name="Write the first use case"))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="New use case")).to_be_visible()
    page.wait_for_load_state()
    write_by_keyboard(page, keys)
    keys.to(page.get_by_role("button", name="Save", exact=True).last)
    keys.press("Enter")

    expect(page.get_by_text("Use Case 1: Data Intake was saved.")).to_be_visible()
    assert_all_is_there(saved())


def write_by_keyboard(page, keys):
    keys.fill(page.get_by_label("Title", exact=True), "Data Intake")
    personas = row(page, "stories", 0).get_by_label("As a")
    keys.fill(personas, "scien")
    expect(page.get_by_role("option", name="Data Scientists")).to_be_visible()
    keys.press("ArrowDown")
    expect(page.get_by_role("option", name="Data Scientists")).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(personas).to_have_value("Data Scientists")
    expect(personas).to_be_focused()
    for place, (name, required, default, description) in enumerate(INPUTS):
        cells = row(page, "inputs", place)
        if place:
            # Enter in a row makes the next one, and the focus is in it.
            keys.to(row(page, "inputs", place - 1).get_by_label("Default"), "Shift+Tab", most=8)
            keys.press("Enter")
            expect(cells.get_by_label("Name")).to_be_focused()
        keys.fill(cells.get_by_label("Name"), name)
        keys.press("Escape")
        keys.to(cells.get_by_role("switch"))
        if not required:
            keys.press("Space")
        keys.fill(cells.get_by_label("Default"), default)
        keys.fill(cells.get_by_label("Description"), description)
    keys.fill(row(page, "outputs", 0).get_by_label("Name"), "Data card")
    for kind, texts, one in (("success_path", STEPS, "step"), ("exceptions", EXCEPTIONS, "exception")):
        for place, text in enumerate(texts):
            if place:
                keys.to(page.get_by_role("button", name=f"Add {one}"))
                keys.press("Enter")
            keys.fill(row(page, kind, place).get_by_role("textbox").first, text)
    keys.to(row(page, "exceptions", 2).get_by_label("At step"))
    keys.press("1")
    keys.to(row(page, "exceptions", 0).get_by_label("At step"), "Shift+Tab")
    keys.press("2")


def test_without_scripts(new_context, portal):
    page = new_context(java_script_enabled=False).new_page()
    sign_in_by_form(page)

    begin(page)
    page.get_by_label("Title", exact=True).fill("Data Intake")
    row(page, "stories", 0).get_by_label("As a").fill("Data Scientist")
    write_rows(page)
    page.get_by_role("button", name="Save", exact=True).last.click()

    expect(page.get_by_text("Use Case 1: Data Intake was saved.")).to_be_visible()
    assert_all_is_there(saved())
