"""The rules about text that hold everywhere: identity, anchors, numbers, and the required mark."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Protocol

LINE_LIMIT = 200
"""Characters in a name or a title."""

KEY_LIMIT = 800
"""Characters in the key of a name."""

SENTENCE_LIMIT = 2_000
"""Characters in what a story wants and why, and in a default."""

TEXT_LIMIT = 5_000
"""Characters in a plain text of several lines (a step, an exception, a description of a row)."""

MARKDOWN_LIMIT = 100_000
"""Characters in a Markdown text."""

ROWS_LIMIT = 500
"""Rows of one kind in a use case, and entries in any other list of a persona or artifact."""

SLUG_LIMIT = 200
"""Bytes of a slug in UTF-8, so that a file named after it fits every file system."""

RESERVED_SLUGS = frozenset({"new"})
"""Words that stand at a slug's place in an address and mean something else there."""

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_SPACE = re.compile("[\t\n\v\f\r \x85\u2028\u2029]+")
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_ASCII_NO_WORD = re.compile(r"[^a-z0-9_ -]")
_NUMBER = re.compile(r"\d{1,6}[a-z]{0,3}(\.\d{1,6}[a-z]{0,3})*", re.ASCII)


def forbidden_character(text: str) -> str | None:
    """Return the first character that XML or PostgreSQL cannot hold, or None.

    Source: XML 1.0 section 2.2 (Char) without the discouraged C1 controls; PostgreSQL refuses U+0000.
    """
    match = _FORBIDDEN.search(text)
    return match.group() if match else None


def clean(text: str) -> str:
    """Return the text without forbidden characters."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Return the text on one line: runs of spaces and line breaks become one space, ends are stripped.

    >>> one_line("  Raw   data\\n")
    'Raw data'
    """
    return _LINE_SPACE.sub(" ", text).strip(" ")


def lines(text: str) -> str:
    r"""Return a text of several lines with `\n` as the only break, and without blank lines around it.

    The first line's indentation stays, because in Markdown it can mean something.
    """
    unified = _BREAKS.sub("\n", text)
    return re.sub(r"\A([ \t]*\n)+|\s+\Z", "", unified)


def fold(text: str) -> str:
    """Return the text without differences of case, spacing and Unicode compatibility forms."""
    if text.isascii():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.split())


def name_key(name: str) -> str:
    """Return what two names of the same thing have in common: neither case nor spacing counts.

    A key has at most `KEY_LIMIT` characters and 1,000 bytes, so that every database can index it: folding
    can make a name many times longer, and the end of such a key is a hash.

    >>> name_key(" Raw  DATA ") == name_key("raw data")
    True
    """
    key = fold(name)
    if len(key.encode()) <= 1000 and len(key) <= KEY_LIMIT:
        return key
    return f"{key[:100]} {hashlib.sha256(key.encode()).hexdigest()}"


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives to a heading: word characters and hyphens, in lower case.

    Source: GitHub's table-of-contents filter keeps `[\\p{Word}\\- ]` and turns each space into a hyphen.

    >>> anchor("AI Engineers / Intelligent App Developers")
    'ai-engineers--intelligent-app-developers'
    """
    if heading.isascii():
        return _ASCII_NO_WORD.sub("", heading.lower()).replace(" ", "-")
    kept = (c for c in heading.lower() if c in "- " or _is_word(c))
    return "".join(kept).replace(" ", "-")


def slug_of(text: str, fallback: str) -> str:
    """Return a slug for a title: its anchor with single hyphens, cut to `SLUG_LIMIT` bytes.

    A title without any letter or digit gets the fallback.

    >>> slug_of("Data Intake: raw / new", "use-case")
    'data-intake-raw-new'
    """
    slug = re.sub("-+", "-", anchor(text)).strip("-")
    return free_slug(cut_slug(slug) or fallback, ())


def persona_slug_of(name: str) -> str:
    """Return a persona's slug: exactly GitHub's anchor of its name, unless that is reserved."""
    return free_slug(cut_slug(anchor(name)) or "persona", ())


def artifact_slug(name: str) -> str:
    """Return what an artifact's address ends with: it is the same for every spelling of the name.

    Where the words alone do not say the name (“C++”), a hash of it stands behind them.

    >>> artifact_slug("Raw  data"), artifact_slug("C++")
    ('raw-data', 'c-cedb1b')
    """
    key = name_key(name)
    slug = slug_of(key, "artifact")
    if slug.replace("-", " ") == key:
        return slug
    return f"{slug[:100]}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def cut_slug(slug: str) -> str:
    """Return the slug in Unicode's composed form, cut to `SLUG_LIMIT` bytes between characters."""
    composed = unicodedata.normalize("NFC", slug).encode()[:SLUG_LIMIT]
    return composed.decode(errors="ignore")


def is_slug(text: str) -> bool:
    """Say whether the text can stand in an address and as a file name as it is."""
    return bool(text) and text not in RESERVED_SLUGS and text == cut_slug(anchor(text)) and " " not in text


def free_slug(wanted: str, taken: Iterable[str]) -> str:
    """Return the slug, with `-1`, `-2`, … behind it (as GitHub does) where it is taken or reserved."""
    unavailable = {*taken, *RESERVED_SLUGS}
    candidate, count = wanted, 0
    while candidate in unavailable:
        count += 1
        ending = f"-{count}"
        candidate = wanted.encode()[: SLUG_LIMIT - len(ending)].decode(errors="ignore") + ending
    return candidate


def clean_number(label: str) -> str:
    """Return a use case's number in its one spelling: lower case, without leading zeros.

    Raises ValueError where it is not a number such as `3`, `3a` or `3.1`.

    >>> clean_number("03A")
    '3a'
    """
    number = one_line(label).lower()
    if not _NUMBER.fullmatch(number) or len(number) > 20:
        raise ValueError("Write a number such as 3 or 3a.")
    return ".".join(re.sub(r"^0+(?=\d)", "", part) for part in number.split("."))


def number_key(number: str) -> str:
    """Return a text that sorts as the number does, in any database collation: 2 < 3 < 3.1 < 3a < 10.

    Only ASCII letters and digits appear in it; a use case without a number sorts last.
    """
    if not number:
        return "z"
    parts = (re.sub(r"^\d+", lambda digits: digits.group().zfill(6), part) for part in number.split("."))
    return "0".join(parts)


def next_number(taken: Iterable[str]) -> str:
    """Return the whole number after the greatest one in use, starting from 1.

    >>> next_number(["1", "3a"])
    '4'
    """
    return str(max((leading_integer(number) for number in taken), default=0) + 1)


def leading_integer(number: str) -> int:
    """Return the digits at the start of a number as an integer; 0 where there are none."""
    match = re.match(r"\d+", number)
    return int(match.group()) if match else 0


def moved(items: Sequence[str], item: str, place: int) -> list[str]:
    """Return the items with one of them at another place (counted from 0, held inside the list)."""
    rest = [other for other in items if other != item]
    place = max(0, min(place, len(rest)))
    return [*rest[:place], item, *rest[place:]]


class HasRequired(Protocol):
    """Anything with a required flag: an input of a document, or of a form."""

    @property
    def required(self) -> bool: ...


class Marking(Enum):
    """How the inputs of one use case say which of them are required.

    The seed's rule: all required, no mark; mixed, each required one carries `*` and a legend says so;
    all optional, no mark and a line that says it; no inputs, "None". The value is that line or legend.
    """

    NONE = "None"
    ALL_REQUIRED = ""
    MIXED = "* = required input"
    ALL_OPTIONAL = "All inputs are optional."


def marking(inputs: Sequence[HasRequired]) -> Marking:
    """Return how these inputs are marked."""
    if not inputs:
        return Marking.NONE
    kinds = {item.required for item in inputs}
    if len(kinds) == 2:
        return Marking.MIXED
    return Marking.ALL_REQUIRED if kinds == {True} else Marking.ALL_OPTIONAL


def starred(item: HasRequired, inputs: Sequence[HasRequired]) -> bool:
    """Say whether this one of the inputs carries the `*`."""
    return item.required and marking(inputs) is Marking.MIXED


def singular_of(name: str) -> str:
    """Return a guess at the singular of a persona's name, good enough to find it by.

    >>> singular_of("Data Scientists"), singular_of("Security & Compliance Officers")
    ('Data Scientist', 'Security & Compliance Officer')
    """
    return re.sub(r"(?<=[^s\W])s\b(?=\s*(/|$))", "", name)


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Pc")
