"""The matrix in a real browser: by keyboard, cell by cell, and with a filter that is kept and found again."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_full_usecase, make_usecase

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_walks_through_the_matrix_and_keeps_a_filter_of_it(editor):
    make_full_usecase()
    make_usecase("Curation", inputs=[{"name": "Dataset"}], outputs=[{"name": "Clean data"}])
    editor.goto("/specs/mlops/matrix/")
    grid = editor.get_by_role("grid")

    # The whole table is one stop for Tab, and the arrows move inside of it.
    editor.get_by_role("region", name="Matrix of artifacts and use cases").focus()
    editor.keyboard.press("Tab")
    expect(grid.get_by_role("columnheader", name="Artifacts")).to_be_focused()
    editor.keyboard.press("ArrowRight")
    expect(editor.get_by_role("link", name="1 Data Intake")).to_be_focused()
    editor.keyboard.press("ArrowDown")
    expect(grid.get_by_role("gridcell", name="Use Case 1 produces Dataset")).to_be_focused()
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("End")
    nothing = "2 Curation has nothing to do with"
    expect(grid.get_by_role("gridcell", name=nothing).and_(editor.locator(":focus"))).to_be_visible()
    editor.keyboard.press("ArrowUp")
    expect(grid.get_by_role("gridcell", name="Use Case 2 needs Dataset")).to_be_focused()
    editor.keyboard.press("Home")
    expect(editor.get_by_role("link", name="Dataset", exact=True)).to_be_focused()

    # What is filtered is kept under a name, without leaving the page.
    editor.get_by_label("Text").fill("clean")
    expect(editor.get_by_role("status").filter(has_text="1 artifact and 1 use case match.")).to_be_attached()
    expect(editor).to_have_url(re.compile("q=clean"))
    menu = editor.locator(".kept-filters")
    menu.locator("summary").click()
    menu.get_by_label("Keep this filter as").fill("Clean things")
    editor.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Clean things")).to_be_visible()
    expect(editor.get_by_role("status").filter(has_text="kept as “Clean things”")).to_be_attached()
    expect(menu.get_by_label("Keep this filter as")).to_be_focused()

    # Another day it is one click away.
    editor.goto("/specs/mlops/matrix/")
    menu.locator("summary").click()
    menu.get_by_role("link", name="Clean things").click()
    expect(editor.get_by_label("Text")).to_have_value("clean")
    expect(grid.get_by_role("rowheader")).to_have_text([re.compile("Clean data")])
