"""Whatever stands in other people's files, each word of it is in the document or in the report."""

import re
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from archportal import spec
from archportal.spec.reading import read_markdown

ITEMS = [
    "W W", "**W** W", "W (required)", "W (optional, W)", "W*", "W - W W", "**W**: W",
    "[W](http://example.org)", "`W`",
    "W (W)", "W; W", "W <b>W</b>", "<W> W", "W &amp; W", "Step 2: W", "~~W~~ W", "W (default: W)", "_W_",
    "W<br>W",
    "[ ] W", "W: W", "At step 3: W (optional)", "Optional: W", "3a. W", "*b. W", "3a1. W", "3c) W: W",
]  # fmt: skip
LISTS = [
    "* I\n* I\n* I", "1. I\n2. I", "I I.", "I\nI\nI", "* I\n  * I\n    * I\n  * I\n* I\n\n  I\n", "I; I; I",
    "> I\n> I",
    "<ul>\n<li>I</li><li>I</li>\n</ul>", "I\n\n* I\n\nI\n\n1. I\n\n```\nW\n```\n\n<!-- W -->",
    "| W | W |\n|---|---|\n| I | I |",
    "| Name | Required | W |\n|---|---|---|\n| I | yes | I |\n| I | W | I |",
    "| Step | Handling | W |\n|-|-|-|\n| I | I | I |",
    "As a W, I want to W so that W. W", "* As a W or W, I need W in order to W\n* As an [W](#), W",
    "As a W, W W",
    "| Name | W |\n|---|---|\n| I | I |\n| | I |",
    "| W | Input | Required |\n|-|-|-|\n| I | | yes |\n| I | I | no | I |",
    "*\n  * I\n* I; I\n  * I",
]  # fmt: skip
HEADINGS = [
    "## Inputs", "## Output", "## Success path", "## Exceptions / Errors", "## Description", "## Notes",
    "## Actors",
    "## Pre-conditions", "**Inputs**:", "Outputs:", "### Steps", "## User story", "## Event", "## Diagram",
    "### Required",
    "## Inputs (W)", "## W", "### W", "**W**", "# W",
]  # fmt: skip
TITLES = [
    "# Use Case 3: W W",
    "# W W",
    "# Use Case W: W",
    "Use Case 3 - W\n====",
    "",
    "W\n\n# Use Case 2: W (optional)",
]

sections = st.tuples(
    st.sampled_from(HEADINGS),
    st.sampled_from(LISTS),
    st.lists(st.sampled_from(ITEMS), min_size=9, max_size=9),
)
documents = st.tuples(st.sampled_from(TITLES), st.lists(sections, min_size=1, max_size=6))


def written(document):
    """Return the text of a document in which each `I` is an item and each `W` a word of its own."""
    title, parts = document
    text = title
    for heading, body, items in parts:
        left = iter(items)
        text += f"\n\n{heading}\n\n" + re.sub(
            r"\bI\b(?! (?:want|need))", lambda match, left=left: next(left), body
        )
    numbers = count(1)
    return re.sub(r"\bW\b", lambda match: f"word{next(numbers)}x", text) + "\n"


@settings(max_examples=300)
@given(documents, st.sampled_from(["use-cases/1-a.md", "README.md", "x.md"]))
def test_no_word_is_lost(document, path):
    text = written(document)

    reading = read_markdown({path: text})

    kept = spec.to_json(reading.specification) + "".join(map(str, reading.report))
    assert [word for word in re.findall(r"word\d+x", text) if word not in kept] == []
