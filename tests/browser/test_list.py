"""The list of use cases in a real browser: filtered at once, and moved with the focus kept."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_full_usecase, make_usecase

LIST = "/specs/mlops/use-cases/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(editor):
    """The list of three use cases."""
    make_full_usecase()
    make_usecase("Model Card", status="approved")
    make_usecase("Retraining", notes="needs a card as well")
    editor.goto(LIST)
    return editor


def titles(page):
    return page.locator("#usecase-table .title-cell a")


def numbers(page):
    return page.locator("#usecase-table td.number:first-child")


def test_the_list_follows_what_is_typed_under_an_address_to_share(
    three, new_context, sign_in, django_user_model
):
    three.get_by_label("Text").press_sequentially("card")

    expect(titles(three)).to_have_text(["Model Card", "Retraining"])
    expect(three.locator(".filter-count")).to_contain_text("2 use cases match")
    expect(three.get_by_role("status").filter(has_text="2 use cases match.")).to_be_attached()
    expect(three).to_have_url(re.compile(r"\?q=card"))
    expect(three.get_by_label("Text")).to_be_focused()

    three.get_by_label("Status").select_option("approved")
    expect(titles(three)).to_have_text(["Model Card"])

    shared = sign_in(new_context(), django_user_model.objects.get())
    shared.goto(three.url)
    expect(titles(shared)).to_have_text(["Model Card"])
    expect(shared.get_by_label("Text")).to_have_value("card")
    expect(shared.get_by_label("Status")).to_have_value("approved")


def test_the_back_button_leads_back_to_the_list_as_it_was(three):
    three.get_by_label("Persona").select_option("data-scientists")
    expect(titles(three)).to_have_text(["Data Intake"])
    three.get_by_label("Persona").select_option("")
    expect(titles(three)).to_have_count(3)

    three.go_back()

    expect(titles(three)).to_have_text(["Data Intake"])
    expect(three.get_by_label("Persona")).to_have_value("data-scientists")
    expect(three.get_by_role("navigation", name="Main")).to_be_visible()

    three.get_by_role("link", name="Data Intake").click()
    expect(three.get_by_role("heading", name="Data Intake", level=1)).to_be_visible()
    three.go_back()

    expect(titles(three)).to_have_text(["Data Intake"])
    expect(three.get_by_role("navigation", name="Main")).to_be_visible()


def test_where_nothing_matches_the_way_back_is_shown(three):
    three.get_by_label("Text").fill("nothing at all")

    expect(three.get_by_role("heading", name="No use case matches")).to_be_visible()
    three.get_by_role("link", name="Show all use cases").click()
    expect(titles(three)).to_have_count(3)


def test_leaving_the_text_field_asks_for_nothing_again(three):
    three.get_by_label("Text").fill("nothing at all")
    expect(three.get_by_role("heading", name="No use case matches")).to_be_visible()
    requests = []
    three.on("request", lambda request: requests.append(request.url))

    # A swap between pressing and releasing the button would take the link away from under the pointer.
    three.get_by_role("link", name="Show all use cases").hover()
    three.mouse.down()
    three.wait_for_timeout(400)
    three.mouse.up()

    expect(titles(three)).to_have_count(3)
    assert [url for url in requests if "nothing" in url] == []


def test_the_list_is_filtered_without_scripts(three, new_context, sign_in, django_user_model):
    page = sign_in(new_context(java_script_enabled=False), django_user_model.objects.get())
    page.goto(LIST)

    page.get_by_label("Text").fill("card")
    page.get_by_role("button", name="Filter").click()

    expect(titles(page)).to_have_text(["Model Card", "Retraining"])


def test_a_use_case_moves_by_keyboard_and_all_are_renumbered(three):
    up = three.get_by_role("button", name="Move Retraining up")
    up.focus()

    three.keyboard.press("Enter")
    expect(titles(three)).to_have_text(["Data Intake", "Retraining", "Model Card"])
    expect(three.get_by_role("status").filter(has_text="Retraining is number 2 now.")).to_be_attached()
    expect(up).to_be_focused()
    three.keyboard.press("Enter")

    expect(titles(three)).to_have_text(["Retraining", "Data Intake", "Model Card"])
    expect(numbers(three)).to_have_text(["1", "2", "3"])
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    three.keyboard.press("Enter")
    three.reload()
    expect(titles(three)).to_have_text(["Retraining", "Data Intake", "Model Card"])


def test_clicks_that_come_too_fast_leave_what_is_shown_true(three):
    down = three.get_by_role("button", name="Move Data Intake down")

    with three.expect_response(re.compile("/move/")):
        down.evaluate("button => { button.click(); button.click(); }")

    expect(titles(three).nth(0)).to_have_text("Model Card")
    expect(three.locator(".htmx-request")).to_have_count(0)
    shown = titles(three).all_text_contents()
    three.reload()
    expect(titles(three)).to_have_text(shown)


def test_a_use_case_moves_without_scripts(three, new_context, sign_in, django_user_model):
    page = sign_in(new_context(java_script_enabled=False), django_user_model.objects.get())
    page.goto(LIST)

    page.get_by_role("button", name="Move Model Card up").click()

    expect(titles(page)).to_have_text(["Model Card", "Data Intake", "Retraining"])
    expect(page).to_have_url(re.compile(f"{LIST}(#.*)?$"))


def test_a_failing_server_says_so_and_leaves_the_list(three, complaints):
    three.route(re.compile("/move/"), lambda route: route.abort())

    three.get_by_role("button", name="Move Retraining up").click()

    expect(three.get_by_text("The server could not be reached.")).to_be_visible()
    expect(titles(three)).to_have_count(3)
    complaints.clear()
