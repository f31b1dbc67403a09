"""Writing the Markdown folder, and comparing it: only files that the portal wrote are ever removed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from archportal.spec.readme import DISMISSED, FOLDER
from usecases.management.files import differences, unwritable, write_file

OURS = b"<!-- archportal use-case "
"""What stands in every file of a use case that the portal wrote."""

OURS_DISMISSED = b'"format": "archportal/dismissed-findings"'
"""What stands in the file of dismissed findings."""


def write_folder(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write the files that differ, then remove those of which nothing is left under their names."""
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder / FOLDER, error) from None
    written = set()
    for name, text in files:
        path, data = folder / name, text.encode()
        if not path.is_file() or path.read_bytes() != data:
            write_file([data], path)
        written.add(path)
    for path in _stale(folder, written):
        try:
            path.unlink()
        except OSError as error:
            raise unwritable(path, error) from None


def folder_differences(files: Iterable[tuple[str, str]], folder: Path) -> Iterator[str]:
    """Yield how a folder differs from what the portal has; nothing where it does not."""
    wanted = set()
    for name, text in files:
        yield from differences(text.encode(), folder / name)
        wanted.add(folder / name)
    for path in _stale(folder, wanted):
        yield from differences(b"", path)


def _stale(folder: Path, wanted: set[Path]) -> list[Path]:
    """Return the files that the portal wrote once and would not write now."""
    present = [(path, OURS) for path in sorted((folder / FOLDER).glob("*.md"))]
    present.append((folder / DISMISSED, OURS_DISMISSED))
    return [
        path for path, ours in present if path not in wanted and path.is_file() and ours in path.read_bytes()
    ]
