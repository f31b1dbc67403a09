"""What a reader has to say about what it read: where, and what was done with it."""

from dataclasses import dataclass
from typing import Literal

from archportal.spec.documents import Specification

Severity = Literal["warning", "note"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about one line of one file. Lines count from 1."""

    file: str
    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and the remarks on it in the order of files and lines.

    `references` are the slugs of personas of which no more was found than how stories call them.
    """

    specification: Specification
    report: tuple[Remark, ...]
    references: frozenset[str] = frozenset()


class Remarks:
    """The remarks of one import, while it is read. `file` is the one that is being read."""

    def __init__(self) -> None:
        self.file = ""
        self.found: list[Remark] = []

    def warn(self, line: int, message: str) -> None:
        """Remember what somebody should look at."""
        self.found.append(Remark(self.file, line, "warning", message))

    def note(self, line: int, message: str) -> None:
        """Remember what was decided."""
        self.found.append(Remark(self.file, line, "note", message))


def quoted(text: str, limit: int = 80) -> str:
    """Return a text in quotation marks, on one line, shortened where it is long."""
    line = " ".join(text[: limit * 4].split())
    return f"“{line if len(line) <= limit else line[: limit - 1] + '…'}”"
