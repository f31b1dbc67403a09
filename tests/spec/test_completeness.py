"""What a use case needs before it goes to review."""

import pytest
from hypothesis import given

from archportal import spec
from archportal.spec.completeness import missing
from tests.spec.strategies import usecases

COMPLETE = {
    "title": "Data Intake",
    "stories": [{"personas": ["data-scientists"], "want": "upload data", "so_that": "it can be found"}],
    "outputs": [{"name": "Dataset"}],
    "success_path": [{"text": "Check the form"}],
    "exceptions": [{"text": "The form is incomplete"}],
}


def missing_of(**values):
    document = spec.build(spec.UseCase, {**COMPLETE, **values})
    return {item.place: item.sentence for item in missing(document)}


def test_a_complete_use_case_needs_neither_inputs_nor_preconditions():
    assert missing_of() == {}


@pytest.mark.parametrize("part", ["stories", "outputs", "success_path", "exceptions"])
def test_what_is_not_there_is_asked_for(part):
    assert list(missing_of(**{part: []})) == [(part,)]


def test_a_title_alone_lacks_everything():
    document = spec.build(spec.UseCase, {"title": "Data Intake"})

    places = [item.place for item in missing(document)]

    assert places == [("stories",), ("outputs",), ("success_path",), ("exceptions",)]


@pytest.mark.parametrize(("part", "empty"), [("personas", []), ("want", ""), ("so_that", "")])
def test_a_story_says_who_what_and_why(part, empty):
    story = {**COMPLETE["stories"][0], part: empty}

    assert list(missing_of(stories=[story])) == [("stories", 0, part)]


def test_one_reason_is_enough_for_all_stories():
    other = {"personas": ["product-managers"], "want": "see the data"}

    assert missing_of(stories=[other, *COMPLETE["stories"]]) == {}


def test_an_exception_whose_step_is_gone_is_named():
    found = missing_of(exceptions=[{"text": "Early", "step": 1}, {"text": "Late", "step": 4}])

    assert list(found) == [("exceptions", 1, "step")]
    assert "no step 4" in found["exceptions", 1, "step"]


@given(usecases(["data-scientists"]))
def test_every_sentence_leads_to_a_place_that_there_is(content):
    document = spec.build(spec.UseCase, content)

    for item in missing(document):
        part, *inner = item.place
        rows = getattr(document, part)
        assert item.sentence.endswith(".")
        assert (inner and hasattr(rows[inner[0]], inner[1])) or not rows
