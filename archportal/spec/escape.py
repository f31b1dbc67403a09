"""Escaping of plain text in Markdown: what a person typed is shown as it was typed, and nothing else.

The result is ordinary Markdown: backslashes before what could be markup, and character references where
a backslash would not do. A reader of Markdown gets back exactly what was typed.
"""

import json
import re
from typing import Any

_MARK_WORDS = "optional|required|mandatory|default"

_SPECIAL = re.compile(
    r"[\\`*\[\]<~|$]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|&(?=\#?\w+;)"
    r"|:(?=//)|(?<=www)\."
    rf"|\((?=(?:{_MARK_WORDS})\b)",
    re.IGNORECASE,
)
# The start of a line: a heading, a quotation, a list, a rule or a line that makes a heading or a table of
# the one above it.
_START = re.compile(r"(?:>|\#{1,6}(?=[ \t]|\Z)|[-+](?=[ \t]|\Z)|-(?=[-:\s]*\Z)|=(?==*\s*\Z)|:(?=-))")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)", re.ASCII)
_LAST_STARS = re.compile(r"(?:\\\*)+\Z")
_PLAIN = re.compile(r"(?=[^\W\d_])[^\\`*\[\]<~|$_&(\n]*(?<!\s)")
"""Most texts: they start with a letter and have nothing special in them but perhaps an address."""

NOTHING = re.compile(r"(?:none|n\\?/a|not applicable|nothing|nil)\.?", re.IGNORECASE)
"""What stands where a list would be, and means that there is nothing."""


def escape_line(text: str) -> str:
    r"""Return one line of plain text as Markdown.

    >>> escape_line("1. *Raw* [data] (optional)")
    '1\\. \\*Raw\\* \\[data\\] \\(optional)'
    """
    if not text or (_PLAIN.fullmatch(text) and not _has_address(text)):
        return text
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    if _START.match(escaped):
        escaped = "\\" + escaped
    escaped = _NUMBERED.sub(r"\1\\\2", escaped, count=1) if escaped[0].isdigit() else escaped
    if escaped[-1].isspace() and len(escaped) > 1:
        escaped = escaped[:-1] + reference(escaped[-1])
    return reference(escaped[0]) + escaped[1:] if escaped[0].isspace() else escaped


def _has_address(text: str) -> bool:
    return (":" in text and "://" in text) or ("." in text and "www." in text.lower())


def escape_lines(text: str, indent: str = "") -> str:
    r"""Return plain text of several lines as Markdown, for a list item whose text starts at this indent.

    A line break becomes a hard break, a blank line stays one.
    """
    if "\n" not in text:
        return escape_line(text)
    rows = [escape_line(row) for row in text.split("\n")]
    ended = [row + "\\" if row and below else row for row, below in zip(rows, [*rows[1:], ""], strict=True)]
    return "\n".join([ended[0], *(indent + row if row else "" for row in ended[1:])])


def escape_heading(text: str) -> str:
    """Return one line of plain text as Markdown for a heading, where a `#` at the end would go unseen."""
    escaped = escape_line(text)
    return re.sub(r"(?<=[ \t])#", r"\\#", escaped) if "#" in escaped else escaped


def escape_cell(text: str) -> str:
    """Return plain text of several lines as Markdown for a cell of a table."""
    return "<br>".join(escape_line(row) for row in text.split("\n")) if text else ""


def escape_item(text: str, indent: str) -> str:
    """Return plain text of several lines as Markdown for a whole list item; “None” stays a word."""
    escaped = escape_lines(text, indent)
    return hidden_start(escaped) if len(escaped) < 20 and NOTHING.fullmatch(escaped) else escaped


def escape_name(text: str) -> str:
    r"""Return the name of an input or output as Markdown: no mark of ours and no dash ends it early.

    >>> escape_name("Labels*")
    'Labels&#42;'
    """
    escaped = escape_line(text).replace("–", "&#8211;")
    if escaped.endswith("*"):
        escaped = _LAST_STARS.sub(lambda stars: "&#42;" * (len(stars[0]) // 2), escaped)
    return hidden_start(escaped) if len(escaped) < 20 and NOTHING.fullmatch(escaped) else escaped


def hidden_start(text: str) -> str:
    """Return the text with its first character as a reference: shown alike, but no word of ours."""
    return reference(text[0]) + text[1:]


def reference(character: str) -> str:
    """Return the character reference of a character."""
    return f"&#{ord(character)};"


def comment(kind: str, values: dict[str, Any]) -> str:
    """Return our HTML comment: what a later import needs and a reader need not see."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")
    return f"<!-- archportal {kind} {safe} -->"
