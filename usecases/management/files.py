"""Writing exports to files, and comparing them with files."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

from usecases.management.command import failure

READABLE = 0o644
LARGE = 20_000
"""Lines between the first and the last difference up to which they are compared one by one."""


def write_file(pieces: Iterable[bytes], path: Path) -> None:
    """Write a file as a whole: who reads it meanwhile sees the old one or the new one, never a part."""
    try:
        if path.exists() and not path.is_file():
            # A device takes what it gets; a folder says that it is one.
            with path.open("wb") as device:
                device.writelines(pieces)
            return
        _replace(pieces, path.resolve())
    except OSError as error:
        raise unwritable(path, error) from None


def _replace(pieces: Iterable[bytes], path: Path) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else READABLE
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def unwritable(path: Path, error: OSError) -> Exception:
    """Return the error that says why nothing could be written to a path."""
    return failure(f"{path} cannot be written: {error.strerror or error}.")


def differences(wanted: bytes, path: Path) -> Iterator[str]:
    """Yield how a file differs from what the portal has, as a unified diff; nothing where it does not."""
    there = path.read_bytes() if path.exists() else b""
    if there == wanted and path.exists():
        return
    try:
        before, after = there.decode(), wanted.decode()
    except UnicodeDecodeError:
        yield f"Binary file {path} differs.\n"
        return
    if not (there or wanted):
        yield f"The file {path} is missing.\n"
    yield from _unified(before.splitlines(keepends=True), after.splitlines(keepends=True), str(path))


def _unified(before: list[str], after: list[str], name: str) -> Iterator[str]:
    """Yield a unified diff, quickly also where two long texts differ in a few lines only."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    start, end = max(0, start - 3), max(0, end - 3)
    middle = before[start : len(before) - end], after[start : len(after) - end]
    if max(map(len, middle)) > LARGE:
        yield f"{name} differs from line {start + 4} on, in too many lines to show.\n"
        return
    for line in unified_diff(*middle, fromfile=name, tofile=f"{name} (portal)"):
        yield _moved(line, start) if line.startswith("@@ ") else _ended(line)


def _common(before: list[str], after: list[str]) -> int:
    """Return how many lines are equal from the start on."""
    return next(
        (place for place, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )


def _moved(header: str, lines: int) -> str:
    """Return the header of a part of a diff, for a text that has this many lines before it."""
    _, before, after, _ = header.split()

    def moved(place: str) -> str:
        number, comma, count = place[1:].partition(",")
        return f"{place[0]}{int(number) + lines}{comma}{count}"

    return f"@@ {moved(before)} {moved(after)} @@\n"


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
