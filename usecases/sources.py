"""What an import reads from: a file or a folder becomes a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archportal import spec
from archportal.spec.jsonformat import SIZE_LIMIT


@dataclass(frozen=True)
class Source:
    """What was read: the document, what its author should know, and personas known by reference only."""

    name: str
    document: spec.Specification
    warnings: Sequence[str] = ()
    references: frozenset[str] = frozenset()


def read_source(path: Path) -> Source:
    """Read a file or folder. Raises SpecError where it holds no specification, and OSError."""
    data = _content(path)
    return Source(path.name, spec.read_json(data))


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(SIZE_LIMIT + 1)
    if not data.strip():
        raise spec.SpecError.of(f"{path} is empty.")
    return data
