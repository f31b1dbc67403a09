"""Inputs and outputs, and what is required, in the notations of other people."""

import pytest

from tests.spec.foreign import inputs, messages, names, read, read_case, section


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("* Orders\n* Prices", [("Orders", True), ("Prices", True)]),
        ("* Orders (required)\n* Prices (optional)", [("Orders", True), ("Prices", False)]),
        (
            "* Orders (required)\n* Tips\n* Prices (optional)",
            [("Orders", True), ("Tips", True), ("Prices", False)],
        ),
        ("* Orders (mandatory)\n* Prices [optional]", [("Orders", True), ("Prices", False)]),
        ("* Orders **required**\n* *(optional)* Prices", [("Orders", True), ("Prices", False)]),
        ("* Orders\n* Optional: prices", [("Orders", True), ("prices", False)]),
        ("* Orders - required\n* Prices, optional", [("Orders", True), ("Prices", False)]),
        ("* Orders*\n* Prices", [("Orders", True), ("Prices", False)]),
        ("* Orders\\*\n* Prices\n* **Tips***", [("Orders", True), ("Prices", False), ("Tips", True)]),
        ("* Orders* – all of them\n* Prices", [("Orders", True), ("Prices", False)]),
        ("* Orders*\n* Prices (required)\n* Tips", [("Orders", True), ("Prices", True), ("Tips", False)]),
        ("* *Orders*\n* **Prices**", [("Orders", True), ("Prices", True)]),
        ("* Orders\n* Prices\n\nAll inputs are optional.", [("Orders", False), ("Prices", False)]),
        (
            "Orders; Prices (optional); R&amp;D plan.",
            [("Orders", True), ("Prices", False), ("R&D plan", True)],
        ),
        ("Orders\nPrices\n", [("Orders", True), ("Prices", True)]),
        ("Orders<br/>Prices", [("Orders", True), ("Prices", True)]),
        (
            "<ul>\n<li>Orders</li><li>Prices <b>(optional)</b></li>\n</ul>",
            [("Orders", True), ("Prices", False)],
        ),
        ("1) Orders\n2) Prices", [("Orders", True), ("Prices", True)]),
        ("+ Orders\n+ Prices", [("Orders", True), ("Prices", True)]),
        ("\t- Orders\n\t- Prices", [("Orders", True), ("Prices", True)]),
        ("• Orders\n• Prices", [("Orders", True), ("Prices", True)]),
        ("- [x] Orders\n- [ ] Prices", [("Orders", True), ("Prices", True)]),
        ("* Required:\n  * Orders\n* Optional:\n  * Prices", [("Orders", True), ("Prices", False)]),
        (
            "**Required**\n\n* Orders\n\n**Optional inputs:**\n\n* Prices",
            [("Orders", True), ("Prices", False)],
        ),
        ("* Orders\n  * optional\n* Prices", [("Orders", False), ("Prices", True)]),
        ("* Bill (see [terms](https://example.org/t))", [("Bill (see terms (https://example.org/t))", True)]),
        ("* `orders.csv`", [("orders.csv", True)]),
        ("None", []),
        ("* N/A", []),
        ("-", []),
        ("No inputs required.", []),
    ],
)
def test_inputs_are_read_in_many_notations(body, expected):
    assert inputs(body) == expected


@pytest.mark.parametrize(
    "legend",
    ["\\* = optional input", "* = optional", "_\\* = optional input_", "(\\*) optional", "`*` means optional",
     "Fields marked with * are optional.", "An asterisk marks optional inputs",
     "Optional inputs are marked with *",
     "\\* denotes an optional field", "Note: \\* optional"],
)  # fmt: skip
def test_a_legend_says_what_the_star_means(legend):
    use_case = section("## Inputs", f"* Orders\n* Prices*\n\n{legend}")

    assert [(row.name, row.required) for row in use_case.inputs] == [("Orders", True), ("Prices", False)]
    assert use_case.notes == ""


@pytest.mark.parametrize("legend", ["\\* = required input", "\\* mandatory", "* indicates a required field"])
def test_a_legend_may_say_that_the_star_means_required(legend):
    assert inputs(f"* Orders*\n* Prices\n\n{legend}") == [("Orders", True), ("Prices", False)]


@pytest.mark.parametrize(
    "legend",
    ["Fields with an asterisk (*) are optional.", "> Note: items marked with * need not be supplied.",
     "Inputs with a star may be left out.", "Starred inputs are optional",
     "The asterisk marks what is optional.",
     "`*` - can be omitted", "* can be left empty", "Legend: * not mandatory", "Optional ones carry a star."],
)  # fmt: skip
def test_a_legend_may_say_in_other_words_that_the_star_means_optional(legend):
    assert inputs(f"* Orders\n* Prices*\n\n{legend}") == [("Orders", True), ("Prices", False)]


@pytest.mark.parametrize(
    "legend",
    ["Fields marked * must be filled in.", "Everything with a * is required", "*: must be provided",
     "Required inputs have a *", "All fields with * are compulsory"],
)  # fmt: skip
def test_a_legend_may_say_in_other_words_that_the_star_means_required(legend):
    assert inputs(f"* Orders*\n* Prices\n\n{legend}") == [("Orders", True), ("Prices", False)]


@pytest.mark.parametrize("name", ["Rating with stars is optional", "Result of 5 * 3", "Star catalogue"])
def test_a_star_in_a_name_is_no_mark(name):
    assert inputs(f"- {name}\n- Prices") == [(name, True), ("Prices", True)]


@pytest.mark.parametrize("mark", ["*", " *", "(*)", " (*)", " [*]", "\\*", " * - per item", "*: per item"])
def test_a_star_may_stand_in_brackets_or_apart(mark):
    assert inputs(f"- Orders{mark}\n- Prices") == [("Orders", True), ("Prices", False)]


def test_a_legend_may_stand_anywhere_in_the_file():
    text = "# Use Case 1: A\n\n## Inputs\n* Orders\n* Prices*\n\n## Output\n* Bill\n\n\\* = optional input\n"

    assert [row.required for row in read_case(text).inputs] == [True, False]


@pytest.mark.parametrize(
    ("heading", "required"),
    [
        ("## Inputs", True),
        ("## Optional inputs", False),
        ("## Required Inputs:", True),
        ("### Inputs (optional)", False),
        ("## Inputs (all optional)", False),
        ("## Inputs (\\* = optional)", True),
    ],
)
def test_a_heading_may_speak_for_all_inputs(heading, required):
    assert inputs("* Orders", heading) == [("Orders", required)]


def test_inputs_may_stand_in_two_sections():
    text = "# Use Case 1: A\n\n## Inputs\n\n### Required\n\n* Orders\n\n### Optional\n\n* Prices\n"

    assert [(row.name, row.required) for row in read_case(text).inputs] == [
        ("Orders", True),
        ("Prices", False),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Input | Required |\n|---|---|\n| Orders | yes |\n| Prices | no |",
        "Input | Required? \n---|---\nOrders | ✓\nPrices | ",
        "| # | Name | Mandatory |\n|:-|:-|:-|\n| 1 | Orders | Y |\n| 2 | Prices | N |",
        "| Field | Optional |\n|---|---|\n| Orders | no |\n| Prices | yes |",
        "| Field | Required |\n|---|---|\n| **Orders** | required |\n| Prices | optional |",
        "| Field |\n|---|\n| Orders* |\n| Prices |",
        "<table>\n<tr><th>Input</th><th>Required</th></tr>\n<tr><td>Orders</td><td>yes</td></tr>\n"
        "<tr>\n<td>Prices\n<td>no\n</tr>\n</table>",
    ],
)
def test_inputs_may_stand_in_a_table(table):
    assert inputs(table) == [("Orders", True), ("Prices", False)]


def test_the_other_columns_of_a_table_describe_the_input():
    head = "| Input | Format | Default | Description |\n|---|---|---|---|\n"
    table = f"{head}| Orders | CSV | none yet | All \\| open |"

    (row,) = section("## Inputs", table).inputs

    assert (row.name, row.default, row.description) == ("Orders", "none yet", "All | open\nFormat: CSV")


@pytest.mark.parametrize(
    ("item", "name", "description"),
    [
        ("* Orders – all of today", "Orders", "all of today"),
        ("* **Orders**: all of today", "Orders", "all of today"),
        ("* Orders - all of today", "Orders", "all of today"),
        ("* Orders\n  * all of today", "Orders", "all of today"),
        (
            "* Orders\n  - of today\n  - of yesterday\n    - late ones",
            "Orders",
            "- of today\n- of yesterday\n  - late ones",
        ),
        ("* Orders (the list of all orders)", "Orders (the list of all orders)", ""),
        ("* Pre-orders", "Pre-orders", ""),
        ("* Orders (paper - or digital)", "Orders (paper - or digital)", ""),
        ("* Orders at 10:30", "Orders at 10:30", ""),
    ],
)
def test_what_is_said_of_an_input_is_its_description(item, name, description):
    (row,) = section("## Inputs", item).inputs

    assert (row.name, row.description) == (name, description)


@pytest.mark.parametrize(
    ("item", "default"),
    [("* Days (default: 28)", "28"), ("* Days [default = 28]", "28"), ("* Days\n  * Default: 28", "28"),
     ("* Days (optional, default: 28)", "28")],
)  # fmt: skip
def test_a_default_is_found(item, default):
    (row,) = section("## Inputs", item).inputs

    assert (row.name, row.default) == ("Days", default)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Bill", ["Bill"]),
        ("* Bill\n* Receipt", ["Bill", "Receipt"]),
        ("Bill; receipt", ["Bill", "receipt"]),
        ("None", []),
    ],
)
def test_outputs_are_read_in_many_notations(body, expected):
    assert names(section("## Output", body).outputs) == expected


def test_text_beside_a_list_of_inputs_goes_to_the_notes():
    reading = read("# Use Case 1: A\n\n## Inputs\n\nThese come by mail:\n\n* Orders\n")

    (use_case,) = reading.specification.use_cases
    assert names(use_case.inputs) == ["Orders"]
    assert use_case.notes == "These come by mail:"
    assert [(remark.file, remark.line, remark.severity) for remark in reading.report] == [
        ("use-cases/1-order-intake.md", 5, "warning")
    ]


def test_it_is_reported_where_only_some_inputs_are_called_required():
    reading = read("# Use Case 1: A\n\n## Inputs\n\n* Orders (required)\n* Prices\n")

    assert [row.required for row in reading.specification.use_cases[0].inputs] == [True, True]
    assert [(remark.line, remark.severity) for remark in reading.report] == [(5, "note")]


def test_a_quoted_list_is_a_list():
    assert inputs("> - Orders\n> - Prices (optional)") == [("Orders", True), ("Prices", False)]


def test_a_list_of_definitions_is_a_list():
    use_case = section("## Inputs", "Orders\n: as files\n: of one day\n\nPrices (optional)\n:   per item")

    assert [(row.name, row.required, row.description) for row in use_case.inputs] == [
        ("Orders", True, "- as files\n- of one day"),
        ("Prices", False, "per item"),
    ]


def test_a_row_of_a_table_without_a_name_goes_to_the_notes():
    text = (
        "# Use Case 1: X\n\n## Inputs\n\n| # | Input | Required |\n|-|-|-|\n| 1 | A | no |\n| 2 | | yes |\n"
    )

    reading = read(text)

    (use_case,) = reading.specification.use_cases
    assert names(use_case.inputs) == ["A"]
    assert use_case.notes == "| 2 | | yes |"
    assert messages(reading)[-1].startswith(
        "use-cases/1-order-intake.md:8: warning: This could not be placed"
    )


def test_several_inputs_of_one_line_are_parted_also_above_nested_ones():
    (use_case,) = read(
        "# Use Case 1: X\n\n## Inputs\n\n* A*; B (optional); C\n  - as CSV\n"
    ).specification.use_cases

    assert [(row.name, row.required, row.description) for row in use_case.inputs] == [
        ("A", True, ""), ("B", False, ""), ("C", False, "as CSV"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "required", "description"),
    [
        ("A – optional, as CSV", False, "as CSV"),
        ("A: Required. As CSV", True, "As CSV"),
        ("A - optional", False, ""),
        ("A (required) – optional, as CSV", True, "optional, as CSV"),
        ("A – optional columns are left out", True, "optional columns are left out"),
    ],
)
def test_a_description_may_begin_with_whether_the_input_is_required(row, required, description):
    (found,) = section("## Inputs", f"- {row}").inputs

    assert (found.name, found.required, found.description) == ("A", required, description)
