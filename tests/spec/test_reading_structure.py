"""Headings, numbers and sections of other people, and what becomes of what has no place."""

import pytest

from tests.spec.foreign import KNOWN, messages, names, read, read_case, section


@pytest.mark.parametrize(
    ("heading", "number", "title", "optional"),
    [
        ("# Use Case 3: Order Intake", "3", "Order Intake", False),
        ("# Use Case 3: Order Intake (optional)", "3", "Order Intake", True),
        ("# Use Case #3 - Order Intake [Optional]", "3", "Order Intake", True),
        ("## UC-3: Order Intake", "3", "Order Intake", False),
        ("# UC3 Order Intake", "3", "Order Intake", False),
        ("# Use case 03a – Order Intake", "3a", "Order Intake", False),
        ("# **Use Case 3: Order Intake**", "3", "Order Intake", False),
        ("# Use Case No. 3: Order &amp; Intake", "3", "Order & Intake", False),
        ("# Use Case 3.1: Order Intake", "3.1", "Order Intake", False),
        ("# Use Case 3: *Order* Intake - optional ##", "3", "Order Intake", True),
        ("# (Optional) Use Case 3: Order Intake", "3", "Order Intake", True),
        ("Use Case 3: Order Intake\n===", "3", "Order Intake", False),
        ("<h1>Use Case 3: Order Intake</h1>", "3", "Order Intake", False),
        ("# 3. Order Intake", "3", "Order Intake", False),
        ("# Order Intake", "1", "Order Intake", False),
        ("# Use Case: Order Intake", "1", "Order Intake", False),
        ("", "1", "Order intake", False),
    ],
)
def test_titles_are_found(heading, number, title, optional):
    use_case = read_case(f"{heading}\n\n## Inputs\n\n* Orders\n\n## Output\n\n* Bill\n")

    assert (use_case.number, use_case.title, use_case.optional) == (number, title, optional)
    assert names(use_case.inputs) == ["Orders"]


@pytest.mark.parametrize("label", ["IV", "TBD", "3-b", "10/11", "?"])
def test_a_number_that_is_no_label_is_reported_and_left_open(label):
    reading = read(f"# Use Case {label}: Order Intake\n\n## Inputs\n\n* Orders\n")

    (use_case,) = reading.specification.use_cases
    assert (use_case.number, use_case.title) == ("", "Order Intake")
    assert f"“{label}” is not a number" in messages(reading)[0]


@pytest.mark.parametrize(
    "heading",
    ["## Inputs", "## Input(s)", "### Input", "**Inputs**:", "**Input**", "__Inputs:__", "Inputs:",
    "Inputs\n------",
     "## 2. Inputs", "## INPUTS ##", "##Inputs", "<h2>Inputs</h2>", "## Input Data", "## 📥 Inputs",
     "* **Inputs:**",
     "- Inputs:", "- Inputs"],
)  # fmt: skip
def test_headings_of_inputs_are_spelled_in_many_ways(heading):
    assert names(read_case(f"# Use Case 1: A\n\n{heading}\n\n  * Orders\n  * Prices\n").inputs) == [
        "Orders",
        "Prices",
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("## Success Path:", "success_path"),
        ("## Main flow", "success_path"),
        ("## Happy path", "success_path"),
        ("## Steps", "success_path"),
        ("### Basic Flow", "success_path"),
        ("## Exceptions / Errors", "exceptions"),
        ("## Exceptions & Errors", "exceptions"),
        ("## Error conditions", "exceptions"),
        ("## Exception(s)/Error(s)", "exceptions"),
        ("## Errors", "exceptions"),
        ("## Failure modes", "exceptions"),
        ("## Pre-conditions", "preconditions"),
        ("## Prerequisites", "preconditions"),
        ("## Outputs", "outputs"),
        ("**Results:**", "outputs"),
    ],
)
def test_headings_of_lists_are_spelled_in_many_ways(heading, field):
    use_case = section(heading, "1. First\n2. Second")

    assert names(getattr(use_case, field)) == ["First", "Second"]
    assert use_case.notes == ""


@pytest.mark.parametrize(
    "heading", ["## Summary", "## User story", "**User Stories**", "Description:", "## Overview"]
)
def test_headings_of_descriptions_are_spelled_in_many_ways(heading):
    use_case = section(heading, "As a Shop Owner, I want to pay.\n\nWeekly.")

    assert ([story.want for story in use_case.stories], use_case.description) == (["pay"], "Weekly.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "1. One\n2. Two (optional)\n3. (optional) Three\n4. Optional: four",
            [("One", 0), ("Two", 1), ("Three", 1), ("four", 1)],
        ),
        ("* One\n  * inner\n  * more\n* Two", [("One\n- inner\n- more", 0), ("Two", 0)]),
        ("First this. Then that.", [("First this. Then that.", 0)]),
        ("First this; then that.", [("First this", 0), ("then that.", 0)]),
        ("First this.\nThen that.", [("First this.", 0), ("Then that.", 0)]),
        (
            "A long sentence that is wrapped\nin the middle.",
            [("A long sentence that is wrapped in the middle.", 0)],
        ),
        ("1. One\n\n   more of it\n\n2. Two", [("One\n\nmore of it", 0), ("Two", 0)]),
        ("| Step | Action |\n|---|---|\n| 1 | One |", [("One\nstep: 1", 0)]),
        ("1.One\n2.Two", [("One", 0), ("Two", 0)]),
        ("N/A", []),
    ],
)
def test_steps_are_read_in_many_notations(body, expected):
    steps = section("## Success path", body).success_path

    assert [(step.text, int(step.optional)) for step in steps] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1. Paper is torn", ("Paper is torn", None, "")),
        ("1. At step 3: Paper is torn", ("Paper is torn", 3, "")),
        ("* Step 3 - Paper is torn", ("Paper is torn", 3, "")),
        ("* Paper is torn (step 3)", ("Paper is torn", 3, "")),
        ("* Paper is torn\n  * Print again", ("Paper is torn", None, "Print again")),
        ("* Paper is torn\n  * Print\n  * Bind", ("Paper is torn", None, "- Print\n- Bind")),
        (
            "| Error | Handling | Step |\n|---|---|---|\n| Paper is torn | Print | 3 |",
            ("Paper is torn", 3, "Print"),
        ),
        ("* Stepwise failure", ("Stepwise failure", None, "")),
        ("3a. Paper is torn", ("Paper is torn", 3, "")),
        ("* 3b) Paper is torn", ("Paper is torn", 3, "")),
        ("1. 3aa: Paper is torn", ("Paper is torn", 3, "")),
        ("*a. Paper is torn", ("Paper is torn", None, "")),
        ("* *a. Paper is torn", ("Paper is torn", None, "")),
        ("3a. Paper is torn\n3a1. Print again", ("Paper is torn", 3, "Print again")),
        ("3a. Paper is torn\n  3a1. Print\n  3a2. Bind", ("Paper is torn", 3, "- Print\n- Bind")),
        ("3a. Paper is torn\n   1. Print\n   2. Bind", ("Paper is torn", 3, "- Print\n- Bind")),
        ("3a. Paper is torn\nor wet", ("Paper is torn or wet", 3, "")),
        ("* 0a. Paper is torn", ("0a. Paper is torn", None, "")),
        ("* 2nd. attempt fails", ("2nd. attempt fails", None, "")),
    ],
)
def test_exceptions_are_read_in_many_notations(body, expected):
    (row,) = section("## Exceptions", body).exceptions

    assert (row.text, row.step, row.handling) == expected


def test_exceptions_with_labels_of_their_steps_are_read_one_by_one():
    body = (
        "*a. The power fails.\n3a. Paper is torn,\n3b. ink is dry:\n3b1. Shake it.\n\n12a. The shop is shut."
    )

    rows = section("## Exceptions", body).exceptions

    assert [(row.text, row.step, row.handling) for row in rows] == [
        ("The power fails.", None, ""),
        ("Paper is torn,", 3, ""),
        ("ink is dry:", 3, "Shake it."),
        ("The shop is shut.", 12, ""),
    ]


def test_a_section_that_is_not_known_goes_to_the_notes_word_for_word():
    unknown = "## Open *questions*\n\nWho pays?\n\n| a | b |\n|---|---|\n\n### Really\n\n* yes"
    reading = read(f"# Use Case 1: A\n\n## Inputs\n\n* Orders\n\n{unknown}\n\n## Output\n\n* Bill\n")

    (use_case,) = reading.specification.use_cases
    assert use_case.notes == unknown
    assert names(use_case.outputs) == ["Bill"]
    assert messages(reading) == [
        "use-cases/1-order-intake.md:7: warning: This section is not known and was moved to the notes: "
        "“## Open *questions*”."
    ]


def test_a_heading_within_the_description_stays_in_it():
    text = "# Use Case 1: A\n\n## Description\n\nText.\n\n### Background\n\nMore.\n\n## Inputs\n\n* Orders\n"

    use_case = read_case(text)

    assert use_case.description == "Text.\n\n### Background\n\nMore."
    assert use_case.notes == ""


def test_code_and_comments_without_a_place_go_to_the_notes():
    reading = read("# Use Case 1: A\n\n## Inputs\n\n* Orders\n\n<!-- ask\nJo -->\n\n```sql\nselect 1\n```\n")

    assert reading.specification.use_cases[0].notes == "<!-- ask\nJo -->\n\n```sql\nselect 1\n```"
    assert [remark.line for remark in reading.report] == [7, 10]


def test_line_ends_byte_order_mark_and_tabs_do_not_matter():
    text = "\ufeff# Use Case 1: A\r\n\r\n## Inputs\r\n\r\n*\tOrders\r\n*\tPrices\r\n"

    assert names(read_case(text).inputs) == ["Orders", "Prices"]


def test_what_cannot_be_stored_is_left_out_and_reported():
    reading = read("# Use Case 1: A\n\n## Inputs\n\n* Ord\x00ers &#1;\n")

    assert names(reading.specification.use_cases[0].inputs) == ["Orders"]
    assert "U+0000" in messages(reading)[0]


DIAGRAM = """```mermaid
graph LR;
    %% a comment
    subgraph Inputs ["**Inputs**"]
        A1
        A2
    end
    subgraph Events
        B
    end
    subgraph Outputs ["**Outputs**"]
        C
    end
    Inputs-->B
    A1[Orders]
    A2["Price list (optional)"]
    B((Order taken))
    C[bill]
```"""


def test_a_diagram_is_dropped_and_what_it_says_otherwise_is_reported():
    text = (
        f"# Use Case 1: Order Intake\n\n## Inputs\n\n* Orders\n* Prices\n\n## Output\n\n* Bill\n\n{DIAGRAM}\n"
    )

    reading = read(text)

    (use_case,) = reading.specification.use_cases
    assert (names(use_case.outputs), use_case.notes, use_case.event) == (["Bill"], "", "")
    assert messages(reading) == [
        "use-cases/1-order-intake.md:12: warning: The diagram's inputs have “Price list”, the text has "
        "“Prices”; the text was taken.",
        "use-cases/1-order-intake.md:12: warning: The diagram's event is “Order taken”, the text has “Order "
        "Intake”; the text was taken.",
    ]


@pytest.mark.parametrize("fence", ["```", "~~~", "  ```", "````mermaid"])
def test_a_diagram_is_known_by_what_it_draws(fence):
    closing = fence.removesuffix("mermaid")
    drawing = f"{fence}\nflowchart TD\nA[Orders] --> B((A))\n{closing}"
    text = f"# Use Case 1: A\n\n## Inputs\n\n* Orders\n\n{drawing}\n"

    reading = read(text)

    assert reading.specification.use_cases[0].notes == ""
    assert reading.report == ()


def test_another_kind_of_diagram_is_kept():
    sequence = "```mermaid\nsequenceDiagram\nA->>B: hello\n```"

    assert section("## Output", f"* Bill\n\n{sequence}").notes == sequence


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [("# Use Case UC-12b) Order Intake", "12b", "Order Intake"),
     ("# 🚀 Use Case 1: Order Intake", "1", "Order Intake"),
     ("# Use Case: UC map", "1", "UC map")],
)  # fmt: skip
def test_a_heading_of_a_use_case_may_have_ornaments(heading, number, title):
    use_case = read_case(f"{heading}\n\n## Inputs\n\n- Orders\n")

    assert (use_case.number, use_case.title) == (number, title)


def test_a_bold_label_that_is_not_known_ends_the_list_above_it():
    text = """# Use Case 1: Order Intake

**Actors**: Shop Owner
**Goal**: paper
**Preconditions**:
- Orders exist
**Postconditions**:
- A bill exists
**Main Success Scenario**:
1. Read
2. Write
**Extensions**:
- No paper
**Alternate flows**: by fax
"""
    reading = read(text)

    (use_case,) = reading.specification.use_cases
    assert [persona.slug for persona in reading.specification.personas if persona not in KNOWN] == []
    assert names(use_case.preconditions) == ["Orders exist"]
    assert names(use_case.success_path) == ["Read", "Write"]
    assert names(use_case.exceptions) == ["No paper"]
    assert "**Goal**: paper" in use_case.notes
    assert "**Postconditions**:\n- A bill exists\n\n**Alternate flows**: by fax" in use_case.notes
