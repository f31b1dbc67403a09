"""Searching in a browser: by keyboard alone, while one types, to the very place."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import until
from tests.factories import make_full_usecase

pytestmark = pytest.mark.django_db(transaction=True)


def test_everything_is_found_by_keyboard(editor):
    make_full_usecase()
    editor.goto("/personas/")
    field = editor.get_by_label("Search everything")
    results = editor.get_by_role("search", name="Everything").get_by_role("link")
    every = editor.get_by_role("link", name="All results")

    editor.keyboard.press("/")
    expect(field).to_be_focused()
    editor.keyboard.type("dtaa")
    expect(editor.get_by_text("Nothing for “dtaa”; showing “data”.")).to_be_visible()
    expect(editor.locator("#site-said")).to_contain_text("results. Arrow down leads to them.")

    editor.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    editor.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    editor.keyboard.press("ArrowUp")
    expect(results.last).to_be_focused()
    editor.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("dtaa")
    expect(results.first).to_be_hidden()

    # The focus is on what is about to go when the new results come.
    held = []
    editor.route("**/search/box/?*", lambda route: held.append(route))
    field.fill("check the f")
    until(editor, lambda: held)
    editor.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    held[0].continue_()
    editor.unroute("**/search/box/?*")
    expect(every).to_have_text("All results for “check the f”")
    expect(field).to_be_focused()
    editor.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    editor.keyboard.type("o")
    expect(field).to_have_value("check the fo")
    expect(every).to_have_text("All results for “check the fo”")
    expect(results.first).to_have_text(re.compile("Check the form.*Use Case 1: Data Intake, step 1"))
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("Enter")
    expect(editor).to_have_url(re.compile(r"/specs/mlops/use-cases/data-intake/#step-1$"))
    expect(editor.locator("#step-1")).to_be_in_viewport()
    editor.wait_for_load_state()

    field.fill("intake")
    expect(every).to_have_text("All results for “intake”")
    field.press("Tab")
    expect(results.first).to_be_focused()
    editor.get_by_role("heading", name="Outputs").click()
    expect(results.first).to_be_hidden()
    field.press("Enter")
    expect(editor).to_have_url(re.compile(r"/search/\?q=intake$"))
    editor.wait_for_load_state()
    editor.get_by_label("What").select_option("Artifacts")
    expect(editor.get_by_role("heading", name="Nothing for “intake”")).to_be_visible()
    expect(editor).to_have_url(re.compile("kind=artifacts"))
    editor.get_by_role("link", name="Search everything").click()
    expect(editor.get_by_role("link", name="Use Case 1: Data Intake").first).to_be_visible()


def test_without_scripts_the_field_leads_to_the_page(new_context, sign_in):
    from tests.factories import make_user

    make_full_usecase()
    page = sign_in(new_context(java_script_enabled=False), make_user("Viewer"))
    page.goto("/personas/")

    page.get_by_label("Search everything").fill("incomplete")
    page.keyboard.press("Enter")

    page.get_by_role("link", name="The form is incomplete").click()
    expect(page).to_have_url(re.compile("#exception-1a$"))
