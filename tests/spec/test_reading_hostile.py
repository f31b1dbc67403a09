"""Whatever is read, it ends soon, and with an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal import spec
from archportal.spec.reading import read_markdown
from tests.spec.strategies import NASTY

LINES = [
    "# Use Case 1: A", "## Use Case 2 - B (optional)", "# Title", "## Inputs", "### Output", "**Inputs**:",
    "- item",
    "  - nested", "* star*", "1. one", "As a user, I want x so that y.", "* As an [X](#x) or Y, I want",
    "None", "---",
    "* = optional input", "| a | b |", "|---|---|", "| 1 | yes |", "```mermaid", "graph LR",
    "A[Raw] --> B((x))", "```",
    "<ul><li>x</li><li>y", "<!-- c", "-->",
    '<!-- archportal use-case {"slug":["a"],"status":{},"tags":[1]} -->',
    '<!-- archportal specification {"slug":3,"personas":[]} -->', "<!-- archportal use-case {bad} -->",
    '<!-- archportal persona {"slug":3} -->', "", "## Personas", "#### Data Scientists", "##### Goals", "* ",
    "## Dictionary", "| Name | Also called | Type | From outside | Description |", "## Description",
    "## Notes",
    "1. At step 99999: x", "===", "\x00", "&#0;", "&#xD800;", "Actors: a, b", "\t", "As a", "(optional)",
]  # fmt: skip
texts = st.lists(st.sampled_from(LINES + NASTY) | st.text(max_size=20), max_size=20).map("\n".join)
paths = st.sampled_from(
    ["README.md", "use-cases/1-a.md", "2.md", "x/README.md", "personas.md", "LICENSE.md", "pasted.md"]
)


@given(st.dictionaries(paths, texts, min_size=1, max_size=3))
def test_any_text_is_read_and_comes_back_from_an_export(files):
    specification = read_markdown(files).specification

    assert read_markdown({"all.md": spec.render_document(specification)}).specification == specification


@pytest.mark.parametrize(
    "body",
    [
        "* " + "*a " * 100_000,
        "* " + "[" * 200_000,
        "* " + "[a](" * 100_000,
        "* " + "`a" * 100_000,
        "* " + "<a href=" * 50_000,
        "* " + "\\" * 200_001,
        "* " + "_a_" * 100_000,
        "\n".join(" " * 2 * level + "* x" for level in range(1000)),
        "<ul>" * 50_000 + "<li>" * 50_000,
        "|" * 100_000 + "\n|-|",
        "```\n" * 50_001,
        "  ```a\n" * 20_000,
        "<!--" * 50_000,
        "<!-- a --> " * 50_000,
        "## Description\n\nAs a " + "x, " * 50_000 + "I want y",
        "## Description\n\n" + "As a user, I want x so that y. " * 20_000,
        "```mermaid\ngraph LR\n" + "A[((((" * 20_000 + "\n```",
        "a\n---\n" * 10_000,
        "a;" * 100_000,
        "* x\n" * 50_000,
        "x" * 2_000_000,
    ],
    ids=range(21),
)
def test_what_is_made_to_take_long_does_not(body):
    file = "use-cases/1-a.md"

    answer = answered({file: f"# Use Case 1: A\n\n## Inputs\n\n{body}\n"})

    assert answer == "" or answer.startswith(f"{file}, line ")


def answered(files):
    """Return the sentence with which the files are refused, or nothing."""
    try:
        read_markdown(files)
    except spec.SpecError as error:
        return str(error)
    return ""


def test_a_use_case_that_cannot_be_kept_is_refused_with_file_and_line():
    with pytest.raises(spec.SpecError) as error:
        read_markdown({"use-cases/1-a.md": "\n# Use Case 1: A\n\n## Notes\n\n" + "word " * 30_000})

    assert str(error.value) == (
        "use-cases/1-a.md, line 2: The notes of this use case, with all that has no other place, would be "
        "longer than 100,000 characters; split it."
    )
