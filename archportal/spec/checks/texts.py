"""The texts of documents, one by one, and what of them counts as prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from archportal.spec.checks.base import Found, Subject

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import Artifact, Persona, Specification, UseCase
    from archportal.spec.faults import Place


NEAR = 200
"""Characters before and behind a place that are looked at to tell what stands there."""

MOST = 20
"""Findings of one check in one text; the others are found when these are mended."""


class Piece(NamedTuple):
    """A text of a document, and where it stands. A name is no sentence; Markdown has its own lines."""

    place: Place
    text: str
    name: bool = False
    markdown: bool = False


def pieces_of_use_case(use_case: UseCase) -> list[Piece]:
    """Return the texts of a use case that are not empty, in their order."""
    return [piece for piece in _all_of_use_case(use_case) if piece.text]


def _all_of_use_case(use_case: UseCase) -> Iterator[Piece]:
    yield Piece(("title",), use_case.title, name=True)
    for place, story in enumerate(use_case.stories):
        yield Piece(("stories", place, "want"), story.want)
        yield Piece(("stories", place, "so_that"), story.so_that)
    yield Piece(("description",), use_case.description, markdown=True)
    yield Piece(("event",), use_case.event, name=True)
    for place, text in enumerate(use_case.preconditions):
        yield Piece(("preconditions", place), text)
    for place, taken in enumerate(use_case.inputs):
        yield Piece(("inputs", place, "name"), taken.name, name=True)
        yield Piece(("inputs", place, "description"), taken.description)
    for place, given in enumerate(use_case.outputs):
        yield Piece(("outputs", place, "name"), given.name, name=True)
        yield Piece(("outputs", place, "description"), given.description)
    for place, step in enumerate(use_case.success_path):
        yield Piece(("success_path", place, "text"), step.text)
    for place, exception in enumerate(use_case.exceptions):
        yield Piece(("exceptions", place, "text"), exception.text)
        yield Piece(("exceptions", place, "handling"), exception.handling)
    yield Piece(("notes",), use_case.notes, markdown=True)


def pieces_of_rest(specification: Specification) -> Iterator[tuple[Subject, Piece]]:
    """Yield the texts that belong to no use case."""
    whole = Subject("specification", specification.slug)
    own = [
        (whole, Piece(("title",), specification.title, name=True)),
        (whole, Piece(("introduction",), specification.introduction, markdown=True)),
        *(
            (Subject("artifact", one.name), piece)
            for one in specification.artifacts
            for piece in _artifact(one)
        ),
        *((Subject("persona", one.slug), piece) for one in specification.personas for piece in _persona(one)),
    ]
    yield from ((subject, piece) for subject, piece in own if piece.text)


def _artifact(artifact: Artifact) -> Iterator[Piece]:
    yield Piece(("description",), artifact.description)


def _persona(persona: Persona) -> Iterator[Piece]:
    yield Piece(("name",), persona.name, name=True)
    yield Piece(("definition",), persona.definition, markdown=True)
    for field in ("goals", "pain_points"):
        for place, text in enumerate(getattr(persona, field)):
            yield Piece((field, place), text)


Look = Callable[[Piece], Iterator[Found]]
OfUseCase = Callable[["UseCase", "Surroundings"], Iterator[Found]]
OfRest = Callable[["Specification", "Surroundings"], Iterator[tuple[Subject, Found]]]


def in_use_case(look: Look) -> OfUseCase:
    """Return a search over the texts of a use case."""

    def search(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
        for piece in around.once(use_case, pieces_of_use_case):
            yield from islice(look(piece), MOST)

    return search


def in_rest(look: Look) -> OfRest:
    """Return the same search over all other texts."""

    def search(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
        for subject, piece in pieces_of_rest(specification):
            for found in islice(look(piece), MOST):
                yield subject, found

    return search


_NO_PROSE = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>```+|~~~+).*?(?:^[ ]{0,3}(?P=fence)|\Z)  # blocks of code
    | (?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)                  # code in a line
    | \]\([^)\s]{0,2000}\)                                        # where a link leads
    | \b(?:https?://|www\.)\S+
    | “[^“”]*” | „[^„“”]*[“”] | «[^«»]*» | "[^"\n]*" | (?<!\w)'[^'\n]*'(?!\w) | ‘[^‘’\n]*’(?!\w)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def prose(text: str) -> str:
    """Return the text with blanks in place of code, quotations and addresses, as long as it was.

    >>> prose('Say `TODO` or "fast" here')
    'Say        or        here'
    """
    return _NO_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def row_around(text: str, place: int) -> str:
    """Return the row of a text in which this place is; of a long one, what is near."""
    start = max(text.rfind("\n", 0, place) + 1, place - NEAR)
    end = text.find("\n", place, place + NEAR)
    return text[start : end if end >= 0 else place + NEAR].strip()
