"""The panel beside the form: it follows what is typed, and never gets in the way of typing."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.form import EDIT
from tests.factories import make_full_usecase, make_persona, make_user

ASKS = "**/edit/preview/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(editor):
    """The form of a use case with a long preview beside it."""
    make_persona("Writers")
    make_full_usecase(notes="\n\n".join(f"Paragraph {n}" for n in range(60)))
    editor.goto(EDIT)
    expect(editor.locator("#preview-page h3").first).to_have_text("Data Intake")
    return editor


def asked(page):
    """Return a list that grows by every request of the preview."""
    requests = []
    page.on(
        "request", lambda request: requests.append(request) if request.url.endswith("/preview/") else None
    )
    return requests


def test_the_preview_follows_typing_and_leaves_the_person_where_they_are(form):
    shown = form.locator("#preview-page")
    shown.evaluate("part => { part.scrollTop = 300 }")
    title = form.get_by_label("Title", exact=True)
    title.press("End")
    title.press_sequentially(" and <i>more</i>")

    expect(shown.locator("h3").first).to_have_text("Data Intake and <i>more</i>")
    expect(title).to_be_focused()
    assert shown.evaluate("part => part.scrollTop") == 300
    assert form.evaluate("scrollY") == 0

    form.locator("#inputs-1-name").fill("Weights")
    form.get_by_role("button", name="Remove output 1, Dataset").click()
    form.get_by_role("button", name="Add step").click()
    form.keyboard.type("One more step")

    expect(shown.locator(".inputs .term")).to_have_text(["Raw data", "Weights"])
    expect(shown.locator("svg.diagram.narrow text").get_by_text("Weights")).to_have_count(1)
    expect(shown.locator(".steps > li")).to_have_count(3)
    assert shown.evaluate("part => part.scrollTop") == 300

    tabs = form.get_by_role("tab")
    tabs.nth(0).focus()
    form.keyboard.press("ArrowLeft")
    expect(tabs.last).to_be_focused()
    form.keyboard.press("ArrowLeft")
    expect(tabs.nth(4)).to_be_focused()
    expect(tabs.nth(4)).to_have_accessible_name("Before review 1")
    expect(form.get_by_role("tabpanel")).to_contain_text("Add what comes out")
    form.keyboard.press("ArrowLeft")
    expect(form.get_by_role("tabpanel").locator("ins")).to_contain_text(["more", "Weights", "One more step"])
    form.keyboard.press("ArrowRight")
    form.get_by_role("tabpanel").get_by_role("link", name="Outputs").click()
    expect(form.get_by_role("button", name="Add output")).to_be_focused()
    expect(form.locator("#preview-said")).to_have_text("Missing before review: 1.")

    form.keyboard.press("Enter")
    form.keyboard.type("Card")
    expect(form.get_by_role("tabpanel")).to_contain_text("ready for review")
    expect(shown.locator(".outputs .term")).to_have_text(["Card"])
    expect(tabs.nth(4)).to_have_attribute("aria-selected", "true")

    form.evaluate(AXE_SCRIPT)
    for tab in tabs.all():
        tab.click()
        assert (
            form.evaluate("axe.run('#preview').then(found => found.violations.map(fault => fault.id))") == []
        )


def test_only_the_last_answer_is_shown_whatever_becomes_of_the_others(form, without_connection):
    form.evaluate(
        """() => {
          const part = document.getElementById("preview-page");
          window.titles = [];
          const note = () => titles.push(part.querySelector("h3").textContent);
          new MutationObserver(note).observe(part, { childList: true });
        }"""
    )
    held = []
    form.route(ASKS, lambda route: held.append(route) if not held else route.continue_())
    title = form.get_by_label("Title", exact=True)
    heading = form.locator("#preview-page h3").first

    title.fill("First")
    expect(form.locator("#preview-state")).to_have_text("Updating…")
    title.fill("Second")
    expect(heading).to_have_text("Second")
    held[0].fulfill(body='<div data-part="page"><h3>First</h3></div>', content_type="text/html")
    title.fill("Third")
    expect(heading).to_have_text("Third")
    assert form.evaluate("titles") == ["Second", "Third"]

    form.unroute(ASKS)
    form.route(ASKS, lambda route: route.abort())
    title.fill("Fourth")
    expect(form.locator("#preview-state")).to_have_text("Could not be updated; trying again")
    expect(heading).to_have_text("Third")
    form.unroute(ASKS)
    expect(heading).to_have_text("Fourth")
    expect(form.locator("#preview-state")).to_have_text("")

    form.context.clear_cookies()
    title.fill("Fifth")
    expect(form.locator("#preview-state")).to_have_text("Paused until you are signed in again")
    expect(heading).to_have_text("Fourth")


def test_a_folded_preview_asks_for_nothing_and_a_phone_begins_folded(form, new_context, sign_in):
    requests = asked(form)
    fold = form.locator("#preview > summary")
    title = form.get_by_label("Title", exact=True)
    fold.click()
    title.press_sequentially("Intake of data", delay=20)
    fold.click()

    expect(form.locator("#preview-page h3").first).to_contain_text("Intake of data")
    assert len(requests) == 1
    # What is on the page is what was saved, whether a draft was kept meanwhile or not.
    title.fill("Data Intake")
    form.get_by_role("tab", name="Markdown").click()
    fold.click()
    form.reload()
    expect(form.locator("#preview")).not_to_have_attribute("open", "")
    fold.click()
    expect(form.get_by_role("tabpanel")).to_have_accessible_name("Markdown")
    expect(form.get_by_role("tabpanel")).to_contain_text("# Use Case 1: Data Intake")

    phone = sign_in(new_context(), make_user("Editor", "other"))
    phone.set_viewport_size({"width": 390, "height": 800})
    requests = asked(phone)
    phone.goto(EDIT)
    phone.get_by_label("Title", exact=True).fill("On a phone")
    phone.locator("#preview > summary").click()
    expect(phone.locator("#preview-page h3").first).to_have_text("On a phone")
    assert len(requests) == 1
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 800})
        assert phone.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [width, width]


def test_what_is_missing_can_wait_in_a_draft(form):
    form.get_by_role("button", name="Remove output 1, Dataset").click()
    form.get_by_label("Status").select_option("In review")
    form.get_by_role("button", name="Save", exact=True).last.click()

    summary = form.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Add what comes out").click()
    expect(form.locator("#outputs-0-name")).to_be_focused()
    form.get_by_role("button", name="Save as draft instead").click()

    expect(form.get_by_text("Use Case 1: Data Intake was saved.")).to_be_visible()
    expect(form.locator("article .badge.status-draft")).to_be_visible()
