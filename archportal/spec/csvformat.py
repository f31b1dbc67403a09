"""Lines of CSV that a spreadsheet can open without running anything that somebody typed."""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence

FORMULA = frozenset("=+-@")
"""What a formula begins with; full-width and other compatible forms count as well.

Source: OWASP, CSV Injection. A tab or a line break at the beginning of a cell is dangerous too.
"""

_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\x00")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?%?", re.ASCII)
_SEPARATOR = re.compile(r"([;\t\r\n])")


def csv_line(cells: Sequence[str]) -> str:
    r"""Return cells as one line in the way of RFC 4180: quoted where needed, with CR and LF at the end.

    A cell that a spreadsheet would take for a formula begins with an apostrophe; numbers stay as they are.

    >>> csv_line(["=1+1", "-5", 'Ada, "the" first'])
    '\'=1+1,-5,"Ada, ""the"" first"\r\n'
    """
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([guarded(cell) if cell else "" for cell in cells])
    return line.getvalue()


def guarded(cell: str) -> str:
    """Return a cell with an apostrophe wherever a spreadsheet would see the beginning of a formula.

    Spreadsheets of some countries divide a line at semicolons, and some divide it at tabs, inside of what is
    quoted too: what stands behind one of those is guarded like a cell of its own.

    >>> guarded("Raw data"), guarded(" @SUM(A1)"), guarded("a;=b")
    ('Raw data', "' @SUM(A1)", "a;'=b")
    """
    if _NUMBER.fullmatch(cell):
        return cell
    parts = _SEPARATOR.split(cell)
    text = "".join("'" + part if begins_formula(part) else part for part in parts)
    return "'" + text if cell.startswith(("\t", "\r", "\n")) else text


def begins_formula(text: str) -> bool:
    """Say whether a spreadsheet could take a text for a formula, spaces and quotes before it aside."""
    first = next((c for c in text if not c.isspace() and c not in _INVISIBLE and c != '"'), "")
    return unicodedata.normalize("NFKC", first)[:1] in FORMULA if first else False
