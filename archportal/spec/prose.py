"""Markdown that people wrote, inside of a Markdown document of ours: it must not break what is around it.

`embed` and `extract` are inverse to each other for every text. What `embed` changes can hardly be seen on
GitHub: headings become smaller (their level stands in a closing sequence, which is not shown), raw HTML
shows its characters, a fence that was left open is closed. Inside of code nothing is changed.
"""

import re

from archportal.spec import fences

_HTML = r"<(?=[A-Za-z/!?])"
# Character references that `embed` writes. One that was typed gets one more zero, and so stays apart.
_REFERENCE = re.compile(r"&#(0*)(45|60|61|96|126);")
_SUSPICIOUS = re.compile(
    rf"{_HTML}|{_REFERENCE.pattern}|^ {{0,3}}(?:#|=+[ \t]*$|-+[ \t]*$|```|~~~)", re.MULTILINE
)
_HEADING = re.compile(r"( {0,3})(#{1,6})((?:[ \t].*)?)")
_EMBEDDED_HEADING = re.compile(r"( {0,3})#{5,6}((?:[ \t].*)?) (#{1,6})")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
# Autolinks are no HTML; a backslash before the `<` has already done what there is to do.
_RAW_HTML = re.compile(rf"(?<!\\)((?:\\\\)*){_HTML}(?!(?:https?://|mailto:)[^\s<>\"'`]*>)")


def embed(text: str) -> str:
    """Return the Markdown as it can stand inside of a document of ours."""
    if not _SUSPICIOUS.search(text):
        return text
    rows = text.split("\n")
    result: list[str] = []
    block: list[str] = []
    for start, end in fences.parts(rows):
        if end == start + 1 and not _opens_block(rows, start):
            if not rows[start].strip(" \t"):
                result += _embedded(block)
                block = []
            block.append(rows[start])
        else:
            result += [*_embedded(block), *_closed(rows[start:end], end == len(rows))]
            block = []
    return "\n".join([*result, *_embedded(block)])


def extract(text: str) -> str:
    """Return the Markdown that `embed` was given."""
    if not _SUSPICIOUS.search(text):
        return text
    rows = text.split("\n")
    result: list[str] = []
    for start, end in fences.parts(rows):
        if end == start + 1 and not _opens_block(rows, start):
            result.append(_extracted(rows[start]))
        else:
            result += _reopened(rows[start:end], end == len(rows))
    return "\n".join(result)


def is_embedded_heading(row: str) -> bool:
    """Say whether this row is a heading that a person wrote inside of a text."""
    return _EMBEDDED_HEADING.fullmatch(row) is not None


def headings(text: str) -> list[str]:
    """Return the headings in the Markdown, as plainly as their anchors need them."""
    if "#" not in text:
        return []
    rows = text.split("\n")
    matches = (_HEADING.fullmatch(rows[start]) for start, end in fences.parts(rows) if end == start + 1)
    return [_unmarked(match[3]) for match in matches if match]


def _opens_block(rows: list[str], start: int) -> bool:
    """Say whether a block of code opens in the last row and has nothing in it."""
    return start == len(rows) - 1 and fences.opening(rows[start]) is not None and rows[start][0] != " "


def _embedded(block: list[str]) -> list[str]:
    """Return the rows of a paragraph or list, which hold no block of code."""
    block = [_REFERENCE.sub(r"&#0\1\2;", row) if "&#" in row else row for row in block]
    spans = [fences.code_spans(row) if "`" in row else [] for row in block]
    # Code may start in one row and end in another one: then no row is sure of what is code.
    known = [[] if None in spans else found or [] for found in spans]
    shown = [_without_html(row, code) if "<" in row else row for row, code in zip(block, known, strict=True)]
    return [_harmless(row, above) for row, above in zip(shown, ["", *block], strict=False)]


def _without_html(row: str, code: list[tuple[int, int]]) -> str:
    pieces, place = [], 0
    for start, end in code:
        pieces += [_RAW_HTML.sub(r"\1&#60;", row[place:start]), row[start:end]]
        place = end
    return "".join([*pieces, _RAW_HTML.sub(r"\1&#60;", row[place:])])


def _harmless(row: str, above: str) -> str:
    """Return the row so that it is no heading of ours, underlines none and opens no block of code."""
    heading = _HEADING.fullmatch(row)
    if heading:
        indent, level, rest = heading.groups()
        return f"{indent}{'#####' if len(level) < 3 else '######'}{rest} {level}"
    if fences.opening(row) or (above.strip(" \t") and _UNDERLINE.fullmatch(row)):
        first = len(row) - len(row.lstrip(" "))
        return f"{row[:first]}&#{ord(row[first])};{row[first + 1 :]}"
    return row


def _extracted(row: str) -> str:
    heading = _EMBEDDED_HEADING.fullmatch(row)
    row = f"{heading[1]}{heading[3]}{heading[2]}" if heading else row
    return _REFERENCE.sub(_dereferenced, row) if "&#" in row else row


def _dereferenced(match: re.Match[str]) -> str:
    return f"&#{match[1][1:]}{match[2]};" if match[1] else chr(int(match[2]))


def _closed(code: list[str], last: bool) -> list[str]:
    """Return the block of code, closed. At the end of a text, a longer fence says that we closed it."""
    fence = (fences.opening(code[0]) or ("", ""))[1]
    if not last:
        return code
    if not fences.closes(code, fence):
        return [*code, fence + fence[0]]
    ending = code[-1].rstrip(" \t")
    return code if len(ending.lstrip()) == len(fence) else [*code[:-1], ending + fence[0]]


def _reopened(code: list[str], last: bool) -> list[str]:
    fence = (fences.opening(code[0]) or ("", ""))[1]
    if not last or not fences.closes(code, fence):
        return code
    ending = code[-1].rstrip(" \t")
    added = len(ending.lstrip()) - len(fence)
    return code if added == 0 else code[:-1] if added == 1 else [*code[:-1], ending[:-1]]


def _unmarked(text: str) -> str:
    text = re.sub(r"[ \t]+#+[ \t]*$", "", text).strip()
    text = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    return re.sub(r"(?<!\\)[*`~]|\\(?=[^\w\s])|\b_|_\b", "", text)
