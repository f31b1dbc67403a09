"""Parting a file at its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archportal.spec import prose
from archportal.spec.reading.names import STRONG, Kind, Meaning, meaning, usecase_title
from archportal.spec.reading.rows import Row

PSEUDO = 9
"""The level of what only looks like a heading: a bold line, or a label with a colon."""

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_TIGHT_ATX = re.compile(r" {0,3}(#{1,6})([^#\s].*?)#*[ \t]*")
_OWN_ATX = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*")
_HTML = re.compile(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>\s*", re.IGNORECASE)
_BOLD = re.compile(
    r"[ \t]*(?P<bullet>[-*+][ \t]+|\d+[.)][ \t]+)?(?P<mark>\*\*\*|\*\*|__|\*|_)"
    r"(?P<text>[^*_\n]{2,80}?)(?P=mark)[ \t]*(?P<colon>:?)[ \t]*"
    r"(?P<rest>.*)"
)
_LABEL = re.compile(
    r"[ \t]{0,3}(?P<bullet>[-*+][ \t]+)?(?P<text>[^\W\d_][\w /&()-]{1,40}?)[ \t]*:(?P<rest>(?:[ \t].*)?)"
)
_BARE_LABEL = re.compile(r" ?[-*+][ \t]+(?P<text>[^\W\d_][\w /&()-]{1,40})[ \t]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")
_PLAIN = (Kind.PRECONDITIONS, Kind.SUCCESS, Kind.EXCEPTIONS)
"""Sections whose entries are in no groups, so that a bold label ends them."""

_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")


@dataclass
class Section:
    """A heading and the rows below it. Rows before the first heading stand in one of level 0."""

    level: int
    heading: str
    rows: list[Row] = field(default_factory=list)
    own_rows: list[Row] = field(default_factory=list)
    meaning: Meaning = field(default_factory=lambda: Meaning(Kind.UNKNOWN))

    @property
    def line(self) -> int:
        """The line of the heading, or of the first row."""
        rows = [*self.own_rows, *self.rows]
        return rows[0].number if rows else 1

    @property
    def kind(self) -> Kind:
        """What the section is."""
        return self.meaning.kind


def sections_of(rows: list[Row], own: bool) -> list[Section]:
    """Return the sections of a file or of a part of it, in order, none inside of another."""
    found = [Section(0, "")]
    place = 0
    while place < len(rows):
        used, section = _own_heading(rows[place]) if own else _heading(rows, place, found[-1])
        if section:
            found.append(section)
        else:
            found[-1].rows.append(rows[place])
        place += used
    return found


def _own_heading(row: Row) -> tuple[int, Section | None]:
    if row.code or not row.text.startswith("#") or prose.is_embedded_heading(row.text):
        return 1, None
    match = _OWN_ATX.fullmatch(row.text)
    return 1, match and Section(len(match[1]), match[2], own_rows=[row], meaning=meaning(match[2]))


def _heading(rows: list[Row], place: int, current: Section) -> tuple[int, Section | None]:
    row = rows[place]
    if row.code or row.blank:
        return 1, None
    match = _ATX.fullmatch(row.text)
    if match:
        return 1, _made(len(match[1]), match[2] or "", [row])
    match = _HTML.fullmatch(row.text)
    if match:
        return 1, _made(int(match[1]), match[2], [row])
    match = _TIGHT_ATX.fullmatch(row.text)
    if match and (meaning(match[2]).kind is not Kind.UNKNOWN or usecase_title(match[2])):
        return 1, _made(len(match[1]), match[2], [row])
    below = rows[place + 1] if place + 1 < len(rows) else None
    if below and not below.code and _is_underlined(rows, place, below):
        return 2, _made(1 if "=" in below.text else 2, row.text.strip(), [row, below])
    return 1, _pseudo(row, current) or _bare(rows, place, current)


def _made(level: int, text: str, rows: list[Row]) -> Section:
    return Section(level, text, own_rows=rows, meaning=meaning(text))


def _is_underlined(rows: list[Row], place: int, below: Row) -> bool:
    row = rows[place].text
    if not _UNDERLINE.fullmatch(below.text) or len(below.text.strip()) < 2:
        return False
    above = rows[place - 1] if place else None
    if above is not None and not above.blank and not above.code and not _ATX.fullmatch(above.text):
        return False
    plain_row = not re.match(r"[ \t]*(?:[-*+>|]|\d+[.)])[ \t]|.*\|", row) and not row.startswith("    ")
    return plain_row and len(row) < 200


def _pseudo(row: Row, current: Section) -> Section | None:
    """Return the section that a bold line or a label opens: a known one, or any other after one of those."""
    if len(row.text) > 2000:
        return None
    in_list = current.kind not in (Kind.UNKNOWN, Kind.DESCRIPTION) and current.level < PSEUDO
    match = _BOLD.fullmatch(row.text)
    if (
        match
        and not (match["bullet"] and in_list)
        and (match["colon"] or match["text"].rstrip().endswith(":") or not match["rest"])
    ):
        section = _labelled(row, match["text"], match["rest"], current, whole=not match["rest"])
        if section:
            return section
        if not match["rest"] and usecase_title(match["text"]):
            return Section(PSEUDO - 1, match["text"], own_rows=[row])
        if _is_ended_by_labels(current) and not match["bullet"]:
            return Section(PSEUDO, match["text"], own_rows=[row])
    bare = _BARE_LABEL.fullmatch(row.text)
    if bare and not in_list and meaning(bare["text"]).kind in STRONG | {Kind.PRECONDITIONS}:
        return Section(PSEUDO, bare["text"], own_rows=[row], meaning=meaning(bare["text"]))
    match = _LABEL.fullmatch(row.text)
    if match is None or (match["bullet"] and in_list):
        return None
    return _labelled(row, match["text"], match["rest"], current, whole=False)


def _is_ended_by_labels(section: Section) -> bool:
    named = bool(section.rows) and section.rows[0].number == section.line
    return section.level == PSEUDO and (section.kind in _PLAIN or (section.kind is Kind.ACTORS and named))


def _bare(rows: list[Row], place: int, current: Section) -> Section | None:
    """Return the section that a line opens which is its bare name, above a list and below a blank row."""
    row = rows[place]
    if len(row.text) > 40 or (current.kind is not Kind.UNKNOWN and current.level < PSEUDO):
        return None
    known = meaning(row.text) if row.text[:1].isalpha() else Meaning(Kind.UNKNOWN)
    below = next((other for other in rows[place + 1 : place + 3] if not other.blank), None)
    alone = place == 0 or rows[place - 1].blank
    if known.kind not in STRONG or not alone or below is None or not _ITEM.match(below.text):
        return None
    return Section(PSEUDO, row.text.strip(), own_rows=[row], meaning=known)


def _labelled(row: Row, text: str, rest: str, current: Section, whole: bool) -> Section | None:
    known = meaning(text)
    strict = not whole and bool(rest.strip())
    common = known.kind in (Kind.DESCRIPTION, Kind.NOTES, Kind.EVENT, Kind.ACTORS, Kind.DIAGRAM)
    if known.kind is Kind.UNKNOWN or (
        strict and common and current.kind is not Kind.UNKNOWN and current.level < PSEUDO
    ):
        return None
    # “Error: …” in a list of exceptions is a sentence.
    if strict and text.strip().lower() in (
        "error",
        "exception",
        "failure",
        "result",
        "success",
        "process",
        "before",
    ):
        return None
    section = Section(PSEUDO, text, own_rows=[row], meaning=known)
    if rest.strip():
        section.rows.append(row._replace(text=rest.strip()))
    return section


def below(sections: list[Section], place: int) -> Iterator[int]:
    """Yield the places of the sections that stand below one: up to the next of its level or above."""
    for number in range(place + 1, len(sections)):
        if sections[number].level <= sections[place].level:
            return
        yield number
