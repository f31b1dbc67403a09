"""What can be shown of a form whatever stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import rules
from tests.spec.strategies import NASTY
from usecases.form.document import read
from usecases.form.kinds import KINDS
from usecases.form.lenient import UNTITLED, read_leniently
from usecases.form.typed import HEADS, Typed, TypedRow

PERSONAS = {"data scientists": "data-scientists", "data scientist": "data-scientists"}

anything = st.one_of(
    st.text(max_size=20),
    st.sampled_from([*NASTY, "", "\x00", "\ud800", "x" * 201, "x" * 100_001, "gone0", "gone9", "gone99999"]),
)
keys = st.sampled_from(["0", "1", "2", "abc", "٣"])


def rows(kind):
    fields = st.fixed_dictionaries({}, optional={field.name: anything for field in kind.fields})
    return st.dictionaries(keys, fields, max_size=3).map(
        lambda found: tuple(TypedRow(key, values) for key, values in found.items())
    )


forms = st.builds(
    Typed,
    st.fixed_dictionaries(dict.fromkeys(HEADS, anything)),
    st.booleans(),
    st.fixed_dictionaries({kind.name: rows(kind) for kind in KINDS.values()}),
)


def typed(heads=None, **kinds):
    """Return what is typed; a row is a dict, and its key is its place."""
    filled = {
        kind: tuple(TypedRow(str(place), row) for place, row in enumerate(found))
        for kind, found in kinds.items()
    }
    return Typed({**dict.fromkeys(HEADS, ""), "title": "Data Intake", **(heads or {})}, False, filled)


@given(forms)
def test_whatever_is_typed_there_is_something_to_show(form):
    lenient = read_leniently(form, PERSONAS)

    assert lenient.document.title
    assert rules.is_slug(lenient.document.slug)


@given(forms)
def test_what_has_no_fault_is_shown_as_it_will_be_saved(form):
    document, _ = read(form, PERSONAS)
    lenient = read_leniently(form, PERSONAS)

    if document is not None:
        assert (lenient.document, lenient.left_out, lenient.unknown) == (document, {}, {})


def test_a_form_without_a_title_is_shown_without_complaint():
    lenient = read_leniently(typed({"title": " \n"}), PERSONAS)

    assert lenient.document.title == UNTITLED
    assert lenient.left_out == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", "x" * 201), ("number", "one"), ("event", "\x07"), ("notes", "x" * 100_001), ("slug", "a b")],
)
def test_a_faulty_field_is_left_out_alone(name, value):
    heads = {"description": "Kept", name: value}

    lenient = read_leniently(typed(heads, inputs=[{"name": "Raw data"}]), PERSONAS)

    assert list(lenient.left_out) == [name]
    assert lenient.document.description == "Kept"
    assert lenient.document.inputs[0].name == "Raw data"
    assert value not in lenient.document.model_dump().values()


def test_a_row_that_lacks_its_name_is_left_out_and_the_steps_keep_their_exceptions():
    steps = [{"text": "One"}, {"text": "x" * 5001}, {"text": "Three"}]
    form = typed(
        inputs=[{"description": "What is it?"}, {"name": "Raw data"}],
        success_path=steps,
        exceptions=[{"text": "At three", "step": "2"}, {"text": "At two", "step": "1"}],
    )

    lenient = read_leniently(form, PERSONAS)

    assert list(lenient.left_out) == ["inputs-0-name", "success_path-1-text"]
    assert [item.name for item in lenient.document.inputs] == ["Raw data"]
    assert [step.text for step in lenient.document.success_path] == ["One", "Three"]
    assert [item.step for item in lenient.document.exceptions] == [2, None]


def test_a_persona_that_there_is_not_is_called_as_it_was_typed():
    story = {"personas": "Data Scientists, Writers of Code, writers  of code", "want": "upload"}

    lenient = read_leniently(typed(stories=[story, {"personas": "New"}]), PERSONAS)

    assert lenient.unknown == {"writers-of-code": "Writers of Code", "new-1": "New"}
    assert lenient.document.stories[0].personas == ("data-scientists", "writers-of-code")


def test_more_rows_than_there_may_be_are_cut():
    lenient = read_leniently(typed(preconditions=[{"text": f"{n}"} for n in range(501)]), PERSONAS)

    assert len(lenient.document.preconditions) == 500
    assert list(lenient.left_out) == ["preconditions"]
