"""Checks on single texts: what was left open, vague or long, and where links lead."""

import pytest

from archportal.spec.checks.length import sentences as sentences_in
from archportal.spec.checks.texts import prose
from tests.spec.making import artifact, described, found, sentences, specification, use_case


def with_step(text):
    """Return a specification with one step of this text."""
    return specification(use_case(1, success_path=[{"text": text}]))


@pytest.mark.parametrize(
    "text", ["TODO: write this", "The limit is TBD.", "FIXME", "Which one???", "?", "…", "tbd", "xxx"]
)
def test_what_was_left_to_be_written_is_found(text):
    assert [one.place for one in found("placeholder", with_step(text))] == [("success_path", 0, "text")]


@pytest.mark.parametrize(
    "text",
    ["The todo list is read.", "Comments with `TODO` are listed.", "It shows “TBD” until then.",
     "A TODO-list", "https://example.org/?TODO=1 is asked.", "Is it valid?", "3.", "n/a", "```\nTODO\n```"],
)  # fmt: skip
def test_what_is_only_spoken_of_is_no_placeholder(text):
    assert found("placeholder", described(text)) == []


def test_what_was_left_to_be_written_is_found_everywhere():
    made = specification(
        use_case(1, gives=["TBD"], notes="Fine.\n\nTODO: more"),
        introduction="TODO",
        personas=[{"name": "Testers", "definition": "TODO"}],
        artifacts=[artifact("Plan", description="TODO")],
    )

    assert [(one.subject.kind, one.place) for one in found("placeholder", made)] == [
        ("specification", ("introduction",)),
        ("use_case", ("outputs", 0, "name")),
        ("use_case", ("notes",)),
        ("artifact", ("description",)),
        ("persona", ("definition",)),
    ]


def test_a_question_is_found_with_its_words():
    made = specification(use_case(1, notes="It is valid. Who decides?\n\n- May it be refused?"))

    assert sentences("open-question", made) == [
        "“Who decides?” is a question that is still open.",
        "“May it be refused?” is a question that is still open.",
    ]


@pytest.mark.parametrize("text", ["It asks “Who decides?” first.", "See https://example.org/?q=1", "`a ? b`"])
def test_a_question_mark_that_asks_nothing_is_no_question(text):
    assert found("open-question", described(text)) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "The answer is fast.",
            "“fast” in “The answer is fast.”: say within which time, so that it can be tested.",
        ),
        (
            "It is User-friendly.",
            "“user-friendly” in “It is User-friendly.”: everybody judges that differently; say what a person "
            "has to be able to do.",
        ),
        (
            "Names, places, etc. are read.",
            "“etc.” in “Names, places, etc. are read.”: nobody knows what else belongs to it; name all of "
            "it, or give the rule.",
        ),
        (
            "Read and/or write",
            "“and/or” in “Read and/or write”: it leaves open whether one or both are meant; write “or”, or "
            "“and”.",
        ),
    ],
)
def test_a_vague_word_is_found_with_the_reason(text, sentence):
    assert sentences("vague-words", with_step(text)) == [sentence]


@pytest.mark.parametrize(
    "text",
    ["Breakfast is served.", "A fast-forward merge", "It says “fast”.", "`fast`", "Steadfast", "/etc/hosts"],
)
def test_a_word_that_is_not_meant_is_not_vague(text):
    assert found("vague-words", with_step(text)) == []


def test_names_and_personas_may_be_vague():
    made = specification(
        use_case(1, gives=["Fast lane"], title="Several ways"),
        personas=[{"name": "Testers", "definition": "They want it fast."}],
    )

    assert found("vague-words", made) == []


def test_prose_is_as_long_as_the_text():
    text = "See [this](https://example.org) `code`\n\n~~~\nTODO\n~~~\n\nand “that”, it's"

    assert len(prose(text)) == len(text)
    assert prose(text).split() == ["See", "[this", "and", ",", "it's"]


def test_names_that_are_too_long_are_found_once_each():
    made = specification(
        use_case(1, gives=["n" * 61, "n" * 60], title="t" * 81), use_case(2, ["n" * 61], title="t" * 80)
    )

    assert [(one.subject.kind, one.place) for one in found("long-name", made)] == [
        ("use_case", ("title",)), ("artifact", ("name",)),
    ]  # fmt: skip


def test_sentences_that_are_too_long_are_found():
    long, short = " ".join(["word"] * 41), " ".join(["word"] * 40)

    assert sentences("long-sentence", with_step(f"{short}. {long}."))[0].endswith(
        "has 41 words in one sentence; at its end, few remember its beginning. Make two of it."
    )
    assert found("long-sentence", with_step(f"{short}. {short}.")) == []


def test_sentences_of_markdown_go_on_in_the_next_row():
    text = "One goes\non. Two\n\n- three\n- four; five"

    assert list(sentences_in(text, markdown=True)) == ["One goes on.", "Two", "- three", "- four;", "five"]
    assert list(sentences_in("One\ntwo")) == ["One", "two"]


def test_rows_that_are_too_long_are_found():
    row = "Five words make a sentence. " * 24

    assert found("long-row", with_step(row)) == []
    assert [one.place for one in found("long-row", with_step(f"{row}More."))] == [("success_path", 0, "text")]
