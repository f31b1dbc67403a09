"""Files and folders of other people: which hold use cases, and what a readme says."""

import pytest

from archportal.spec.reading import read_markdown
from tests.spec.foreign import KNOWN, messages, names, read, read_case


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


def test_personas_may_be_listed_by_their_names_alone():
    readme = "# App\n\n## Personas\n\n- Chefs\n  - cook\n- Waiters / Hosts\n- they are hungry\n"

    text = "# Use Case 1: A\n\nAs a Chef, I want to cook.\n"
    specification = read(text, **{"README.md": readme}).specification

    found = [(persona.name, persona.definition) for persona in specification.personas if persona not in KNOWN]
    assert found == [("Chefs", "- cook"), ("Waiters / Hosts", "")]
    assert specification.use_cases[0].stories[0].personas == ("chefs",)
    assert "they are hungry" in specification.introduction
