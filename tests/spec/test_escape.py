"""What a person typed in a plain field is shown as it was typed, and never becomes markup."""

import json

import pytest
from hypothesis import given

from archportal.spec import escape
from tests.spec.markup import markdown_items, shown
from tests.spec.strategies import NASTY, filled_texts, names

LINES = [text for text in NASTY if text.strip() and not set("\n\t") & set(text)]


def letters(text):
    """Return the text without white space, of which HTML shows only that it is there."""
    return "".join(text.split())


@given(names)
def test_a_line_is_shown_as_it_was_typed(text):
    assert shown(escape.escape_line(text)).split() == text.split()


@given(names)
def test_a_name_stays_one_item_of_a_list(text):
    markdown = f"* before\n* {escape.escape_name(text)}\n* after\n"

    assert letters(shown(markdown, "bullet_list", "list_item")) == f"before{letters(text)}after"
    assert markdown_items(markdown) == 3


@given(names)
def test_a_heading_shows_all_of_its_text(text):
    assert shown(f"# {escape.escape_heading(text)}", "heading").split() == text.split()


@given(filled_texts)
def test_several_lines_stay_one_item_of_a_list(text):
    markdown = f"1. {escape.escape_item(text, '   ')}\n2. after\n"

    assert letters(shown(markdown, "ordered_list", "list_item")) == f"{letters(text)}after"
    assert markdown_items(markdown) == 2


@given(names)
def test_a_cell_of_a_table_stays_one_cell(text):
    markdown = f"| A | B |\n| --- | --- |\n| {escape.escape_line(text)} | x |\n"

    table = ("table", "thead", "tbody", "tr", "th", "td")
    assert letters(shown(markdown, *table)) == f"AB{letters(text)}x"


@pytest.mark.parametrize("text", LINES)
def test_what_looks_like_markup_is_shown_as_it_is(text):
    assert shown(escape.escape_line(text)).split() == text.split()


@pytest.mark.parametrize(
    "text",
    ["Raw data", "Data (v2.1) - draft: final", "Q&A, R&D", "C#", "snake_case", "50 %", "a -> b", "it's"],
)
def test_ordinary_text_is_left_as_it_is(text):
    assert escape.escape_line(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Raw data*", "Raw data&#42;"),
        ("Report (optional)", r"Report \(optional)"),
        ("None", "&#78;one"),
        ("a – b", "a &#8211; b"),
        ("https://example.org", r"https\://example.org"),
        ("www.example.org", r"www\.example.org"),
        ("1. first", r"1\. first"),
        ("- first", r"\- first"),
    ],
)
def test_a_name_keeps_clear_of_marks(text, markdown):
    assert escape.escape_name(text) == markdown


@given(names)
def test_a_comment_cannot_be_closed_by_its_content(text):
    comment = escape.comment("use-case", {"slug": text})

    inner = comment.removeprefix("<!-- archportal use-case ").removesuffix(" -->")
    assert "--" not in inner
    assert "<" not in inner
    assert ">" not in inner
    assert json.loads(inner) == {"slug": text}
