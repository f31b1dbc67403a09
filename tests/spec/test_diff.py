"""What is told of two documents of one kind, and which rows are taken for the same."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import Artifact, Difference, Persona, SpecificationText, UseCase, build, differences
from archportal.spec.matching import pairs, unmoved
from tests.spec.edits import ROWS, sentences, states


def at(document, place):
    for key in place:
        document = document[key] if isinstance(key, int) else getattr(document, key)
    return document


@given(states(2))
def test_there_are_differences_exactly_where_documents_differ(documents):
    before, after = documents

    found = differences(before, after)

    assert bool(found) == (before != after)
    assert differences(before, before) == differences(after, after) == ()


@given(states(2))
def test_every_field_that_differs_is_told_and_no_other(documents):
    before, after = documents

    told = {difference.place[0] for difference in differences(before, after)}

    fields = {name for name in type(after).model_fields if getattr(before, name) != getattr(after, name)}
    assert told ^ fields <= {"exceptions"}  # Only their steps' numbers may differ, or their steps alone.


@given(states(2))
def test_every_difference_leads_to_its_place_and_has_words(documents):
    before, after = documents

    for difference in differences(before, after):
        value = at(before if difference.what == "removed" else after, difference.place)
        assert value is not None or difference.after == ""
        assert difference.label
        assert difference.sentence.endswith(".")
        if difference.what == "changed":
            assert (difference.before, difference.after) != ("", "")


@given(states(2))
def test_added_and_removed_rows_account_for_the_length_of_each_list(documents):
    before, after = documents
    found = differences(before, after)

    for name in set(ROWS) & set(type(after).model_fields):
        rows = [difference.what for difference in found if difference.place[:-1] == (name,)]
        growth = len(getattr(after, name)) - len(getattr(before, name))
        assert rows.count("added") - rows.count("removed") == growth


@given(st.permutations(["alpha", "bravo", "charlie", "delta", "echo"]))
def test_of_moved_rows_the_fewest_are_told(order):
    before = UseCase(title="x", preconditions=sorted(order))
    after = UseCase(title="x", preconditions=order)

    found = differences(before, after)

    rising = max(
        len(kept)
        for bits in range(2**5)
        for kept in [[text for place, text in enumerate(order) if bits >> place & 1]]
        if kept == sorted(kept)
    )
    assert {difference.what for difference in found} <= {"moved"}
    assert len(found) == 5 - rising


@given(st.lists(sentences, max_size=6), st.lists(sentences, max_size=6), st.booleans())
def test_every_row_is_in_one_pair(before, after, alike):
    found = pairs(before, after, alike=alike)

    assert sorted(one for one, _other in found if one is not None) == list(range(len(before)))
    assert [other for _one, other in found if other is not None] == list(range(len(after)))
    assert (None, None) not in found
    assert pairs(before, before) == [(place, place) for place in range(len(before))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["Same", "Same"], ["Same"], [(0, 0), (1, None)]),
        (["One", "Two"], ["TWO", " one"], [(1, 0), (0, 1)]),
        (["Upload the data", "x"], ["y", "Upload data"], [(None, 0), (0, 1), (1, None)]),
        (["a", "A report is written", "c"], ["a", "Report", "c"], [(0, 0), (1, 1), (2, 2)]),
        (["a", "Nothing", "c"], ["a", "Else", "c"], [(0, 0), (None, 1), (2, 2), (1, None)]),
        (["a", "Same"], ["Same", "a", "Same"], [(None, 0), (0, 1), (1, 2)]),
        (
            ["a", "A report is written", "c"],
            ["a", "Report", "x", "c"],
            [(0, 0), (None, 1), (None, 2), (2, 3), (1, None)],
        ),
        (["Upload raw data", "Upload the data"], ["Upload the data now"], [(1, 0), (0, None)]),
        ([], ["a"], [(None, 0)]),
        (["a"], [], [(0, None)]),
    ],
    ids=[
        "equal rows", "spelling", "likeness", "alike in place", "unlike in place", "end", "not alone",
        "the likest", "empty", "emptied",
    ],
)  # fmt: skip
def test_rows_are_known_by_what_they_are(before, after, expected):
    assert pairs(before, after) == expected


def test_short_values_are_never_taken_for_changed_ones():
    assert pairs(["data-owner"], ["data-owners"], alike=False) == [(None, 0), (0, None)]
    assert pairs(["Data"], ["data"], alike=False) == [(0, 0)]


def test_rows_of_a_name_are_one_row_whatever_else_they_say():
    first, second = build(
        UseCase, {"title": "x", "inputs": [{"name": "Raw data"}, {"name": "Labels"}]}
    ).inputs
    after = [second.model_copy(update={"name": "labels", "description": "As CSV."}), first]

    assert pairs([first, second], after) == [(1, 0), (0, 1)]


def test_equal_rows_come_before_rows_of_the_same_name():
    rows = [{"name": "Raw data"}, {"name": "Raw data", "description": "As CSV."}, {"name": "Labels"}]
    first, second, third = build(UseCase, {"title": "x", "inputs": rows}).inputs

    assert pairs([first, second, third], [third, second, first]) == [(2, 0), (1, 1), (0, 2)]


def test_names_have_to_be_more_alike_than_sentences():
    rows = [{"name": "Input data"}, {"name": "Labels"}, {"name": "Output data"}, {"name": "Model card"}]
    one, labels, other, card = build(UseCase, {"title": "x", "inputs": rows}).inputs

    assert pairs([one, labels], [labels, other]) == [(1, 0), (None, 1), (0, None)]
    assert pairs([card, labels], [labels, card.model_copy(update={"name": "Model cards"})]) == [
        (1, 0),
        (0, 1),
    ]


def test_stories_without_a_wish_are_known_by_nothing_but_their_equals():
    rows = [{"personas": [name]} for name in ("owners", "users", "guests")]
    owners, users, guests = build(UseCase, {"title": "x", "stories": rows}).stories

    assert pairs([owners, users], [users, guests]) == [(1, 0), (None, 1), (0, None)]


def test_long_lists_are_compared_quickly():
    before = [f"Step {n} does {n * 7919 % 1000} things with {n * 104729 % 977} files" for n in range(500)]
    after = [f"{text} and {n * 31 % 89} more" for n, text in enumerate(before)]
    started = time.process_time()

    found = pairs(before, after)

    assert time.process_time() - started < 1
    assert found == [(place, place) for place in range(500)]


@given(st.permutations(range(8)))
def test_what_is_unmoved_stands_in_rising_order(places):
    kept = [place for place in places if place in unmoved(places)]

    assert kept == sorted(kept)


BEFORE = {
    "title": "Data intake",
    "slug": "data-intake",
    "tags": ["ops"],
    "stories": [{"personas": ["owners"], "want": "see it", "so_that": "I know"}],
    "inputs": [{"name": "Raw data"}, {"name": "Labels", "description": "As CSV."}],
    "success_path": [{"text": "Log in"}, {"text": "Upload the data"}],
    "exceptions": [{"text": "Bad format", "step": 2}],
}


def changed(**fields):
    return differences(build(UseCase, BEFORE), build(UseCase, {**BEFORE, **fields}), {"users": "Users"})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "Intake"}, "Title was changed from “Data intake” to “Intake”."),
        ({"notes": "See there."}, "“Notes” was filled in: “See there.”."),
        ({"status": "in_review"}, "Status was changed from “draft” to “in review”."),
        ({"optional": True}, "The use case is now optional."),
        ({"tags": ["ops", "new"]}, "Tag “new” was added."),
        (
            {"stories": [{"personas": ["owners", "users"], "want": "see it", "so_that": "I know"}]},
            "Persona “Users” was added to story “see it”.",
        ),
        (
            {"stories": [{"personas": ["owners"], "want": "see it"}]},
            "The reason of story “see it” was emptied.",
        ),
        ({"inputs": BEFORE["inputs"][1:]}, "Input “Raw data” was removed."),
        (
            {"inputs": [BEFORE["inputs"][0], {**BEFORE["inputs"][1], "required": False}]},
            "Input “Labels” is now optional.",
        ),
        (
            {"inputs": [BEFORE["inputs"][0], {"name": "Labels", "description": "As JSON."}]},
            "The description of input “Labels” was changed from “As CSV.” to “As JSON.”.",
        ),
        ({"inputs": BEFORE["inputs"][::-1]}, "Input “Labels” was moved from place 2 to place 1."),
        (
            {"success_path": [{"text": "Log in"}, {"text": "Upload all the data"}]},
            "Step “Upload the data” is now “Upload all the data”.",
        ),
        ({"exceptions": [{"text": "Bad format"}]}, "Exception “Bad format” is no longer at a step."),
        (
            {"exceptions": [{"text": "Bad format", "step": 1}]},
            "Exception “Bad format” is now at step 1, Log in.",
        ),
    ],
)
def test_a_difference_is_told_in_one_sentence(fields, sentence):
    assert [difference.sentence for difference in changed(**fields)] == [sentence]


def test_a_use_case_that_is_not_optional_is_mandatory():
    (found,) = differences(build(UseCase, {**BEFORE, "optional": True}), build(UseCase, BEFORE))

    assert (found.before, found.after) == ("optional", "mandatory")
    assert found.sentence == "The use case is now mandatory."


def test_a_tag_that_is_written_in_another_way_is_another_tag():
    found = changed(tags=["ops-team"])

    assert [difference.sentence for difference in found] == [
        "Tag “ops-team” was added.",
        "Tag “ops” was removed.",
    ]


def test_a_difference_has_its_place_and_the_texts_of_both_sides():
    inputs = [{"name": "Raw data"}, {"name": "Labels", "required": False, "description": "As CSV."}]

    assert changed(inputs=inputs) == (
        Difference(
            ("inputs", 1, "required"), "changed", "Input 2, Labels: required", "required", "optional",
            "Input “Labels” is now optional.",
        ),
    )  # fmt: skip


def test_an_exception_is_the_same_when_only_its_step_moved():
    steps = [{"text": text} for text in ("Read the rules", "Log in", "Upload the data")]

    found = changed(success_path=steps, exceptions=[{"text": "Bad format", "step": 3}])

    assert [difference.sentence for difference in found] == ["Step “Read the rules” was added."]


def test_an_exception_with_the_same_number_is_another_one_when_that_is_another_step():
    found = changed(success_path=BEFORE["success_path"][::-1])

    assert [(difference.place, difference.what) for difference in found] == [
        (("success_path", 0), "moved"),
        (("exceptions", 0, "step"), "changed"),
    ]
    assert (found[1].before, found[1].after) == ("2, Upload the data", "2, Log in")


def test_personas_artifacts_and_specifications_are_told_too():
    artifact = Artifact(name="Raw data", aliases=("Data",))
    persona = Persona(name="Owners", goals=("Pay less",))
    text = SpecificationText(title="Portal")
    cases = [
        (artifact, {"external": True}, "The artifact is now from outside."),
        (artifact, {"aliases": ()}, "Other name “Data” was removed."),
        (artifact, {"type": "file"}, "Type was filled in: “file”."),
        (persona, {"goals": ("Pay much less",)}, "Goal “Pay less” is now “Pay much less”."),
        (text, {"introduction": "Long. " * 50}, f"Introduction was filled in: “{('Long. ' * 10)[:59]}…”."),
    ]

    for before, fields, sentence in cases:
        (difference,) = differences(before, before.model_copy(update=fields))
        assert difference.sentence == sentence
