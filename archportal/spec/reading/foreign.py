"""Reading the README of other people: what it is about, and personas in whatever form."""

import re
from itertools import zip_longest
from typing import Any

from archportal.spec import readme, rules
from archportal.spec.markdown import numbered_anchor
from archportal.spec.reading.blocks import Block, Item, Paragraph, Table, blocks_of, cells
from archportal.spec.reading.book import Book
from archportal.spec.reading.inline import plain
from archportal.spec.reading.names import Kind, meaning
from archportal.spec.reading.rows import Row, stripped, text_of
from archportal.spec.reading.sections import PSEUDO, Section, sections_of
from archportal.spec.rules import clean

_DICTIONARY = re.compile(r"(?:data |artifact )?dictionary|artifacts|artefacts", re.IGNORECASE)
_PERSONAS = re.compile(r"(?:.*\W)?personas?(?:\W.*)?", re.IGNORECASE | re.DOTALL)
_LISTED = re.compile(
    r"(?:\*\*|__)(?P<bold>.+?)(?:\*\*|__)\s*(?:[:–—-]\s*)?(?P<rest>.*)|(?P<name>[^:–—]{2,80}?)\s*(?::|\s[-–—])\s+(?P<what>.+)"
    r"|(?P<alone>[^.!?:;\n]{2,60})",
    re.DOTALL,
)
_DEFINITION = re.compile(
    r"(?:short )?(?:descriptions?|definitions?|details?|summary|about|meaning"
    r"|what(?: they do)?|who(?: they are)?)",
    re.IGNORECASE,
)
_GOALS = re.compile(r"(?:main |key )?(?:goals?|objectives?|needs|motivations?)\W*", re.IGNORECASE)
_PAINS = re.compile(
    r"(?:main |key )?(?:pain[ -]?points?|frustrations?|challenges|problems)\W*", re.IGNORECASE
)


def read_readme(book: Book, rows: list[Row]) -> None:
    """Read the README of other people."""
    count: dict[str, int] = {}
    sections = _merged(sections_of(rows, False))
    anchors = {
        id(section): numbered_anchor(plain(section.heading), count) for section in sections if section.level
    }
    place = 0
    while place < len(sections):
        section = sections[place]
        end = place + 1
        if section.level == 1 and not book.title and not is_personas(section):
            book.title = plain(section.heading)
            book.introduce(section.rows)
        elif is_personas(section):
            end = next(
                (n for n in range(place + 1, len(sections)) if sections[n].level <= section.level),
                len(sections),
            )
            _foreign_personas(book, section, sections[place + 1 : end], anchors)
        elif _DICTIONARY.fullmatch(plain(section.heading)) and _is_dictionary(book, section):
            book.read_dictionary(section.rows)
        else:
            book.introduce([*section.own_rows, *section.rows])
        place = end


def _is_dictionary(book: Book, section: Section) -> bool:
    body = stripped(section.rows)
    return bool(body) and [plain(cell) for cell in cells(body[0].text)][:2] == list(readme.COLUMNS[:2])


def _foreign_personas(book: Book, heading: Section, sections: list[Section], anchors: dict[int, str]) -> None:
    rest = []
    blocks = blocks_of(heading.rows, False)
    listed = not sections or _is_list_of_others(blocks, sections)
    for block in blocks:
        if isinstance(block, Item) and listed and _listed_persona(book, block):
            continue
        if isinstance(block, Table) and _is_of_personas(block):
            rest += _persona_table(book, block)
            continue
        rest += _rows_of_block(block, heading.rows)
    if rest:
        book.introduce(
            [*heading.own_rows, *[row for row in heading.rows if row.number in set(rest) or row.blank]]
        )
    if listed:
        for section in sections:
            book.introduce([*section.own_rows, *section.rows])
        return
    level = sections[0].level
    place = 0
    while place < len(sections):
        end = next((n for n in range(place + 1, len(sections)) if sections[n].level <= level), len(sections))
        _foreign_persona(book, sections[place:end], anchors[id(sections[place])])
        place = end


def _listed_persona(book: Book, item: Item) -> bool:
    match = _listed(item)
    if match is None:
        return False
    name = _listed_name(match)
    said = [(match["rest"] if match["bold"] else match["what"]) or "", _nested(item.children)]
    _add_foreign(book, name, "\n\n".join(filter(None, said)), [], [], item.number, rules.anchor(name))
    return True


def _nested(items: list[Item], indent: str = "") -> str:
    """Return nested items as the Markdown they were."""
    rows = []
    for item in items:
        rows.append(f"{indent}- {item.text}".replace("\n", f"\n{indent}  "))
        rows.append(_nested(item.children, f"{indent}  "))
    return "\n".join(filter(None, rows))


def _is_of_personas(table: Table) -> bool:
    header = [plain(cell).strip().lower() for cell in table.header]
    return len(header) > 1 and bool(
        re.fullmatch(r"(?:personas?|names?|roles?|actors?|who)(?: name)?", header[0])
    )


def _persona_table(book: Book, table: Table) -> list[int]:
    """Read the personas of a table; return the lines that name none."""
    left = []
    for line, row in table.rows:
        if len(row) > 1 and plain(row[0]).strip():
            _add_foreign(book, plain(row[0]), _told(table.header[1:], row[1:]), [], [], line, None)
        else:
            left.append(line)
    return left


def _told(header: list[str], row: list[str]) -> str:
    """Return what cells say, each after the name of its column where that says something."""
    pairs = zip_longest(header, row, fillvalue="")
    return "\n\n".join(
        cell if not name or _DEFINITION.fullmatch(plain(name).strip(" :*?")) else f"{name}: {cell}"
        for name, cell in pairs
        if cell
    )


def _foreign_persona(book: Book, sections: list[Section], anchor: str) -> None:
    first = sections[0]
    definition, goals, pains = list(first.rows), [], []
    for section in sections[1:]:
        items = [block for block in blocks_of(section.rows, False) if isinstance(block, Item)]
        simple = bool(items) and not any(isinstance(b, Paragraph) for b in blocks_of(section.rows, False))
        heading = plain(section.heading)
        if simple and _GOALS.fullmatch(heading):
            goals += _filled(items)
        elif simple and _PAINS.fullmatch(heading):
            pains += _filled(items)
        else:
            definition += [*section.own_rows, *section.rows]
    _add_foreign(book, plain(first.heading), dedented(text_of(definition)), goals, pains, first.line, anchor)


def _add_foreign(
    book: Book, name: str, definition: str, goals: list[str], pains: list[str], line: int, anchor: str | None
) -> None:
    name = rules.one_line(clean(name)).rstrip(":")
    # What the file does not say of a persona that is known stays as it is.
    known = book.people.portal.get(book.people.slug_of_name(name) or rules.persona_slug_of(name))
    values: dict[str, Any] = known.model_dump() if known else {"slug": rules.persona_slug_of(name)}
    values["name"] = name
    if len(name) > rules.LINE_LIMIT:
        values["name"], definition = name[: rules.LINE_LIMIT - 1] + "…", f"{name}\n\n{definition}"
    values |= {k: v for k, v in (("definition", definition), ("goals", goals), ("pain_points", pains)) if v}
    others = list(book.people.listed.values())
    values["slug"] = rules.free_slug(values["slug"], book.people.listed)
    persona = book.persona(values, line, others)
    if persona:
        book.people.add(persona, anchor)
    elif definition:
        book.introduction.append(f"{name}: {definition}")


def _filled(items: list[Item]) -> list[str]:
    texts = (clean(plain(item.text)) for item in items)
    return [text for text in texts if rules.lines(text)]


def _is_list_of_others(blocks: list[Block], sections: list[Section]) -> bool:
    """Say whether a list holds the personas, so that the sections below it hold something else."""
    headings = {rules.name_key(plain(section.heading)) for section in sections}
    matches = [_listed(block) for block in blocks if isinstance(block, Item)]
    names = {rules.name_key(_listed_name(match)) for match in matches if match}
    return bool(names) and not names & headings


def _listed(item: Item) -> re.Match[str] | None:
    match = _LISTED.fullmatch(item.text.strip())
    # A name stands alone only where it looks like one: other lists tell something in sentences.
    return None if match and match["alone"] and not plain(match["alone"])[:1].isupper() else match


def _listed_name(match: re.Match[str]) -> str:
    return plain(match["bold"] or match["name"] or match["alone"]).strip(" :")


def is_personas(section: Section) -> bool:
    """Say whether personas stand below this heading."""
    if not 0 < section.level < PSEUDO:
        return False
    return meaning(section.heading).kind is Kind.ACTORS or (
        len(section.heading) < 60 and _PERSONAS.fullmatch(plain(section.heading)) is not None
    )


def dedented(text: str) -> str:
    """Return the text without the indentation that all of its rows have: it was not meant as code."""
    rows = text.split("\n")
    widths = [len(row) - len(row.lstrip(" \t")) for row in rows if row.strip()]
    width = min(widths, default=0)
    return "\n".join(row[width:] if row.strip() else "" for row in rows) if width else text


def _merged(sections: list[Section]) -> list[Section]:
    """Return the sections; what only looks like a heading stays in the section in which it stands."""
    found: list[Section] = []
    for section in sections:
        if section.level >= PSEUDO - 1 and found:
            found[-1].rows += [
                *section.own_rows,
                *(row for row in section.rows if row not in section.own_rows),
            ]
        else:
            found.append(section)
    return found


def _rows_of_block(block: Any, rows: list[Row]) -> list[int]:
    if isinstance(block, Item):
        nested = [number for child in block.children for number in _rows_of_block(child, rows)]
        return [*range(block.number, block.number + len(block.rows)), *nested]
    source = block.source if isinstance(block, Table) else block.rows
    return [row.number for row in source]
