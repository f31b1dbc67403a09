"""Lists that are pasted into rows, in the shapes in which people have them."""

import re

import pytest

from archportal import spec
from archportal.spec.documents import Persona
from archportal.spec.reading.pasted import read_rows

PEOPLE = [
    Persona(slug="shop-owners", name="Shop Owners", singular="Shop Owner"),
    Persona(slug="clerks", name="Clerks"),
]


def rows(text, kind, *fields):
    """Return the rows of a text as tuples of these fields."""
    return [tuple(row[field] for field in fields) for row in read_rows(text, kind, known_personas=PEOPLE)]


@pytest.mark.parametrize(
    "text",
    [
        "Order form\nPrice list (optional)",
        "Order form\r\nPrice list (optional)\r\n",
        "order form\nprice list (optional)",
        "- Order form\n- Price list (optional)",
        "•\tOrder form\n•\tPrice list (optional)",
        "1. Order form\n2. Price list (optional)",
        "1.\tOrder form\n2.\tPrice list (optional)",
        "a) Order form\nb) Price list (optional)",
        "[ ] Order form\n[x] Price list (optional)",
        "Order form; Price list (optional)",
        "Order form (required); Price list (optional)",
        "* Order form*\n* Price list",
        "* Order form\\*\n* Price list\n\n\\* = required",
        "## Inputs\n\n* Order form\\*\n* Price list",
        "Inputs:\nOrder form\nPrice list (optional)",
        "Required:\nOrder form\nOptional:\nPrice list",
        "Order form\tyes\nPrice list\tno",
        "Order form\trequired\nPrice list\toptional",
        "Order form\tx\nPrice list\t",
        "1\tOrder form\tx\n2\tPrice list\t",
        "Name\tRequired\nOrder form\tyes\nPrice list\tno",
        "Input\tOptional?\nOrder form\t\nPrice list\tx",
        "| Name | Required |\n|---|---|\n| Order form | yes |\n| Price list | no |",
        "<ul><li>Order form</li><li>Price list (optional)</li></ul>",
    ],
)
def test_inputs_are_read_however_they_are_listed(text):
    found = [(name.lower(), required) for name, required in rows(text, "inputs", "name", "required")]

    assert found == [("order form", True), ("price list", False)]


def test_what_is_below_a_bullet_belongs_to_it():
    text = "- Order form: signed\n  - by the owner\n  - on paper\n- Price list\n  - default: none\n  yet\n"

    assert rows(text, "inputs", "name", "default", "description") == [
        ("Order form", "", "signed\n- by the owner\n- on paper"),
        ("Price list", "none yet", ""),
    ]
    assert rows(text, "success_path", "text")[0] == ("Order form: signed\n- by the owner\n- on paper",)


def test_the_cells_of_a_spreadsheet_are_columns():
    wide = "Order form\tyes\t\tSigned\nPrice list\tno\tlast year\tWhat it | costs"
    headed = 'Description\tName\tDefault\n"Signed\nby hand"\tOrder form\t-\nCosts\tPrice list\tlast year'

    assert rows(wide, "inputs", "name", "required", "default", "description") == [
        ("Order form", True, "", "Signed"),
        ("Price list", False, "last year", "What it | costs"),
    ]
    assert rows(headed, "inputs", "name", "default", "description") == [
        ("Order form", "", "Signed\nby hand"),
        ("Price list", "last year", "Costs"),
    ]
    assert rows("Bill\tWhat to pay\nReceipt\t", "outputs", "name", "description") == [
        ("Bill", "What to pay"),
        ("Receipt", ""),
    ]
    assert rows("1\tOpen\t\n2\tGreet\toptional", "success_path", "text", "optional") == [
        ("Open", False),
        ("Greet", True),
    ]
    assert rows("No key\t1\tCall\nNobody\t2b\t", "exceptions", "text", "step", "handling") == [
        ("No key", 1, "Call"),
        ("Nobody", 2, ""),
    ]
    assert rows('6" nail\tx', "inputs", "name") == [('6" nail',)]


def test_lines_that_wrap_stay_with_their_bullet_and_others_begin_a_row():
    text = "1. Open the door\nand the windows\n2. Greet\nWait for somebody"

    assert rows(text, "success_path", "text") == [
        ("Open the door and the windows",),
        ("Greet",),
        ("Wait for somebody",),
    ]


def test_steps_say_that_they_are_optional():
    text = "1. Open\n2. Greet (optional)\n3. (Optional) Bow\n4. Optional: smile."

    assert rows(text, "success_path", "text", "optional") == [
        ("Open", False),
        ("Greet", True),
        ("Bow", True),
        ("smile.", True),
    ]


def test_exceptions_say_at_which_step():
    text = "1a. No key\n1b. Wrong key\nAt step 2: nobody comes\n- Rain (step 3)\n  - go home\n*a. Snow\nFire"

    assert rows(text, "exceptions", "text", "step", "handling") == [
        ("No key", 1, ""),
        ("Wrong key", 1, ""),
        ("nobody comes", 2, ""),
        ("Rain", 3, "go home"),
        ("Snow", None, ""),
        ("Fire", None, ""),
    ]


def test_stories_find_their_personas_by_name():
    text = "As a shop owner or clerk, I want to sell bread so that people eat.\nAs a Guest I want a chair\n"
    told = [(["Shop Owners", "Clerks"], "sell bread", "people eat"), (["Guest"], "a chair", "")]

    assert rows(text, "stories", "personas", "want", "so_that") == told
    cells = "Shop owner, Clerks\tsell bread\tpeople eat\nGuest\ta chair\t"
    assert rows(cells, "stories", "personas", "want", "so_that") == told
    assert rows(f"As a\tI want\tSo that\n{cells}", "stories", "personas", "want", "so_that") == told


@pytest.mark.parametrize(
    "kind", ["stories", "preconditions", "inputs", "outputs", "success_path", "exceptions"]
)
def test_nothing_that_was_pasted_is_lost(kind):
    text = "Alpha\n\n# Beta\n- Gamma\nDelta.\n> Epsilon\n```\nZeta\n```\n|Eta|Any|\n|--|--|\n|Iota|Kappa|\n"

    found = str(read_rows(text, kind))

    words = re.findall(r"Alpha|Beta|Gamma|Delta|Epsilon|Zeta|Iota|Kappa", found)
    assert len(set(words)) == 8


def test_preconditions_are_sentences_with_semicolons():
    assert rows("It is open; or it will be\nThe owner is in", "preconditions", "text") == [
        ("It is open; or it will be",),
        ("The owner is in",),
    ]


@pytest.mark.parametrize("text", ["", "\n \n", "None", "- none", "N/A\n"])
def test_nothing_makes_no_rows(text):
    assert read_rows(text, "outputs") == []


def test_more_than_a_use_case_holds_is_refused():
    with pytest.raises(spec.SpecError, match="These are 501 rows"):
        read_rows("x\n" * 501, "inputs")
    with pytest.raises(spec.SpecError, match="too long"):
        read_rows("x" * 200_001, "inputs")
