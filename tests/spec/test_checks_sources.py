"""Checks on where artifacts come from and where they go."""

import pytest

from archportal.spec import checks
from tests.spec.making import artifact, found, mended, sentences, specification, use_case


def test_an_input_that_nothing_produces_is_found_at_its_row():
    made = specification(use_case(1, ["Known", "Missing"]), artifacts=["Known"])

    (finding,) = found("input-without-source", made)

    assert finding.subject == checks.Subject("use_case", "case-1")
    assert finding.place == ("inputs", 1)
    assert finding.sentence == (
        "Nothing produces “Missing”, and it is not marked as from outside, so nobody knows who provides it."
    )


@pytest.mark.parametrize(
    "made",
    [
        specification(use_case(1, ["Known"]), artifacts=["Known"]),
        specification(use_case(1, gives=["Known"]), use_case(2, ["Known"])),
    ],
)
def test_an_input_that_is_provided_is_no_finding(made):
    assert found("input-without-source", made) == []


def test_what_only_the_use_case_itself_produces_has_no_source():
    made = specification(use_case(1, ["Data"], gives=["Data"]))

    assert sentences("input-without-source", made)[0].startswith("Only this use case itself produces “Data”")


def test_an_input_without_source_is_marked_as_from_outside():
    after = mended("input-without-source", "from-outside", specification(use_case(1, ["Missing"])))

    assert [one.external for one in after.artifacts if one.name == "Missing"] == [True]


def test_an_input_with_nearly_the_name_of_an_output_becomes_that_output():
    made = specification(use_case(1, gives=["Filtered data"]), use_case(2, ["Filtered dataset"]))

    (finding,) = found("input-without-source", made)
    after = mended("input-without-source", "merge", made)

    assert finding.sentence.endswith("Is it “Filtered data”, which is produced?")
    assert checks.offer(finding, "merge") == "“Filtered dataset” is “Filtered data”: use that name"
    assert after.use_cases[1].inputs[0].name == "Filtered data"


def test_what_a_use_case_gives_itself_under_a_near_name_is_no_source_of_it():
    made = specification(use_case(1, ["Filtered dataset"], gives=["Filtered data"]))

    (finding,) = found("input-without-source", made)

    assert finding.sentence.endswith("so nobody knows who provides it.")
    assert finding.fixes == ("from-outside",)


def test_two_near_names_are_not_chosen_between():
    made = specification(
        use_case(1, gives=["Filtered data", "Data, filtered"]), use_case(2, ["Filtered dataset"])
    )

    assert found("input-without-source", made)[0].fixes == ("from-outside",)


def test_an_output_that_nothing_uses_is_worth_a_look():
    made = specification(use_case(1, gives=["Used", "Unused"]), use_case(2, ["Used"], gives=["Unused"]))

    assert [(one.subject.key, one.place, one.severity) for one in found("output-unused", made)] == [
        ("case-1", ("outputs", 1), "info"),
        ("case-2", ("outputs", 0), "info"),
    ]


def test_what_comes_from_outside_and_is_produced_is_found():
    made = specification(use_case(1, gives=["Data"]), artifacts=["Data"])

    after = mended("external-produced", "not-from-outside", made)

    assert sentences("external-produced", made) == [
        "“Data” is marked as from outside, but use case 1 “Case 1” produces it: say which is meant."
    ]
    assert [one.external for one in after.artifacts] == [False]


def test_what_is_given_back_may_come_from_outside():
    made = specification(use_case(1, ["Data"], gives=["Data"]), artifacts=["Data"])

    assert found("external-produced", made) == []


def test_an_artifact_that_nothing_uses_is_removed():
    made = specification(use_case(1), artifacts=[artifact("Forgotten"), artifact("Result")])

    after = mended("artifact-unused", "remove", made)

    assert sentences("artifact-unused", made) == [
        "No use case takes or produces “Forgotten”: it is only in the dictionary."
    ]
    assert [one.name for one in after.artifacts] == ["Result"]
