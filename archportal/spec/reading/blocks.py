"""The blocks of a section: items with what is nested in them, paragraphs, tables, and code."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from archportal.spec.reading import marks
from archportal.spec.reading.markup import DEEPEST, list_rows, table_rows
from archportal.spec.reading.rows import Row

_OWN_BULLET = re.compile(r"(?P<indent> *)(?P<marker>\*|\d+\.)(?P<space> )(?P<text>.*)")
_BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>[-*+•◦▪‣·●○–—]|\(?(?:\d{1,4}|[a-z])[.)])(?P<space>[ \t]+|\Z)"
    r"(?P<text>.*)"
)
_TIGHT_BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>\d{1,3}[.)](?=[^\W\d])|[-•](?=[^\W\d])|\*(?=[^\W\d][^*]*\Z))"
    r"(?P<space>)(?P<text>.+)"
)
_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL = re.compile(r"((?:\\.|[^|\\])*)(?:\||\\?\Z)", re.DOTALL)
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+")


@dataclass
class Item:
    """An item of a list: its rows without marker and indentation, and the items nested in it."""

    number: int
    marker: str
    indent: int
    offset: int
    rows: list[str]
    children: list["Item"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its Markdown; each line break in it is one that is shown."""
        return joined(self.rows)


@dataclass
class Paragraph:
    """Rows of text between blank ones."""

    rows: list[Row]

    @property
    def text(self) -> str:
        """Its Markdown; each line break in it is one that is shown."""
        return joined([row.text.strip(" \t") for row in self.rows])


@dataclass
class Table:
    """A table: cells as Markdown, each row with its line number."""

    number: int
    header: list[str]
    rows: list[tuple[int, list[str]]]
    source: list[Row]


@dataclass
class Code:
    """A fenced block of code, fences included."""

    rows: list[Row]


Block = Item | Paragraph | Table | Code


def joined(rows: list[str]) -> str:
    """Return rows as one text: a soft break becomes a space, a hard break and a blank row stay."""
    pieces: list[str] = []
    for row, below in zip_longest(rows, rows[1:]):
        backslashes = len(row) - len(row.rstrip("\\"))
        if below is None:
            pieces.append(row)
        elif not row or not below:
            pieces.append(f"{row}\n")
        elif backslashes % 2:
            pieces.append(f"{row[:-1]}\n")
        else:
            pieces.append(row.rstrip(" ") + ("\n" if row.endswith("  ") else " "))
    return "".join(pieces)


def blocks_of(rows: list[Row], own: bool) -> list[Block]:
    """Return the blocks of a section."""
    return _Parser(rows if own else list_rows(table_rows(rows)), own).parse()


def cells(row: str) -> list[str]:
    """Return the cells of a row of a table, as Markdown."""
    inner = row.strip(" \t").removeprefix("|")
    found = [match[1].strip(" \t") for match in _CELL.finditer(inner)]
    # What ends the last cell leaves an empty match behind it.
    return found[:-1] if found and not found[-1] else found


def bullet(text: str, own: bool) -> re.Match[str] | None:
    """Return where a row is the first of an item."""
    if own:
        return _OWN_BULLET.fullmatch(text)
    if _RULE.fullmatch(text):
        return None
    return _BULLET.fullmatch(text) or _TIGHT_BULLET.fullmatch(text)


class _Parser:
    def __init__(self, rows: list[Row], own: bool) -> None:
        self.rows = rows
        self.own = own
        self.blocks: list[Block] = []
        self.open: list[Item] = []
        self.paragraph: Paragraph | None = None
        self.blanks = 0

    def parse(self) -> list[Block]:
        place = 0
        while place < len(self.rows):
            place = self._block(place)
        return self.blocks

    def _block(self, place: int) -> int:
        row = self.rows[place]
        if row.code:
            return self._code(place)
        if row.blank:
            self.blanks += 1
            self.paragraph = None
            return place + 1
        if self._is_table(place):
            return self._table(place)
        match = bullet(row.text, self.own)
        if match and not (self.paragraph and self._wrapped(match)):
            self._item(row, match)
        elif not self._continues(row):
            self._text(row)
        self.blanks = 0
        return place + 1

    def _wrapped(self, match: re.Match[str]) -> bool:
        """Say whether a row only looks like an item because a sentence was wrapped before a dash."""
        return not self.own and (
            match["marker"] in "–—" or not match["space"] or match["marker"][0].isalpha()
        )

    def _code(self, place: int) -> int:
        code = self.rows[place].code
        end = place
        while end < len(self.rows) and self.rows[end].code == code:
            end += 1
        self.blocks.append(Code(self.rows[place:end]))
        self.paragraph, self.blanks = None, 0
        return end

    def _is_table(self, place: int) -> bool:
        if "|" not in self.rows[place].text or place + 1 == len(self.rows):
            return False
        below = self.rows[place + 1]
        return not below.code and "-" in below.text and _DELIMITER.fullmatch(below.text) is not None

    def _table(self, place: int) -> int:
        end = place + 2
        while end < len(self.rows) and "|" in self.rows[end].text and not self.rows[end].code:
            end += 1
        body = [(row.number, cells(row.text)) for row in self.rows[place + 2 : end]]
        source = self.rows[place:end]
        self.blocks.append(Table(source[0].number, cells(source[0].text), body, source))
        self.open, self.paragraph, self.blanks = [], None, 0
        return end

    def _item(self, row: Row, match: re.Match[str]) -> None:
        self.paragraph = None
        text = match["text"] if self.own else _CHECKBOX.sub("", match["text"].strip(" \t"), count=1)
        indent = len(match["indent"].expandtabs(4))
        item = Item(
            row.number, match["marker"], indent, indent + len(match["marker"]) + len(match["space"]), [text]
        )
        while self.open and (len(self.open) > DEEPEST or not self._is_inside(item, self.open[-1])):
            self.open.pop()
        if not text and not self.own:
            # An empty item holds nothing, but what is nested below it belongs to it.
            item.rows = []
        (self.open[-1].children if self.open else self.blocks).append(item)
        self.open.append(item)

    def _is_inside(self, item: Item, other: Item) -> bool:
        return item.indent >= (other.offset if self.own else other.indent + 2)

    def _continues(self, row: Row) -> bool:
        """Add the row to the item that it continues. A blank row before it ends those of less indentation."""
        indent = len(row.text.expandtabs(4)) - len(row.text.expandtabs(4).lstrip(" "))
        while (
            self.open
            and self.blanks
            and indent < (self.open[-1].offset if self.own else self.open[-1].indent + 2)
        ):
            self.open.pop()
        if not self.open or self.paragraph or (not self.own and _is_about_all(row.text)):
            return False
        item = self.open[-1]
        text = row.text.expandtabs(4) if row.text.startswith("\t") else row.text
        dedented = text[min(indent, item.offset) :] if self.own else text.strip(" \t") + _hard_break(text)
        item.rows += [*[""] * self.blanks, dedented]
        return True

    def _text(self, row: Row) -> None:
        if _RULE.fullmatch(row.text):
            return
        if self.paragraph:
            self.paragraph.rows.append(row)
        else:
            self.open = []
            self.paragraph = Paragraph([row])
            self.blocks.append(self.paragraph)


def _is_about_all(text: str) -> bool:
    """Say whether a row explains the marks in a list; no blank row has to part it from the last item."""
    return marks.legend(text) is not None or marks.all_of_them(text) is not None


def _hard_break(text: str) -> str:
    return "  " if text.endswith("  ") else ""
