"""Personas in a real browser: moving by keyboard, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_persona

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(editor):
    """Three personas, and a page in which an editor is signed in."""
    for name in ("First", "Second", "Third"):
        make_persona(name)
    return editor


def names(page):
    return page.locator("#persona-list h2")


def test_a_persona_moves_by_keyboard_and_the_focus_goes_with_it(three):
    three.goto("/personas/")
    up = three.get_by_role("button", name="Move Third up")

    up.focus()
    three.keyboard.press("Enter")
    expect(names(three)).to_have_text(["First", "Third", "Second"])
    expect(up).to_be_focused()
    three.keyboard.press("Enter")

    expect(names(three)).to_have_text(["Third", "First", "Second"])
    expect(up).to_be_focused()
    expect(three.locator("#persona-moved")).to_have_text("Third is at place 1 of 3 now.")
    expect(up).to_have_attribute("aria-disabled", "true")


def test_a_persona_moves_without_scripts(three, new_context, sign_in, django_user_model):
    page = sign_in(new_context(java_script_enabled=False), django_user_model.objects.get())
    page.goto("/personas/")

    page.get_by_role("button", name="Move First down").click()

    expect(names(page)).to_have_text(["Second", "First", "Third"])
    expect(page.get_by_text("First is at place 2 of 3 now.")).to_be_visible()


def test_an_error_takes_the_focus_and_its_link_leads_to_the_field(three):
    three.goto("/personas/new/")
    three.get_by_label("Name", exact=True).fill("first")
    three.get_by_label("Definition").fill("What I have typed")

    three.get_by_role("button", name="Create persona").click()

    expect(three.get_by_role("alert")).to_be_focused()
    expect(three.get_by_label("Definition")).to_have_value("What I have typed")
    three.keyboard.press("Tab")
    three.keyboard.press("Enter")
    expect(three.get_by_label("Name", exact=True)).to_be_focused()


def test_what_is_typed_is_asked_about_before_it_is_lost(editor):
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor.goto("/personas/new/")
    editor.get_by_role("link", name="Specifications").first.click()
    expect(editor.get_by_role("heading", name="Specifications", level=1)).to_be_visible()
    assert asked == []

    editor.goto("/specs/new/")
    editor.get_by_label("Title").fill("MLOps")
    editor.get_by_role("link", name="Personas").click()
    expect(editor.get_by_role("heading", name="Personas", level=1)).to_be_visible()
    assert asked == ["beforeunload"]

    editor.goto("/personas/new/")
    editor.get_by_label("Name", exact=True).fill("Librarians")
    editor.get_by_role("button", name="Create persona").click()
    expect(editor.get_by_text("Librarians was created.")).to_be_visible()
    assert asked == ["beforeunload"]
