"""Reading the Markdown of a whole import: ours, or other people's."""

import re
from collections.abc import Mapping, Sequence

from archportal.spec import rules
from archportal.spec.documents import FORMAT, VERSION, Persona, Specification, UseCase
from archportal.spec.jsonformat import build
from archportal.spec.reading import files, stories
from archportal.spec.reading.book import Book
from archportal.spec.reading.comments import comment_values
from archportal.spec.reading.draft import Draft
from archportal.spec.reading.fit import usecase_of
from archportal.spec.reading.foreign import is_personas, read_readme
from archportal.spec.reading.inline import plain
from archportal.spec.reading.names import STRONG, Kind, Title
from archportal.spec.reading.people import People
from archportal.spec.reading.remarks import Reading, Remark, Remarks, quoted
from archportal.spec.reading.rows import Row, is_own, rows_of
from archportal.spec.reading.sections import Section, sections_of
from archportal.spec.reading.usecase import read_usecase


def read_markdown(
    markdown: Mapping[str, str],
    *,
    known_personas: Sequence[Persona] = (),
    former: Mapping[str, str] | None = None,
    name: str = "",
) -> Reading:
    """Return the specification that Markdown files hold, by path, and the remarks on how they were read.

    `known_personas` are those of the portal: found by anchor, name or singular, or by what `former` maps to
    a slug: a former slug or a former name. `name` is that of the folder or file: it makes the slug of what
    other people wrote, and stands for a title that is missing. Raises SpecError where a text is too long to
    be kept anywhere.
    """
    return _Import(known_personas, former or {}, name).read(markdown)


_NUMBERED = re.compile(r"[*_\s]*#?\d{1,4}[a-z]?[.:)]?\s+\S", re.IGNORECASE)
"""The heading of a file that counts its use cases: “3. Data Intake”."""


class _Import:
    def __init__(self, known: Sequence[Persona], former: Mapping[str, str], name: str) -> None:
        self.remarks = Remarks()
        self.people = People(known, former)
        self.book = Book(self.people, self.remarks)
        self.name = name
        self.places: list[tuple[str, files.Place]] = []
        self.alone = False
        self.heads: dict[int, list[Row]] = {}

    def read(self, markdown: Mapping[str, str]) -> Reading:
        order = {path: number for number, path in enumerate(sorted(markdown, key=_file_order))}
        self.alone = len(markdown) == 1
        # Personas first, whichever file they stand in: the stories speak of them.
        for path in order:
            self.remarks.file = path
            self._sort_out(path, markdown[path])
        drafts = [self._draft(path, place) for path, place in self.places]
        use_cases = self._use_cases(drafts)
        specification = self._specification(use_cases)
        report = sorted(self.remarks.found, key=lambda remark: (order.get(remark.file, 0), remark.line))
        return Reading(specification, tuple(dict.fromkeys(report)), frozenset(self.people.made))

    def _specification(self, use_cases: list[UseCase]) -> Specification:
        """Return the whole. Title and introduction are set only where a file says something of them."""
        text = self.book.text(self.name)
        values = {
            "format": FORMAT,
            "version": VERSION,
            **text.model_dump(),
            "personas": self.people.personas,
            "artifacts": self.book.artifacts,
            "use_cases": use_cases,
        }
        whole = build(Specification, values)
        mentioned = whole.model_fields_set - {"title", "introduction"} | self.book.mentioned
        return Specification.model_construct(_fields_set=mentioned, **dict(whole))

    def _sort_out(self, path: str, text: str) -> None:
        rows = rows_of(text, self.remarks)
        if is_own(rows):
            self._own_file(path, rows)
        elif not self.alone and files.is_beside_the_point(path):
            self.remarks.note(1, "This file holds no use case; it was left out.")
        else:
            self._foreign_file(path, rows)

    def _own_file(self, path: str, rows: list[Row]) -> None:
        sections = sections_of(rows, True)
        if comment_values(rows, "specification", Remarks()):
            # The title of the specification may look like that of a use case.
            head, places = files.own_places(rows, [section for section in sections if section.level != 1])
            self.book.read_own(head)
        else:
            head, places = files.own_places(rows, sections)
            unseen = comment_values(head, "persona", self.remarks)
            if unseen:
                self._own_persona(head, unseen)
            elif any(not row.blank for row in head):
                read_readme(self.book, head)
        self.places += [(path, place) for place in places]

    def _own_persona(self, rows: list[Row], unseen: dict[str, object]) -> None:
        sections = sections_of(rows, True)[1:]
        persona = (
            self.book.own_persona(sections, unseen, list(self.people.listed.values())) if sections else None
        )
        if persona:
            self.people.add(persona, rules.anchor(persona.name))

    def _foreign_file(self, path: str, rows: list[Row]) -> None:
        sections = sections_of(rows, False)
        head, places = files.foreign_places(rows, sections)
        if files.is_readme(path) and not self.alone:
            places = [place for place in places if _says_something(place)]
            head = rows if not places else head
        if not places and self._is_one(path, sections):
            places = [self._only(path, rows, sections)]
            head = []
        if not places:
            self._no_use_case(path, rows, sections)
            return
        if any(not row.blank for row in head):
            places = self._with_head(path, head, places)
        self.places += [(path, place) for place in places]

    def _is_one(self, path: str, sections: list[Section]) -> bool:
        """Say whether a file without the heading of a use case is one nevertheless."""
        if files.is_readme(path) and (not self.alone or any(is_personas(section) for section in sections)):
            return False
        strong = {section.kind for section in sections} & STRONG
        told = any(self._tells_a_story(section) for section in sections)
        if self.alone:
            return bool(strong or told) or not files.is_readme(path)
        named = bool(re.search(r"case|stor(?:y|ies)\b", path.lower()) or files.named_number(path))
        named = named or any(_NUMBERED.match(section.heading) for section in sections[:2])
        return len(strong) + told >= 2 or (named and bool(strong or told))

    def _tells_a_story(self, section: Section) -> bool:
        rows = [row for row in section.rows if not row.blank and not row.code][:20]
        return any(
            re.match(r"[\s>*+_-]*as\b", row.text, re.IGNORECASE) and stories.is_story(row.text, self.people)
            for row in rows
        )

    def _only(self, path: str, rows: list[Row], sections: list[Section]) -> files.Place:
        first = next((section for section in sections if section.level), None)
        before = any(not row.blank for row in sections[0].rows)
        if first and not before and first.kind is Kind.UNKNOWN:
            start = next(n for n, row in enumerate(rows) if row.number == first.line) + len(first.own_rows)
            return files.Place(files.heading_title(first.heading), first.line, rows[start:])
        return files.Place(Title("", "", False), 1, rows)

    def _no_use_case(self, path: str, rows: list[Row], sections: list[Section]) -> None:
        personas = any(is_personas(section) for section in sections)
        leading = files.is_readme(path) and ("/" not in path.strip("/") or not self.book.title)
        if leading or personas or self.alone:
            read_readme(self.book, rows)
        else:
            self.remarks.note(1, "This file holds no use case; it was left out.")

    def _with_head(self, path: str, head: list[Row], places: list[files.Place]) -> list[files.Place]:
        """Read what stands above the first use case: it belongs to the specification or to that use case."""
        sections = sections_of(head, False)
        whole = self.alone or files.is_readme(path) or any(is_personas(section) for section in sections)
        if whole and any(section.level for section in sections):
            read_readme(self.book, head)
            return places
        self.heads[id(places[0])] = head
        return places

    def _draft(self, path: str, place: files.Place) -> Draft:
        self.remarks.file = path
        rows, title = place.rows, place.title
        draft = read_usecase(title, place.line, rows, path, self.people, self.remarks)
        if not draft.own:
            self._name_after_file(draft, path, title.label)
            head = self.heads.get(id(place))
            if head:
                draft.unplaced(head, "This stands above the use case")
        return draft

    def _name_after_file(self, draft: Draft, path: str, label: str) -> None:
        number = files.named_number(path)
        several = sum(other == path for other, _ in self.places) > 1
        if number and not several and not label:
            draft.number = draft.number or rules.clean_number(number)
        elif number and not several and draft.number and rules.clean_number(number) != draft.number:
            self.remarks.note(
                draft.line,
                f"The file is numbered {number}, its heading {draft.number}; the heading was taken.",
            )
        if not draft.title.strip():
            draft.title = files.named_title(path)

    def _use_cases(self, drafts: list[Draft]) -> list[UseCase]:
        """Return the use cases. Two are never made one: who comes second gets another number or slug."""
        numbers: dict[str, Draft] = {}
        titles: dict[str, Draft] = {}
        slugs: dict[str, Draft] = {}
        found: list[UseCase] = []
        for draft in drafts:
            self.remarks.file = draft.file
            other = numbers.setdefault(draft.number, draft) if draft.number else draft
            if other is not draft:
                self._warn_of_twin(
                    draft, other, f"has the number {draft.number}, too; this one will get the next free one"
                )
                draft.number = ""
            use_case = usecase_of(draft, slugs)
            twin = titles.setdefault(rules.name_key(use_case.title), draft)
            wanted = str(draft.unseen.get("slug", ""))
            if twin is not draft and wanted != use_case.slug:
                self._warn_of_twin(draft, twin, f"is called {quoted(use_case.title)}, too; both were kept")
            elif wanted in slugs:
                self._warn_of_twin(draft, slugs[wanted], "has the same slug; both were kept")
            slugs[use_case.slug] = draft
            found.append(use_case)
        return found

    def _warn_of_twin(self, draft: Draft, other: Draft, what: str) -> None:
        self.remarks.warn(draft.line, f"The use case in {other.file}, line {other.line}, {what}.")


def _says_something(place: files.Place) -> bool:
    """Say whether more than a link stands below the heading of a use case."""
    rows = [row for row in place.rows if not row.blank]
    return len(rows) > 2 or any(len(plain(row.text)) > 80 for row in rows)


def _file_order(path: str) -> tuple[bool, int, list[tuple[int, int, str]]]:
    """Return the key that puts a README first and file 2 before file 10."""
    parts = re.split(r"(\d{1,9})", path)
    natural = [(0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part) for part in parts]
    return not files.is_readme(path), path.count("/") if files.is_readme(path) else 0, natural


__all__ = ["Reading", "Remark", "read_markdown"]
