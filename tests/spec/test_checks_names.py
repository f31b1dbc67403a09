"""Checks on names, types and numbers."""

import pytest

from archportal.spec import checks, outline
from archportal.spec.checks.names import marked
from tests.spec.making import artifact, found, mended, sentences, specification, use_case


def near():
    """Return a specification in which one thing has two names."""
    return specification(use_case(1, gives=["Filtered data"]), use_case(2, ["Filtered dataset"]))


def test_names_that_are_nearly_the_same_are_found_once():
    assert sentences("near-names", near()) == [
        "“Filtered data” and “Filtered dataset” are probably the same thing: while they have two names, "
        "nothing shows that one leads to the other."
    ]


@pytest.mark.parametrize(
    ("fix", "kept"), [("keep-first", "Filtered data"), ("keep-second", "Filtered dataset")]
)
def test_names_that_are_nearly_the_same_are_merged_either_way(fix, kept):
    after = mended("near-names", fix, near())

    assert [row.name for one in after.use_cases for row in (*one.inputs, *one.outputs)][:2] == [kept, kept]
    assert kept in [one.name for one in after.artifacts]
    assert len([one for one in after.artifacts if one.name.startswith("Filtered")]) == 1


def test_names_that_differ_in_meaning_are_not_near():
    made = specification(use_case(1, gives=["Training data", "Testing data", "Data model", "Model data"]))

    assert found("near-names", made) == []


@pytest.mark.parametrize(
    ("name", "bare", "mark"),
    [
        ("TORC score (optional)", "TORC score", "optional"),
        ("TORC (Optional) score", "TORC score", "optional"),
        ("TORC score [required]", "TORC score", "required"),
        ("TORC score (required input)", "TORC score", "required"),
        ("Optional: TORC score", "TORC score", "optional"),
        ("TORC score – mandatory", "TORC score", "required"),
        ("TORC score, optional", "TORC score", "optional"),
        ("TORC score optional", "TORC score", "optional"),
        ("TORC score*", "TORC score", "*"),
        ("** TORC score", "TORC score", "*"),
    ],
)
def test_a_mark_in_a_name_is_told_from_the_name(name, bare, mark):
    assert marked(name) == (bare, mark)


@pytest.mark.parametrize(
    "name",
    ["Required fields", "Optional parameters", "Approval required", "A*", "*", "(optional)", "a*b", "Score"],
)
def test_a_name_that_only_looks_marked_stays(name):
    assert marked(name) is None


def test_a_word_before_a_name_that_is_known_is_a_mark():
    made = specification(use_case(1, gives=["Fields", "Required fields"]), use_case(2, gives=["Needed"]))
    other = specification(use_case(1, gives=["Required fields"]))

    assert [one.place for one in found("switch-in-name", made)] == [("outputs", 1, "name")]
    assert found("switch-in-name", other) == []


def test_a_mark_is_taken_out_of_the_name_and_the_switch_is_set():
    made = specification(use_case(1, ["Score (optional)"]), use_case(2, ["Score (optional)"]))

    (finding, _) = found("switch-in-name", made)
    after = mended("switch-in-name", "as-optional", made)

    assert checks.offer(finding, "as-optional") == "Call it “Score”, and make it optional"
    assert [(row.name, row.required) for one in after.use_cases for row in one.inputs] == [
        ("Score", False), ("Score", False),
    ]  # fmt: skip


def test_a_marked_name_is_merged_where_the_bare_name_is_known():
    made = specification(use_case(1, gives=["Score"]), use_case(2, ["Score (required)?"]))

    after = mended("switch-in-name", "as-required", made)

    assert [(row.name, row.required) for row in after.use_cases[1].inputs] == [("Score", True)]
    assert [one.aliases for one in after.artifacts if one.name == "Score"] == [("Score (required)",)]


def test_what_a_star_means_is_asked():
    made = specification(use_case(1, ["Score*"]))

    assert found("switch-in-name", made)[0].fixes == ("as-required", "as-optional")
    assert not mended("switch-in-name", "as-optional", made).use_cases[0].inputs[0].required
    assert mended("switch-in-name", "as-required", made).use_cases[0].inputs[0].required


def test_the_name_of_an_output_only_loses_its_mark():
    after = mended("switch-in-name", "take-out", specification(use_case(1, gives=["Score (optional)"])))

    assert after.use_cases[0].outputs[0].name == "Score"


def test_an_artifact_without_a_type_is_found():
    made = specification(use_case(1, gives=["Card"]), artifacts=[artifact("Log", type="file")])

    assert [one.subject.key for one in found("artifact-without-type", made)] == ["Card"]
    assert found("artifact-without-type", made)[0].fixes == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Retirement date", "date"), ("Creation timestamp", "datetime"), ("Download URL", "uri"),
        ("Log file", "file"), ("Annotator list", "list"), ("Personal data flag", "boolean"),
        ("Error ratio", "number"), ("Record count", "integer"), ("Retirement reason", "text"),
    ],
)  # fmt: skip
def test_a_type_that_the_name_says_is_offered(name, kind):
    after = mended("artifact-without-type", f"type-{kind}", specification(use_case(1, gives=[name])))

    assert [one.type for one in after.artifacts] == [kind]


@pytest.mark.parametrize("name", ["Test report", "TORC score", "Model card", "Date", "Update"])
def test_a_type_that_is_only_likely_is_not_offered(name):
    assert found("artifact-without-type", specification(use_case(1, gives=[name])))[0].fixes == ()


def test_gaps_in_the_numbers_are_found_and_closed():
    made = specification(*map(use_case, ("2", "3", "3a", "7", "9.1", "10")))

    after = mended("number-gap", "renumber", made)

    assert sentences("number-gap", made) == [
        "Numbers 1, 4 to 6 and 8 are missing: readers look for what is not there."
    ]
    assert [one.number for one in after.use_cases] == ["1", "2", "2a", "3", "4.1", "5"]


@pytest.mark.parametrize("numbers", [[], ["1", "2", "3"], ["0", "1"], ["1", "1a", "2"], ["1a", "2.1"], [""]])
def test_numbers_without_gaps_are_no_finding(numbers):
    made = specification(*map(use_case, numbers))

    assert found("number-gap", made) == []


def test_a_number_that_another_use_case_has_is_found_before_it_is_saved():
    made = specification(use_case(1), use_case(2))
    typed = made.use_cases[1].model_copy(update={"number": "1"})
    around = outline.with_use_case(outline.outline_of(made), outline.usecase_outline(typed))

    assert [one.sentence for one in checks.findings_of(typed, around) if one.check == "number-taken"] == [
        "Number 1 belongs to use case 1 “Case 1” as well: a reference to it is ambiguous, and it cannot be "
        "saved."
    ]
    assert found("number-taken", made) == []
