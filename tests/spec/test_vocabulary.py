"""Putting the names of a dictionary in order."""

import pytest

from archportal import spec
from archportal.spec import vocabulary


def whole(*use_cases, artifacts=()):
    return spec.build(
        spec.Specification,
        {
            "format": spec.FORMAT,
            "version": spec.VERSION,
            "title": "MLOps",
            "artifacts": list(artifacts),
            "use_cases": [
                {"title": f"Case {number}", "number": str(number), **use_case}
                for number, use_case in enumerate(use_cases, 1)
            ],
        },
    )


def inputs(*rows):
    return {"inputs": [row if isinstance(row, dict) else {"name": row} for row in rows]}


def names(specification):
    return [(one.name, one.aliases) for one in specification.artifacts]


def rows(specification, place=0):
    return [row.name for row in specification.use_cases[place].inputs]


def test_a_new_name_stands_everywhere_and_the_old_one_leads_to_it():
    before = whole(inputs("Raw data", "Labels"), {"outputs": [{"name": "raw DATA"}]}, inputs("Labels"))

    after = vocabulary.renamed(before, "RAW  data", " Measurements ")

    assert names(after) == [("Labels", ()), ("Measurements", ("Raw data",))]
    assert rows(after) == ["Measurements", "Labels"]
    assert after.use_cases[1].outputs[0].name == "Measurements"
    assert after.use_cases[2] is before.use_cases[2]


def test_an_old_name_can_be_forgotten():
    after = vocabulary.renamed(whole(inputs("Raw data")), "Raw data", "Measurements", keep=False)

    assert names(after) == [("Measurements", ())]
    assert rows(after) == ["Measurements"]


def test_another_spelling_is_no_other_name():
    after = vocabulary.renamed(whole(inputs("raw data")), "raw data", "Raw Data")

    assert names(after) == [("Raw Data", ())]
    assert rows(after) == ["Raw Data"]


def test_an_alias_can_become_the_name():
    before = whole(inputs("Raw data"), artifacts=[{"name": "Raw data", "aliases": ["Rows", "Data"]}])

    assert names(vocabulary.renamed(before, "Raw data", "Rows")) == [("Rows", ("Raw data", "Data"))]


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("labels", "“labels” leads to the artifact “Labels” already; merge the two, or choose another name."),
        (" ", "Fill this in."),
        ("x" * 201, "Shorten this to at most 200 characters."),
    ],
)
def test_a_name_that_cannot_be_is_refused(new, sentence):
    with pytest.raises(spec.SpecError) as caught:
        vocabulary.renamed(whole(inputs("Raw data", "Labels")), "Raw data", new)

    assert [fault.message for fault in caught.value.faults] == [sentence]


def test_merged_artifacts_become_other_names_and_leave_what_they_knew():
    before = whole(
        inputs("Data set"),
        inputs("Datasets"),
        artifacts=[
            {"name": "Dataset", "aliases": ["Set"]},
            {"name": "Data set", "aliases": ["DS"], "type": "file", "description": "Rows."},
            {"name": "Datasets", "type": "list", "description": "Many rows.", "external": True},
        ],
    )

    after = vocabulary.merged(before, ["Data set", "Datasets", "Dataset"], "Dataset")

    (artifact,) = after.artifacts
    assert artifact.aliases == ("Set", "Data set", "DS", "Datasets")
    assert (artifact.type, artifact.description, artifact.external) == ("file", "Rows.\nMany rows.", True)
    assert rows(after) == rows(after, 1) == ["Dataset"]


def test_two_rows_that_come_to_name_one_thing_are_one_row():
    before = whole(
        inputs(
            {"name": "Dataset", "required": False, "description": "Here"},
            {"name": "Labels"},
            {"name": "Data set", "default": "none", "description": "There"},
        )
    )

    after = vocabulary.merged(before, ["Data set"], "Dataset")

    first, second = after.use_cases[0].inputs
    assert (first.name, first.required, first.default, first.description) == (
        "Dataset",
        True,
        "none",
        "Here\nThere",
    )
    assert second.name == "Labels"


def test_of_two_defaults_the_second_stands_in_the_description():
    before = whole(
        inputs(
            {"name": "Dataset", "default": "none", "description": "Here"},
            {"name": "Data set", "default": "all rows"},
        ),
        inputs({"name": "Dataset", "default": "none"}, {"name": "Data set", "default": "none"}),
    )

    after = vocabulary.merged(before, ["Data set"], "Dataset")

    (first,), (second,) = (use_case.inputs for use_case in after.use_cases)
    assert (first.default, first.description) == ("none", "Here\nDefault of “Data set”: all rows")
    assert (second.default, second.description) == ("none", "")


def test_a_description_is_left_out_only_where_it_stands_there_already():
    artifacts = [
        {"name": "Dataset", "description": "Rows of pages\nand more"},
        {"name": "Data set", "description": "Rows"},
        {"name": "Datasets", "description": "Rows of pages"},
    ]

    after = vocabulary.merged(whole(artifacts=artifacts), ["Data set", "Datasets"], "Dataset")

    assert after.artifacts[0].description == "Rows of pages\nand more\nRows"


def test_descriptions_that_are_too_long_for_one_are_refused():
    artifacts = [
        {"name": "Dataset", "description": "x" * 3000},
        {"name": "Data set", "description": "y" * 3000},
    ]

    with pytest.raises(spec.SpecError) as caught:
        vocabulary.merged(whole(artifacts=artifacts), ["Data set"], "Dataset")

    assert str(caught.value) == (
        "Together, the descriptions of “Dataset” in the dictionary have 6,001 characters; "
        "5,000 are possible. Shorten one of them first."
    )


@pytest.mark.parametrize("part", ["inputs", "outputs"])
def test_rows_whose_descriptions_are_too_long_for_one_are_refused(part):
    rows = [{"name": "Dataset", "description": "x" * 3000}, {"name": "Data set", "description": "y" * 2000}]

    with pytest.raises(spec.SpecError) as caught:
        vocabulary.merged(whole({part: rows}), ["Data set"], "Dataset")

    assert str(caught.value) == (
        "Together, the descriptions of “Dataset” in use case 1 “Case 1” have 5,001 characters; "
        "5,000 are possible. Shorten one of them first."
    )


def test_a_name_that_was_written_twice_stays_twice():
    before = whole(inputs("Raw data", "raw data"))

    assert rows(vocabulary.renamed(before, "Raw data", "Rows")) == ["Rows", "Rows"]


def test_types_and_origins_are_set_for_many():
    before = whole(inputs("Raw data", "Labels", "Card"))

    after = vocabulary.external(vocabulary.typed(before, ["Raw data", "labels"], "file"), ["Card"], True)

    assert [(one.name, one.type, one.external) for one in after.artifacts] == [
        ("Card", "", True),
        ("Labels", "file", False),
        ("Raw data", "file", False),
    ]


def test_only_what_nothing_uses_is_removed():
    before = whole(inputs("Raw data"), artifacts=[{"name": "Raw data"}, {"name": "Old"}, {"name": "Older"}])

    after = vocabulary.without_unused(before, ["Raw data", "Old"])

    assert [one.name for one in after.artifacts] == ["Older", "Raw data"]


def test_what_is_not_there_is_refused():
    with pytest.raises(spec.SpecError, match="There is no artifact “Rows” any more"):
        vocabulary.merged(whole(inputs("Raw data")), ["Rows"], "Raw data")


def test_what_differs_is_told_document_by_document():
    before = whole(inputs("Raw data", "Data set"), inputs("Labels"), artifacts=[{"name": "Old"}])

    after = vocabulary.renamed(before, "Raw data", "Rows")
    after = vocabulary.without_unused(vocabulary.merged(after, ["Data set"], "Labels"), ["Old"])

    told = [(one.kind, one.title, one.sentences) for one in spec.changes_between(before, after)]
    assert told == [
        ("artifact", "Labels", ("Other name “Data set” was added.",)),
        (
            "artifact",
            "Raw data",
            ("Name was changed from “Raw data” to “Rows”.", "Other name “Raw data” was added."),
        ),
        ("artifact", "Data set", ("“Data set” becomes another name of “Labels”.",)),
        ("artifact", "Old", ("The artifact is removed.",)),
        ("use case", "1 Case 1", ("Input “Raw data” is now “Rows”.", "Input “Data set” is now “Labels”.")),
    ]


def test_the_type_that_a_merged_artifact_loses_is_told():
    artifacts = [{"name": "Data set", "type": "list"}, {"name": "Dataset", "type": "file"}, {"name": "Rows"}]

    after = vocabulary.merged(whole(artifacts=artifacts), ["Data set", "Rows"], "Dataset")

    _kept, *gone = spec.changes_between(whole(artifacts=artifacts), after)
    assert [one.sentences for one in gone] == [
        ("“Data set” becomes another name of “Dataset”.", "Its type “list” is not kept."),
        ("“Rows” becomes another name of “Dataset”.",),
    ]


def test_what_differs_in_its_name_alone_is_the_same_artifact():
    before = whole(inputs("Raw data"), artifacts=[{"name": "Raw data", "type": "file"}])

    after = vocabulary.renamed(before, "Raw data", "Rows", keep=False)

    assert spec.fates(before, after) == (spec.Fate(before.artifacts[0], after.artifacts[0]),)


def test_use_cases_and_personas_come_and_go():
    before = whole(inputs("Raw data"))
    people = (spec.Persona(name="Writers"),)
    after = before.model_copy(update={"use_cases": (), "personas": people, "introduction": "New"})

    told = [(one.kind, one.sentences) for one in spec.changes_between(before, after)]
    assert told == [
        ("specification", ("Introduction was filled in: “New”.",)),
        ("persona", ("The persona is new.",)),
        ("use case", ("The use case is removed.",)),
    ]
