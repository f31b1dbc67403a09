"""Markdown that archportal wrote and that somebody edited by hand: the edit wins."""

import pytest

from archportal import spec
from archportal.spec.reading import read_markdown
from tests.spec.library import LEND, LIBRARY, PERSONAS


def edited(old, new, text=None):
    """Read the use case after a word of its Markdown was changed."""
    text = text or spec.render_usecase(LEND, PERSONAS)
    assert old in text
    reading = read_markdown(
        {"use-cases/1-lend-a-book.md": text.replace(old, new, 1)}, known_personas=LIBRARY.personas
    )
    (use_case,) = reading.specification.use_cases
    return use_case


def test_the_file_of_one_use_case_gives_it_back():
    assert edited("# Use Case", "# Use Case") == LEND


def test_the_file_of_a_persona_gives_it_back():
    (persona, *_) = LIBRARY.personas

    reading = read_markdown({"librarians.md": spec.render_persona(persona)})

    assert reading.specification.personas == (persona,)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    text = "\ufeff" + spec.render_document(LIBRARY).replace("\n", "\r\n")

    assert read_markdown({"library.md": text}).specification == LIBRARY


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ("Lend a Book", "Borrow a Book", "title", "Borrow a Book"),
        ("Use Case 1", "Use Case 1b", "number", "1b"),
        ("Lend a Book", "Lend a Book (optional)", "optional", True),
        ('"status":"approved"', '"status":"draft"', "status", "draft"),
        ("The desk opens at nine.", "The desk\n\nis closed.", "description", "The desk\n\nis closed."),
        ("* The reader is in the hall.\n", "", "preconditions", ("The desk is open.\nThe lights are on.",)),
        ("- Ask about *rain covers*.", "## Later\n\nAsk.", "notes", "## Later\n\nAsk."),
    ],
)
def test_an_edit_by_hand_wins(old, new, field, expected):
    use_case = edited(old, new)

    assert getattr(use_case, field) == expected
    assert use_case.slug == LEND.slug


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("* Book\\* –", "* Book –", [True, False, False]),
        ("* Period", "* Period\\*", [True, True, True]),
        ("* Period (", "* Period* (", [True, True, True]),
        ("* Period (default: 28 days)", "* Period (required)", [True, True, True]),
        ("* Book\\*", "* Book (optional)", [True, False, False]),
        ("\\* = required input", "\\* = optional input", [False, False, True]),
    ],
)
def test_a_mark_that_was_changed_by_hand_counts(old, new, expected):
    assert [row.required for row in edited(old, new).inputs] == expected


def test_rows_that_were_added_by_hand_are_read():
    use_case = edited("2. The stamp is dry.", "2. At step 2: The stamp is dry.\n   * Ink is bought.\n3. Fire")

    assert [(row.text, row.step, row.handling) for row in use_case.exceptions[1:]] == [
        ("The stamp is dry.", 2, "Ink is bought."),
        ("Fire", None, ""),
    ]


def test_a_story_that_was_added_by_hand_is_read():
    use_case = edited("\n\n<!--", "\n* As a Librarian, I'd like to rest.\n\n<!--")

    assert [(story.personas, story.want) for story in use_case.stories][2] == (("librarians",), "rest")


def test_a_section_that_was_added_by_hand_is_kept():
    use_case = edited("## Success path", "## Open questions\n\nWho pays?\n\n## Success path")

    assert use_case.notes == "## Open questions\n\nWho pays?\n\n- Ask about *rain covers*."
    assert use_case.success_path == LEND.success_path


def test_a_comment_that_was_spoilt_is_reported_and_loses_only_itself():
    text = spec.render_usecase(LEND, PERSONAS).replace('{"slug"', '{slug"')

    reading = read_markdown({"1-x.md": text}, known_personas=LIBRARY.personas)

    (use_case,) = reading.specification.use_cases
    assert use_case == LEND.model_copy(update={"status": "draft", "tags": (), "event": ""})
    assert [str(remark) for remark in reading.report] == [
        "1-x.md:8: warning: The comment of archportal cannot be read any more; it was left out."
    ]


def test_without_its_comment_a_file_is_read_as_other_peoples_and_means_the_same():
    text = spec.render_usecase(LEND, PERSONAS)
    bare = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("<!--"))

    reading = read_markdown({"1-x.md": bare}, known_personas=LIBRARY.personas)

    (use_case,) = reading.specification.use_cases
    (remark,) = reading.report
    assert "The diagram's event is “Book is handed over”" in remark.message
    fields = (
        "title",
        "number",
        "stories",
        "inputs",
        "outputs",
        "preconditions",
        "success_path",
        "exceptions",
        "notes",
    )
    assert {name: getattr(use_case, name) for name in fields} == {
        name: getattr(LEND, name) for name in fields
    }


def test_a_file_that_was_copied_stays_a_use_case_of_its_own():
    text = spec.render_usecase(LEND, PERSONAS)

    reading = read_markdown(
        {"use-cases/1-a.md": text, "use-cases/2-b.md": text}, known_personas=LIBRARY.personas
    )

    assert [(case.slug, case.number) for case in reading.specification.use_cases] == [
        ("lend-a-book", "1"),
        ("lend-a-book-1", ""),
    ]
    assert len(reading.report) == 2


def test_what_was_added_to_the_readme_by_hand_is_kept():
    files = dict(spec.render_folder(LIBRARY))
    files["README.md"] = files["README.md"].replace(
        "## Use cases", "#### Children\n\nRead a lot.\n\n## Use cases"
    )
    files["README.md"] = files["README.md"].replace("## Required fields", "More.\n\n## Required fields")

    specification = read_markdown(files).specification

    assert specification.introduction == LIBRARY.introduction + "\n\nMore."
    assert specification.personas[:3] == LIBRARY.personas
    assert (specification.personas[3].slug, specification.personas[3].definition) == (
        "children",
        "Read a lot.",
    )


def test_nothing_of_what_archportal_writes_by_itself_becomes_a_note_or_a_remark():
    for files in (dict(spec.render_folder(LIBRARY)), {"library.md": spec.render_document(LIBRARY)}):
        assert read_markdown(files).report == ()


def test_use_cases_with_one_title_are_no_news_where_each_has_its_slug():
    again = LEND.model_copy(update={"slug": "lend-another-book", "number": "3"})
    whole = LIBRARY.model_copy(update={"use_cases": (LEND, again)})

    assert read_markdown(dict(spec.render_folder(whole))).report == ()
