"""The matrices, what they show of gaps, what filters leave of them, and CSV that runs nothing."""

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archportal.spec.csvformat import csv_line, guarded
from archportal.spec.matrix import (
    Narrowing,
    Relation,
    artifact_matrix,
    csv_lines,
    narrowed,
    persona_matrix,
    sentence,
)
from archportal.spec.outline import ArtifactOutline, Need, Outline, PersonaOutline, UseCaseOutline

OUTLINE = Outline(
    personas=(PersonaOutline("ada", "Ada’s"), PersonaOutline("bob", "Bobs"), PersonaOutline("eve", "Eves")),
    artifacts=(
        ArtifactOutline("Card"),
        ArtifactOutline("Labels", external=True),
        ArtifactOutline("Raw data", type="file"),
        ArtifactOutline("Relic"),
    ),
    use_cases=(
        UseCaseOutline(
            "intake",
            "1",
            "Intake",
            tags=("data",),
            personas=("ada", "bob"),
            inputs=(Need("Raw data"), Need("Labels", required=False)),
            outputs=("Card",),
        ),
        UseCaseOutline(
            "update",
            "2",
            "Update the card",
            status="approved",
            personas=("ada",),
            inputs=(Need("Card"),),
            outputs=("Card",),
        ),
        UseCaseOutline("idle", "3", "Idle"),
    ),
)


def row(matrix, key):
    return next(row for row in matrix.rows if row.key == key)


def shape(matrix):
    return [row.key for row in matrix.rows], [column.use_case.slug for column in matrix.columns]


def test_an_artifact_says_what_each_use_case_has_to_do_with_it():
    matrix = artifact_matrix(OUTLINE)

    assert row(matrix, "Card").cells == {
        "intake": (Relation.PRODUCES,),
        "update": (Relation.PRODUCES, Relation.NEEDS),
    }
    assert row(matrix, "Raw data").cells == {"intake": (Relation.NEEDS,)}
    assert row(matrix, "Labels").cells == {"intake": (Relation.MAY_USE,)}


def test_a_persona_says_whose_stories_speak_of_it():
    matrix = persona_matrix(OUTLINE)

    assert row(matrix, "ada").cells == {"intake": (Relation.STORY,), "update": (Relation.STORY,)}
    assert [one.key for one in matrix.rows] == ["ada", "bob", "eve"]


def test_artifacts_stand_where_use_cases_speak_of_them_first():
    later = UseCaseOutline("later", "0", "Later", inputs=(Need("Raw data"),))
    outline = Outline(artifacts=OUTLINE.artifacts, use_cases=(later, *OUTLINE.use_cases))

    assert [one.key for one in artifact_matrix(outline).rows] == ["Raw data", "Card", "Labels", "Relic"]


def test_gaps_are_told_of_rows_and_of_use_cases():
    artifacts, personas = artifact_matrix(OUTLINE), persona_matrix(OUTLINE)

    assert {one.key: one.gaps for one in artifacts.rows} == {
        "Card": (),
        "Labels": (),
        "Raw data": ("nothing produces it",),
        "Relic": ("nothing produces it", "nothing uses it"),
    }
    assert [one.gaps for one in artifacts.columns] == [(), (), ("no inputs", "no outputs")]
    assert {one.key: one.gaps for one in personas.rows} == {"ada": (), "bob": (), "eve": ("no use case",)}
    assert [one.gaps for one in personas.columns] == [(), (), ("no persona",)]


def test_signs_and_words_tell_relations_apart():
    used_together = [Relation.PRODUCES, Relation.NEEDS, Relation.MAY_USE]

    assert len({one.sign for one in used_together}) == len({one.value for one in used_together}) == 3


def test_a_cell_is_said_in_words():
    matrix = artifact_matrix(OUTLINE)
    card, update = row(matrix, "Card"), matrix.columns[1]

    assert sentence(update, card.cells["update"], card) == "Use Case 2 produces and needs Card"
    assert sentence(update, (), card) == "Use Case 2 has nothing to do with Card"
    assert sentence(update, (Relation.STORY,), card) == "Use Case 2 has a story of Card"


@pytest.mark.parametrize(
    ("narrowing", "rows", "columns"),
    [
        (Narrowing(persona="bob"), ["Card", "Labels", "Raw data"], ["intake"]),
        (Narrowing(tag="data"), ["Card", "Labels", "Raw data"], ["intake"]),
        (Narrowing(status="approved"), ["Card"], ["update"]),
        (Narrowing(status="in_review"), [], []),
        (Narrowing(text="RAW"), ["Raw data"], ["intake"]),
        (Narrowing(text="card the"), ["Card"], ["update"]),
        (Narrowing(text="card"), ["Card"], ["intake", "update"]),
        (Narrowing(text="relic"), ["Relic"], []),
        (Narrowing(gaps=True), ["Raw data", "Relic"], ["intake", "idle"]),
        (Narrowing(gaps=True, status="approved"), [], []),
        (Narrowing(text=" "), ["Card", "Labels", "Raw data", "Relic"], ["intake", "update", "idle"]),
    ],
)
def test_a_filter_leaves_what_it_names_and_what_that_has_to_do_with(narrowing, rows, columns):
    assert shape(narrowed(artifact_matrix(OUTLINE), narrowing)) == (rows, columns)


def test_the_whole_matrix_is_written_as_csv():
    lines = "".join(csv_lines(artifact_matrix(OUTLINE), "Artifact"))

    assert list(csv.reader(io.StringIO(lines, newline=""))) == [
        ["Artifact", "About", "Gaps", "1 Intake", "2 Update the card", "3 Idle"],
        ["Card", "", "", "produces", "produces, needs", ""],
        ["Labels", "from outside", "", "may use", "", ""],
        ["Raw data", "file", "nothing produces it", "needs", "", ""],
        ["Relic", "", "nothing produces it, nothing uses it", "", "", ""],
    ]


# CSV

SPACES = ' \t\r\n\v\f\xa0\u2003\u200b\ufeff"'
STARTS = "=+-@＝＋－＠﹦﹢﹣﹫"
HOSTILE = st.builds(
    "".join,
    st.tuples(
        st.text(SPACES, max_size=3), st.sampled_from([*STARTS, ";=", "\t@", "a;-", ""]), st.text(max_size=8)
    ),
)
NUMBER = re.compile(r"[+-]?[0-9.,eE+%-]+")


def runs(cell):
    """Say whether a spreadsheet could run a cell, spaces and quotes before it aside."""
    shown = cell.lstrip(SPACES)
    begins = unicodedata.normalize("NFKC", shown[:1])[:1] in tuple("=+-@")
    return (begins and not NUMBER.fullmatch(cell)) or cell[:1] in tuple("\t\r\n")


@given(st.lists(st.lists(HOSTILE, min_size=1, max_size=4), min_size=1, max_size=3))
@example([["=1+1", "-5", "+3,5", "-2+3|cmd"], ["\t=1", " ＠SUM(A1)", 'a";=b', "1e-5"]])
def test_no_cell_begins_a_formula_and_all_read_back(rows):
    text = "".join(csv_line(row) for row in rows)

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert read == [[guarded(cell) for cell in row] for row in rows]
    assert [cell for row in read for cell in row if runs(cell)] == []
    assert text.endswith("\r\n")


@given(st.lists(HOSTILE, min_size=2, max_size=4))
def test_no_cell_begins_a_formula_where_semicolons_divide_a_line(row):
    (*read,) = csv.reader(io.StringIO(csv_line([f"x{cell}" for cell in row]), newline=""), delimiter=";")

    assert [cell for line in read for cell in line[1:] if runs(cell)] == []


@pytest.mark.parametrize("number", ["-5", "+3.2", "1e-5", "-1,000.50", "-7%", "0"])
def test_numbers_stay_numbers(number):
    assert guarded(number) == number


@pytest.mark.parametrize("text", ["Raw data", "a-b", "'quoted", "3a Intake", "x=y", "a; b", "", "−5 degrees"])
def test_plain_texts_stay_as_they_are(text):
    assert guarded(text) == text
