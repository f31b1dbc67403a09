"""A use case while it is read: plain values, and what could not be placed."""

from dataclasses import dataclass, field
from typing import Any

from archportal.spec.reading.blocks import Code
from archportal.spec.reading.marks import Marks
from archportal.spec.reading.remarks import Remarks, quoted
from archportal.spec.reading.rows import Row, text_of


@dataclass
class Draft:
    """What was found of a use case so far. Values are plain text, Markdown texts are word for word."""

    file: str
    line: int
    own: bool
    remarks: Remarks
    number: str = ""
    title: str = ""
    optional: bool = False
    unseen: dict[str, Any] = field(default_factory=dict)
    stories: list[dict[str, Any]] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    description: list[str] = field(default_factory=list)
    event: str = ""
    preconditions: list[str] = field(default_factory=list)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    success_path: list[dict[str, Any]] = field(default_factory=list)
    exceptions: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    diagrams: list[Code] = field(default_factory=list)
    star_means: bool | None = None
    all_required: bool | None = None
    lines: dict[str, list[int]] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)

    def unplaced(self, rows: list[Row], what: str = "This could not be placed") -> None:
        """Keep rows that belong nowhere in the notes, word for word, and say so."""
        text = text_of(rows)
        if not text:
            return
        first = next(row for row in rows if not row.blank)
        self.notes.append(text)
        self.remarks.warn(first.number, f"{what} and was moved to the notes: {quoted(first.text.strip())}.")

    def unplaced_text(self, text: str, line: int, what: str = "This could not be placed") -> None:
        """Keep a text that belongs nowhere in the notes, and say so."""
        self.notes.append(text)
        self.remarks.warn(line, f"{what} and was moved to the notes: {quoted(text)}.")
