"""Two people at once, and what comes back: conflicts, deleting, restoring, histories, exports."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.form import EDIT, PAGE, save
from tests.factories import make_full_usecase, make_usecase, make_user
from usecases.models import UseCase, UseCaseRevision

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other(new_context, sign_in):
    """A page in another browser, in which somebody else is signed in."""
    return sign_in(new_context(), make_user("Editor", "ada", first_name="Ada"))


@pytest.mark.database
def test_who_saves_second_chooses_where_both_changed_the_same(editor, other):
    make_usecase(inputs=[{"name": "Data"}])
    for page in (editor, other):
        page.goto(EDIT)
    other.get_by_label("Title", exact=True).fill("Their intake")
    other.locator("#outputs").get_by_label("Name").fill("Their card")
    other.get_by_label("A word on why").fill("Says whose")
    save(other)
    expect(other.get_by_text("was saved.")).to_be_visible()
    editor.get_by_label("Title", exact=True).fill("My intake")
    editor.get_by_label("Notes").fill("My notes")

    save(editor)

    conflict = editor.locator("#conflict")
    expect(conflict).to_contain_text("Ada saved this use case while you were writing")
    expect(conflict).to_contain_text("Says whose")
    expect(conflict).to_be_focused()
    editor.wait_for_load_state()
    assert UseCaseRevision.objects.count() == 2
    assert UseCase.objects.with_document().get().document.title == "Their intake"
    # What only one of them changed is together already.
    expect(editor.get_by_label("Notes")).to_have_value("My notes")
    expect(editor.locator("#outputs").get_by_label("Name")).to_have_value("Their card")

    conflict.get_by_role("link", name="Title").click()
    clash = editor.get_by_role("group", name="Title: two versions")
    title = editor.get_by_label("Title", exact=True)
    expect(title).to_have_value("My intake")
    clash.get_by_role("button", name="Take theirs").click()
    expect(title).to_have_value("Their intake")
    clash.get_by_role("button", name="Take mine").click()
    expect(title).to_have_value("My intake")
    title.fill("Our intake")
    save(editor)

    expect(editor.get_by_role("heading", name="Our intake", level=1)).to_be_visible()
    document = UseCase.objects.with_document().get().document
    assert (document.notes, document.outputs[0].name) == ("My notes", "Their card")
    assert UseCaseRevision.objects.count() == 3


@pytest.mark.database
def test_who_saves_what_was_deleted_brings_it_back_with_what_was_typed(editor, other):
    make_usecase()
    editor.goto(EDIT)
    editor.get_by_label("Notes").fill("My notes")
    other.goto(PAGE)
    other.get_by_text("More", exact=True).click()
    other.get_by_role("link", name="Delete this use case").click()
    other.get_by_role("button", name="Delete this use case").click()
    expect(other.get_by_text("Use Case 1: Data Intake was deleted.")).to_be_visible()

    save(editor)

    expect(editor.get_by_role("heading", name="Ada deleted this use case")).to_be_visible()
    expect(editor.get_by_label("Notes")).to_have_value("My notes")
    save(editor)
    expect(editor.locator("article.document")).to_contain_text("My notes")


@pytest.mark.database
def test_a_deleted_use_case_is_restored(editor):
    make_full_usecase()
    editor.goto(f"{PAGE}delete/")
    editor.get_by_role("button", name="Delete this use case").click()
    expect(editor.get_by_role("heading", name="No use cases yet")).to_be_visible()

    editor.goto("/specs/mlops/deleted/")
    editor.get_by_role("button", name="Restore Use Case 1: Data Intake").click()

    expect(editor.get_by_text("Use Case 1: Data Intake was restored.")).to_be_visible()
    expect(editor.locator("ul.inputs .term")).to_have_text(["Raw data", "Labels"])


@pytest.mark.database
def test_an_earlier_version_is_read_and_restored(editor):
    make_usecase(notes="First notes")
    editor.goto(EDIT)
    editor.get_by_label("Notes").fill("Second notes")
    editor.get_by_label("A word on why").fill("Better words")
    save(editor)

    editor.get_by_role("link", name="History").click()
    expect(editor.get_by_role("row")).to_have_count(3)
    expect(editor.get_by_role("row").nth(1)).to_contain_text("Better words")
    expect(editor.get_by_role("row").nth(1)).to_contain_text("Edda")
    editor.get_by_role("link", name="Version 1", exact=True).click()
    expect(editor.locator("article.document")).to_contain_text("First notes")
    editor.get_by_role("button", name="Restore this version").click()

    expect(editor.get_by_text("is again as it was in version 1.")).to_be_visible()
    expect(editor.locator("article.document")).to_contain_text("First notes")
    editor.get_by_role("link", name="History").click()
    expect(editor.get_by_role("row")).to_have_count(4)


def test_the_text_of_an_export_is_copied(editor, context, live_server):
    make_full_usecase()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    editor.goto(PAGE)
    editor.get_by_role("link", name="Export").click()
    editor.wait_for_load_state()

    editor.get_by_role("button", name="Copy").click()

    expect(editor.get_by_text("Copied")).to_be_visible()
    copied = editor.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# Use Case 1: Data Intake\n")
    assert copied == editor.request.get(f"{PAGE[:-1]}.md").text()


def test_an_export_is_downloaded(editor):
    make_full_usecase()
    editor.goto("/specs/mlops/source/")

    for name in ("mlops.json", "mlops.zip"):
        with editor.expect_download() as download:
            editor.locator(f"a[download='{name}']").last.click()
        assert download.value.suggested_filename == name


def test_the_chosen_colours_stay_on_every_page(editor):
    make_usecase()
    editor.emulate_media(color_scheme="light")
    editor.goto(PAGE)

    editor.get_by_role("button", name="Dark").click()

    for address in (PAGE, "/personas/", "/specs/mlops/", "/nothing/"):
        editor.goto(address)
        expect(editor.locator("html")).to_have_attribute("data-theme", "dark")
        expect(editor.locator("body")).to_have_css("background-color", re.compile(r"rgb\(\d\d, \d\d, \d\d\)"))
