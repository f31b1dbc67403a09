"""What merging does with each kind of row, and where two sides clash."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import (
    Artifact,
    Clash,
    Persona,
    SpecificationText,
    UseCase,
    merge,
    read_document,
    rules,
    to_json,
)
from tests.spec.edits import STEPS, rows, use_case


def rows_of(documents, field):
    return merge(*(use_case(**{field: rows}) for rows in documents))


RAW, LABELS, CARD = ({"name": name} for name in ("Raw data", "Labels", "Data card"))


def names(rows):
    return [row.name for row in rows]


def test_rows_that_both_added_at_one_place_stay_together():
    merged = rows_of([[RAW], [RAW, CARD, LABELS], [RAW, {"name": "Model"}, {"name": "Report"}]], "inputs")

    assert names(merged.document.inputs) == ["Raw data", "Data card", "Labels", "Model", "Report"]
    assert merged.clashes == ()
    assert [difference.sentence for difference in merged.news] == [
        "Input “Model” was added.",
        "Input “Report” was added.",
    ]


def test_one_artifact_that_both_added_is_one_row():
    mine = {"name": "Raw data", "default": "none", "required": False}
    theirs = {"name": "raw  Data", "description": "As CSV."}

    merged = rows_of([[], [mine], [theirs]], "inputs")

    (row,) = merged.document.inputs
    assert (row.name, row.default, row.required, row.description) == ("Raw data", "none", False, "As CSV.")
    assert merged.clashes == (
        Clash(("inputs", 0, "name"), "Input 1, Raw data: name", None, "Raw data", "raw Data"),
    )


def test_one_row_without_a_name_that_both_added_is_one_row():
    merged = rows_of([[], [{"personas": ["owners"]}], [{"personas": ["owners"]}]], "stories")

    assert len(merged.document.stories) == 1


@pytest.mark.parametrize("swapped", [False, True])
def test_a_row_that_one_renamed_to_what_the_other_put_in_its_place_is_one_row(swapped):
    card = {**CARD, "description": "Old."}
    renamed, signed = ({"name": "Final card", "description": text} for text in ("Old.", "Signed."))
    sides = [[RAW, renamed], [signed, RAW]]

    merged = rows_of([[RAW, card], *(sides[::-1] if swapped else sides)], "outputs")

    found = [(row.name, row.description) for row in merged.document.outputs]
    assert sorted(found) == [("Final card", "Signed."), ("Raw data", "")]
    assert merged.clashes == ()


def test_two_rows_that_were_given_one_text_while_the_other_was_removed_both_stay():
    base = ["Report written and stored", "Alpha", "Report sent to all owners"]

    merged = rows_of([base, ["Report", "Alpha"], ["Alpha", "Report"]], "preconditions")

    assert merged.document.preconditions == ("Report", "Alpha", "Report")
    assert [(clash.base, clash.kind) for clash in merged.clashes] == [
        (base[0], "removed_by_them"),
        (base[2], "removed_by_me"),
    ]


@pytest.mark.parametrize("kind", ["removed_by_them", "removed_by_me"])
def test_a_row_that_one_removed_and_the_other_changed_stays_and_clashes(kind):
    changed = [RAW, {**LABELS, "description": "As CSV."}]
    sides = [changed, [RAW]] if kind == "removed_by_them" else [[RAW], changed]

    merged = rows_of([[RAW, LABELS], *sides], "inputs")

    assert names(merged.document.inputs) == ["Raw data", "Labels"]
    (clash,) = merged.clashes
    assert (clash.place, clash.label, clash.kind) == (("inputs", 1), "Input 2, Labels", kind)
    assert (clash.mine or clash.theirs).description == "As CSV."
    assert (clash.mine is None) == (kind == "removed_by_me")
    assert (clash.theirs is None) == (kind == "removed_by_them")


def test_a_row_that_one_removed_and_the_other_only_moved_goes():
    merged = rows_of([[RAW, LABELS, CARD], [RAW, CARD], [LABELS, RAW, CARD]], "inputs")

    assert names(merged.document.inputs) == ["Raw data", "Data card"]
    assert merged.clashes == ()


def test_two_fields_of_one_row_merge_and_one_field_changed_twice_clashes():
    mine = {**RAW, "required": False, "description": "From sensors."}
    theirs = {**RAW, "default": "empty", "description": "From forms."}

    merged = rows_of([[RAW], [mine], [theirs]], "inputs")

    (row,) = merged.document.inputs
    assert (row.required, row.default, row.description) == (False, "empty", "From sensors.")
    assert merged.clashes == (
        Clash(
            ("inputs", 0, "description"), "Input 1, Raw data: description", "", "From sensors.", "From forms."
        ),
    )


@given(*[st.permutations(STEPS[:5]) for _document in range(3)], st.integers(0, 5), st.integers(0, 5))
def test_orders_of_rows_that_both_moved_stand_side_by_side(base, mine, theirs, one, other):
    mine, theirs = [*mine[:one], "My row", *mine[one:]], [*theirs[:other], "Theirs", *theirs[other:]]

    merged = rows_of([base, mine, theirs], "preconditions")
    turned = rows_of([base, theirs, mine], "preconditions")

    assert sorted(merged.document.preconditions) == sorted([*base, "My row", "Theirs"])
    clashes = [(clash.place, clash.kind, clash.mine, clash.theirs) for clash in merged.clashes]
    orders = merged.document.preconditions, turned.document.preconditions
    assert clashes == ([(("preconditions",), "moved", *orders)] if len({*orders}) > 1 else [])
    assert len(turned.clashes) == len(clashes)


def test_rows_that_each_moved_alone_come_into_one_order():
    base = STEPS[:6]
    mine, theirs = [base[1], base[0], *base[2:]], [*base[:4], base[5], base[4]]

    merged = rows_of([base, mine, theirs], "preconditions")

    assert merged.document.preconditions == (*mine[:4], *theirs[4:])
    assert merged.clashes == ()


def test_one_row_that_both_moved_to_different_places_clashes():
    base = rows(*STEPS[:4])
    mine, theirs = [base[3], *base[:3]], [base[0], base[3], *base[1:3]]

    merged = rows_of([base, mine, theirs], "success_path")

    (clash,) = merged.clashes
    assert (clash.place, clash.label, clash.kind) == (("success_path",), "Success path", "moved")
    assert clash.mine == merged.document.success_path == use_case(success_path=mine).success_path
    assert clash.theirs == use_case(success_path=theirs).success_path


def test_the_order_of_tags_says_nothing():
    merged = rows_of([["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]], "tags")

    assert sorted(merged.document.tags) == ["a", "b", "c"]
    assert merged.clashes == ()


def test_equal_rows_are_kept_as_often_as_they_were_written():
    merged = rows_of([["Same"] * 2, ["Same"] * 3, ["Same"] * 2 + ["Else"]], "preconditions")

    assert sorted(merged.document.preconditions) == ["Else", "Same", "Same", "Same"]


def test_one_precondition_that_both_wrote_anew_clashes_at_its_place():
    merged = rows_of(
        [["First", "Data is clean"], ["Data is clean now", "First"], ["First", "The data is clean"]],
        "preconditions",
    )

    assert merged.document.preconditions == ("Data is clean now", "First")
    assert merged.clashes == (
        Clash(
            ("preconditions", 0), "Precondition 1, Data is clean now", "Data is clean", "Data is clean now",
            "The data is clean",
        ),
    )  # fmt: skip


def test_tags_and_personas_merge_one_by_one():
    base = use_case(tags=["a", "b"], stories=[{"personas": ["x", "y"], "want": "see it"}])
    mine = use_case(tags=["b", "c"], stories=[{"personas": ["y"], "want": "see it"}])
    theirs = use_case(tags=["a", "b", "d"], stories=[{"personas": ["x", "z", "y"], "want": "see it"}])

    merged = merge(base, mine, theirs)

    assert merged.document.tags == ("b", "c", "d")
    assert merged.document.stories[0].personas == ("z", "y")
    assert merged.clashes == ()


def test_goals_of_a_persona_merge_as_rows():
    base = Persona(name="Owners", goals=("Know what is stored", "Pay less"))
    mine = base.model_copy(update={"goals": ("Pay less", "Know what is stored")})
    theirs = base.model_copy(update={"goals": ("Know what is stored where", "Pay less", "Sleep well")})

    merged = merge(base, mine, theirs)

    assert merged.document.goals == ("Pay less", "Know what is stored where", "Sleep well")
    assert merged.clashes == ()


def test_a_name_is_not_its_own_alias_after_a_merge():
    base = Artifact(name="Raw data", aliases=("Data",))
    mine = Artifact(name="Input data", aliases=("Data", "Raw data"))
    theirs = Artifact(name="Raw data", aliases=("Data", "input DATA", "Records"))

    merged = merge(base, mine, theirs)

    assert merged.document == Artifact(name="Input data", aliases=("Data", "Raw data", "Records"))


def test_a_text_that_both_changed_is_mine_with_a_clash():
    base, mine, theirs = (SpecificationText(slug="s", title=title) for title in ("One", "Two", "Three"))

    merged = merge(base, mine, theirs)

    assert merged.document == mine
    assert merged.clashes == (Clash(("title",), "Title", "One", "Two", "Three"),)
    assert merged.news == ()


def test_clashes_stand_in_the_order_of_the_document():
    base, mine, theirs = (
        use_case(success_path=rows(f"{STEPS[0]} {word}"), notes=word, description=word)
        for word in ("first", "second", "third")
    )

    places = [clash.place for clash in merge(base, mine, theirs).clashes]

    assert places == [("description",), ("success_path", 0, "text"), ("notes",)]


def test_lists_that_are_too_long_together_clash_as_a_whole():
    added = [[{"name": f"{side} {n}"} for n in range(rules.ROWS_LIMIT - 100)] for side in ("Mine", "Theirs")]

    merged = rows_of([[], *added], "inputs")

    (clash,) = merged.clashes
    assert (clash.place, clash.label, clash.base) == (("inputs",), "Inputs", ())
    assert merged.document.inputs == clash.mine
    assert len(clash.theirs) == rules.ROWS_LIMIT - 100
    assert read_document(UseCase, to_json(merged.document)) == merged.document


def test_long_documents_merge_quickly():
    texts = [f"Step {n} does {n * 7919 % 1000} things with {n * 104729 % 977} files" for n in range(500)]
    changed = [f"{text} and {n * 31 % 89} more" for n, text in enumerate(texts)]
    base, mine, theirs = (
        use_case(success_path=[{"text": text} for text in state])
        for state in (texts, changed, [*texts[250:], *texts[:250]])
    )
    started = time.process_time()

    merged = merge(base, mine, theirs)

    assert time.process_time() - started < 3
    assert len(merged.document.success_path) == 500
