"""People's Markdown on a page of the portal."""

import pytest
from hypothesis import given

from archportal.spec import markdown_html
from tests.spec.strategies import texts


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("", ""),
        (" \n ", ""),
        ("a *b* **c** `d` ~~e~~", "<p>a <em>b</em> <strong>c</strong> <code>d</code> <s>e</s></p>\n"),
        ("# One\n## Two\n### Three", "<h4>One</h4>\n<h5>Two</h5>\n<h6>Three</h6>\n"),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n"),
        ("[a](https://b.c)", '<p><a href="https://b.c" rel="noopener nofollow">a</a></p>\n'),
        ("[a](/personas/)", '<p><a href="/personas/" rel="noopener nofollow">a</a></p>\n'),
        ("[a](mailto:b@c.d)", '<p><a href="mailto:b@c.d" rel="noopener nofollow">a</a></p>\n'),
        ("![a *b*](https://c.d/e.png)", "<p>a b</p>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("```py\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
        ("https://a.b", "<p>https://a.b</p>\n"),
    ],
)
def test_markdown_becomes_safe_html(markdown, html):
    assert markdown_html(markdown) == html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html;x", "vbscript:x", "JaVaScript:x"])
def test_no_link_runs_anything(address):
    assert "href" not in markdown_html(f"[a]({address}) <{address}>")


def test_a_table_keeps_its_cells_and_no_style():
    html = markdown_html("| a | b |\n|---|--:|\n| 1 | 2 |")

    assert "<th>b</th>" in html
    assert "style" not in html


@given(texts)
def test_nothing_but_known_elements_comes_out(text):
    html = markdown_html(text)

    assert not [word for word in ("<script", "<img", "<iframe", " on", "javascript:") if f"<a {word}" in html]
    assert "<script" not in html
    assert "<img" not in html
