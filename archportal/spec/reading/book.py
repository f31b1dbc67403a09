"""Reading what belongs to a specification as a whole: title, introduction, personas, dictionary."""

import re
from typing import Any, get_args

from archportal.spec import prose, readme, rules
from archportal.spec.documents import Artifact, ArtifactType, Persona, SpecificationText
from archportal.spec.faults import Fault, SpecError
from archportal.spec.jsonformat import build
from archportal.spec.markdown import numbered_anchor
from archportal.spec.reading.blocks import Block, Item, Paragraph, Table, blocks_of, cells
from archportal.spec.reading.fit import clean
from archportal.spec.reading.inline import plain
from archportal.spec.reading.lists import nothing
from archportal.spec.reading.names import Kind, meaning
from archportal.spec.reading.people import People
from archportal.spec.reading.remarks import Remarks, quoted
from archportal.spec.reading.rows import OWN, Row, stripped, text_of
from archportal.spec.reading.sections import PSEUDO, Section, sections_of
from archportal.spec.reading.usecase import comment_values

_DICTIONARY = re.compile(r"(?:data |artifact )?dictionary|artifacts|artefacts", re.IGNORECASE)
_PERSONAS = re.compile(r"(?:.*\W)?personas?(?:\W.*)?", re.IGNORECASE | re.DOTALL)
_LISTED = re.compile(
    r"(?:\*\*|__)(?P<bold>.+?)(?:\*\*|__)\s*(?:[:–—-]\s*)?(?P<rest>.*)|(?P<name>[^:–—]{2,80}?)\s*(?::|\s[-–—])\s+(?P<what>.+)",
    re.DOTALL,
)
_GOALS = re.compile(r"(?:main |key )?(?:goals?|objectives?|needs|motivations?)\W*", re.IGNORECASE)
_PAINS = re.compile(
    r"(?:main |key )?(?:pain[ -]?points?|frustrations?|challenges|problems)\W*", re.IGNORECASE
)


class Book:
    """What was found so far of the specification itself."""

    def __init__(self, people: People, remarks: Remarks) -> None:
        self.people = people
        self.remarks = remarks
        self.title = ""
        self.slug = ""
        self.introduction: list[str] = []
        self.artifacts: list[Artifact] = []

    def text(self, name: str) -> SpecificationText:
        """Return title, slug and introduction; `name` is that of the folder or file, and makes the slug."""
        title = rules.one_line(clean(self.title)) or rules.one_line(clean(name)) or "Specification"
        introduction = clean("\n\n".join(part for part in self.introduction if part))
        if len(title) > rules.LINE_LIMIT:
            introduction = f"{title}\n\n{introduction}"
            title = title[: rules.LINE_LIMIT - 1].rstrip() + "…"
        slug = self.slug or rules.free_slug(
            rules.slug_of(rules.one_line(clean(name)) or title, "specification"), ()
        )
        values = {"slug": slug, "title": title, "introduction": introduction}
        try:
            return build(SpecificationText, values)
        except SpecError as error:
            raise SpecError([Fault((), f"README.md: {fault}") for fault in error.faults]) from None

    def read_own(self, rows: list[Row]) -> None:
        """Read the README that archportal wrote, or the top of its single document."""
        values = comment_values(rows, "specification", self.remarks)
        slug = values.get("slug")
        self.slug = slug if isinstance(slug, str) and rules.is_slug(slug) else self.slug
        unseen = values.get("personas")
        unseen = {rules.name_key(k): v for k, v in unseen.items()} if isinstance(unseen, dict) else {}
        sections = sections_of(rows, True)
        place = 0
        personas: list[Persona] = []
        while place < len(sections):
            end = next((n for n in range(place + 1, len(sections)) if sections[n].level <= 2), len(sections))
            personas += self._own_part(sections[place:end], unseen)
            place = end
        # The anchors count every heading above, so they are known only now.
        anchors = readme.readme_anchors(self.text("-"), personas)
        for persona in personas:
            self.people.add(persona, anchors[persona.slug])

    def _own_part(self, sections: list[Section], unseen: dict[str, Any]) -> list[Persona]:
        first, heading = sections[0], sections[0].heading
        rows = [row for row in first.rows if row.code or not row.text.startswith(OWN)]
        if first.level < 2:
            self.title = self.title or plain(heading)
            self._introduce(rows, own=True)
        elif heading == readme.PERSONAS:
            self._introduce(rows, own=True)
            return self._own_personas(sections[1:], unseen)
        elif heading == readme.DICTIONARY:
            self._own_dictionary(rows)
        elif heading == readme.USE_CASES:
            self._introduce([row for row in rows if not row.text.startswith("* [")], own=True)
        elif heading != readme.REQUIRED_FIELDS or text_of(rows) != readme.RULE:
            self._introduce([*first.own_rows, *rows], own=True)
        for section in sections[1:]:
            self._introduce([*section.own_rows, *section.rows], own=True)
        return []

    def _introduce(self, rows: list[Row], own: bool = False) -> None:
        text = text_of(rows)
        if text:
            self.introduction.append(prose.extract(text) if own else text)

    def _own_personas(self, sections: list[Section], unseen: dict[str, Any]) -> list[Persona]:
        groups: list[list[Section]] = []
        for section in sections:
            if section.level <= 4 or not groups:
                groups.append([])
            groups[-1].append(section)
        personas: list[Persona] = []
        for group in groups:
            values = unseen.get(rules.name_key(plain(group[0].heading)), {})
            persona = self.own_persona(group, values if isinstance(values, dict) else {}, personas)
            personas += [persona] if persona else []
        return personas

    def own_persona(
        self, sections: list[Section], unseen: dict[str, Any], others: list[Persona]
    ) -> Persona | None:
        """Return the persona that archportal wrote in these sections, the first of which bears its name."""
        first = sections[0]
        values: dict[str, Any] = {"name": plain(first.heading), "goals": [], "pain_points": []}
        definition = [row for row in first.rows if row.code or not row.text.startswith(OWN)]
        for section in sections[1:]:
            if section.heading in ("Goals", "Pain points"):
                key = "goals" if section.heading == "Goals" else "pain_points"
                items = [block for block in blocks_of(section.rows, True) if isinstance(block, Item)]
                texts = [clean(plain(item.text)) for item in items if not nothing(item.text, own=True)]
                values[key] += [text for text in texts if rules.lines(text)]
            else:
                definition += [*section.own_rows, *section.rows]
        values["definition"] = prose.extract(text_of(definition))
        singular, slug = unseen.get("singular"), unseen.get("slug")
        values["singular"] = singular if isinstance(singular, str) else ""
        name = rules.one_line(clean(values["name"]))
        if not (isinstance(slug, str) and rules.is_slug(slug)):
            slug = self.people.slug_of_name(name) or rules.persona_slug_of(name)
        values["slug"] = rules.free_slug(slug, [persona.slug for persona in others])
        return self._persona(values, first.line, others)

    def _persona(self, values: dict[str, Any], line: int, others: list[Persona]) -> Persona | None:
        taken = {rules.name_key(persona.name) for persona in others}
        if rules.name_key(values["name"]) in taken or not rules.one_line(values["name"]):
            self.remarks.warn(
                line, f"There is another persona called {quoted(values['name'])}; this one was left out."
            )
            return None
        try:
            return build(Persona, {k: clean(v) if isinstance(v, str) else v for k, v in values.items()})
        except SpecError as error:
            where = f"{self.remarks.file}, line {line}"
            raise SpecError([Fault((), f"{where}: {fault}") for fault in error.faults]) from None

    def _own_dictionary(self, rows: list[Row]) -> None:
        body = stripped(rows)
        if len(body) < 2 or "|" not in body[0].text:
            self._introduce(rows, own=True)
            return
        header = [plain(cell) for cell in cells(body[0].text)]
        for row in body[2:]:
            if not row.text.startswith("|"):
                self._introduce([row], own=True)
                continue
            self._artifact(dict(zip(header, cells(row.text), strict=False)), row.number)

    def _artifact(self, columns: dict[str, str], line: int) -> None:
        name, aliases, kind, outside, description = (columns.get(column, "") for column in readme.COLUMNS)
        kind = plain(kind).strip().lower()
        values = {
            "name": clean(plain(name)),
            "aliases": [clean(plain(alias.strip(" "))) for alias in aliases.split(",") if alias.strip(" ")],
            "type": kind if kind in get_args(ArtifactType) else "",
            "external": outside.strip().lower() in ("yes", "y", "true", "x"),
            "description": clean(plain(description)),
        }
        taken = {key for artifact in self.artifacts for key in artifact.keys}
        try:
            artifact = build(Artifact, values)
        except SpecError as error:
            self.remarks.warn(line, f"This row of the dictionary was left out: {error.faults[0]}")
            return
        if taken & set(artifact.keys):
            self.remarks.warn(
                line, f"{quoted(artifact.name)} stands twice in the dictionary; this row was left out."
            )
            return
        self.artifacts.append(artifact)

    def read_foreign(self, rows: list[Row]) -> None:
        """Read the README of other people."""
        count: dict[str, int] = {}
        sections = _merged(sections_of(rows, False))
        anchors = {
            id(section): numbered_anchor(plain(section.heading), count)
            for section in sections
            if section.level
        }
        place = 0
        while place < len(sections):
            section = sections[place]
            end = place + 1
            if section.level == 1 and not self.title and not is_personas(section):
                self.title = plain(section.heading)
                self._introduce(section.rows)
            elif is_personas(section):
                end = next(
                    (n for n in range(place + 1, len(sections)) if sections[n].level <= section.level),
                    len(sections),
                )
                self._foreign_personas(section, sections[place + 1 : end], anchors)
            elif _DICTIONARY.fullmatch(plain(section.heading)) and self._is_dictionary(section):
                self._own_dictionary(section.rows)
            else:
                self._introduce([*section.own_rows, *section.rows])
            place = end

    def _is_dictionary(self, section: Section) -> bool:
        body = stripped(section.rows)
        return bool(body) and [plain(cell) for cell in cells(body[0].text)][:2] == list(readme.COLUMNS[:2])

    def _foreign_personas(self, heading: Section, sections: list[Section], anchors: dict[int, str]) -> None:
        rest = []
        blocks = blocks_of(heading.rows, False)
        listed = not sections or _is_list_of_others(blocks, sections)
        for block in blocks:
            if isinstance(block, Item) and listed and self._listed_persona(block.text, block.number):
                continue
            if isinstance(block, Table) and self._persona_table(block):
                continue
            rest += _rows_of_block(block, heading.rows)
        if rest:
            self._introduce(
                [*heading.own_rows, *[row for row in heading.rows if row.number in set(rest) or row.blank]]
            )
        if listed:
            for section in sections:
                self._introduce([*section.own_rows, *section.rows])
            return
        level = sections[0].level
        place = 0
        while place < len(sections):
            end = next(
                (n for n in range(place + 1, len(sections)) if sections[n].level <= level), len(sections)
            )
            self._foreign_persona(sections[place:end], anchors[id(sections[place])])
            place = end

    def _listed_persona(self, text: str, line: int) -> bool:
        match = _LISTED.fullmatch(text.strip())
        if match is None:
            return False
        name = _listed_name(match)
        self._add_foreign(
            name, (match["rest"] if match["bold"] else match["what"]) or "", [], [], line, rules.anchor(name)
        )
        return True

    def _persona_table(self, table: Table) -> bool:
        header = [plain(cell).strip().lower() for cell in table.header]
        if len(header) < 2 or not re.fullmatch(
            r"(?:personas?|names?|roles?|actors?|who)(?: name)?", header[0]
        ):
            return False
        for line, row in table.rows:
            if row and plain(row[0]).strip():
                self._add_foreign(plain(row[0]), "\n\n".join(filter(None, row[1:])), [], [], line, None)
        return True

    def _foreign_persona(self, sections: list[Section], anchor: str) -> None:
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
        self._add_foreign(
            plain(first.heading), dedented(text_of(definition)), goals, pains, first.line, anchor
        )

    def _add_foreign(
        self, name: str, definition: str, goals: list[str], pains: list[str], line: int, anchor: str | None
    ) -> None:
        name = rules.one_line(clean(name)).rstrip(":")
        known = self.people.portal.get(self.people.slug_of_name(name) or rules.persona_slug_of(name))
        values: dict[str, Any] = known.model_dump() if known else {"slug": rules.persona_slug_of(name)}
        values["name"] = name
        if len(name) > rules.LINE_LIMIT:
            values["name"], definition = name[: rules.LINE_LIMIT - 1] + "…", f"{name}\n\n{definition}"
        values |= {
            k: v for k, v in (("definition", definition), ("goals", goals), ("pain_points", pains)) if v
        }
        others = list(self.people.listed.values())
        values["slug"] = rules.free_slug(values["slug"], self.people.listed)
        persona = self._persona(values, line, others)
        if persona:
            self.people.add(persona, anchor)
        elif definition:
            self.introduction.append(f"{name}: {definition}")


def _filled(items: list[Item]) -> list[str]:
    texts = (clean(plain(item.text)) for item in items)
    return [text for text in texts if rules.lines(text)]


def _is_list_of_others(blocks: list[Block], sections: list[Section]) -> bool:
    """Say whether a list holds the personas, so that the sections below it hold something else."""
    headings = {rules.name_key(plain(section.heading)) for section in sections}
    matches = [_LISTED.fullmatch(block.text.strip()) for block in blocks if isinstance(block, Item)]
    names = {rules.name_key(_listed_name(match)) for match in matches if match}
    return bool(names) and not names & headings


def _listed_name(match: re.Match[str]) -> str:
    return plain(match["bold"] or match["name"]).strip(" :")


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
