"""Completing names by keyboard, what is asked of new ones, and making new things in the form."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.form import NEW, field
from tests.browser.looks import AXE, EVERYTHING
from tests.factories import make_persona, make_usecase
from usecases.models import Artifact, UseCase

pytestmark = pytest.mark.django_db(transaction=True)


def options(page):
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def faults(page):
    """Return what axe says of the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(AXE, EVERYTHING)


def test_artifacts_complete_and_nearly_known_names_are_asked_about(editor):
    make_usecase(
        "Preparation", inputs=[{"name": "Raw data"}, {"name": "Raw labels"}], outputs=[{"name": "Draft"}]
    )
    make_usecase("Review", inputs=[{"name": "Draft"}], outputs=[{"name": "Final data card"}])
    asked = []
    editor.on(
        "request",
        lambda request: asked.append(request.url.split("/check/")[1]) if "/check/" in request.url else None,
    )
    editor.goto(NEW)
    editor.get_by_label("Title", exact=True).fill("Release")
    name = field(editor, "inputs", 0, "Name")

    # By keyboard: most used first, then what was typed.
    name.press("ArrowDown")
    expect(options(editor).first).to_contain_text("output of 1 Preparation, input of 2")
    expect(options(editor).first).to_have_attribute("aria-selected", "true")
    name.press("Escape")
    expect(options(editor)).to_have_count(0)
    name.press_sequentially("raw")
    expect(options(editor)).to_have_text(
        [r"Raw data input of 1 Preparation", "Raw labels input of 1 Preparation", "Make new artifact “raw”"]
    )
    expect(editor.locator("#rows-said")).to_have_text("3 suggestions.")
    expect(options(editor).first.locator("mark")).to_have_text("Raw")
    assert faults(editor) == []
    name.press("ArrowDown")
    name.press("ArrowDown")
    expect(name).to_have_attribute("aria-activedescendant", options(editor).nth(1).get_attribute("id"))
    name.press("ArrowUp")
    name.press("Enter")
    expect(name).to_have_value("Raw data")
    expect(options(editor)).to_have_count(0)
    expect(editor.locator("#inputs li.row")).to_have_count(1)

    # Enter with nothing chosen is the next row; its name is nearly another one.
    name.press("Enter")
    second = field(editor, "inputs", 1, "Name")
    expect(second).to_be_focused()
    editor.keyboard.type("data card final")
    editor.keyboard.press("Tab")
    note = editor.locator(".name-note")
    expect(note).to_contain_text("Did you mean “Final data card”?")
    expect(editor.locator("#rows-said")).to_contain_text(
        "Did you mean “Final data card”? Answer with the buttons"
    )
    assert faults(editor) == []
    note.get_by_role("button", name="Keep data card final").press("Enter")
    expect(second).to_be_focused()
    expect(note).to_have_count(0)
    second.press("Tab")
    output = field(editor, "outputs", 0, "Name")
    output.press_sequentially("card f")
    expect(options(editor)).to_have_text(
        ["Final data card output of 2 Review", "data card final in this form", "Make new artifact “card f”"]
    )
    output.press("Escape")
    output.fill("")
    second.fill("Something else")
    second.fill("data card final")
    second.press("Tab")
    second.fill("Final datacard")
    second.press("Tab")
    note.get_by_role("button", name="Use Final data card").click()
    expect(second).to_have_value("Final data card")
    expect(second).to_be_focused()
    assert asked == ["?q=Raw+data", "?q=data+card+final", "?q=Final+datacard"]

    # By mouse; the last offer makes a new one in a dialog.
    output.press_sequentially("weig")
    options(editor).last.click()
    dialog = editor.get_by_role("dialog", name="New artifact")
    expect(dialog.get_by_label("Name")).to_be_focused()
    editor.keyboard.press("Escape")
    expect(output).to_be_focused()
    expect(output).to_have_value("weig")
    output.press("ArrowUp")
    expect(options(editor).last).to_have_attribute("aria-selected", "true")
    output.press("Enter")
    dialog.get_by_label("Name").fill("Raw data")
    dialog.get_by_role("button", name="Make artifact").click()
    sentence = "“Raw data” leads to the artifact “Raw data” already; choose another name."
    expect(dialog.get_by_label("Name")).to_have_accessible_description(sentence)
    expect(dialog.get_by_label("Name")).to_be_focused()
    assert faults(editor) == []
    dialog.get_by_label("Name").fill("Weights")
    dialog.get_by_label("Type").select_option("file")
    dialog.get_by_label("Name").press("Enter")
    expect(output).to_have_value("Weights")
    expect(output).to_be_focused()
    expect(editor.get_by_label("Title", exact=True)).to_have_value("Release")
    assert Artifact.objects.get(name="Weights").type == "file"

    output.press("Control+Home")
    editor.get_by_role("button", name="Save", exact=True).last.click()
    expect(editor.locator("ul.inputs .term")).to_have_text(["Raw data", "Final data card"])


def test_personas_complete_between_commas_and_unknown_ones_are_made(editor):
    make_persona("Security, Risk and Compliance Officers")
    make_persona(singular="Data Scientist", definition="They **build** models.")
    make_usecase(tags=["governance", *(f"tag {number}" for number in range(9))])
    editor.goto(NEW)
    editor.get_by_label("Title", exact=True).fill("Release")
    personas = field(editor, "stories", 0, "As a")

    # Who goes on behind a name that was chosen begins another one, with or without a comma.
    for typed in ("data", "security, ri"):
        personas.press_sequentially(typed)
        expect(options(editor)).to_have_count(2)
        if typed == "data":
            expect(options(editor).first).to_contain_text("Data Scientist · They build models.")
        personas.press("ArrowDown")
        expect(options(editor).first).to_have_attribute("aria-selected", "true")
        personas.press("Enter")
    expect(personas).to_have_value("Data Scientists, Security, Risk and Compliance Officers")

    # The cursor is in the first part.
    personas.press("Home")
    personas.press_sequentially("Stewards, Data Scientsit, ")
    field(editor, "stories", 0, "I want to").fill("publish")
    note = editor.locator(".name-note")
    expect(note.first).to_contain_text("There is no persona “Stewards” yet.")
    editor.get_by_role("button", name="Save", exact=True).last.click()

    expect(editor.get_by_role("alert")).to_contain_text("There is no persona “Stewards”")
    note.get_by_role("button", name="Make new persona Stewards").click()
    dialog = editor.get_by_role("dialog", name="New persona")
    dialog.get_by_label("Name", exact=True).fill("")
    dialog.get_by_label("Definition").fill("They care.")
    dialog.get_by_role("button", name="Make persona").click()
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    expect(dialog.get_by_label("Name", exact=True)).to_have_attribute("aria-invalid", "true")
    editor.keyboard.type("Data Stewards")
    editor.keyboard.press("Control+s")
    expect(personas).to_be_focused()
    expect(note).to_have_count(1)
    note.get_by_role("button", name="Use Data Scientists").click()
    expect(note).to_have_count(0)
    names = "Data Stewards, Data Scientists, Data Scientists, Security, Risk and Compliance Officers"
    expect(personas).to_have_value(names)

    # A list so long that it scrolls is no stop on the way to the next field.
    tags = editor.get_by_label("Tags")
    tags.press("Alt+ArrowDown")
    expect(options(editor)).to_have_count(8)
    tags.press("Tab")
    expect(options(editor)).to_have_count(0)
    expect(editor.locator("#use-case-form :focus")).to_have_count(1)
    tags.press_sequentially("first, gov")
    expect(options(editor)).to_have_text(["governance 1 use case"])
    tags.press("ArrowDown")
    # What is typed after an offer was chosen is what counts.
    tags.press_sequentially("z")
    tags.press("Tab")
    expect(tags).to_have_value("first, govz")
    tags.press("End")
    tags.press("Backspace")
    tags.press("ArrowDown")
    expect(options(editor).first).to_have_attribute("aria-selected", "true")
    tags.press("Tab")
    expect(tags).to_have_value("first, governance")
    editor.get_by_role("button", name="Save", exact=True).last.click()
    expect(editor.get_by_text("Use Case 2: Release was saved.")).to_be_visible()
    story = UseCase.objects.get(number="2").story_rows.get()
    assert story.links.get(position=0).persona.name == "Data Stewards"
