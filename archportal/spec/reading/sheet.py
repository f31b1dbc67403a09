"""Cells that were copied from a spreadsheet: tabs part them, and a table of Markdown says the same."""

import csv
import re
from io import StringIO

from archportal.spec.reading import story_tables
from archportal.spec.reading.tables import is_known, says_yes_or_no

_TAB_AFTER_BULLET = re.compile(r"^([ \t]*(?:[-*+•◦▪‣·●○–—]|\(?(?:\d{1,4}|[a-z])[.)]))\t+", re.MULTILINE)
_NUMBER = re.compile(r"#?\d{1,4}[.)]?")
_STEP = re.compile(r"(?:at )?(?:step )?#?(\d{1,3})[a-z]?[.)]?|", re.IGNORECASE)

# What the columns hold where nobody says it; the last name goes for all that are left.
_NAMES = {
    "stories": ("As a", "I want", "So that", "Further"),
    "preconditions": ("Text", "Further"),
    "inputs": ("Name", "Description", "Further"),
    "outputs": ("Name", "Description", "Further"),
    "success_path": ("Text", "Further"),
    "exceptions": ("Text", "Handling", "Further"),
}
_SWITCHES = {"inputs": "Required", "success_path": "Optional"}


def without_tabs_after_bullets(text: str) -> str:
    """Return the text with a space in place of what word processors put after a bullet."""
    return _TAB_AFTER_BULLET.sub(r"\1 ", text)


def as_table(text: str, kind: str) -> str | None:
    """Return cells as a table of Markdown, with a header where there is none; None for another text."""
    if not any("\t" in line.strip() for line in text.split("\n")):
        return None
    rows = [[cell.strip() for cell in row] for row in _cells(text)]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    header = rows.pop(0) if _is_header(rows[0], kind) else _header(rows, kind)
    lines = [header, ["---"] * width, *rows]
    return "\n".join(f"| {' | '.join(map(_escaped, line))} |" for line in lines)


def _cells(text: str) -> list[list[str]]:
    # A cell of several lines stands in quotes; a lone quote is one that somebody typed.
    try:
        return list(csv.reader(StringIO(text), delimiter="\t", strict=True))
    except csv.Error:
        return [line.split("\t") for line in text.split("\n")]


def _is_header(row: list[str], kind: str) -> bool:
    if kind == "stories":
        return story_tables.is_header(row)
    cells = [cell for cell in row if cell]
    return len(cells) > 1 and all(is_known(cell) for cell in cells)


def _header(rows: list[list[str]], kind: str) -> list[str]:
    """Name the columns by what stands in them: numbers of rows, yes or no, steps, texts."""
    names = list(_NAMES[kind])
    columns = list(zip(*rows, strict=True))
    switch = _SWITCHES.get(kind, "")
    header = []
    for place, column in enumerate(columns):
        cells = [cell for cell in column if cell]
        numbered = not place and len(columns) > 1
        if numbered and kind != "exceptions" and all(map(_NUMBER.fullmatch, cells)):
            header.append("#")
        elif kind == "exceptions" and "Step" not in header and cells and all(map(_STEP.fullmatch, cells)):
            header.append("Step")
            for row in rows:
                row[place] = _STEP.sub(r"\1", row[place], count=1)
        elif (
            switch
            and "Text" not in names
            and "Name" not in names
            and cells
            and all(map(says_yes_or_no, cells))
        ):
            header.append(switch)
            switch = ""
            # Beside a column that says yes or no, two texts are a default and a description.
            if kind == "inputs" and len(columns) - len(header) > 1:
                names.insert(0, "Default")
        else:
            header.append(names.pop(0) if len(names) > 1 else f"{names[0]} {place + 1}")
    return header


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
