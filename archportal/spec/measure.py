"""How wide a text is in a sans-serif face, and where it breaks into lines, without any font at hand."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Hundredths of the font size, as in Arial; a little is added below, because other faces run wider.
_CLASSES = {
    23: "'|ijl",
    28: " !,./:;I[\\]ft",
    36: '"()*-`r{}',
    50: "J^ckszvxy",
    56: "#$+0123456789<=>?L_abdeghnopqu~",
    66: "&ABEFKPSTVXYZ",
    75: "CDGHNOQRUw",
    86: "%Mm",
    99: "@W",
}
_WIDTHS = {character: width * 1.05 for width, characters in _CLASSES.items() for character in characters}
_JOINER = "\u200d"
_BREAKS = re.compile(r"(?<=[/_.:,;=&?-])(?=\w)|(?<=[a-z])(?=[A-Z])")


def text_width(text: str, size: float) -> float:
    """Return about how wide the text is when it is set in this size."""
    return sum(_WIDTHS.get(character) or _other_width(character) for character in text) * size / 100


def wrap(text: str, limit: float, size: float) -> list[str]:
    """Return the lines of a text, with nothing left out.

    It breaks at spaces, between ideographs, and inside words that are too long for a line, so that no line is
    wider than the limit, unless one character and its marks are.

    >>> wrap("Ground truth labels", 90, 14)
    ['Ground truth', 'labels']
    """
    if text_width(text, size) <= limit:
        return [text]
    lines, line, used = [], "", 0.0
    for piece in _pieces(text, limit, size):
        if line and used + text_width(piece.rstrip(" "), size) > limit:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
        line += piece
        used += text_width(piece, size)
    return [*lines, line.rstrip(" ")]


def balanced(text: str, limit: float, size: float) -> list[str]:
    """Return the lines of a text, as few as `wrap` makes, and about equally long."""
    lines = wrap(text, limit, size)
    if len(lines) == 1:
        return lines
    even = wrap(text, min(limit, text_width(text, size) / len(lines) * 1.12), size)
    return even if len(even) == len(lines) else lines


def is_right_to_left(text: str) -> bool:
    """Say whether the first letter with a direction runs from right to left, as in Arabic and Hebrew."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


@lru_cache(maxsize=4096)
def _other_width(character: str) -> float:
    """Return the width of a character outside of ASCII: a guess by its kind."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 130 if category == "So" else 102
    if unicodedata.bidirectional(character) == "AL":
        return 50
    return 75 if category == "Lu" else 62


def _pieces(text: str, limit: float, size: float) -> Iterator[str]:
    """Yield what may stand on a line of its own; joined they are the text."""
    for word in re.findall(" *[^ ]+ *", text):
        if word.isascii() and text_width(word, size) <= limit:
            yield word
        else:
            yield from _parts(word, limit, size)


def _parts(word: str, limit: float, size: float) -> Iterator[str]:
    for part in _BREAKS.split(word):
        fits = text_width(part.rstrip(" "), size) <= limit
        yield from [part] if fits and not _has_ideographs(part) else _clusters(part)


def _has_ideographs(text: str) -> bool:
    return any(unicodedata.east_asian_width(character) in ("W", "F") for character in text)


def _clusters(text: str) -> Iterator[str]:
    """Yield the characters, each with what must not be parted from it."""
    cluster = ""
    for character in text:
        if cluster and not _belongs(character, cluster):
            yield cluster
            cluster = ""
        cluster += character
    yield cluster


def _belongs(character: str, cluster: str) -> bool:
    before = cluster[-1]
    category = unicodedata.category(character)
    return (
        # Marks and joiners, and what is joined; a space; a closing bracket or full stop after a letter.
        category in ("Mn", "Mc", "Me", "Cf")
        or before == _JOINER
        or character == " "
        or (category in ("Pe", "Pf", "Po") and unicodedata.category(before)[0] != "P")
        # The second half of a flag; a colour of skin.
        or (len(cluster) == 1 and _is_flag_half(character) and _is_flag_half(before))
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
