"""The entries of a section that is a list, however it was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archportal.spec.escape import NOTHING
from archportal.spec.faults import SpecError
from archportal.spec.reading import marks, names
from archportal.spec.reading.blocks import Block, Code, Item, Paragraph, Table, blocks_of
from archportal.spec.reading.diagrams import is_flowchart
from archportal.spec.reading.draft import Draft
from archportal.spec.reading.inline import mask, plain
from archportal.spec.reading.remarks import quoted
from archportal.spec.reading.rows import Row
from archportal.spec.reading.tables import is_known

_NO_SUCH = re.compile(
    rf"(?:[-–—]+|{NOTHING.pattern}|n\.a\.|not applicable|none (?:needed|required|known|expected|identified)"
    r"|no (?:\w+ )?(?:inputs?|outputs?|exceptions?|errors?|preconditions?|results?|steps?)"
    r"(?: (?:needed|required|expected|known))?)\.?",
    re.IGNORECASE,
)
_MOST = 5000
"""Entries of one list that are read. A use case keeps fewer; what is beyond goes to its notes."""

_QUOTED_ITEM = re.compile(r"\A(?:[ \t]*>)+([ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t])")
_DEFINITION = re.compile(r" {0,3}:[ \t]+(?P<text>\S.*)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass
class Entry:
    """One entry: its Markdown, what is nested in it, the cells of a table's row, and its group's mark."""

    line: int
    text: str
    children: list[Item] = field(default_factory=list)
    columns: dict[str, str] | None = None
    required: bool | None = None


def nothing(text: str, own: bool = False) -> bool:
    """Say whether a text means that there is nothing."""
    if own:
        return NOTHING.fullmatch(text) is not None
    return len(text) < 60 and _NO_SUCH.fullmatch(text.strip(" \t*_()")) is not None


def entries(rows: list[Row], draft: Draft, *, names_only: bool, required: bool | None = None) -> list[Entry]:
    """Return the entries of a section. What else stands in it goes where it belongs.

    `names_only`: the entries are names (of inputs, of outputs), so `;` and line breaks part them.
    """
    blocks = blocks_of(rows if draft.own else _as_lists(rows), draft.own)
    listed = any(isinstance(block, Item | Table) for block in blocks)
    found: list[Entry] = []
    for block in blocks:
        if isinstance(block, Code):
            _keep_code(block, draft)
        elif isinstance(block, Paragraph) and (said := _said(block.text, draft)) is not None:
            required = required if said == "said" else said == "required"
        elif isinstance(block, Paragraph) and listed:
            draft.unplaced(block.rows)
        else:
            found += _entries(block, draft, names_only, required)
        if len(found) > _MOST:
            raise SpecError.of(
                f"{draft.file}, line {found[0].line}: This list has more than {_MOST:,} entries."
            )
    return found


def _as_lists(rows: list[Row]) -> list[Row]:
    """Return rows in which quoted lists and lists of definitions are written as lists are."""
    found: list[Row] = []
    for row in rows:
        definition = None if row.code else _DEFINITION.fullmatch(row.text)
        term = found[-1] if found else None
        if definition and term and not term.blank and (term.text[0] not in " \t>|#:-*+"):
            found[-1] = term._replace(text=f"- {term.text}")
            row = row._replace(text=f"  - {definition['text']}")
        elif definition and term and term.text.startswith("  - "):
            row = row._replace(text=f"  - {definition['text']}")
        elif not row.code:
            row = row._replace(text=_QUOTED_ITEM.sub(r"\1", row.text))
        found.append(row)
    return found


def nested_text(children: list[Item], level: int = 0) -> str:
    """Return nested items as plain text: one alone as it is, several as a list."""
    if not level and len(children) == 1 and not children[0].children:
        return plain(children[0].text)
    rows = []
    for child in children:
        rows.append("  " * level + "- " + plain(child.text))
        if child.children:
            rows.append(nested_text(child.children, level + 1))
    return "\n".join(rows)


def _keep_code(block: Code, draft: Draft) -> None:
    if is_flowchart(block):
        draft.diagrams.append(block)
    else:
        draft.unplaced(block.rows, "This block of code could not be placed")


def _said(text: str, draft: Draft) -> str | None:
    """Return what a paragraph says about the list rather than being part of it; None for any other one."""
    if nothing(text, draft.own) or text.startswith("<!-- archportal "):
        return "said"
    star = marks.legend(text)
    if star is not None:
        draft.star_means = star
        return "said"
    of_all = marks.all_of_them(text)
    if of_all is not None:
        draft.all_required = of_all
        return "said"
    label = names.group(text) if not draft.own else None
    return None if label is None else "required" if label else "optional"


def _entries(block: Block, draft: Draft, names_only: bool, required: bool | None) -> Iterator[Entry]:
    if isinstance(block, Item):
        yield from _item(block, draft, names_only, required)
    elif isinstance(block, Table):
        _report_columns(block, draft)
        yield from _table(block, required)
    elif isinstance(block, Paragraph):
        for line, text in _lines(block, draft.own, names_only):
            yield from _split(line, text, draft, names_only, required)


def _item(item: Item, draft: Draft, names_only: bool, required: bool | None) -> Iterator[Entry]:
    text = item.text
    if not draft.own:
        label = names.group(text)
        if label is not None and item.children:
            for child in item.children:
                yield from _item(child, draft, names_only, label)
            return
        star = marks.legend(f"{item.marker} {text}") if item.marker == "*" else marks.legend(text)
        if star is not None and not item.children:
            draft.star_means = star
            return
        of_all = marks.all_of_them(text)
        if of_all is not None:
            draft.all_required = of_all
            return
    if draft.own:
        if text.strip() or item.children:
            yield Entry(item.number, text, item.children, required=required)
    elif item.children and not text.strip():
        for child in item.children:
            yield from _item(child, draft, names_only, required)
    else:
        yield from _with_last(_split(item.number, text, draft, names_only, required), item.children)


def _with_last(found: Iterator[Entry], children: list[Item]) -> list[Entry]:
    """Give what is nested to the entry that it stands below."""
    entries = list(found)
    if entries and children:
        entries[-1].children = children
    return entries


def _split(line: int, text: str, draft: Draft, names_only: bool, required: bool | None) -> Iterator[Entry]:
    pieces = semicolons(text) if names_only and not draft.own else [text]
    for piece in pieces:
        if piece.strip() and not nothing(piece, draft.own):
            yield Entry(line, piece.strip(), required=required)


def semicolons(text: str) -> list[str]:
    """Return the parts between semicolons and forced breaks: none within brackets, links, code or references.

    >>> semicolons("A &amp; B; C (d; e)")
    ['A &amp; B', ' C (d; e)']
    """
    if ";" not in text and "\n" not in text and "<" not in text:
        return [text]
    text = _BREAK.sub("\n", text)
    masked = mask(text)
    parts, depth, start = [], 0, 0
    for place, character in enumerate(masked.text):
        depth += (character in "([") - (character in ")]" and depth > 0)
        if character in ";\n" and not depth:
            parts.append(masked.text[start:place])
            start = place + 1
    parts.append(masked.text[start:])
    return [masked.source(part) for part in parts]


def _lines(block: Paragraph, own: bool, names_only: bool) -> list[tuple[int, str]]:
    """Return the entries of a paragraph: its lines, where they do not read as one wrapped text."""
    texts = [row.text.strip(" \t") for row in block.rows]
    first = block.rows[0].number
    whole = [(first, block.text)]
    if own or len(texts) == 1:
        return whole if names_only or own else [(first, part) for part in _clauses(block.text)]
    wrapped = any(
        len(text) > 100 or text.endswith(",") or below[:1].islower()
        for text, below in zip(texts, [*texts[1:], ""], strict=True)
    )
    if wrapped:
        return whole if names_only else [(first, part) for part in _clauses(block.text)]
    return [(row.number, text) for row, text in zip(block.rows, texts, strict=True)]


def _clauses(text: str) -> list[str]:
    return [part.strip() for part in semicolons(text) if part.strip()]


def _report_columns(table: Table, draft: Draft) -> None:
    """Say which column was read as the name where none is called so."""
    headers = [plain(cell).strip() for cell in table.header]
    if headers and not any(is_known(header) for header in headers[:1]):
        draft.remarks.note(
            table.number, f"The column {quoted(headers[0])} was read as what the rows are about."
        )


def _table(table: Table, required: bool | None) -> Iterator[Entry]:
    header = [plain(cell).strip() for cell in table.header]
    for line, row in table.rows:
        row = [*row, *[""] * (len(header) - len(row))]
        columns = {
            name or f"Column {n}": cell for n, (name, cell) in enumerate(zip(header, row, strict=False), 1)
        }
        beyond = row[len(header) :]
        if beyond:
            columns["Further"] = " | ".join(beyond)
        if any(columns.values()):
            yield Entry(line, next(filter(None, columns.values())), columns=columns, required=required)


def text_with_children(entry: Entry) -> str:
    """Return the text of an entry with what is nested in it, as plain text."""
    text = plain(entry.text)
    if not entry.children:
        return text
    rows = "\n".join(
        f"- {plain(child.text)}" + (f"\n{nested_text(child.children, 1)}" if child.children else "")
        for child in entry.children
    )
    return f"{text}\n{rows}" if text else rows
