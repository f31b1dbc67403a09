"""A whole specification as Markdown: a folder with a README, or one single document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from archportal.spec import markdown, prose, rules
from archportal.spec.escape import comment, escape_cell, escape_heading, escape_line

if TYPE_CHECKING:
    from archportal.spec.documents import Artifact, Persona, Specification, SpecificationText, UseCase

RULE = (
    "All inputs of a use case are required unless it says otherwise. Where required and optional inputs are "
    "mixed, each required one is marked `*`."
)
"""The required-fields rule, as the README says it."""

REQUIRED_FIELDS, PERSONAS, USE_CASES, DICTIONARY = "Required fields", "Personas", "Use cases", "Dictionary"
FOLDER = "use-cases"
DISMISSED = "dismissed-findings.json"
"""The file of the folder that says which findings were dismissed; see `archportal.spec.dismissed`."""

COLUMNS = ("Name", "Also called", "Type", "From outside", "Description")


class Entry(Protocol):
    """What the index says of a use case; a use case is one, and so is any object with these four."""

    @property
    def number(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def optional(self) -> bool: ...


def render_folder(spec: Specification) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of a specification's folder."""
    return folder_files(spec.text, spec.personas, spec.artifacts, spec.use_cases, spec.use_cases)


def folder_files(
    text: SpecificationText,
    personas: Sequence[Persona],
    artifacts: Iterable[Artifact],
    entries: Iterable[Entry],
    use_cases: Iterable[UseCase],
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file; of the use cases, which may be many, one at a time is held."""
    yield "README.md", render_readme(text, personas, artifacts, entries)
    links = _links(text, personas, markdown.README)
    for use_case in use_cases:
        yield usecase_path(use_case), markdown.usecase_markdown(use_case, links, 1)


def usecase_path(entry: Entry) -> str:
    """Return the path of a use case's file in the folder."""
    # A number starts with a digit, so no two use cases get one path.
    return f"{FOLDER}/{entry.number or 'unnumbered'}-{entry.slug}.md"


def render_readme(
    text: SpecificationText,
    personas: Sequence[Persona],
    artifacts: Iterable[Artifact],
    entries: Iterable[Entry],
) -> str:
    """Return the README of a specification's folder."""
    index = (f"* [{_entry(entry)}]({usecase_path(entry)}){_mark(entry)}" for entry in entries)
    return "".join(_readme_chunks(text, personas, artifacts, index))


def render_document(spec: Specification) -> str:
    """Return the whole specification as one single document."""
    return "".join(document_chunks(spec.text, spec.personas, spec.artifacts, spec.use_cases, spec.use_cases))


def document_chunks(
    text: SpecificationText,
    personas: Sequence[Persona],
    artifacts: Iterable[Artifact],
    entries: Iterable[Entry],
    use_cases: Iterable[UseCase],
) -> Iterator[str]:
    """Yield one single document piece by piece.

    `entries` are the same use cases, in the same order, as the index at the top needs them; of the use
    cases themselves, which may be many, one at a time is held.
    """
    yield from _readme_chunks(text, personas, artifacts, _index(text, personas, entries))
    links = _links(text, personas, "")
    for use_case in use_cases:
        yield "\n" + markdown.usecase_markdown(use_case, links, 2)


def readme_anchors(text: SpecificationText, personas: Iterable[Persona]) -> dict[str, str]:
    """Return by slug the anchors of the personas in the README and in the single document."""
    return markdown.persona_anchors(personas, _headings_above(text))


def _headings_above(text: SpecificationText) -> list[str]:
    return [text.title, *prose.headings(text.introduction), REQUIRED_FIELDS, PERSONAS]


def _links(text: SpecificationText, personas: Sequence[Persona], readme: str) -> Mapping[str, str]:
    anchors = readme_anchors(text, personas)
    links = {p.slug: markdown.persona_link(p.slug, p, readme, anchors[p.slug]) for p in personas}
    return _Links(links, readme)


class _Links(dict[str, str]):
    """The links to all personas, and to those which are named but missing."""

    def __init__(self, links: Mapping[str, str], readme: str) -> None:
        super().__init__(links)
        self.readme = readme

    def __missing__(self, slug: str) -> str:
        return markdown.persona_link(slug, None, self.readme, None)


def _readme_chunks(
    text: SpecificationText,
    personas: Sequence[Persona],
    artifacts: Iterable[Artifact],
    index: Iterable[str],
) -> Iterator[str]:
    yield f"# {escape_heading(text.title)}\n\n{comment('specification', _unseen(text, personas))}\n"
    if text.introduction:
        yield f"\n{prose.embed(text.introduction)}\n"
    yield f"\n## {REQUIRED_FIELDS}\n\n{RULE}\n"
    yield from _section(f"\n## {PERSONAS}\n", (_persona(persona) for persona in personas))
    yield from _section(f"\n## {USE_CASES}\n\n", (f"{row}\n" for row in index))
    head = f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}\n"
    yield from _section(f"\n## {DICTIONARY}\n\n{head}", map(_row, artifacts))


def _section(heading: str, rows: Iterable[str]) -> Iterator[str]:
    for row in rows:
        yield heading + row
        heading = ""


def _unseen(text: SpecificationText, personas: Iterable[Persona]) -> dict[str, Any]:
    values: dict[str, Any] = {"slug": text.slug}
    if known := {persona.name: unseen for persona in personas if (unseen := _unseen_persona(persona))}:
        values["personas"] = known
    return values


def _unseen_persona(persona: Persona) -> dict[str, str]:
    values = {"singular": persona.singular} if persona.singular else {}
    if persona.slug != rules.persona_slug_of(persona.name):
        values["slug"] = persona.slug
    return values


def _persona(persona: Persona) -> str:
    blocks = [f"#### {escape_heading(persona.name)}", *markdown.persona_blocks(persona, "#####")]
    return "\n" + "\n\n".join(blocks) + "\n"


def _index(text: SpecificationText, personas: Sequence[Persona], entries: Iterable[Entry]) -> Iterator[str]:
    above = [*_headings_above(text), USE_CASES, DICTIONARY]
    for persona in personas:
        above += [persona.name, *markdown.persona_headings(persona)]
    count: dict[str, int] = {}
    for heading in above:
        markdown.numbered_anchor(heading, count)
    for entry in entries:
        name = f"Use Case {entry.number}: " if entry.number else "Use Case: "
        ending = " (optional)" if entry.optional else ""
        anchor = markdown.numbered_anchor(f"{name}{entry.title}{ending}", count)
        yield f"* [{_entry(entry)}](#{anchor}){_mark(entry)}"


def _entry(entry: Entry) -> str:
    return markdown.usecase_heading(entry.number, entry.title, False)


def _mark(entry: Entry) -> str:
    return " (optional)" if entry.optional else ""


def _row(artifact: Artifact) -> str:
    aliases = ", ".join(escape_line(alias).replace(",", "&#44;") for alias in artifact.aliases)
    outside = "yes" if artifact.external else ""
    cells = (escape_line(artifact.name), aliases, artifact.type, outside, escape_cell(artifact.description))
    return f"| {' | '.join(cells)} |\n"
