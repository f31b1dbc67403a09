"""People's Markdown inside of ours: nothing around it breaks, and it comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import prose, rules
from tests.spec.markup import PARSER, flat, headings
from tests.spec.strategies import texts

PIECES = [
    "```", "~~~", "````", "  ```", "   ~~~", "\n", "\n\n", " ", "    ", "# a", "## a ##", "<b>", "<!-- c",
    "-->", "`",
    "\\", "- ", "1. ", "---", "===", "&#60;", "&#060;", "> ", "|", "text", "<https://example.org>", "\t", "*",
]  # fmt: skip
structures = st.lists(st.sampled_from(PIECES), max_size=14).map("".join).map(rules.lines)


@given(st.one_of(structures, texts))
def test_what_is_embedded_comes_back(text):
    assert prose.extract(prose.embed(text)) == text


@given(structures)
def test_the_heading_after_a_text_stays_a_heading(text):
    assert headings(f"# Title\n\n{prose.embed(text)}\n\n## Notes\n")[-1] == ("h2", "Notes")


@given(structures)
def test_no_heading_in_a_text_is_as_large_as_ours(text):
    assert {level for level, _ in headings(prose.embed(text))} <= {"h5", "h6"}


@given(structures)
def test_no_html_in_a_text_is_left(text):
    assert not [token for token in flat(PARSER.parse(prose.embed(text))) if token.type.startswith("html")]


@pytest.mark.parametrize(
    "text",
    [
        "A *paragraph* with [a link](https://example.org) & a < b.",
        "- one\n- two\n\n1. three",
        "```json\n# no heading <b>\n```",
        "Call `GET /models/<id>` first.",
        "<https://example.org>",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "above\n\n---\n\nbelow",
        "- item\n\n  ```\n  <code>\n  ```",
    ],
)
def test_ordinary_markdown_is_left_as_it_is(text):
    assert prose.embed(text) == text


@pytest.mark.parametrize(
    ("text", "embedded"),
    [
        ("# Large", "##### Large #"),
        ("### Small ###", "###### Small ### ###"),
        ("a <b>bold</b> word", "a &#60;b>bold&#60;/b> word"),
        ("typed &#60; as such", "typed &#060; as such"),
        ("Title\n===", "Title\n&#61;=="),
        ("Title\n---", "Title\n&#45;--"),
        ("```\nopen", "```\nopen\n````"),
        ("text\n  ```\nopen", "text\n  &#96;``\nopen"),
        ("` <b> `` <i>", "` &#60;b> `` &#60;i>"),
    ],
)
def test_what_would_break_out_is_changed_in_a_way_that_hardly_shows(text, embedded):
    assert prose.embed(text) == embedded
    assert prose.extract(embedded) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# One\n\ntext\n\n## *Two* [three](x) ##", ["One", "Two three"]),
        ("```\n# no\n```", []),
        ("no heading", []),
    ],
)
def test_headings_in_a_text_are_known(text, found):
    assert prose.headings(text) == found
