"""Texts that are too long to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archportal.spec.checks.base import Check, Found, Subject
from archportal.spec.checks.surroundings import clipped
from archportal.spec.checks.texts import Piece, in_rest, in_use_case, prose

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import Specification
    from archportal.spec.faults import Place

SENTENCE = 40
"""Words. Source: the Oxford Guide to Plain English: 15–20 on average, and above 40 readers are lost."""

NAME = 60
"""Characters: what fits on two lines of a box in a diagram, and in a column of a table."""

TITLE = 80
"""Characters: what fits on a line of a page, and what search engines and mail programs show of a title."""

PARAGRAPH = 120
"""Words of a step, an exception or a description of a row: what is more than a paragraph is several rows."""

_WORD = re.compile(r"\w[\w’'.,/-]*")
_STARTS = re.compile(r"\s*(?:[-*+#>|]|\d+[.)]\s|$)")
_END = re.compile(r"(?<=[.!?…:;])[”\"’')*_]*\s+")


def sentences(text: str, markdown: bool = False) -> Iterator[str]:
    """Yield the sentences of a text. In Markdown, rows that follow each other are one paragraph.

    >>> list(sentences("One. Two; three"))
    ['One.', 'Two;', 'three']
    """
    block: list[str] = []
    for row in [*text.split("\n"), ""]:
        if block and (not markdown or _STARTS.match(row)):
            yield from _END.split(" ".join(block))
            block = []
        block += filter(None, [row.strip()])


def _long_names(piece: Piece) -> Iterator[Found]:
    # Inputs and outputs bear the name of their artifact, which is found once.
    if piece.name and len(piece.place) == 1:
        yield from _long_name(piece.place, piece.text, TITLE if piece.place == ("title",) else NAME)


def _long_name(place: Place, name: str, limit: int) -> Iterator[Found]:
    if len(name) > limit:
        sentence = (
            f"“{clipped(name)}” has {len(name)} characters; more than {limit} fit in no diagram and no list. "
            "Keep the name short, and explain it in a description."
        )
        yield Found(place, sentence, (name,))


def _long_names_of_rest(
    specification: Specification, around: Surroundings
) -> Iterator[tuple[Subject, Found]]:
    yield from in_rest(_long_names)(specification, around)
    for artifact in specification.artifacts:
        for found in _long_name(("name",), artifact.name, NAME):
            yield Subject("artifact", artifact.name), found


LONG_NAME = Check(
    id="long-name",
    severity="info",
    title="Name that is too long",
    why=(
        "Names stand in diagrams, lists and sentences. A long one is cut off or wraps, and people begin to "
        "shorten it, each in another way."
    ),
    mend=f"Keep names to {NAME} characters and titles to {TITLE}; put explanations into a description.",
    of_use_case=in_use_case(_long_names),
    of_whole=_long_names_of_rest,
)


def _long_sentences(piece: Piece) -> Iterator[Found]:
    if piece.name or piece.text.count(" ") < SENTENCE:
        return
    text = prose(piece.text) if piece.markdown else piece.text
    for sentence in sentences(text, piece.markdown):
        words = len(_WORD.findall(sentence))
        if words > SENTENCE:
            said = (
                f"“{clipped(sentence)}” has {words} words in one sentence; at its end, few remember its "
                "beginning. Make two of it."
            )
            yield Found(piece.place, said, (" ".join(sentence.split()),))


LONG_SENTENCE = Check(
    id="long-sentence",
    severity="info",
    title="Sentence that is too long",
    why=(
        f"A sentence has more than {SENTENCE} words. Readers lose the thread, and two people take two things "
        "from it."
    ),
    mend="Divide it into two or three sentences, or into a list.",
    of_use_case=in_use_case(_long_sentences),
    of_whole=in_rest(_long_sentences),
)


def _long_rows(piece: Piece) -> Iterator[Found]:
    words = 0 if piece.markdown or piece.name else len(piece.text.split())
    if words > PARAGRAPH:
        sentence = (
            f"“{clipped(piece.text)}” has {words} words in one row: divide it, or move it to the notes."
        )
        yield Found(piece.place, sentence, (piece.text,))


LONG_ROW = Check(
    id="long-row",
    severity="info",
    title="Row that is too long",
    why=(
        f"A step, exception or description has more than {PARAGRAPH} words. It holds several things, which "
        "cannot be referred to one by one."
    ),
    mend="Make several rows of it, or move what explains to the description or the notes.",
    of_use_case=in_use_case(_long_rows),
    of_whole=in_rest(_long_rows),
)

CHECKS = (LONG_NAME, LONG_SENTENCE, LONG_ROW)
