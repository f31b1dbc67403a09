"""Reading what belongs to a specification as a whole: title, introduction, personas, dictionary."""

from typing import Any, get_args

from archportal.spec import prose, readme, rules
from archportal.spec.documents import Artifact, ArtifactType, Persona, SpecificationText
from archportal.spec.faults import Fault, SpecError
from archportal.spec.jsonformat import build
from archportal.spec.reading.blocks import Item, blocks_of, cells
from archportal.spec.reading.comments import comment_values
from archportal.spec.reading.inline import plain
from archportal.spec.reading.lists import nothing
from archportal.spec.reading.people import People
from archportal.spec.reading.remarks import Remarks, quoted
from archportal.spec.reading.rows import OWN, Row, stripped, text_of
from archportal.spec.reading.sections import Section, sections_of
from archportal.spec.rules import clean


class Book:
    """What was found so far of the specification itself."""

    def __init__(self, people: People, remarks: Remarks) -> None:
        self.people = people
        self.remarks = remarks
        self.title = ""
        self.slug = ""
        self.introduction: list[str] = []
        self.artifacts: list[Artifact] = []
        self.own = False

    @property
    def mentioned(self) -> set[str]:
        """What the import says of the specification itself; the rest is made up."""
        said = {"title": self.own or bool(self.title), "introduction": self.own or bool(self.introduction)}
        return {name for name, mentioned in said.items() if mentioned}

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
        self.own = True
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
            self.introduce(rows, own=True)
        elif heading == readme.PERSONAS:
            self.introduce(rows, own=True)
            return self._own_personas(sections[1:], unseen)
        elif heading == readme.DICTIONARY:
            self.read_dictionary(rows)
        elif heading == readme.USE_CASES:
            self.introduce([row for row in rows if not row.text.startswith("* [")], own=True)
        elif heading != readme.REQUIRED_FIELDS or text_of(rows) != readme.RULE:
            self.introduce([*first.own_rows, *rows], own=True)
        for section in sections[1:]:
            self.introduce([*section.own_rows, *section.rows], own=True)
        return []

    def introduce(self, rows: list[Row], own: bool = False) -> None:
        """Add rows to the introduction."""
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
        return self.persona(values, first.line, others)

    def persona(self, values: dict[str, Any], line: int, others: list[Persona]) -> Persona | None:
        """Return a persona, unless another one has its name."""
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

    def read_dictionary(self, rows: list[Row]) -> None:
        """Read the table of artifacts, as archportal writes it."""
        body = stripped(rows)
        if len(body) < 2 or "|" not in body[0].text:
            self.introduce(rows, own=True)
            return
        header = [plain(cell) for cell in cells(body[0].text)]
        for row in body[2:]:
            if not row.text.startswith("|"):
                self.introduce([row], own=True)
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
