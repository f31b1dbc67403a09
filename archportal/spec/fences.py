"""Blocks of code in Markdown: where they start and end, and where code stands inside of a line."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})(.*)")
_ESCAPE_OR_TICKS = re.compile(r"\\[!-/:-@\[-`{-~]|`+")
_TICKS = re.compile(r"`+")


def opening(row: str) -> tuple[str, str] | None:
    """Return the indentation and the fence where a block of code opens in this row."""
    match = _FENCE.fullmatch(row)
    if match is None or (match[2][0] == "`" and "`" in match[3]):
        return None
    return match[1], match[2]


def parts(rows: list[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each part: one row, or all rows of a fenced block of code.

    A block counts only where every reader of Markdown agrees on its end, whatever list it stands in: one
    that is indented has all of its rows indented as far. One that is not indented may stay open.
    """
    place = 0
    hopeless: dict[tuple[str, str], int] = {}
    while place < len(rows):
        fence = opening(rows[place]) if "```" in rows[place] or "~~~" in rows[place] else None
        end = place + 1
        if fence and hopeless.get(fence, 0) <= place:
            found, stop = _end(rows, place, *fence)
            end = stop if found else end
            # What stopped this one stops the next of its kind as well; looking again would take too long.
            hopeless[fence] = 0 if found else stop
        yield place, end
        place = end


def _end(rows: list[str], place: int, indent: str, fence: str) -> tuple[bool, int]:
    closing = re.compile(rf"(\s*){fence[0]}{{{len(fence)},}}[ \t]*")
    for number in range(place + 1, len(rows)):
        row = rows[number]
        match = closing.fullmatch(row) if fence in row else None
        if indent and row.strip(" \t") and not row.startswith(indent):
            return False, number
        if match and (match[1] == indent or (not indent and match[1] in (" ", "  ", "   "))):
            return True, number + 1
        if match and indent:
            return False, number
    return not indent, len(rows)


def closes(code: list[str], fence: str) -> bool:
    """Say whether the last row of this block of code closes it."""
    ending = code[-1].strip()
    return len(code) > 1 and ending.startswith(fence) and not ending.strip(fence[0])


def code_spans(row: str) -> list[tuple[int, int]] | None:
    """Return where code stands in this row; None where that depends on other rows or on a table."""
    spans: list[tuple[int, int]] = []
    place = 0
    while match := _ESCAPE_OR_TICKS.search(row, place):
        place = match.end()
        if match.group()[0] == "\\":
            continue
        closing = next((m for m in _TICKS.finditer(row, place) if len(m[0]) == len(match[0])), None)
        if closing is None or "|" in row[place : closing.start()]:
            return None
        place = closing.end()
        spans.append((match.start(), place))
    return spans
