"""Which file of an import is what, and where in it the use cases start."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from archportal.spec.reading.foreign import is_personas
from archportal.spec.reading.names import STRONG, Kind, Title, marked, usecase_title
from archportal.spec.reading.rows import Row
from archportal.spec.reading.sections import PSEUDO, Section

_NO_USE_CASE = re.compile(
    r"(?:.*/)?(?:licen[cs]e|copying|notice|contributing|contributors|code[-_]of[-_]conduct|changelog|changes|history|"
    r"security|support|governance|authors|maintainers|codeowners|roadmap|owners|funding|citation|install|"
    r"pull[-_]request[-_]template|issue[-_]template.*|bug[-_]report|feature[-_]request)(?:\.[a-z]+)?|(?:.*/)?\.github/.*",
    re.IGNORECASE,
)
_NUMBERED_NAME = re.compile(
    r"(?:use[-_ ]?cases?|uc)?[-_ ]?0*(?P<number>\d{1,4}[a-z]?)(?:[-_. ]+(?P<rest>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_TITLE = re.compile(
    r"#?(?P<number>\d{1,4}[a-z]?(?:\.\d{1,3})?)(?:[.):]\s*|\s*[-–—]\s+|\s+(?=[A-Z]))(?P<title>\D.*)",
    re.DOTALL,
)


class Place(NamedTuple):
    """A use case in a file: its title, the line of its heading, and its rows."""

    title: Title
    line: int
    rows: list[Row]


def is_readme(path: str) -> bool:
    """Say whether a file speaks of the whole folder."""
    return PurePosixPath(path).stem.lower() in ("readme", "index", "_index", "home", "personas", "persona")


def is_beside_the_point(path: str) -> bool:
    """Say whether a file is plainly none that holds use cases."""
    return _NO_USE_CASE.fullmatch(path) is not None


def named_number(path: str) -> str:
    """Return the number at the start of a file's name."""
    match = _NUMBERED_NAME.fullmatch(PurePosixPath(path).stem)
    return match["number"].lower() if match else ""


def named_title(path: str) -> str:
    """Return a title made from a file's name.

    >>> named_title("use-cases/04-data_intake.md")
    'Data intake'
    """
    stem = PurePosixPath(path).stem
    match = _NUMBERED_NAME.fullmatch(stem)
    words = re.sub(r"[-_\s]+", " ", (match["rest"] or "") if match else stem).strip()
    return words[:1].upper() + words[1:]


def own_places(rows: list[Row], sections: Sequence[Section]) -> tuple[list[Row], list[Place]]:
    """Return the rows above the first use case, and the use cases, of a file that archportal wrote."""
    starts = []
    for section in sections:
        title = usecase_title(section.heading, own=True) if 0 < section.level <= 2 else None
        starts += [(section.line, title)] if title else []
    return _cut(rows, starts)


def foreign_places(rows: list[Row], sections: Sequence[Section]) -> tuple[list[Row], list[Place]]:
    """Return the rows above the first use case, and the use cases, of a file of other people."""
    starts = [
        (section.line, title)
        for section in sections
        if section.level and (title := usecase_title(section.heading))
    ]
    if not starts:
        starts = [(sections[n].line, heading_title(sections[n].heading)) for n in _built_like_one(sections)]
    return _cut(rows, starts)


def heading_title(heading: str) -> Title:
    """Return the title in a heading that may have a number but does not say “Use Case”."""
    match = _NUMBERED_TITLE.fullmatch(heading.strip())
    if match:
        return marked(match["number"].lower(), match["title"])
    return marked("", re.sub(r"\Ause[ -]?case\s+(?=\S)", "", heading.strip(), flags=re.IGNORECASE))


def _cut(rows: list[Row], starts: list[tuple[int, Title]]) -> tuple[list[Row], list[Place]]:
    if not starts:
        return rows, []
    lines = [line for line, _ in starts]
    first = rows[0].number if rows else 1
    places = []
    for (line, title), end in zip(starts, [*lines[1:], first + len(rows)], strict=True):
        body = rows[line - first : end - first]
        places.append(Place(title, line, body[_heading_rows(body) :]))
    return rows[: lines[0] - first], places


def _heading_rows(body: list[Row]) -> int:
    """Return how many rows the heading has: two, where the second one underlines it."""
    underlined = len(body) > 1 and re.fullmatch(r" {0,3}(=+|-{2,})[ \t]*", body[1].text)
    return 2 if underlined and not body[0].text.lstrip().startswith("#") else 1


def _built_like_one(sections: Sequence[Section]) -> list[int]:
    """Return the headings below which stand the sections of a use case, and no other such heading."""
    found: set[int] = set()
    for place in reversed(range(len(sections))):
        section = sections[place]
        if not 0 < section.level < PSEUDO - 1 or section.kind is not Kind.UNKNOWN or is_personas(section):
            continue
        kinds: set[Kind] = set()
        number = place + 1
        while number < len(sections) and sections[number].level > section.level and number not in found:
            kinds.add(sections[number].kind)
            number += 1
        holds_another = number in found and sections[number].level > section.level
        if len(kinds & STRONG) >= 2 and not holds_another:
            found.add(place)
    return sorted(found)
