"""Laws of merging, and what merging does with each kind of row."""

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
    build,
    differences,
    merge,
    read_document,
    rules,
    to_json,
)
from tests.spec.edits import KINDS, related, states


@given(states(2))
def test_merging_with_an_unchanged_side_gives_the_other_side(documents):
    base, changed = documents

    for merged in (merge(base, base, changed), merge(base, changed, base)):
        assert merged.document == changed
        assert merged.clashes == ()


@given(states(2))
def test_merging_one_edit_with_itself_gives_it_once(documents):
    base, changed = documents

    merged = merge(base, changed, changed)

    assert merged.document == changed
    assert merged.clashes == merged.news == ()


@given(states(3))
def test_merging_in_both_directions_gives_the_same(documents):
    base, mine, theirs = documents

    merged = merge(base, mine, theirs)
    turned = merge(base, theirs, mine)

    assert len(merged.clashes) == len(turned.clashes)
    if not merged.clashes:
        assert merged.document == turned.document


@given(states(3))
def test_what_was_merged_is_a_valid_document_and_its_news_are_what_is_not_mine(documents):
    base, mine, theirs = documents

    merged = merge(base, mine, theirs)

    assert read_document(type(mine), to_json(merged.document)) == merged.document
    assert merged.news == differences(mine, merged.document)


def said(document):
    """Return every text of a document with the field it stands in."""
    return set(_said("", document.model_dump()))


def _said(field, value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _said(name, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _said(field, inner)
    elif field != "step" and value is not None:
        # What is an alias to one may have become the name to the other.
        yield ("name" if field == "aliases" else field), value


@given(states(3))
def test_nothing_that_either_side_added_is_missing(documents):
    base, mine, theirs = documents

    merged = merge(base, mine, theirs)

    found = said(merged.document)
    for clash in merged.clashes:
        field = next(str(key) for key in reversed(clash.place) if isinstance(key, str))
        for value in (clash.mine, clash.theirs):
            found |= set(_said(field, value.model_dump() if hasattr(value, "model_dump") else value))
    assert (said(mine) | said(theirs)) - said(base) <= found


def at(document, place):
    for key in place:
        document = document[key] if isinstance(key, int) else getattr(document, key)
    return document


@given(states(3))
def test_a_clash_says_what_both_made_of_the_thing_at_its_place(documents):
    base, mine, theirs = documents

    merged = merge(base, mine, theirs)

    assert len({clash.place for clash in merged.clashes}) == len(merged.clashes)
    for clash in merged.clashes:
        assert clash.mine != clash.theirs
        assert clash.label
        standing = clash.theirs if clash.kind == "removed_by_me" else clash.mine
        if not (clash.kind != "changed" and clash.place[0] == "success_path"):
            assert clash.base not in (clash.mine, clash.theirs)
        assert at(merged.document, clash.place) == standing


@st.composite
def edits_of_different_fields(draw):
    """Return a base, two states with different fields changed, and the state that has both changes."""
    kind = draw(st.sampled_from([UseCase, *KINDS]))
    base, one, other = draw(related(kind, 2))
    mine, theirs, both = {}, {}, {}
    for name in kind.model_fields:
        if name == "exceptions":
            continue  # Their steps go with the success path.
        sides = draw(st.sampled_from([[mine, both], [theirs, both]]))
        for side in sides:
            side[name] = getattr(one if sides[0] is mine else other, name)
    without = {"exceptions": ()} if kind is UseCase else {}
    return [base.model_copy(update={**without, **side}) for side in ({}, mine, theirs, both)]


@given(edits_of_different_fields())
def test_edits_of_different_fields_are_all_taken(documents):
    base, mine, theirs, both = documents

    merged = merge(base, mine, theirs)

    assert merged.document == both
    assert merged.clashes == ()


STEPS = [
    "Open the portal", "Upload raw data", "Check the format", "Write a report", "Tell the owner",
    "Archive everything", "Delete temporary files",
]  # fmt: skip


@given(st.permutations(STEPS), st.integers(0, 6), st.booleans())
def test_a_moved_row_and_an_edited_row_merge(order, edited, swapped):
    base = build(UseCase, {"title": "x", "success_path": [{"text": text} for text in STEPS]})
    moved = base.model_copy(update={"success_path": path(*order)})
    changed = [*STEPS]
    changed[edited] += " again"
    changed = base.model_copy(update={"success_path": path(*changed)})

    merged = merge(base, changed, moved) if swapped else merge(base, moved, changed)

    expected = [text + " again" * (text == STEPS[edited]) for text in order]
    assert [step.text for step in merged.document.success_path] == expected
    assert merged.clashes == ()


def path(*texts):
    return build(UseCase, {"title": "x", "success_path": [{"text": text} for text in texts]}).success_path


FAULTS = ["kilo", "lima", "mike", "november"]
PLACES = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"]


@st.composite
def with_exceptions(draw):
    """Return three use cases whose steps and exceptions come, go, and stand in any order."""
    found = []
    for _state in range(3):
        steps = draw(st.permutations(PLACES))[: draw(st.integers(2, 6))]
        at_steps = st.none() | st.integers(1, len(steps))
        exceptions = [{"text": text, "step": draw(at_steps)} for text in draw(st.permutations(FAULTS))]
        data = {"success_path": [{"text": text} for text in steps], "exceptions": exceptions}
        data["exceptions"] = exceptions[: draw(st.integers(1, 4))]
        found.append(build(UseCase, {"title": "x", **data}))
    return found


def steps_of(use_case):
    """Return the text of the step of each exception by its own text."""
    texts = [None, *(step.text for step in use_case.success_path)]
    return {exception.text: texts[exception.step or 0] for exception in use_case.exceptions}


@given(with_exceptions())
def test_an_exception_stays_at_the_step_that_was_meant(documents):
    merged = merge(*documents).document

    base, mine, theirs = (steps_of(document) for document in documents)
    remaining = {step.text for step in merged.success_path}
    for text, step in steps_of(merged).items():
        before = base.get(text)
        # Who removed the exception, or never had it, says nothing of its step.
        by_me, by_them = mine.get(text, before), theirs.get(text, before)
        meant = by_them if by_me == before else by_me
        assert step == (meant if meant in remaining else None)


def use_case(**fields):
    return build(UseCase, {"title": "Data intake", **fields})


def rows(*texts):
    return [{"text": text} for text in texts]


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
def test_rows_that_both_moved_come_into_one_order(base, mine, theirs, one, other):
    mine, theirs = [*mine[:one], "My row", *mine[one:]], [*theirs[:other], "Theirs", *theirs[other:]]

    merged = rows_of([base, mine, theirs], "preconditions")
    turned = rows_of([base, theirs, mine], "preconditions")

    assert sorted(merged.document.preconditions) == sorted([*base, "My row", "Theirs"])
    assert merged.document == turned.document
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


def test_exceptions_follow_their_step_when_the_other_side_moves_it():
    base = use_case(success_path=[{"text": text} for text in STEPS[:3]])
    mine = base.model_copy(update={"exceptions": use_case(exceptions=[{"text": "No", "step": 1}]).exceptions})
    theirs = use_case(success_path=[{"text": text} for text in (STEPS[5], STEPS[1], STEPS[2], STEPS[0])])

    merged = merge(base, mine, theirs)

    assert steps_of(merged.document) == {"No": STEPS[0]}
    assert merged.clashes == ()


def test_a_removed_step_stays_where_the_other_side_lets_something_new_go_wrong_at_it():
    base = use_case(success_path=[{"text": text} for text in STEPS[:3]])
    mine = use_case(
        success_path=[{"text": text} for text in STEPS[:3]], exceptions=[{"text": "No", "step": 2}]
    )
    theirs = use_case(success_path=[{"text": text} for text in (STEPS[0], STEPS[2])])

    merged = merge(base, mine, theirs)

    assert merged.document.success_path == base.success_path
    assert steps_of(merged.document) == {"No": STEPS[1]}
    assert [(clash.place, clash.kind) for clash in merged.clashes] == [
        (("success_path", 1), "removed_by_them")
    ]


def test_a_removed_step_goes_where_the_other_side_only_kept_what_was_at_it():
    base = use_case(success_path=rows(*STEPS[:3]), exceptions=[{"text": "No", "step": 2}])
    mine = base.model_copy(update={"notes": "Mine."})
    theirs = use_case(success_path=rows(STEPS[0], STEPS[2]), exceptions=[{"text": "No"}])

    merged = merge(base, mine, theirs)

    assert merged.document == theirs.model_copy(update={"notes": "Mine."})
    assert merged.clashes == ()


def test_an_exception_that_outlives_its_step_is_at_none():
    base = use_case(success_path=rows(*STEPS[:3]), exceptions=[{"text": "No", "step": 2}])
    mine = use_case(success_path=rows(*STEPS[:3]), exceptions=[{"text": "No", "step": 2, "handling": "Ask."}])
    theirs = use_case(success_path=rows(STEPS[0], STEPS[2]))

    merged = merge(base, mine, theirs)

    assert merged.document.success_path == theirs.success_path
    assert steps_of(merged.document) == {"No": None}
    (clash,) = merged.clashes
    assert (clash.place, clash.kind) == (("exceptions", 0), "removed_by_them")
    assert clash.mine == merged.document.exceptions[0]
    assert clash.base.step is None


def test_clashes_stand_in_the_order_of_the_document():
    base, mine, theirs = (
        use_case(success_path=rows(f"{STEPS[0]} {word}"), notes=word, description=word)
        for word in ("first", "second", "third")
    )

    places = [clash.place for clash in merge(base, mine, theirs).clashes]

    assert places == [("description",), ("success_path", 0, "text"), ("notes",)]


def test_an_exception_at_two_different_steps_clashes_in_numbers_of_the_merged_path():
    steps = [{"text": text} for text in STEPS[:3]]
    base, mine = (use_case(success_path=steps, exceptions=[{"text": "No", "step": n}]) for n in (1, 2))
    theirs = use_case(success_path=[{"text": STEPS[5]}, *steps], exceptions=[{"text": "No", "step": 4}])

    merged = merge(base, mine, theirs)

    assert steps_of(merged.document) == {"No": STEPS[1]}
    assert merged.clashes == (Clash(("exceptions", 0, "step"), "Exception 1, No: at step", 2, 3, 4),)


def test_a_number_after_the_last_step_never_becomes_another_step():
    base = use_case(success_path=[{"text": STEPS[0]}], exceptions=[{"text": "No", "step": 2}])
    theirs = use_case(success_path=[{"text": STEPS[0]}, {"text": STEPS[1]}])
    mine = base.model_copy(update={"exceptions": (*base.exceptions, *base.exceptions)})

    merged = merge(base, mine, theirs)

    assert {exception.step for exception in merged.document.exceptions} <= {None}
    assert merge(base, base, mine).document == mine


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
