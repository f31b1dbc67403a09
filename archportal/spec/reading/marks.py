"""What says of an input whether it is required: words, stars, and legends that say what a star means."""

import re
from typing import NamedTuple

from archportal.spec.reading.inline import Link, Masked, Typed, without_emphasis

_REQUIRED = {"required": True, "mandatory": True, "obligatory": True, "req": True, "not optional": True}
_OPTIONAL = {
    "optional": False,
    "not required": False,
    "not mandatory": False,
    "opt": False,
    "non-mandatory": False,
}
_MEANING = {**_REQUIRED, **_OPTIONAL}
_WORDS = "|".join(sorted(_MEANING, key=len, reverse=True))

_BRACKETED = re.compile(
    rf"\s*[*_]{{0,3}}[(\[{{][*_\s]{{0,3}}(?P<word>{_WORDS})\b\.?(?: (?:input|field))?[*_\s]{{0,3}}"
    rf"(?:[,;:–—-]\s*(?P<rest>[^()\[\]]{{1,300}}))?[)\]}}][*_]{{0,3}}",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\A[*_]{{0,3}}(?P<word>{_WORDS})[*_]{{0,3}}\s*[:–—-][*_]{{0,3}}\s+", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:[,:–—]|\s-)\s*[*_]{{0,3}}(?P<word>{_WORDS})[*_]{{0,3}}\.?\s*\Z", re.IGNORECASE)
_BOLD = re.compile(rf"\s+(?P<mark>[*_]{{1,3}})(?P<word>{_WORDS})(?P=mark)\.?\s*\Z", re.IGNORECASE)
_STAR = re.compile(
    r"\s*[(\[][*＊][)\]]"
    r"|(?<=[^\W_]|[)\x00.”\"'’])(?:[*＊]{1,3}(?=\s|[,:;.(]|\Z)|\s[*＊]{1,3}(?=\s*[,:;.(–—-]))"
    r"|\A[*＊]{1,3}(?=[^\W_])"
)
_BOLD_STAR = re.compile(r"(?<!\*)\*\*([^*]{1,300})\*\*\*(?!\*)")
_MASK = re.compile(r"\x00(\d+)\x00")
_SPACED_STAR = re.compile(r"\s[*＊]{1,3}\s*\Z")

# What a legend says in place of “required” and “optional”.
_MUST = (
    r"required|mandatory|obligatory|compulsory|necessary|needed"
    r"|(?:must|has to|have to|needs? to) be"
    r" (?:provided|given|supplied|specified|set|present|there|filled(?: in| out)?)"
)
_MAY = (
    r"(?:not |non-)(?:required|mandatory|obligatory|compulsory|necessary|needed)|optional|nice to have"
    r"|(?:can|may|might|could) be (?:omitted|skipped|missing|absent|left (?:out|empty|blank|away))"
    r"|(?:need not|do(?:es)? not have to|don['’]t have to|doesn['’]t have to) be"
    r" (?:provided|given|supplied|specified|set|present|there|filled(?: in| out)?)"
)
_WHAT = rf"(?:what |that )?(?:an? |the )?(?:is |are |as )?(?:an? )?(?:(?P<may>{_MAY})|(?P<must>{_MUST}))\b"
_BARE_WHAT = rf"(?:(?P<bare_may>{_MAY})|(?P<bare_must>{_MUST}))\b"
_SHOWN_STAR = (
    r"[(\[\"'“`]*(?:\x02|\*|＊|(?:an? |the )?(?:asterisks?|stars?)(?: ?[(\"'“`]*(?:\x02|\*|＊)[)\"'”`]*)?)"
    r"[)\]\"'”`]*"
)
_SAYS = (
    r"(?:=|:|-|–|—|→|means?\b|denotes?\b|indicates?\b|marks?\b|is\b|are\b|stands for\b|signif(?:y|ies)\b)\s*"
)
_FIELDS = r"(?:\s+(?:data )?(?:inputs?|fields?|items?|parameters?|artifacts?|ones?))?"
_MARKED = r"(?:marked|denoted|indicated|identified|flagged|followed|shown)(?: (?:with|by|using))?"
# Only one star is a mark: “Rating with stars” is an input.
_BEARS = r"(?:with|has|have|having|carr(?:y|ies|ying)|bears?|bearing|gets?)(?!\s+(?:star|asterisk)s?\b)"
_LEGEND = re.compile(
    rf"(?:note:? |legend:? |\(|\[)*{_SHOWN_STAR}\s*"
    rf"(?:(?:{_SAYS})+{_WHAT}[\w\s./()-]{{0,40}}|{_BARE_WHAT}{_FIELDS})[.)\]]*",
    re.IGNORECASE,
)
_MARKED_BY = re.compile(
    rf".{{0,60}}?\b(?:{_MARKED}|{_BEARS})\s+(?:an? |the )?"
    rf"(?:the symbol )?{_SHOWN_STAR}(?: symbol)?\s*(?:is|are|=|mean|means)?\s*(?:all )?{_WHAT}.{{0,40}}",
    re.IGNORECASE,
)
_WORD_MARKED_BY = re.compile(
    rf".{{0,40}}?{_WHAT}(?: \w+){{0,3}}? (?:(?:is|are|will be)?\s*{_MARKED}|{_BEARS})\s+(?:an? |the )?"
    rf"(?:the symbol )?{_SHOWN_STAR}.{{0,20}}",
    re.IGNORECASE,
)
_STARRED = re.compile(
    rf".{{0,20}}?\b(?:starred|asterisked){_FIELDS} (?:{_SAYS})*{_WHAT}.{{0,40}}", re.IGNORECASE
)
_ALL = re.compile(
    r"\(?(?:note:? )?(?:all|every|each)(?: of)?(?: the| these)?(?: inputs?| fields?| of them| items?)*"
    r"(?: is| are)? ?(?P<word>required|optional|mandatory)(?: inputs?| fields?)?\.?\)?",
    re.IGNORECASE,
)


class Marks(NamedTuple):
    """A text without its marks, what its words say, and whether it has a star."""

    text: str
    required: bool | None
    star: bool


def legend(text: str) -> bool | None:
    """Say what a legend lets the star mean: required (True) or optional; None where it is no legend.

    >>> legend("\\\\* = optional input"), legend("Raw data")
    (False, None)
    """
    if len(text) > 200 or not re.search(r"[*＊]|asterisk|star(?:s|red)?\b", text, re.IGNORECASE):
        return None
    bare = text.strip().replace("\\*", "\x02").replace("&#42;", "\x02")
    bare = re.sub(r"\A[-*+•] +(?=[\x02*(\"'`“]|an? |the |fields|inputs)", "", bare)
    bare = re.sub(r"\A([*_]{1,3})(?=\S)(.*\S)\1\Z", r"\2", bare).strip()
    for pattern in (_LEGEND, _MARKED_BY, _WORD_MARKED_BY, _STARRED):
        match = pattern.fullmatch(bare)
        if match:
            return not (match["may"] or match.groupdict().get("bare_may"))
    return None


def all_of_them(text: str) -> bool | None:
    """Say what a sentence such as “All inputs are optional.” says; None where it is another sentence."""
    if len(text) > 120:
        return None
    match = _ALL.fullmatch(without_emphasis(text.strip()).strip())
    return match["word"].lower() in _REQUIRED if match else None


def own_marks(text: str) -> Marks:
    """Return the marks of an input as archportal writes them, and as people add them to what it wrote."""
    required: bool | None = None
    match = re.search(r" \((required|optional|mandatory)\)\Z", text, re.IGNORECASE)
    if match:
        text, required = text[: match.start()], match[1].lower() != "optional"
    if text.endswith("\\*"):
        return Marks(text[:-2], required, True)
    # Every star that was typed is escaped; a bare one at the end was added by hand.
    bare = re.fullmatch(r"(.*[^\\*])\*", text, re.DOTALL)
    return Marks(bare[1] if bare else text, required, bool(bare))


def worded(masked: Masked) -> tuple[str, bool | None]:
    """Return a masked text without the words that say whether it is required, and what they say."""
    text = masked.text
    for pattern in (_BEFORE, _BRACKETED, _BOLD, _AFTER):
        match = pattern.search(text)
        if match and match.group() != text:
            rest = match.groupdict().get("rest")
            bare = f"{text[: match.start()]}{f' ({rest.strip()})' if rest else ''}{text[match.end() :]}"
            return bare.strip().rstrip(" :,-–"), _MEANING[match["word"].lower()]
    return text.strip(), None


def marks_of(masked: Masked) -> Marks:
    """Return the marks of an input as people write them; the text stays masked."""
    text, required = worded(masked)
    return without_star(masked, text, required)


def without_star(masked: Masked, text: str, required: bool | None = None) -> Marks:
    """Return a masked text without the star that marks it."""
    bare = without_emphasis(_BOLD_STAR.sub(r"\1*", text))
    shown = _MASK.sub(lambda mask: "*" if _is_star(masked.pieces[int(mask[1])]) else mask[0], bare)
    if "*" not in shown and "＊" not in shown:
        return Marks(text, required, False)
    marked = _STAR.search(shown) or _SPACED_STAR.search(shown)
    if marked is None:
        return Marks(text, required, False)
    return Marks((shown[: marked.start()] + shown[marked.end() :]).strip(), required, True)


def _is_star(piece: str | Link) -> bool:
    return piece in ("*", "＊") and not isinstance(piece, Typed)


def flags(marks: list[Marks], star_means: bool | None, all_required: bool | None) -> list[bool]:
    """Return for each input of a section whether it is required.

    Its own words count most, then the star, then what is said of all of them. Where a star means required,
    what has none is optional. What nothing is said of is required.
    """
    starred = any(mark.star for mark in marks)
    meaning = True if star_means is None else star_means
    rest = (not meaning if starred else True) if all_required is None else all_required
    return [mark.required if mark.required is not None else meaning if mark.star else rest for mark in marks]
