"""The checks in a real browser, by keyboard: narrow, mend, undo, dismiss, bring back."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_usecase
from usecases.models import Artifact, Dismissal

CHECKS = "/specs/mlops/checks/"

pytestmark = pytest.mark.django_db(transaction=True)


def findings(page):
    return page.locator(".finding-sentence")


def press(page, locator, key="Enter"):
    """Use something that somebody has reached with the Tab key."""
    locator.focus()
    page.keyboard.press(key)


def test_findings_are_worked_through_by_keyboard(editor):
    make_usecase(number="1", inputs=[{"name": "Raw data"}, {"name": "Labels"}])
    editor.goto("/specs/mlops/")
    press(editor, editor.get_by_role("link", name="Not checked yet"))
    expect(editor.locator("#check-counts")).to_contain_text("2 errors")
    editor.wait_for_load_state()

    # Narrowed as it is typed, under an address to share.
    editor.get_by_label("Text").press_sequentially("raw")
    expect(editor.locator(".filter-count")).to_contain_text("Show all")
    expect(findings(editor).filter(has_text="Nothing produces")).to_have_count(1)
    expect(editor).to_have_url(re.compile(r"\?q=raw"))
    expect(editor.get_by_role("status").filter(has_text="match.")).to_be_attached()

    # A fix says what it will change before it does.
    press(editor, editor.get_by_role("link", name="Mark “Raw data” as from outside"))
    expect(editor.get_by_role("heading", level=1)).to_have_text("Mark “Raw data” as from outside")
    expect(editor.locator("ins")).to_contain_text("from outside")
    press(editor, editor.get_by_role("button", name="Apply"))
    expect(editor.locator("#messages")).to_contain_text("Mended: Mark “Raw data” as from outside.")
    expect(editor).to_have_url(re.compile(r"\?q=raw"))
    expect(findings(editor).filter(has_text="Nothing produces")).to_have_count(0)

    # And it is taken back where it is told.
    press(editor, editor.get_by_role("button", name="Undo"))
    expect(editor.locator("#messages")).to_contain_text("Undone")
    assert not Artifact.objects.get(name="Raw data").external
    editor.goto(f"{CHECKS}?severity=error")
    expect(findings(editor)).to_have_text(
        ["Nothing produces “…”, and it is not marked as from outside, so nobody knows who provides it."]
    )
    expect(editor.locator(".finding")).to_have_count(2)

    # Dismissed in its place, with the focus on what takes that back.
    finding = editor.locator(".finding").filter(has_text="Labels")
    press(editor, finding.locator("summary"))
    editor.keyboard.press("Tab")
    editor.keyboard.type("The annotators bring them.")
    editor.keyboard.press("Enter")
    expect(finding).to_contain_text("Dismissed: The annotators bring them.")
    expect(finding.get_by_role("button", name="Bring back")).to_be_focused()
    expect(editor.locator("#check-counts")).to_contain_text("1 error")
    expect(editor.locator("#check-said")).to_contain_text("Dismissed: Nothing produces “Labels”")
    assert Dismissal.objects.get().author_name == "Edda"

    editor.keyboard.press("Enter")
    expect(finding.get_by_role("link", name="Mark “Labels” as from outside")).to_be_visible()
    expect(finding.locator("summary")).to_be_focused()
    expect(editor.locator("#check-counts")).to_contain_text("2 errors")

    # The place leads to the very field.
    press(editor, finding.get_by_role("link", name="Input 2, Labels"))
    expect(editor).to_have_url(re.compile(r"/edit/#inputs-1-name$"))
    expect(editor.locator("#inputs-1-name")).to_be_in_viewport()


def test_several_findings_are_chosen_mended_and_dismissed_by_keyboard(editor):
    make_usecase(number="1", inputs=[{"name": name} for name in ("Raw data", "Labels", "Schema", "Units")])
    editor.goto(f"{CHECKS}?check=input-without-source")
    chosen, everything = editor.locator("[data-chosen]"), editor.get_by_role("checkbox", name="Choose all 4")
    expect(chosen).to_have_text("None chosen yet")

    # A range, then all, then all but one.
    press(editor, editor.get_by_role("checkbox", name="Choose: 1 Data Intake Input 1"), "Space")
    press(editor, editor.get_by_role("checkbox", name="Choose: 1 Data Intake Input 3"), "Shift+Space")
    expect(chosen).to_have_text("3 chosen")
    press(editor, everything, "Space")
    expect(chosen).to_have_text("4 chosen")
    press(editor, editor.get_by_role("checkbox", name="Choose: 1 Data Intake Input 2"), "Space")
    expect(chosen).to_have_text("3 chosen")
    expect(everything).not_to_be_checked()

    press(editor, editor.get_by_role("button", name="Mend or dismiss the chosen ones"))
    expect(editor.get_by_role("heading", level=1)).to_have_text("3 chosen findings")
    press(editor, editor.get_by_role("button", name="Mark as from outside"))
    expect(editor.get_by_role("heading", name="What will change 3 documents")).to_be_visible()
    press(editor, editor.get_by_role("button", name="Apply"))
    expect(editor.locator("#messages")).to_contain_text("Mended. Mark as from outside: 3 findings.")
    expect(editor.locator(".finding")).to_have_count(1)
    press(editor, editor.get_by_role("button", name="Undo"))
    expect(editor.locator(".finding")).to_have_count(4)

    press(editor, everything, "Space")
    press(editor, editor.get_by_role("button", name="Mend or dismiss the chosen ones"))
    editor.get_by_label("Why they can stay as they are").focus()
    editor.keyboard.type("They come by post.")
    editor.keyboard.press("Enter")
    expect(editor.locator("#messages")).to_contain_text("Dismissed: 4 findings.")
    assert Dismissal.objects.filter(reason="They come by post.").count() == 4


def test_the_page_and_the_form_of_a_use_case_say_what_is_found(editor):
    make_usecase(number="1", inputs=[{"name": "Raw data"}])

    editor.goto("/specs/mlops/use-cases/data-intake/")
    expect(editor.locator(".check-panel li.sev-error")).to_have_count(1)
    expect(editor.locator("#panel-said")).to_contain_text("in this use case.")

    editor.locator(".check-panel li.sev-error a").click()
    editor.wait_for_load_state()
    tab = editor.get_by_role("tab", name="Checks")
    tab.click()
    expect(editor.locator("#preview-checks")).to_contain_text("Nothing produces “Raw data”")
    editor.locator("#inputs-0-name").fill("Measurements")
    expect(editor.locator("#preview-checks")).to_contain_text("Nothing produces “Measurements”")
