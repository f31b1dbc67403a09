"""The documents, their JSON, and what is said about faults."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal import spec

HEAD = {"format": "archportal/specification", "version": 1, "title": "MLOps"}
STARTER = Path(__file__).parents[2] / "usecases" / "starter" / "mlops.json"


def read(**values):
    return spec.read_json(json.dumps({**HEAD, **values}))


def faults(**values):
    with pytest.raises(spec.SpecError) as error:
        read(**values)
    return str(error.value).splitlines()


def test_keys_left_out_take_their_defaults():
    document = read(use_cases=[{"title": "Data Intake", "inputs": [{"name": "Raw data"}]}])

    use_case = document.use_cases[0]
    assert (document.slug, use_case.slug, use_case.number, use_case.status) == (
        "mlops",
        "data-intake",
        "",
        "draft",
    )
    assert use_case.inputs == (spec.Input(name="Raw data", required=True, default="", description=""),)
    assert document.artifacts == (spec.Artifact(name="Raw data"),)


def test_use_cases_without_a_number_keep_their_order_behind_the_others():
    titles = ["Train", "Deploy", "Collect"]

    document = read(use_cases=[*({"title": title} for title in titles), {"title": "First", "number": "1"}])

    assert [use_case.title for use_case in document.use_cases] == ["First", *titles]


def test_keys_stand_in_the_order_of_the_format():
    document = json.loads(spec.to_json(read(personas=[{"name": "A"}], use_cases=[{"title": "B"}])))

    assert list(document) == [
        "format", "version", "slug", "title", "introduction", "personas", "artifacts", "use_cases",
    ]  # fmt: skip
    assert list(document["personas"][0]) == ["slug", "name", "singular", "definition", "goals", "pain_points"]
    assert list(document["use_cases"][0]) == [
        "slug", "number", "title", "optional", "status", "tags", "stories", "description", "event",
        "preconditions", "inputs", "outputs", "success_path", "exceptions", "notes",
    ]  # fmt: skip


def test_the_starter_content_is_in_its_own_canonical_form():
    text = STARTER.read_text("utf-8")

    assert spec.to_json(spec.read_json(text)) == text


def test_json_is_two_space_indented_utf_8_with_a_line_end():
    document = read(introduction="Größe\u2028 \xa0 😀 </script>")

    text = spec.to_json(document)

    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    assert spec.read_json(text.encode()) == document


def test_the_parts_joined_are_the_whole():
    document = spec.read_json(STARTER.read_text("utf-8"))
    parts = [
        [spec.to_json(part) for part in parts]
        for parts in (document.personas, document.artifacts, document.use_cases)
    ]

    assert "".join(spec.json_chunks(spec.to_json(document.text), *parts)) == spec.to_json(document)
    empty = read()
    assert "".join(spec.json_chunks(spec.to_json(empty.text), [], [], [])) == spec.to_json(empty)


def test_personas_keep_their_order_artifacts_and_use_cases_are_sorted():
    document = read(
        personas=[{"name": "B"}, {"name": "A"}],
        artifacts=[{"name": "b"}, {"name": "C"}, {"name": "a"}],
        use_cases=[{"title": "Ten", "number": "10"}, {"title": "Three", "number": "03A"}],
    )

    assert [persona.name for persona in document.personas] == ["B", "A"]
    assert [artifact.name for artifact in document.artifacts] == ["a", "b", "C"]
    assert [use_case.number for use_case in document.use_cases] == ["3a", "10"]


def test_an_alias_leads_to_its_artifact():
    document = read(
        artifacts=[{"name": "Raw data", "aliases": ["Measurements"]}],
        use_cases=[{"title": "A", "inputs": [{"name": "MEASUREMENTS"}], "outputs": [{"name": "raw  data"}]}],
    )

    use_case = document.use_cases[0]
    assert (use_case.inputs[0].name, use_case.outputs[0].name) == ("Raw data", "Raw data")
    assert len(document.artifacts) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"use_cases": [{"title": "A"}, {"title": "B", "inputs": [{"name": "x", "required": "yes"}]}]},
            "use_cases[1].inputs[0].required: Write true or false.",
        ),
        ({"use_cases": [{"title": 3}]}, "use_cases[0].title: Write a text."),
        ({"use_cases": [{"number": "1"}]}, "use_cases[0].title: This is missing."),
        ({"use_cases": {"a": 1}}, "use_cases: Write a list."),
        ({"personas": ["x"]}, "personas[0]: Write an object."),
        ({"colour": "red"}, "colour: This key is not known here; remove it or correct its spelling."),
        (
            {"artifacts": [{"name": "x", "type": "blob"}]},
            "artifacts[0].type: Write one of '', 'text', 'number'",
        ),
        (
            {"use_cases": [{"title": "A", "exceptions": [{"text": "x", "step": 0}]}]},
            "exceptions[0].step: Write a whole",
        ),
        (
            {"use_cases": [{"title": "A", "exceptions": [{"text": "x", "step": True}]}]},
            "step: Write a whole number or null",
        ),
        (
            {"use_cases": [{"title": "x" * 201}]},
            "use_cases[0].title: Shorten this to at most 200 characters.",
        ),
        ({"use_cases": [{"title": "A", "tags": [""]}]}, "use_cases[0].tags[0]: Fill this in."),
        ({"use_cases": [{"title": "A"}, {"title": "a"}]}, "use_cases: [0] and [1] have the same slug, “a”"),
        (
            {"use_cases": [{"title": "A", "number": "1"}, {"title": "B", "number": "01"}]},
            "use_cases: [0] and [1] have the same number, “1”; give each its own.",
        ),
        (
            {"personas": [{"name": "A"}, {"name": " a", "slug": "b"}]},
            "personas: [0] and [1] have the same name",
        ),
        (
            {"artifacts": [{"name": "A", "aliases": ["B"]}, {"name": "b"}]},
            "artifacts: [0] and [1] have the same name or alias, “b”; give each its own.",
        ),
        (
            {"artifacts": [{"name": "A"}, {"name": "B", "aliases": ["b"]}]},
            "artifacts: [1] has one name or alias twice, “b”; give each its own.",
        ),
        (
            {"use_cases": [{"title": "A"}, {"title": "B", "number": "1"}, {"title": "C", "number": "1"}]},
            "use_cases: [1] and [2] have the same number, “1”; give each its own.",
        ),
        ({"version": True}, "version: Write 1, as a whole number."),
        ({"version": "1"}, "version: Write 1, as a whole number."),
        ({"slug": "Not a slug"}, "slug: Write the address in lower-case letters"),
        ({"title": "a\x00b"}, "title: Remove the character U+0000; it cannot be stored."),
        (
            {"version": 2},
            "version: This file has version 2, this portal reads version 1; upgrade the portal.",
        ),
        (
            {"format": "other"},
            "This JSON is of another format: “format” has to be “archportal/specification”.",
        ),
    ],
)
def test_every_fault_is_named_with_its_path_and_what_to_do(values, said):
    assert any(said in line for line in faults(**values))


def test_all_faults_are_named_at_once():
    assert len(faults(colour=1, use_cases=[{"title": 1}, {"title": "A", "optional": 1}])) == 3


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", '"x"', b"\xff\xfe", "[" * 100_000])
def test_what_is_no_specification_is_refused(text):
    with pytest.raises(spec.SpecError, match=r"not JSON|another format"):
        spec.read_json(text)


def test_documents_are_frozen_and_equal_by_content():
    one, other = spec.Artifact(name="A "), spec.Artifact(name="A")

    assert one == other
    assert hash(one) == hash(other)
    with pytest.raises(ValueError, match="frozen"):
        one.name = "B"


def test_every_property_of_the_schema_is_described():
    schema = spec.json_schema()

    kinds = [schema, *schema["$defs"].values()]
    missing = [
        name for kind in kinds for name, part in kind["properties"].items() if not part.get("description")
    ]
    assert not missing
    assert "slug" not in schema["required"]
    assert set(schema["$defs"]) == {
        "Artifact", "Input", "Output", "Persona", "Step", "Story", "UseCase", "UseCaseException",
    }  # fmt: skip


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_accepted_survives_its_json(title, notes):
    try:
        document = read(title=title, use_cases=[{"title": title, "notes": notes, "preconditions": [notes]}])
    except (spec.SpecError, UnicodeEncodeError):
        return
    assert spec.read_json(spec.to_json(document)) == document
