"""The shell in a real browser: colours, menus, keyboard, with scripts and without."""

import pytest
from playwright.sync_api import expect

DARK = "rgb(21, 25, 28)"
LIGHT = "rgb(251, 251, 249)"


@pytest.fixture
def signed_in(page, live_server, django_user_model):
    """Sign somebody in by the form, and stay on a page with the whole shell."""
    django_user_model.objects.create_user("ada", password="analytical-engine", first_name="Ada")
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/password/change/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("analytical-engine")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Change password")).to_be_visible()
    page.wait_for_load_state()
    return page


def test_the_theme_changes_at_once_and_stays(page, live_server):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Username").fill("half a na")

    page.get_by_role("button", name="Dark").click()

    expect(page.locator("body")).to_have_css("background-color", DARK)
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Username")).to_have_value("half a na")

    page.reload()

    expect(page.locator("body")).to_have_css("background-color", DARK)


def test_the_theme_changes_without_scripts(browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/accounts/login/?next=/personas/")

    page.get_by_role("button", name="Dark").click()

    expect(page).to_have_url(f"{live_server.url}/accounts/login/?next=/personas/")
    expect(page.locator("body")).to_have_css("background-color", DARK)
    page.context.close()


def test_the_theme_follows_the_system_until_someone_chooses(page, live_server):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}/accounts/login/")

    expect(page.locator("body")).to_have_css("background-color", DARK)

    page.get_by_role("button", name="Light").click()

    expect(page.locator("body")).to_have_css("background-color", LIGHT)


def test_the_account_menu_closes_by_escape_and_by_a_click_elsewhere(signed_in):
    menu = signed_in.locator("details.menu")

    signed_in.get_by_text("Ada", exact=True).click()
    expect(menu).to_have_attribute("open", "")
    signed_in.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()

    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_role("button", name="Sign out")).to_be_visible()
    signed_in.get_by_role("heading", name="Change password").click()
    expect(menu).not_to_have_attribute("open", "")


def test_the_first_tab_leads_past_the_navigation(signed_in):
    signed_in.keyboard.press("Tab")

    expect(signed_in.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(signed_in.get_by_role("link", name="Skip to content")).to_be_in_viewport()

    signed_in.keyboard.press("Enter")

    expect(signed_in.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [360, 320])
def test_a_narrow_window_never_scrolls_sideways(signed_in, width):
    signed_in.set_viewport_size({"width": width, "height": 640})

    assert signed_in.evaluate("document.documentElement.scrollWidth") <= width
