"""Headings, numbers, files and folders of other people, and what becomes of what has no place."""

import pytest

from archportal.spec.reading import read_markdown
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


def test_two_use_cases_are_never_made_one():
    text = "# Use Case 4: Pay\n\n## Inputs\n\n* {}\n"

    reading = read(
        text.format("Orders"), "use-cases/4-pay.md", **{"use-cases/4-pay-again.md": text.format("Prices")}
    )

    assert {(case.slug, case.number, *names(case.inputs)) for case in reading.specification.use_cases} == {
        ("pay", "4", "Prices"),
        ("pay-1", "", "Orders"),
    }
    assert len([remark for remark in reading.report if remark.severity == "warning"]) == 2


def test_several_use_cases_may_stand_in_one_file():
    text = (
        "# Shop\n\nAll of it.\n\n## Personas\n\n#### Cooks\n\nThey cook.\n\n"
        "## Use Case 1: Fry\n\nAs a [Cook](#cooks), I want my salt.\n\n### Inputs\n\n* Salt\n\n"
        "## Use Case 2: Boil\n\n### Inputs\n\n* Water\n"
    )

    reading = read(text, "shop.md")

    specification = reading.specification
    assert (specification.title, specification.introduction) == ("Shop", "All of it.")
    assert [(persona.name, persona.definition) for persona in specification.personas] == [
        ("Cooks", "They cook.")
    ]
    assert [(case.number, case.title, *names(case.inputs)) for case in specification.use_cases] == [
        ("1", "Fry", "Salt"),
        ("2", "Boil", "Water"),
    ]
    assert specification.use_cases[0].stories[0].personas == ("cooks",)
    assert reading.report == ()


def test_use_cases_are_known_by_their_sections_where_their_headings_do_not_say_so():
    fry = "## 1. Fry\n\n### Inputs\n\n* Salt\n\n### Output\n\n* Egg\n\n"
    text = f"# All\n\n{fry}## 2. Boil\n\n### Inputs\n\n* Water\n\n### Output\n"

    specification = read(text, "all.md").specification

    assert [(case.number, case.title, *names(case.inputs)) for case in specification.use_cases] == [
        ("1", "Fry", "Salt"),
        ("2", "Boil", "Water"),
    ]


def test_pasted_text_needs_no_heading():
    use_case = read_case(
        "As a Shop Owner, I want to pay.\n\nInputs: orders; prices\nOutput: bill\n", "pasted.md"
    )

    assert (use_case.title, names(use_case.inputs), names(use_case.outputs)) == (
        "Pasted",
        ["orders", "prices"],
        ["bill"],
    )


README = """# Shop

Welcome.

## Personas

Who they are:

#### Shop Owners

    Own shops.

#### Cooks

They cook.

##### Goals

* Salt

## Licence

MIT
"""


def test_a_readme_gives_title_introduction_and_personas():
    specification = read(README, "README.md", **{"use-cases/1-a.md": "# Use Case 1: A\n"}).specification

    assert specification.title == "Shop"
    assert specification.introduction == "Welcome.\n\n## Personas\n\nWho they are:\n\n## Licence\n\nMIT"
    owners, cooks = specification.personas
    assert (owners.slug, owners.definition, owners.goals) == ("shop-owners", "Own shops.", ("Sell",))
    assert (cooks.slug, cooks.definition, cooks.goals) == ("cooks", "They cook.", ("Salt",))


@pytest.mark.parametrize(
    "body",
    [
        "* **Cooks**: they cook\n* Waiters - they wait",
        "| Persona | What |\n|---|---|\n| Cooks | they cook |\n| Waiters | they wait |",
    ],
)
def test_personas_may_stand_in_a_list_or_a_table(body):
    specification = read(f"# Shop\n\n## User personas\n\n{body}\n", "README.md").specification

    assert [(persona.name, persona.definition) for persona in specification.personas] == [
        ("Cooks", "they cook"),
        ("Waiters", "they wait"),
    ]


def test_files_that_are_plainly_no_use_cases_are_left_out_and_noted():
    others = {
        "LICENSE.md": "MIT",
        "CONTRIBUTING.md": "# How to\n\n## Inputs\n\n* a\n\n## Output\n",
        "docs/x.md": "# X\n\ntext",
    }

    reading = read("# Use Case 1: A\n", **others)

    assert [case.title for case in reading.specification.use_cases] == ["A"]
    assert {(remark.file, remark.severity) for remark in reading.report} == {
        (name, "note") for name in others
    }


def test_a_number_is_taken_from_the_name_of_the_file_where_the_heading_has_none():
    assert read_case("# Pay\n\n## Inputs\n\n* a\n\n## Output\n\n* b\n", "04-pay.md").number == "4"
    reading = read("# Use Case 5: Pay\n", "use-cases/4-pay.md")
    assert reading.specification.use_cases[0].number == "5"
    assert "the heading was taken" in messages(reading)[0]


def test_only_what_a_file_mentions_is_set():
    use_case = read_case("# Use Case 1: A\n\n## Inputs\n\nNone\n")

    assert use_case.model_fields_set == {"title", "slug", "number", "optional", "inputs"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (f"## Inputs\n\n* {'word ' * 60}", "inputs"),
        (f"## Success path\n\n1. {'word ' * 1500}", "success_path"),
        (f"## Description\n\nAs a Shop Owner, I want {'my ' * 900}", "stories"),
        ("## Outputs\n\n" + "".join(f"* Bill {n}\n" for n in range(600)), "outputs"),
    ],
)
def test_what_is_too_long_is_kept_in_another_place(body, field):
    reading = read(f"# Use Case 1: A\n\n{body}\n")

    (use_case,) = reading.specification.use_cases
    assert getattr(use_case, field)
    kept = use_case.notes + "".join(row.description for row in use_case.inputs)
    assert (
        "Bill 599" in kept
        or body.split("\n")[-1].strip("*1. ").removeprefix("As a Shop Owner, I want ").strip() in kept
    )
    assert any(remark.severity == "warning" for remark in reading.report)


def test_the_text_of_the_specification_is_set_only_where_a_readme_says_something():
    case = {"1-a.md": "# Use Case 1: A\n"}

    assert not {"title", "introduction"} & read_markdown(case).specification.model_fields_set
    titled = read_markdown({**case, "README.md": "# Shop\n"}).specification
    assert {"title", "introduction"} & titled.model_fields_set == {"title"}


def test_the_slug_of_other_peoples_specification_is_the_name_of_their_folder():
    reading = read_markdown({"README.md": "# Our Shop\n"}, known_personas=KNOWN, name="shop-2026")

    assert (reading.specification.slug, reading.specification.title) == ("shop-2026", "Our Shop")


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [("# Use Case UC-12b) Order Intake", "12b", "Order Intake"),
     ("# 🚀 Use Case 1: Order Intake", "1", "Order Intake"),
     ("# Use Case: UC map", "1", "UC map")],
)  # fmt: skip
def test_a_heading_of_a_use_case_may_have_ornaments(heading, number, title):
    use_case = read_case(f"{heading}\n\n## Inputs\n\n- Orders\n")

    assert (use_case.number, use_case.title) == (number, title)


@pytest.mark.parametrize(
    ("path", "text"),
    [("clean.md", "# 1. Clean\n\nAs Shop Owners, we want to clean data.\n"),
     ("clean.md", "# 1. Clean\n\n## Inputs\n- a\n"),
     ("stories/clean.md", "# Clean\n\nAs a Shop Owner, I want to clean data.\n\n## Accepted when\n\nDone\n")],
)  # fmt: skip
def test_a_file_beside_others_is_a_use_case_where_its_heading_or_folder_says_so(path, text):
    reading = read(text, path, **{"README.md": "# Our Shop\n"})

    assert [use_case.title for use_case in reading.specification.use_cases] == ["Clean"]


@pytest.mark.parametrize("text", ["# Minutes\n\nAs of 2026 we want to meet.\n", "# 2026 plans\n\nWe met.\n"])
def test_a_file_beside_others_that_tells_no_story_is_left_out(text):
    reading = read(text, "notes.md", **{"README.md": "# Our Shop\n"})

    assert reading.specification.use_cases == ()
    assert messages(reading) == ["notes.md:1: note: This file holds no use case; it was left out."]


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


def test_personas_may_be_listed_by_their_names_alone():
    readme = "# App\n\n## Personas\n\n- Chefs\n  - cook\n- Waiters / Hosts\n- they are hungry\n"

    text = "# Use Case 1: A\n\nAs a Chef, I want to cook.\n"
    specification = read(text, **{"README.md": readme}).specification

    found = [(persona.name, persona.definition) for persona in specification.personas if persona not in KNOWN]
    assert found == [("Chefs", "- cook"), ("Waiters / Hosts", "")]
    assert specification.use_cases[0].stories[0].personas == ("chefs",)
    assert "they are hungry" in specification.introduction
