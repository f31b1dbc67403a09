"""What stands inside of a line of Markdown, as plain text."""

import re
from html import unescape
from typing import NamedTuple

_TAGS = (
    "a|abbr|b|big|blockquote|center|cite|code|dd|del|details|div|dl|dt|em|font|hr|i|ins|kbd|li|mark|ol|p|pre|q|s"
    "|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|wbr"
)
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<ticks>`{1,9})(?P<code>[^`](?:[^\n`]{0,500}[^`])?)(?P=ticks)(?!`)"
    r"|!?\[(?P<text>(?:\\.|[^\[\]\\]){0,1000})\]\([ \t]*<?(?P<url>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?"
    r"(?:[ \t]+(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?[ \t]*\)"
    r"|<a\s(?:[^<>]{0,1000}?\s)?href\s*=\s*(?P<quote>[\"']?)(?P<href>[^\"'<>\s]{0,2000})(?P=quote)[^<>]{0,500}>"
    r"(?P<label>[^<]{0,1000}(?:<(?!/a)[^<]{0,300}){0,20})</a\s*>"
    r"|<(?P<auto>(?:https?://|mailto:)[^\s<>]{1,2000})>"
    r"|(?P<break><br\s*/?>)"
    rf"|</?(?P<tag>{_TAGS})(?:\s[^<>]{{0,1000}})?/?>",
    re.IGNORECASE | re.DOTALL,
)
_SPECIAL = re.compile(r"[\\&`\[<*_~]")
_STARS = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*]{1,2000}?)(?<=\S)\1(?!\*)", re.DOTALL)
_UNDERSCORES = re.compile(r"(?<![^\W_])(_{1,3})(?=[^\s_])([^_]{1,2000}?)(?<=\S)\1(?![^\W_])", re.DOTALL)
_STRIKE = re.compile(r"(~~)(?=\S)([^~]{1,2000}?)(?<=\S)~~")
_MASK = re.compile("\x00(\\d+)\x00")


class Link(NamedTuple):
    """A link and what it is called."""

    text: str
    url: str


class Typed(str):
    """What stands as a character reference: it was typed, and is no mark even where it looks like one."""


class Masked(NamedTuple):
    """A text in which `\\x00N\\x00` stands for the Nth piece, so that nothing in a piece can be markup."""

    text: str
    pieces: list[str | Link]
    sources: list[str]

    def source(self, text: str) -> str:
        """Return the Markdown of a part of the text."""
        return _MASK.sub(lambda match: self.sources[int(match[1])], text)

    def plain(self, text: str) -> str:
        """Return a part of the text with its pieces put back."""
        return _MASK.sub(lambda match: _shown(self.pieces[int(match[1])]), without_emphasis(text))

    def links(self, text: str) -> list[Link]:
        """Return the links in a part of the text."""
        found = (self.pieces[int(number)] for number in _MASK.findall(text))
        return [piece for piece in found if isinstance(piece, Link)]

    def without_links(self, text: str) -> str:
        """Return what is left of a part of the text without the links in it."""
        return _MASK.sub(
            lambda match: "" if isinstance(self.pieces[int(match[1])], Link) else match.group(), text
        )


def plain(text: str) -> str:
    r"""Return Markdown as plain text: what is shown, with the address of a link in brackets.

    >>> plain("**Raw** data\\* &amp; `x` [docs](https://example.org)")
    'Raw data* & x docs (https://example.org)'
    """
    if not _SPECIAL.search(text):
        return text
    masked = mask(text)
    return masked.plain(masked.text)


def mask(text: str) -> Masked:
    """Return the text with escapes, references, code and links out of the way."""
    pieces: list[str | Link] = []
    sources: list[str] = []

    def keep(match: re.Match[str]) -> str:
        piece = _piece(match)
        if piece == "":
            return ""
        pieces.append(piece)
        sources.append(match.group())
        return f"\x00{len(pieces) - 1}\x00"

    return Masked(_TOKEN.sub(keep, text), pieces, sources)


def without_emphasis(text: str) -> str:
    """Return the text without the marks of emphasis."""
    for _ in range(3):
        before = text
        for pattern in (_STARS, _UNDERSCORES, _STRIKE):
            if "*" in text or "_" in text or "~" in text:
                text = pattern.sub(r"\2", text)
        if text == before:
            break
    return text


def _piece(match: re.Match[str]) -> str | Link:
    if match["escaped"]:
        return match["escaped"]
    if match["entity"]:
        decoded = Typed(unescape(match["entity"]))
        return " " if decoded == "\xa0" and match["entity"].lower() == "&nbsp;" else decoded
    if match["ticks"]:
        code = match["code"]
        return code[1:-1] if code[0] == code[-1] == " " and code.strip() else code
    if match["url"] is not None:
        return Link(plain(match["text"]), unescape(match["url"]))
    if match["href"] is not None:
        return Link(plain(match["label"]).strip(), unescape(match["href"]))
    if match["auto"]:
        return match["auto"]
    return "\n" if match["break"] else ""


def _shown(piece: str | Link) -> str:
    if isinstance(piece, str):
        return piece
    if not piece.url or "#" in piece.url or piece.url in piece.text:
        return piece.text
    return f"{piece.text} ({piece.url})" if piece.text else piece.url
