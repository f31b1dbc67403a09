"""Reading one use case."""

import json
import re
from typing import Any

from archportal.spec import prose, rules
from archportal.spec.reading import diagrams, marks, stories
from archportal.spec.reading.blocks import Code, Item, Paragraph, blocks_of
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
from archportal.spec.reading.rows import OWN, Row, is_own, stripped, text_of
from archportal.spec.reading.sections import PSEUDO, Section, sections_of

_FIELDS = {
    Kind.PRECONDITIONS: "preconditions",
    Kind.INPUTS: "inputs",
    Kind.OUTPUTS: "outputs",
    Kind.SUCCESS: "success_path",
    Kind.EXCEPTIONS: "exceptions",
}
_ONLY_TAGS = re.compile(r"\s*(?:</?(?:ul|ol|li|p|div|br)\b[^<>]{0,200}>\s*){1,20}", re.IGNORECASE)
_COMMENT = re.compile(r"<!-- archportal (?P<kind>[a-z-]+) (?P<values>\{.*\}) -->")


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


def comment_values(rows: list[Row], kind: str, remarks: Remarks) -> dict[str, Any]:
    """Return what our comment of this kind holds."""
    for row in rows:
        match = None if row.code else _COMMENT.fullmatch(row.text.rstrip())
        if match and match["kind"] == kind:
            try:
                values = json.loads(match["values"])
            except (ValueError, RecursionError):
                values = None
            if isinstance(values, dict):
                return values
            remarks.warn(row.number, "The comment of archportal cannot be read any more; it was left out.")
    return {}


def without_comments(rows: list[Row], draft: Draft) -> list[Row]:
    """Return the rows without HTML comments, which go to the notes."""
    if not any("<!--" in row.text and not row.code for row in rows):
        return rows
    result: list[Row] = []
    hidden: list[Row] = []
    inside = False
    for row in rows:
        if row.code and not inside:
            result.append(row)
            continue
        shown, comment = "", ""
        for piece in re.split(r"(<!--|-->)", row.text):
            inside = inside or piece == "<!--"
            if inside:
                comment += piece
            else:
                shown += piece
            inside = inside and piece != "-->"
        if comment.strip():
            hidden.append(row._replace(text=comment.strip()))
        if shown.strip() or row.blank:
            result.append(row._replace(text=shown))
    if hidden:
        draft.unplaced(hidden, "This comment is not shown anywhere")
    return result


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
        _read_description(rows, draft, people)
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
    rows = _without_diagrams(section.rows, draft)
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


def _without_diagrams(rows: list[Row], draft: Draft) -> list[Row]:
    """Return the rows without flowcharts, which archportal draws by itself."""
    if draft.own:
        return rows
    blocks: dict[int, list[Row]] = {}
    for row in rows:
        if row.code:
            blocks.setdefault(row.code, []).append(row)
    drawn = {number for number, block in blocks.items() if diagrams.is_flowchart(Code(block))}
    draft.diagrams += [Code(blocks[number]) for number in sorted(drawn)]
    return [row for row in rows if row.code not in drawn]


def _read_description(rows: list[Row], draft: Draft, people: People) -> None:
    if draft.own:
        place = next((n for n, row in enumerate(rows) if row.text.startswith(OWN) and not row.code), None)
        if place is not None:
            draft.unseen = draft.unseen or comment_values([rows[place]], "use-case", draft.remarks)
            _read_stories(rows[:place], draft, people)
            text = prose.extract(text_of(rows[place + 1 :]))
            draft.description += [text] if text else []
            return
    _read_stories(_without_diagrams(rows, draft), draft, people)


def _read_stories(rows: list[Row], draft: Draft, people: People) -> None:
    """Read stories, and keep what is none of them as the description, word for word."""
    rest: list[Row] = []
    for block in blocks_of(rows, draft.own):
        if not isinstance(block, Item | Paragraph):
            continue
        for line, last, text in _sentences(block):
            if not text.strip() or not stories.is_story(text, people):
                continue
            found = list(stories.stories_of(text, line, people, draft.remarks, draft.own))
            _add_stories(found, draft)
            used = range(line, last + 1)
            extra = " ".join(story.rest for story in found if story.rest)
            rows = [row for row in rows if row.number not in used]
            if extra:
                rows.append(Row(line, extra))
    rest = sorted(rows, key=lambda row: row.number)
    if not draft.own:
        rest = [row for row in rest if row.code or not _ONLY_TAGS.fullmatch(row.text)]
    text = (
        re.sub(r"\n{3,}", "\n\n", text_of(rest)) if len(rest) != len(rows) or not draft.own else text_of(rest)
    )
    if text.strip():
        draft.description.append(text)


def _sentences(block: Item | Paragraph) -> list[tuple[int, int, str]]:
    """Return first line, last line and text of each part of a block that may be a story."""
    if isinstance(block, Paragraph):
        return [(block.rows[0].number, block.rows[-1].number, block.text)]
    children = [part for child in block.children for part in _sentences(child)]
    return [(block.number, block.number + len(block.rows) - 1, block.text), *children]


def _add_stories(found: list[stories.Story], draft: Draft) -> None:
    for story in found:
        values = story.values
        before = draft.stories[-1] if draft.stories else None
        # “As a …”, “I want …” and “so that …” may stand in one item each.
        if before and not draft.own and not values["personas"] and not (values["want"] and before["want"]):
            for key in ("want", "so_that"):
                before[key] = before[key] or values[key]
            continue
        draft.stories.append(values)
        draft.lines.setdefault("stories", []).append(story.line)


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
        slugs += stories.personas_of(
            masked, re.split(r"\s[-–—]\s|:\s", masked.text)[0], line, people, draft.remarks
        )
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
