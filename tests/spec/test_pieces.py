"""A document as pieces of text: nothing is left out, and every place has one number."""

import pytest
from hypothesis import given

from archportal import spec
from archportal.spec.pieces import (
    CHUNK,
    LONGEST_CHUNK,
    Kind,
    Owner,
    chunks,
    persona_pieces,
    plain_text,
    use_case_pieces,
)
from archportal.spec.words import words
from tests.spec.strategies import usecases

OWNER = Owner(Kind.USE_CASE, 1, 1)


@given(usecases())
def test_every_word_is_in_a_piece_and_every_place_is_there_once_in_the_order_of_reading(data):
    document = spec.build(spec.UseCase, data)
    pieces = use_case_pieces(document, OWNER)
    places = [piece.place for piece in pieces]
    held = {word for piece in pieces for word in piece.words.split()}
    rows = [
        document.title,
        document.event,
        *document.tags,
        *document.preconditions,
        *(text for story in document.stories for text in (story.want, story.so_that)),
        *(text for item in document.inputs for text in (item.name, item.description, item.default)),
        *(text for item in document.outputs for text in (item.name, item.description)),
        *(step.text for step in document.success_path),
        *(text for row in document.exceptions for text in (row.text, row.handling)),
    ]

    assert {word for text in rows for word in words(text)} <= held
    assert places == sorted(set(places))


def test_the_largest_document_has_room_for_all_its_places():
    rows = range(500)
    content = {
        "title": "Large",
        "stories": [{"want": f"w{n}"} for n in rows],
        "preconditions": [f"p{n}" for n in rows],
        "inputs": [{"name": f"i{n}"} for n in rows],
        "outputs": [{"name": f"o{n}"} for n in rows],
        "success_path": [{"text": f"s{n}"} for n in rows],
        "exceptions": [{"text": f"e{n}"} for n in rows],
        "description": "a b\n\n" * 19_000,
        "notes": "x" * 99_000,
    }
    pieces = use_case_pieces(spec.build(spec.UseCase, content), OWNER)

    places = [piece.place for piece in pieces]
    assert places == sorted(set(places))
    assert len(places) > 3000


def test_a_piece_knows_its_place():
    document = spec.build(
        spec.UseCase,
        {
            "number": "3",
            "title": "Data Intake",
            "stories": [{"personas": ["data-scientists"], "want": "see"}],
            "success_path": [{"text": "one"}, {"text": "two"}],
            "exceptions": [{"text": "stop", "step": 2}],
        },
    )
    pieces = use_case_pieces(document, OWNER)

    assert [(piece.kind.name, piece.label, piece.anchor, piece.text) for piece in pieces] == [
        ("USE_CASE", "", "", "3 Data Intake"),
        ("STORY", "story 1", "story-1", "see"),
        ("STEP", "step 1", "step-1", "one"),
        ("STEP", "step 2", "step-2", "two"),
        ("EXCEPTION", "exception 2a", "exception-2a", "stop"),
    ]
    assert pieces[1].context == "data intake data scientists"
    assert {piece.sort for piece in pieces} == {"000003"}


def test_the_pieces_of_a_persona_hold_all_its_names():
    persona = spec.Persona(name="Ärzte", singular="Arzt", goals=("Heal",), definition="They heal.")
    name, definition, goal = persona_pieces(persona, Owner(Kind.PERSONA, 1, 0))

    assert (name.words, name.context, name.sort) == ("arzte arzt", "· persona", "arzte")
    assert (definition.text, definition.context) == ("They heal.", "arzte")
    assert goal.anchor == "goal-1"


def test_a_long_text_comes_in_chunks_of_some_paragraphs():
    paragraphs = [f"Paragraph {number} " + "word " * 40 for number in range(12)]
    parts = list(chunks("\n\n".join(paragraphs)))

    assert len(parts) == 4
    assert all(len(part) <= CHUNK for part in parts)
    assert " ".join(parts).split() == " ".join(paragraphs).split()
    assert all(len(part) <= LONGEST_CHUNK for part in chunks("x" * 9_000))
    assert "".join(chunks("x" * 9_000)) == "x" * 9_000


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# Title", "Title"),
        ("- one\n- two", "one two"),
        ("1. one\n2) two", "one two"),
        ("> **bold** and *slanted* `code` ~~gone~~", "bold and slanted code gone"),
        ("snake_case and 2 * 3", "snake_case and 2 * 3"),
        ("[text](https://example.org/x) ![image](a.png)", "text image"),
        ("a\n  b\tc", "a b c"),
    ],
)
def test_marks_of_markdown_are_not_shown(markdown, plain):
    assert plain_text(markdown) == plain
