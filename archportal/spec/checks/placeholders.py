"""Texts that somebody meant to finish, and questions that nobody has answered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archportal.spec.checks.base import Check, Found
from archportal.spec.checks.surroundings import clipped
from archportal.spec.checks.texts import NEAR, Piece, in_rest, in_use_case, prose, row_around

_MARK = re.compile(r"(?<![\w-])(?:TODO|TBD|TBC|FIXME)(?![\w-])|\?{2,}|\blorem ipsum\b")
_NOTHING = re.compile(r"[\s?.…_]*[?.…_]|x{3,}|tbd|tbc|todo", re.IGNORECASE)
_QUESTION = re.compile(r"(?<=[\w)\]”\"’'`*])\s?\?(?=[\s)\]”\"’'*_]|$)")
_STARTS = re.compile(r"\n\s*(?:[-*+]|\d+[.)])?\s*|^\s*(?:[-*+]|\d+[.)])\s+|(?<=[.!?:])\s+")


def _placeholders(piece: Piece) -> Iterator[Found]:
    if _NOTHING.fullmatch(piece.text):
        sentence = f"Only “{clipped(piece.text)}” stands here, so nobody can tell what is meant."
        yield Found(piece.place, sentence, (piece.text,))
    elif _MARK.search(piece.text) and (match := _MARK.search(prose(piece.text))):
        row = row_around(piece.text, match.start())
        sentence = f"“{match[0]}” still stands in “{clipped(row)}”, so nobody can build or test by it."
        yield Found(piece.place, sentence, (row,))


PLACEHOLDER = Check(
    id="placeholder",
    severity="warning",
    title="TODO, TBD or “???” in a text",
    why=(
        "Somebody meant to come back to this text. Until then nobody can build or test by it, and whoever "
        "approves it approves something unknown."
    ),
    mend="Write what is meant, or remove the text.",
    of_use_case=in_use_case(_placeholders),
    of_whole=in_rest(_placeholders),
)


def _questions(piece: Piece) -> Iterator[Found]:
    text = prose(piece.text) if "?" in piece.text else ""
    for match in _QUESTION.finditer(text):
        row = row_around(piece.text, match.start())
        before = piece.text[max(0, match.start() - NEAR) : match.end()]
        question = _STARTS.split(before)[-1].strip()
        yield Found(piece.place, f"“{clipped(question)}” is a question that is still open.", (row, question))


QUESTION = Check(
    id="open-question",
    severity="info",
    title="Question in a text",
    why=(
        "A specification gives answers. A question has to be decided before anybody can build; in the notes "
        "it is at its place until then."
    ),
    mend="Decide it, and write down the answer.",
    of_use_case=in_use_case(_questions),
    of_whole=in_rest(_questions),
)

CHECKS = (PLACEHOLDER, QUESTION)
