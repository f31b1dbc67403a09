"""Reading one use case."""

import re

from archportal.spec import prose, rules
from archportal.spec.reading import diagrams, marks
from archportal.spec.reading.comments import without_comments
from archportal.spec.reading.description import read_description, without_diagrams
from archportal.spec.reading.draft import Draft
from archportal.spec.reading.fields import (
    read_exceptions,
    read_inputs,
    read_outputs,
    read_preconditions,
    read_success_path,
)
from archportal.spec.reading.inline import mask, plain
from archportal.spec.reading.lists import entries
from archportal.spec.reading.names import Kind, Meaning, Title, group
from archportal.spec.reading.people import People
from archportal.spec.reading.remarks import Remarks, quoted
from archportal.spec.reading.rows import Row, is_own, stripped, text_of
from archportal.spec.reading.sections import PSEUDO, Section, sections_of
from archportal.spec.reading.tellers import personas_of

_FIELDS = {
    Kind.PRECONDITIONS: "preconditions",
    Kind.INPUTS: "inputs",
    Kind.OUTPUTS: "outputs",
    Kind.SUCCESS: "success_path",
    Kind.EXCEPTIONS: "exceptions",
}


def read_usecase(
    title: Title, line: int, rows: list[Row], file: str, people: People, remarks: Remarks
) -> Draft:
    """Return what the rows below the heading of a use case say."""
    own = is_own(rows)
    draft = Draft(file, line, own, remarks)
    draft.title = plain(title.title).strip(" ") if not own else plain(title.title)
    draft.optional = title.optional
    _number(draft, title.label)
    if not own:
        rows = without_comments(rows, draft)
    for section in _settled(sections_of(rows, own), own):
        _read(section, draft, people)
    _finish(draft, people)
    return draft


def _number(draft: Draft, label: str) -> None:
    if not label:
        return
    try:
        draft.number = rules.clean_number(label)
    except ValueError:
        draft.remarks.warn(
            draft.line,
            f"{quoted(label)} is not a number such as 3 or 3a; the use case will get the next free one.",
        )


def _settled(sections: list[Section], own: bool) -> list[Section]:
    """Return the sections, with headings of somebody's own put back into the text in which they stand."""
    found: list[Section] = []
    host: Section | None = None
    for section in sections:
        label = group(section.heading) if section.kind is Kind.UNKNOWN and found and not own else None
        if label is not None and found[-1].kind is Kind.INPUTS:
            section.meaning = Meaning(Kind.INPUTS, label)
        free = section.kind is Kind.UNKNOWN and section.own_rows
        if free and host is not None and section.level > host.level:
            host.rows += [*section.own_rows, *section.rows]
            continue
        found.append(section)
        takes_all = section.kind in (Kind.DESCRIPTION, Kind.NOTES) or (free and section.level < PSEUDO)
        host = section if takes_all and section.level < PSEUDO else None
    return found


def _read(section: Section, draft: Draft, people: People) -> None:
    kind, rows = section.kind, stripped(section.rows)
    draft.mentioned |= {_FIELDS[kind]} if kind in _FIELDS else set()
    if section.meaning.rest:
        _heading_says_more(section, draft)
    if kind is Kind.INPUTS:
        read_inputs(rows, draft, section.meaning.required)
    elif kind is Kind.OUTPUTS:
        read_outputs(rows, draft)
    elif kind is Kind.PRECONDITIONS:
        read_preconditions(rows, draft)
    elif kind is Kind.SUCCESS:
        read_success_path(rows, draft)
    elif kind is Kind.EXCEPTIONS:
        read_exceptions(rows, draft)
    elif kind is Kind.NOTES:
        _read_notes(rows, draft)
    elif kind is Kind.DESCRIPTION or not section.own_rows:
        read_description(rows, draft, people)
    elif kind is Kind.ACTORS:
        _read_actors(section, draft)
    elif kind is Kind.EVENT:
        _read_event(section, draft)
    else:
        _read_unknown(section, draft)


def _heading_says_more(section: Section, draft: Draft) -> None:
    inside = section.meaning.rest.partition("(")[2].rstrip(")* :")
    star, of_all = marks.legend(inside), marks.all_of_them(inside)
    if star is not None:
        draft.star_means = star
    elif of_all is not None:
        draft.all_required = of_all
    else:
        draft.unplaced(section.own_rows, "This heading says more than its section needs")


def _read_notes(rows: list[Row], draft: Draft) -> None:
    text = text_of(rows)
    if text:
        draft.notes.append(prose.extract(text) if draft.own else text)


def _read_unknown(section: Section, draft: Draft) -> None:
    rows = without_diagrams(section.rows, draft)
    if section.kind is Kind.DIAGRAM and not any(not row.blank for row in rows):
        return
    if section.own_rows:
        draft.unplaced([*section.own_rows, *rows], "This section is not known")
    else:
        draft.unplaced(rows)


def _read_event(section: Section, draft: Draft) -> None:
    rows = stripped(section.rows)
    found = entries(rows, draft, names_only=False) if len(rows) == 1 and not rows[0].code else []
    if len(found) == 1 and not draft.event and len(plain(found[0].text)) <= rules.LINE_LIMIT:
        draft.event = plain(found[0].text)
    else:
        _read_unknown(section, draft)


def _read_actors(section: Section, draft: Draft) -> None:
    """Read who takes part. More than names goes to the notes as well, so that nothing is lost."""
    found = entries(stripped(section.rows), draft, names_only=True)
    for entry in found:
        draft.actors.append(entry.text)
        draft.lines.setdefault("actors", []).append(entry.line)
        if entry.children or entry.columns or re.search(r"\s[-–—]\s|:\s", entry.text):
            draft.unplaced(
                section.own_rows + section.rows, "More than names stands here; it was read for the names"
            )
            break


def _finish(draft: Draft, people: People) -> None:
    required = marks.flags(draft.marks, draft.star_means, draft.all_required)
    for values, flag in zip(draft.inputs, required, strict=True):
        values["required"] = flag
    _add_actors(draft, people)
    if draft.own:
        return
    words = [mark.required for mark in draft.marks]
    if True in words and None in words and False not in words and not any(mark.star for mark in draft.marks):
        draft.remarks.note(
            draft.lines["inputs"][0],
            "Some inputs are called required, others nothing; these were read as required, too.",
        )
    said = diagrams.Said(
        inputs=[values["name"] for values in draft.inputs],
        outputs=[values["name"] for values in draft.outputs],
        event=[draft.event or draft.title],
        others=[values["text"] for values in (*draft.success_path, *draft.exceptions)],
    )
    for code in draft.diagrams:
        for sentence in diagrams.disagreements(code, said):
            draft.remarks.warn(code.rows[0].number, sentence)


def _add_actors(draft: Draft, people: People) -> None:
    slugs: list[str] = []
    for text, line in zip(draft.actors, draft.lines.get("actors", []), strict=False):
        masked = mask(text)
        slugs += personas_of(masked, re.split(r"\s[-–—]\s|:\s", masked.text)[0], line, people, draft.remarks)
    told = {slug for story in draft.stories for slug in story["personas"]}
    missing = [slug for slug in dict.fromkeys(slugs) if slug not in told]
    if not missing:
        return
    nameless = [story for story in draft.stories if not story["personas"]]
    for story in nameless:
        story["personas"] = missing
    if not nameless:
        draft.stories.append({"personas": missing, "want": "", "so_that": ""})
        draft.lines.setdefault("stories", []).append(draft.lines["actors"][0])
