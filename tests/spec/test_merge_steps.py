"""Merging steps, and the exceptions that stand at them."""

from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import (
    Clash,
    UseCase,
    build,
    merge,
)
from tests.spec.edits import STEPS, rows, use_case


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
