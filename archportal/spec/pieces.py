"""A document as the pieces of text that a search finds, each with the place where it stands.

A piece is found where every word of a query begins a word of it or of what it belongs to (the title of its
use case, the personas of its story), and one of them begins a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from archportal.spec import rules
from archportal.spec.numbering import numbered_exceptions
from archportal.spec.words import joined, squeezed, words

if TYPE_CHECKING:
    from archportal.spec.documents import Artifact, Input, Persona, SpecificationText, UseCase

EDITION = 2
"""Raised with every change of what the pieces of a document are: an index of another one is made anew."""

CHUNK = 800
"""Characters of a long text that are found together, unless a paragraph is longer …"""

LONGEST_CHUNK = 2_000
"""… than this."""

NAME = "·"
"""Stands in the context of a name and tells names apart; it is no word that anybody can ask for."""

_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_MARK = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,9}[.)])[ \t]+|[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}", re.M)
_INSIDE = re.compile(r"(?<=\w)_(?=\w)")


class Kind(IntEnum):
    """What is found, in the order of the results: names first, then rows, then texts."""

    SPECIFICATION = 1
    PERSONA = 2
    USE_CASE = 3
    ARTIFACT = 4
    STORY = 5
    PRECONDITION = 6
    INPUT = 7
    OUTPUT = 8
    STEP = 9
    EXCEPTION = 10
    TEXT = 11

    @property
    def weight(self) -> int:
        """The place among the results: rows of all kinds stand together in reading order."""
        return min(self, Kind.STORY) if self < Kind.TEXT else 6


class Owner(NamedTuple):
    """Which document a piece is of: its kind (one of the first four), its key, its specification's (or 0)."""

    kind: Kind
    key: int
    home: int


class Piece(NamedTuple):
    """A piece of text; the number of its place is unique in its document and follows the order of reading."""

    owner: Owner
    place: int
    kind: Kind
    sort: str
    label: str
    anchor: str
    text: str
    words: str
    context: str
    names: str


class Part(NamedTuple):
    """What a document says of a piece."""

    place: int
    kind: Kind
    label: str
    anchor: str
    text: str
    context: str = ""
    names: Sequence[str] = ()
    whole: Sequence[str] = ()


def use_case_pieces(document: UseCase, owner: Owner) -> list[Piece]:
    """Return the pieces of a use case."""
    return _pieces(owner, rules.number_key(document.number), document.title, _of_use_case(document))


def persona_pieces(document: Persona, owner: Owner) -> list[Piece]:
    """Return the pieces of a persona."""
    names = (document.name, document.singular)
    parts = [
        Part(0, Kind.PERSONA, "", "", _joined(*names), "persona", names),
        *_texts(1000, "definition", "", document.definition),
        *_rows(2000, Kind.TEXT, "goal", document.goals),
        *_rows(3000, Kind.TEXT, "pain point", document.pain_points),
    ]
    return _pieces(owner, _sortable(document.name), document.name, parts)


def artifact_pieces(document: Artifact, owner: Owner) -> list[Piece]:
    """Return the pieces of an artifact."""
    names = (document.name, *document.aliases)
    text = _joined(document.name, ", ".join(document.aliases))
    parts = [
        Part(0, Kind.ARTIFACT, "", "", text, "artifact", names),
        *_texts(1000, "description", "", document.description),
    ]
    return _pieces(owner, _sortable(document.name), document.name, parts)


def specification_pieces(document: SpecificationText, owner: Owner) -> list[Piece]:
    """Return the pieces of a specification's own text."""
    parts = [
        Part(0, Kind.SPECIFICATION, "", "", document.title, "specification", [document.title]),
        *_texts(1000, "introduction", "", document.introduction),
    ]
    return _pieces(owner, _sortable(document.title), document.title, parts)


def _pieces(owner: Owner, sort: str, title: str, parts: Iterable[Part]) -> list[Piece]:
    context = words(title)
    return [
        Piece(
            owner,
            part.place,
            part.kind,
            sort,
            part.label,
            part.anchor,
            part.text,
            " ".join([*words(part.text), *_joined_words(part.names)]),
            " ".join([*([NAME] if part.place == 0 else context), *words(part.context)]),
            _names(part) if part.place == 0 else "",
        )
        for part in parts
    ]


def _joined_words(names: Iterable[str]) -> list[str]:
    """Return what two neighbours in a name are when they are written as one word."""
    pairs = (joined(*pair) for name in names for pair in pairwise(words(name)))
    return list(dict.fromkeys(filter(None, pairs)))


def _names(part: Part) -> str:
    """Return all that a document is called, without spaces: |names|=what means it only when it is whole=."""
    names = "|".join(filter(None, map(squeezed, part.names)))
    whole = "=".join(filter(None, map(squeezed, part.whole)))
    return f"|{names}|={whole}="


def _of_use_case(document: UseCase) -> Iterator[Part]:
    yield _name_of_use_case(document)
    if document.event:
        yield Part(1, Kind.TEXT, "event", "diagram", document.event)
    if document.tags:
        yield Part(2, Kind.TEXT, "tags", "use-case", ", ".join(document.tags))
    for place, story in enumerate(document.stories):
        number, people = place + 1, " ".join(story.personas)
        told = ", so that ".join(filter(None, (story.want, story.so_that)))
        yield Part(1000 + place, Kind.STORY, f"story {number}", f"story-{number}", told, people)
    yield from _texts(2000, "description", "description", document.description)
    yield from _rows(3000, Kind.PRECONDITION, "precondition", document.preconditions)
    inputs = [(item.name, _input_text(item)) for item in document.inputs]
    yield from _named_rows(4000, Kind.INPUT, "input", inputs)
    outputs = [(output.name, _joined(output.name, output.description)) for output in document.outputs]
    yield from _named_rows(5000, Kind.OUTPUT, "output", outputs)
    yield from _rows(6000, Kind.STEP, "step", (step.text for step in document.success_path))
    for place, row in enumerate(numbered_exceptions(document)):
        text = _joined(row.exception.text, row.exception.handling)
        yield Part(7000 + place, Kind.EXCEPTION, f"exception {row.label}", f"exception-{row.label}", text)
    yield from _texts(8000, "notes", "notes", document.notes)


def _name_of_use_case(document: UseCase) -> Part:
    number, title = document.number, document.title
    called = ("", "UC", "Use case") if number else ()
    numbers = [f"{what} {number}" for what in called]
    whole = [*numbers, *(f"{name} {title}" for name in numbers)]
    return Part(0, Kind.USE_CASE, "", "", f"{number} {title}", "use case usecase uc", [title], whole)


def _input_text(item: Input) -> str:
    return _joined(item.name, item.description, item.default and f"default: {item.default}")


def _rows(start: int, kind: Kind, name: str, texts: Iterable[str]) -> Iterator[Part]:
    anchor = name.replace(" ", "-")
    for place, text in enumerate(texts):
        yield Part(start + place, kind, f"{name} {place + 1}", f"{anchor}-{place + 1}", text)


def _named_rows(start: int, kind: Kind, label: str, rows: Sequence[tuple[str, str]]) -> Iterator[Part]:
    parts = _rows(start, kind, label, (text for _, text in rows))
    for part, (name, _) in zip(parts, rows, strict=True):
        yield part._replace(names=[name])


def _texts(start: int, label: str, anchor: str, markdown: str) -> Iterator[Part]:
    """Yield a Markdown text in chunks that are short enough to be shown and found as a whole."""
    for place, chunk in enumerate(chunks(markdown), start):
        yield Part(place, Kind.TEXT, label, anchor, chunk)


def chunks(markdown: str) -> Iterator[str]:
    """Yield a Markdown text as plain text: some paragraphs together, a very long one in several parts."""
    held = ""
    for paragraph in _PARAGRAPHS.split(markdown):
        plain = plain_text(paragraph)
        if held and len(held) + len(plain) > CHUNK:
            yield held
            held = ""
        held = f"{held} {plain}".strip()
        while len(held) > LONGEST_CHUNK:
            end = held.rfind(" ", CHUNK, LONGEST_CHUNK) + 1 or LONGEST_CHUNK
            yield held[:end].rstrip()
            held = held[end:]
    if held:
        yield held


def plain_text(markdown: str) -> str:
    """Return what a reader sees of a paragraph, on one line, without the marks of Markdown.

    >>> plain_text("## The *first* [event](https://example.org), `data_card`")
    'The first event, data_card'
    """
    text = _LINK.sub(r"\1", markdown)
    inside = _INSIDE.sub("\0", text)
    return rules.one_line(_MARK.sub("", inside).replace("\0", "_"))


def _joined(*texts: str) -> str:
    return " – ".join(text for text in texts if text)


def _sortable(name: str) -> str:
    return " ".join(words(name))[:100]
