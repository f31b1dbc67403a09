"""Tables of stories: “As a | I want | So that”."""

import re

from archportal.spec.reading.blocks import cells
from archportal.spec.reading.inline import plain
from archportal.spec.reading.rows import Row

_COLUMNS = {
    "who": re.compile(r"as(?: an?)?(?:/an)?|personas?|roles?|actors?|users?|who", re.IGNORECASE),
    "want": re.compile(r"i want(?: to)?|i need(?: to)?|wants?|needs?|what", re.IGNORECASE),
    "why": re.compile(r"so(?: that)?|why|benefits?|reasons?", re.IGNORECASE),
}


def told(rows: list[Row]) -> list[Row]:
    """Return rows in which tables that hold nothing but stories are lists of sentences."""
    found: list[Row] = []
    place = 0
    while place < len(rows):
        end = _end(rows, place)
        found += _sentences(rows[place:end]) if end > place + 2 else rows[place : place + 1]
        place = max(end, place + 1)
    return found


def _end(rows: list[Row], place: int) -> int:
    """Return where a table ends that begins here; the place itself where none does."""
    below = rows[place + 1].text if place + 1 < len(rows) else ""
    if "-" not in below or below.strip(" \t|:-"):
        return place
    end = place
    while end < len(rows) and "|" in rows[end].text and not rows[end].code:
        end += 1
    return end


def _sentences(table: list[Row]) -> list[Row]:
    """Return a table as sentences; the table itself where it holds anything else."""
    heads, columns = _columns(cells(table[0].text))
    if sorted(columns) not in (["want", "who"], ["want", "who", "why"]):
        return table
    to = " to" if heads[columns.index("want")].lower().endswith(" to") else ""
    found = []
    for row in table[2:]:
        story = dict(zip(columns, cells(row.text), strict=False))
        if not story.get("who") or not story.get("want") or len(cells(row.text)) > len(columns):
            return table
        why = f" so that {story['why']}" if story.get("why") else ""
        found.append(row._replace(text=f"- As a {story['who']}, I want{to} {story['want']}{why}"))
    return found


def is_header(row: list[str]) -> bool:
    """Say whether the cells of a row say who wants what."""
    return {"who", "want"} <= set(_columns(row)[1])


def _columns(row: list[str]) -> tuple[list[str], list[str]]:
    heads = [plain(cell).strip(" .…:*") for cell in row]
    return heads, [
        next((key for key, form in _COLUMNS.items() if form.fullmatch(head)), "") for head in heads
    ]
