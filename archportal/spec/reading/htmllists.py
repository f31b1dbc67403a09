"""Lists that were written in HTML, as rows with bullets."""

import re

from archportal.spec.reading.rows import Row

DEEPEST = 20
"""Levels of lists within lists; what is deeper counts as being there."""

_LIST_TAG = re.compile(r"<(/?)(ul|ol|li)\b[^>]*>", re.IGNORECASE)


def list_rows(rows: list[Row]) -> list[Row]:
    """Return rows in which lists that were written in HTML are bullets."""
    result: list[Row] = []
    depth, within = 0, False
    for row in rows:
        if row.code or ("<" not in row.text and not depth):
            result.append(row)
            continue
        place, pieces = 0, []
        for match in _LIST_TAG.finditer(row.text):
            pieces.append((row.text[place : match.start()], within, depth))
            place = match.end()
            closing, tag = bool(match[1]), match[2].lower()
            if tag == "li":
                within = not closing
                pieces.append(("" if closing else "\x01", within, depth))
            else:
                depth, within = min(max(0, depth + (-1 if closing else 1)), DEEPEST), False
        if not pieces:
            result.append(row._replace(text="  " * depth + row.text.strip()) if within else row)
            continue
        result += _list_row(row, [*pieces, (row.text[place:], within, depth)])
    return result


def _list_row(row: Row, pieces: list[tuple[str, bool, int]]) -> list[Row]:
    texts: list[str] = []
    fresh = True
    for text, within, depth in pieces:
        if text == "\x01":
            texts.append("  " * max(depth - 1, 0) + "* ")
            fresh = False
        elif text.strip() and fresh:
            texts.append("  " * depth + text.strip() if within else text.strip())
        elif text.strip():
            texts[-1] += text.strip()
        fresh = fresh or (bool(text.strip()) and text != "\x01")
    return [row._replace(text=text) for text in texts if text.strip() != "*"]
