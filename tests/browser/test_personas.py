"""Personas in a real browser: moving by keyboard, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.factories import PASSWORD, make_persona, make_user


def sign_in(page, live_server, path):
    page.goto(f"{live_server.url}/accounts/login/?next={path}")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{live_server.url}{path}")
    page.wait_for_load_state()
    return page


@pytest.fixture
def three(transactional_db):
    """Three personas and an editor."""
    make_user("Editor")
    for name in ("First", "Second", "Third"):
        make_persona(name)


def names(page):
    return page.locator("#persona-list h2")


def test_a_persona_moves_by_keyboard_and_the_focus_goes_with_it(page, live_server, three):
    sign_in(page, live_server, "/personas/")
    up = page.get_by_role("button", name="Move Third up")

    up.focus()
    page.keyboard.press("Enter")
    expect(names(page)).to_have_text(["First", "Third", "Second"])
    expect(up).to_be_focused()
    page.keyboard.press("Enter")

    expect(names(page)).to_have_text(["Third", "First", "Second"])
    expect(up).to_be_focused()
    expect(page.locator("#persona-moved")).to_have_text("Third is at place 1 of 3 now.")
    expect(up).to_have_attribute("aria-disabled", "true")


def test_a_persona_moves_without_scripts(browser, live_server, three):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, "/personas/")

    page.get_by_role("button", name="Move First down").click()

    expect(names(page)).to_have_text(["Second", "First", "Third"])
    expect(page.get_by_text("First is at place 2 of 3 now.")).to_be_visible()
    page.context.close()


def test_an_error_takes_the_focus_and_its_link_leads_to_the_field(page, live_server, three):
    sign_in(page, live_server, "/personas/new/")
    page.get_by_label("Name", exact=True).fill("first")
    page.get_by_label("Definition").fill("What I have typed")

    page.get_by_role("button", name="Create persona").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Definition")).to_have_value("What I have typed")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
