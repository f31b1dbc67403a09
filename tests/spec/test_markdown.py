"""The Markdown that archportal writes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from archportal import spec
from archportal.spec.readme import Entry
from tests.spec.library import CLEAN, LEND, LIBRARY, PERSONAS, PLAN
from tests.spec.markup import PARSER, flat, headings

GOLDEN = Path(__file__).parent / "golden" / "markdown"


def golden(name):
    return (GOLDEN / name).read_text("utf-8")


def without_diagrams(text):
    """Return the text without the lines of its diagrams, which have golden files of their own."""
    return re.sub(r"(?s)(```mermaid\n).*?(```)", r"\1\2", text)


def use_case(**values):
    return spec.build(spec.UseCase, {"title": "Data Intake", **values})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("1-lend-a-book.md", spec.render_usecase(LEND, PERSONAS)),
        ("2-clean-the-shelves.md", spec.render_usecase(CLEAN, PERSONAS)),
        ("10-plan-the-year.md", spec.render_usecase(PLAN, PERSONAS)),
        ("librarians.md", spec.render_persona(LIBRARY.personas[0])),
        ("README.md", dict(spec.render_folder(LIBRARY))["README.md"]),
        ("library.md", spec.render_document(LIBRARY)),
    ],
)
def test_documents_are_written_as_they_should_be(name, text):
    assert without_diagrams(text) == golden(name)


def test_the_folder_holds_a_readme_and_a_file_for_each_use_case():
    files = dict(spec.render_folder(LIBRARY))

    assert list(files) == [
        "README.md",
        "use-cases/1-lend-a-book.md",
        "use-cases/2-clean-the-shelves.md",
        "use-cases/10-plan-the-year.md",
    ]
    assert files["use-cases/1-lend-a-book.md"] == spec.render_usecase(LEND, PERSONAS)


def test_the_streamed_document_is_the_whole_one():
    parts = spec.document_chunks(
        LIBRARY.text,
        LIBRARY.personas,
        iter(LIBRARY.artifacts),
        iter(LIBRARY.use_cases),
        iter(LIBRARY.use_cases),
    )

    assert "".join(parts) == spec.render_document(LIBRARY)


def test_use_cases_are_rendered_one_at_a_time():
    def endless():
        yield LEND
        raise AssertionError("The second one was asked for before the first one was given.")

    chunks = spec.document_chunks(LIBRARY.text, LIBRARY.personas, (), LIBRARY.use_cases, endless())

    assert next(chunk for chunk in chunks if "## Use Case 1:" in chunk)


def test_a_use_case_without_a_number_gets_a_path_that_no_other_can_have():
    entry: Entry = use_case(slug="3-a")

    assert spec.usecase_path(entry) == "use-cases/unnumbered-3-a.md"
    assert spec.usecase_path(use_case(slug="a", number="3")) == "use-cases/3-a.md"


@pytest.mark.parametrize(
    ("required", "expected"),
    [
        ([], "\nNone\n"),
        ([True, True], "\n* A\n* B\n"),
        ([True, False], "\n* A\\*\n* B\n\n\\* = required input\n"),
        ([False, False], "\n* A\n* B\n\nAll inputs are optional.\n"),
    ],
)
def test_inputs_are_marked_by_the_rule(required, expected):
    inputs = [{"name": name, "required": flag} for name, flag in zip("AB", required, strict=False)]

    text = spec.render_usecase(use_case(inputs=inputs), {})

    assert f"## Inputs\n{expected}\n## Outputs" in text


@pytest.mark.parametrize(
    ("story", "sentence"),
    [
        (
            {"personas": ["readers"], "want": "read", "so_that": "I learn"},
            "As a [Reader](../README.md#readers--guests), I want to read so that I learn.",
        ),
        ({"personas": ["readers"]}, "As a [Reader](../README.md#readers--guests)."),
        ({"want": "my data tested"}, "I want my data tested."),
        ({"want": "stop!"}, "I want to stop!"),
        ({"want": "wait."}, r"I want to wait\."),
        ({"want": "to go so that it ends"}, "I want &#116;o go &#115;o that it ends."),
        ({"so_that": "it works"}, "so that it works."),
        ({}, "*No story yet.*"),
    ],
)
def test_a_story_is_a_sentence(story, sentence):
    assert f"## Description\n\n{sentence}\n\n<!--" in spec.render_usecase(use_case(stories=[story]), PERSONAS)


def test_links_lead_to_the_heading_that_a_persona_has_now():
    renamed = spec.Persona(slug="data-scientists", name="Data Wizards", singular="Data Wizard")

    text = spec.render_usecase(
        use_case(stories=[{"personas": ["data-scientists"]}]), {"data-scientists": renamed}
    )

    assert "[Data Wizard](../README.md#data-wizards)" in text


def test_headings_that_are_alike_get_numbered_anchors_as_on_github():
    people = [
        spec.Persona(slug=slug, name=name) for slug, name in [("a", "R+D"), ("b", "RD"), ("c", "Goals")]
    ]
    people[0] = people[0].model_copy(update={"goals": ("x",)})

    assert spec.persona_anchors(people, ["RD"]) == {"a": "rd-1", "b": "rd-2", "c": "goals-1"}


def test_every_link_of_a_document_leads_to_a_heading_in_it():
    introduction = "# Readers & Guests\n\n## Use Case 1: Lend a Book\n"
    whole = LIBRARY.model_copy(update={"introduction": introduction})
    markdown = spec.render_document(whole)

    count, anchors = {}, set()
    for _, heading in headings(markdown):
        anchors.add(numbered(heading, count))
    links = [token.attrs["href"] for token in flat(PARSER.parse(markdown)) if token.type == "link_open"]

    assert len(links) == 6
    assert {link.removeprefix("#") for link in links} <= anchors
    assert "#readers--guests-1" in links


def numbered(heading, count):
    anchor = spec.rules.anchor(PARSER.renderInline(heading).replace("&amp;", "&"))
    count[anchor] = count.get(anchor, -1) + 1
    return f"{anchor}-{count[anchor]}" if count[anchor] else anchor


def test_equal_documents_give_equal_bytes():
    again = spec.read_json(spec.to_json(LIBRARY))

    assert spec.render_document(again).encode() == spec.render_document(LIBRARY).encode()


def test_the_parser_and_the_unpacker_are_loaded_only_where_they_are_used():
    late = {"markdown_it", "nh3", "archportal.spec.zips"}
    code = f"import sys, archportal.spec; print({late} & set(sys.modules))"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "set()"
