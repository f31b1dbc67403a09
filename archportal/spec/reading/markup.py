"""Lists and tables that were written in HTML, as rows of Markdown."""

import re

from archportal.spec.reading.rows import Row

DEEPEST = 20
"""Levels of lists within lists; what is deeper counts as being there."""

_TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_TABLE_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=<tr\b|</tr|</table|\Z)", re.IGNORECASE | re.DOTALL)
_TABLE_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)(?=<t[hd]\b|</t[hdr]|\Z)", re.IGNORECASE | re.DOTALL)
_LIST_TAG = re.compile(r"<(/?)(ul|ol|li)\b[^>]*>", re.IGNORECASE)


def table_rows(rows: list[Row]) -> list[Row]:
    """Return rows in which tables that were written in HTML are tables of Markdown."""
    result: list[Row] = []
    table: list[Row] = []
    for row in rows:
        if not table and (row.code or not _TABLE_START.search(row.text)):
            result.append(row)
            continue
        table.append(row)
        if _TABLE_END.search(row.text) or len(table) > 2000:
            result += _table(table)
            table = []
    return [*result, *table]


def _table(rows: list[Row]) -> list[Row]:
    text = "\n".join(row.text for row in rows)
    lines = [
        [" ".join(cell.split()).replace("|", "\\|") for cell in _TABLE_CELL.findall(match[1])]
        for match in _TABLE_ROW.finditer(text)
    ]
    first = rows[0]
    if not any(lines):
        return rows
    cells = [f"| {' | '.join(line)} |" for line in lines if line]
    head = [first._replace(text=cells[0]), first._replace(text=f"|{'---|' * len(lines[0])}")]
    return [*head, *(first._replace(text=cell) for cell in cells[1:]), first._replace(text="")]


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
