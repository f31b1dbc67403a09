"""Reading what somebody pastes into rows of one kind, as an import reads that section of a file."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from archportal.spec import rules
from archportal.spec.documents import Persona
from archportal.spec.faults import SpecError
from archportal.spec.reading import extensions, fields, marks, names, sheet
from archportal.spec.reading.blocks import bullet
from archportal.spec.reading.description import read_description
from archportal.spec.reading.draft import Draft
from archportal.spec.reading.inline import plain
from archportal.spec.reading.people import People
from archportal.spec.reading.remarks import Remarks
from archportal.spec.reading.rows import OWN, Row, rows_of, stripped

_KINDS = {
    "stories": names.Kind.DESCRIPTION,
    "preconditions": names.Kind.PRECONDITIONS,
    "inputs": names.Kind.INPUTS,
    "outputs": names.Kind.OUTPUTS,
    "success_path": names.Kind.SUCCESS,
    "exceptions": names.Kind.EXCEPTIONS,
}
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<text>.*)")
_DELIMITER = re.compile(r"[ \t|:-]*-[ \t|:-]*")
_LONGEST = 200_000
"""Characters that are read. The longest list that a use case keeps is shorter."""


def read_rows(
    text: str, kind: str, *, known_personas: Sequence[Persona] = (), former: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the rows of this kind (a field of a use case) that a text holds, as plain values.

    Bullets, numbers, `;` lists, tables and cells of a spreadsheet are understood, and so is a text with one
    row in each line. What belongs to no row becomes one, so that nothing is lost. A precondition has a
    `text`, and the `personas` of a story are names. Raises SpecError where it is too much.

    >>> [row["required"] for row in read_rows("- Raw data*\\n- Labels", "inputs")]
    [True, False]
    """
    if len(text) > _LONGEST:
        raise SpecError.of(f"This text is too long; paste at most {_LONGEST:,} characters at once.")
    draft = Draft("", 1, own=False, remarks=Remarks())
    people = People(known_personas, former or {})
    found = [*_read(_rows(text, kind, draft.remarks), kind, draft, people), *_left(draft, kind)]
    if len(found) > rules.ROWS_LIMIT:
        raise SpecError.of(
            f"These are {len(found)} rows; a use case holds at most {rules.ROWS_LIMIT} of a kind."
        )
    return found


def _read(rows: list[Row], kind: str, draft: Draft, people: People) -> list[dict[str, Any]]:
    if kind == "stories":
        read_description(rows, draft, people)
        called = {
            persona.slug: persona.name for persona in (*people.portal.values(), *people.listed.values())
        }
        return [story | {"personas": [called[slug] for slug in story["personas"]]} for story in draft.stories]
    if kind == "preconditions":
        fields.read_preconditions(rows, draft)
        return [{"text": text} for text in draft.preconditions]
    if kind == "inputs":
        fields.read_inputs(rows, draft, None)
        required = marks.flags(draft.marks, draft.star_means, draft.all_required)
        return [row | {"required": flag} for row, flag in zip(draft.inputs, required, strict=True)]
    if kind == "outputs":
        fields.read_outputs(rows, draft)
        return draft.outputs
    if kind == "success_path":
        fields.read_success_path(rows, draft)
        return draft.success_path
    fields.read_exceptions(rows, draft)
    return draft.exceptions


def _left(draft: Draft, kind: str) -> list[dict[str, Any]]:
    """Return a row for each line that belongs to none."""
    field = {"stories": "want", "inputs": "name", "outputs": "name"}.get(kind, "text")
    lines = [plain(line).strip() for text in (*draft.description, *draft.notes) for line in text.split("\n")]
    texts = [re.sub(r"\A[-*+•] ", "", line) for line in lines]
    more: dict[str, Any] = {"required": True} if kind == "inputs" else {}
    return [{field: text, **more} for text in texts if text.strip("-*_ ")]


def _rows(text: str, kind: str, remarks: Remarks) -> list[Row]:
    """Return the text as the rows of a section that holds a list."""
    text = "\n".join(row.text for row in stripped(rows_of(text, remarks)))
    text = sheet.without_tabs_after_bullets(text)
    rows = rows_of(sheet.as_table(text, kind) or text, remarks)
    found: list[Row] = []
    within = False
    for place, row in enumerate(rows):
        listed = _listed(rows, place, kind, within)
        found += [row._replace(text=line) for line in listed]
        within = bool(listed) and not row.blank and bool(listed[-1])
    return found


def _listed(rows: list[Row], place: int, kind: str, within: bool) -> list[str]:
    """Return the lines that one line becomes in a list; `within`: an item is open above it."""
    row, text = rows[place], rows[place].text
    if row.code or row.blank or _is_tabular(rows, place):
        return [text]
    if text.lstrip().startswith(OWN) or _is_heading(text, kind, first=not any(r.text for r in rows[:place])):
        return []
    if kind == "inputs" and not bullet(text, own=False) and _is_about_several(text):
        # A paragraph of its own, so that it says something of the list rather than being in it.
        return ["", text.strip(), ""]
    if bullet(text, own=False) or (kind == "exceptions" and extensions.parted(text)[1] != text):
        return [text]
    if within and (text[0] in " \t" or text[0].islower()) and _follows_bullet(rows, place):
        return [text]
    heading = _HEADING.fullmatch(text)
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    return [f"{indent}- {heading['text'] if heading else text.strip()}"]


def _follows_bullet(rows: list[Row], place: int) -> bool:
    """Say whether somebody wrote bullets above a line, so that it is the rest of one rather than the next."""
    above = rows[place - 1]
    while place and not above.blank:
        if bullet(above.text, own=False):
            return True
        place -= 1
        above = rows[place - 1]
    return False


def _is_tabular(rows: list[Row], place: int) -> bool:
    if "|" not in rows[place].text:
        return False
    around = rows[max(0, place - 600) : place + 2]
    return any("|" in row.text and _DELIMITER.fullmatch(row.text) for row in around)


def _is_heading(text: str, kind: str, *, first: bool) -> bool:
    """Say whether a line only names the section, as “## Inputs” does, and “Inputs:” at the start."""
    heading = _HEADING.fullmatch(text.strip())
    named = heading["text"] if heading else text.strip() if first and text.rstrip(" *_").endswith(":") else ""
    return bool(named) and names.meaning(named) == names.Meaning(_KINDS[kind])


def _is_about_several(text: str) -> bool:
    about = (names.group(text), marks.legend(text), marks.all_of_them(text))
    return any(said is not None for said in about)
