"""The shell in a real browser: colours, menus, keyboard, waiting, with scripts and without."""

import io

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from personas.models import Persona
from tests.browser.waiting import until
from tests.factories import make_full_usecase, make_specification, make_usecase
from usecases.models import Specification, SpecificationRevision, UseCase, UseCaseRevision

pytestmark = pytest.mark.django_db(transaction=True)

DARK = "rgb(21, 25, 28)"
LIGHT = "rgb(251, 251, 249)"


@pytest.fixture
def signed_in(editor):
    """A page with the whole shell, in which somebody is signed in."""
    editor.goto("/accounts/password/change/")
    return editor


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

    signed_in.get_by_text("Edda", exact=True).click()
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


def test_a_narrow_window_never_scrolls_sideways(signed_in):
    for width in (360, 320):
        signed_in.set_viewport_size({"width": width, "height": 640})

        assert signed_in.evaluate("document.documentElement.scrollWidth") <= width


# Keys


def test_the_shortcuts_are_listed_lead_to_the_search_and_can_be_switched_off(editor):
    make_usecase()
    editor.goto("/specs/mlops/use-cases/")
    dialog = editor.get_by_role("dialog", name="Keyboard shortcuts")
    text = editor.get_by_label("Search everything")

    editor.keyboard.press("?")
    expect(dialog.get_by_text("Search everything")).to_be_visible()
    expect(dialog.get_by_text("Make the next row")).to_be_hidden()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    editor.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    editor.keyboard.press("/")
    expect(text).to_be_focused()
    editor.keyboard.type("in/take?")
    expect(text).to_have_value("in/take?")
    expect(dialog).to_be_hidden()
    editor.keyboard.press("Escape")
    expect(text).to_have_value("in/take?")

    editor.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_label("Use ? and /").uncheck()
    dialog.get_by_role("button", name="Close").click()
    expect(editor.get_by_role("button", name="Keyboard shortcuts")).to_be_focused()
    editor.reload()
    editor.keyboard.press("/")
    expect(text).not_to_be_focused()
    editor.keyboard.press("?")
    expect(dialog).to_be_hidden()
    editor.get_by_role("button", name="Keyboard shortcuts").click()
    expect(dialog.get_by_label("Use ? and /")).not_to_be_checked()


def test_keys_that_are_held_with_others_are_left_to_the_browser(editor):
    make_usecase()
    editor.goto("/specs/mlops/use-cases/")

    for keys in ("Control+/", "Alt+/", "Meta+/", "Control+Shift+?"):
        editor.keyboard.press(keys)

    expect(editor.get_by_label("Text")).not_to_be_focused()
    expect(editor.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()


def test_the_focus_is_never_hidden_behind_the_bar_that_stays_in_view(editor):
    make_full_usecase(slug="data-intake")
    editor.set_viewport_size({"width": 390, "height": 640})
    editor.goto("/specs/mlops/use-cases/data-intake/edit/")
    seen = []

    for _ in range(400):
        editor.keyboard.press("Tab")
        html = editor.evaluate(HIDDEN_FOCUS)
        if html is None:
            break
        seen.append(html)

    assert len(seen) > 50
    assert set(seen) == {""}


# What has the focus and is covered in its middle; nothing, where it shows; null, past the last element.
HIDDEN_FOCUS = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const {left, top, width, height} = focused.getBoundingClientRect();
    const shown = document.elementFromPoint(left + width / 2, top + height / 2);
    return focused.contains(shown) || height > innerHeight ? "" : focused.outerHTML.slice(0, 200);
}"""


# Waiting


def click_twice(page, name):
    """Double-click a button, on a line on which nothing arrives before the second click."""
    held = []

    def hold(route):
        asked = route.request
        sent = asked.is_navigation_request() or "/move/" in asked.url
        held.append(route) if sent and asked.method == "POST" else route.fallback()

    page.route("**/*", hold)
    page.get_by_role("button", name=name, exact=True).dblclick(no_wait_after=True)
    until(page, lambda: held)
    while held:
        held.pop().continue_()
    page.unroute("**/*", hold)


def twice(page, name):
    """Double-click a button, and return what is found after it on the page that comes then."""
    click_twice(page, name)
    return page.locator("#messages")


def test_a_double_click_does_everything_once_on_a_slow_line(editor):
    call_command("load_starter", stdout=io.StringIO())
    mlops = make_specification()
    for title in ("Data Intake", "Model Card", "Retraining"):
        make_usecase(title, mlops)
    editor.goto("/specs/new/")

    editor.get_by_label("Title").fill("Twice")
    expect(twice(editor, "Create specification")).to_contain_text("was created")
    assert Specification.objects.filter(title="Twice").count() == 1

    editor.goto("/specs/mlops/use-cases/new/")
    editor.get_by_label("Title", exact=True).fill("Once")
    expect(twice(editor, "Save")).to_contain_text("was saved")
    assert UseCase.objects.filter(title="Once").count() == 1

    editor.goto("/specs/mlops/use-cases/once/edit/")
    editor.get_by_label("Title", exact=True).fill("Only once")
    expect(twice(editor, "Save")).to_contain_text("was saved")
    assert UseCaseRevision.objects.filter(usecase__title="Only once").count() == 2

    editor.goto("/specs/mlops/use-cases/")
    click_twice(editor, "Move Data Intake down")
    expect(editor.get_by_role("row").nth(2)).to_contain_text("Data Intake")
    expect(editor.locator(".htmx-request")).to_have_count(0)
    assert [row.title for row in mlops.use_cases.in_order()][:3] == [
        "Model Card",
        "Data Intake",
        "Retraining",
    ]

    editor.goto("/specs/mlops/use-cases/once/delete/")
    expect(twice(editor, "Delete this use case")).to_contain_text("was deleted")
    assert UseCaseRevision.objects.filter(identity="once", deleted=True).count() == 1

    editor.goto("/specs/mlops/deleted/")
    expect(twice(editor, "Restore Use Case 4: Only once")).to_contain_text("was restored")
    assert UseCaseRevision.objects.filter(identity="once").count() == 4

    editor.goto("/personas/")
    first = Persona.objects.first()
    click_twice(editor, f"Move {first.name} down")
    expect(editor.locator("#persona-moved")).to_contain_text("at place 2 of")
    expect(editor.locator(".htmx-request")).to_have_count(0)
    assert list(Persona.objects.all()).index(first) == 1

    editor.goto("/specs/")
    expect(twice(editor, "Remove the demonstration")).to_contain_text("was deleted")
    assert SpecificationRevision.objects.filter(identity="model-lifecycle").count() == 2


def test_the_button_that_was_pressed_says_that_it_waits(editor):
    make_specification()
    editor.goto("/specs/mlops/edit/")
    save = editor.locator("main form button.primary")
    save.evaluate("""button => new MutationObserver(() => {
        const status = document.getElementById("waiting").textContent;
        sessionStorage.setItem("seen", [button.textContent.trim(), button.ariaBusy, status]);
    }).observe(document.body, {childList: true, subtree: true, attributes: true})""")

    save.click()

    expect(editor.locator("#messages")).to_contain_text("nothing had changed")
    assert editor.evaluate("sessionStorage.getItem('seen')") == "Saving…,true,Saving…"

    editor.go_back()

    expect(save).to_have_text("Save")
    expect(save).not_to_have_attribute("aria-busy", "true")
