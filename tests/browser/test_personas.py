"""Personas in a real browser: moving by keyboard, with scripts and without, and what axe finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from personas.specs import delete_persona
from tests.factories import PASSWORD, make_full_usecase, make_persona, make_usecase, make_user, origin
from usecases.changes import delete_usecases

PAGES = [
    "/specs/",
    "/specs/new/",
    "/specs/mlops/edit/",
    "/specs/mlops/delete/",
    "/specs/mlops/deleted/",
    "/specs/mlops/history/",
    "/specs/mlops/history/1/",
    "/specs/mlops/use-cases/data-intake/history/",
    "/specs/mlops/use-cases/data-intake/history/1/",
    "/specs/mlops/use-cases/former/history/",
    "/personas/",
    "/personas/new/",
    "/personas/data-scientists/",
    "/personas/data-scientists/edit/",
    "/personas/data-scientists/delete/",
    "/personas/data-scientists/history/",
    "/personas/data-scientists/history/1/",
    "/personas/former/",
]


def sign_in(page, live_server, path):
    page.goto(f"{live_server.url}/accounts/login/?next={path}")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{live_server.url}{path}")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, live_server, transactional_db, scheme):
    make_user("Editor")
    make_full_usecase(slug="data-intake")
    delete_usecases([make_usecase("Former")], origin())
    delete_persona(make_persona("Former"), origin())
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server, "/specs/")

    found = {}
    for address in PAGES:
        page.goto(f"{live_server.url}{address}")
        violations = Axe().run(page).response["violations"]
        if violations:
            found[address] = [(fault["id"], fault["nodes"][0]["html"]) for fault in violations]

    assert found == {}
