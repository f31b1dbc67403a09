"""The dictionary in a real browser, by keyboard: one form and one undo, whatever it reaches."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_usecase
from usecases.models import UseCaseRevision

pytestmark = pytest.mark.django_db(transaction=True)

DICTIONARY = "/specs/mlops/dictionary/"


@pytest.fixture
def six(editor):
    """The dictionary of six use cases that share an artifact; its near twin stands in some of them."""
    for number in range(1, 7):
        twin = "Filtered data" if number % 2 else "Filtered dataset"
        make_usecase(f"Case {number}", inputs=[{"name": "Raw data"}], outputs=[{"name": twin}])
    editor.goto(DICTIONARY)
    return editor


def names(page):
    return page.locator("#dictionary-table .title-cell a")


def press(page, role, name):
    """Go to a control without the mouse, and press it."""
    control = page.get_by_role(role, name=name)
    control.focus()
    page.keyboard.press("Enter")


def test_an_artifact_of_six_use_cases_is_renamed_by_one_form_and_one_undo(six):
    press(six, "link", "Raw data")
    press(six, "link", "Rename")
    expect(six.get_by_label("New name")).to_be_focused()
    six.wait_for_load_state()
    six.keyboard.press("ControlOrMeta+a")
    six.keyboard.type("Measurements")
    told = six.locator("#preview").get_by_text("Input “Raw data” is now “Measurements”.")
    expect(told).to_have_count(6)
    expect(six.get_by_label("New name")).to_be_focused()
    six.keyboard.press("Enter")

    expect(six.get_by_role("heading", level=1)).to_have_text("Measurements")
    expect(six.get_by_text("Also called “Raw data”")).to_be_visible()
    assert UseCaseRevision.objects.filter(version=2).count() == 6

    press(six, "button", "Undo")
    expect(six.get_by_role("heading", level=1)).to_have_text("Raw data")
    assert UseCaseRevision.objects.filter(version=3).count() == 6


def test_near_names_are_merged_and_what_is_chosen_is_set_at_once(six):
    expect(six.get_by_text("1 pair of names is nearly the same")).to_be_visible()
    press(six, "link", "Keep “Filtered dataset”")
    expect(six.get_by_label("Filtered dataset")).to_be_checked()
    six.wait_for_load_state()
    six.get_by_label("Filtered dataset").focus()
    six.keyboard.press("ArrowUp")
    became = six.locator("#preview").get_by_text(
        "“Filtered dataset” becomes another name of “Filtered data”."
    )
    expect(became).to_be_visible()
    press(six, "button", "Merge")
    expect(six.get_by_role("heading", level=1)).to_have_text("Filtered data")

    six.goto(DICTIONARY)
    expect(names(six)).to_have_text(["Filtered data", "Raw data"])
    six.get_by_label("Gap").select_option("no-source")
    expect(names(six)).to_have_text(["Raw data"])
    expect(six.get_by_role("status").filter(has_text="1 artifact matches.")).to_be_attached()
    six.get_by_role("checkbox", name="Choose Raw data").focus()
    six.keyboard.press("Space")
    expect(six.get_by_text("1 chosen")).to_be_visible()
    expect(six.get_by_label("Choose all on this page")).to_be_checked()
    six.get_by_label("With the chosen ones").select_option("Mark as from outside")
    press(six, "button", "Show what changes")
    expect(six.locator("#preview").get_by_text("The artifact is now from outside.")).to_be_visible()
    press(six, "button", "Save")

    expect(six.get_by_role("heading", name="No artifact matches")).to_be_visible()
    press(six, "button", "Undo")
    expect(names(six)).to_have_text(["Raw data"])
