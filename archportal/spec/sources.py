"""What an import reads from: a file, a folder, a zip or pasted text, taken in with care."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from archportal.spec.documents import Specification
from archportal.spec.faults import SpecError
from archportal.spec.jsonformat import SIZE_LIMIT, read_json
from archportal.spec.readme import DISMISSED

MARKDOWN_SIZE_LIMIT = 5 * 1024 * 1024
"""Bytes of one Markdown file that are read."""

FOLDER_SIZE_LIMIT = 40 * 1024 * 1024
"""Bytes of all Markdown files of a folder, or of a zip once it is unpacked."""

ENTRIES_LIMIT = 20_000
"""Files in a folder or a zip."""

ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".txt")
PASTED = "pasted.md"
"""What pasted text is called in remarks."""

_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:["}]|\Z)')
"""How a JSON object begins, unlike Markdown with braces: “{% include %}”, “{toc}”."""

_SKIPPED = frozenset({"__MACOSX", "node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Source:
    """What was brought, and its name: a specification that was JSON, or else Markdown files by path.

    `dismissed` is the text of the file `DISMISSED`; empty where there is none.
    """

    name: str
    specification: Specification | None = None
    files: dict[str, str] | None = None
    dismissed: str = ""


def read_source(path: Path) -> Source:
    """Read a file, a folder or a zip. Raises SpecError with one sentence where that cannot be done."""
    try:
        if path.is_dir():
            return _source(path.resolve().name, dict(_folder_files(path)), str(path))
        if not path.exists():
            raise SpecError.of(f"There is no file or folder {path}.")
        if not path.is_file():
            raise SpecError.of(f"{path} is neither a file nor a folder.")
        with path.open("rb") as file:
            return read_bytes(path.name, file.read(SIZE_LIMIT + 1))
    except OSError as error:
        raise SpecError.of(f"{path} cannot be read: {error.strerror or error}.") from None


def read_pasted(data: bytes) -> Source:
    """Read what was pasted; it is called `PASTED` in remarks, and its specification after its title."""
    return replace(read_bytes(PASTED, data), name="")


def read_bytes(name: str, data: bytes) -> Source:
    """Read the content of a file: JSON, Markdown, or a zip of Markdown files, whatever it is called."""
    name = PurePosixPath(name.replace("\\", "/")).name or "upload"
    if not data.strip():
        raise SpecError.of(f"{name} is empty.")
    if len(data) > SIZE_LIMIT:
        raise SpecError.of(f"{name} is larger than {SIZE_LIMIT // 1024**2} MiB; split it.")
    stem = PurePosixPath(name).stem
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _source(stem, dict(_zip_files(name, data)), name)
    if name.lower().endswith(".zip"):
        raise SpecError.of(f"{name} is not a zip file.")
    if name.lower().endswith(".json") or _JSON.match(data):
        return Source(stem, specification=_json(name, data))
    return Source(stem, files={name: _text(name, data)})


def _json(name: str, data: bytes) -> Specification:
    text = _decoded(name, data)
    try:
        return read_json(text)
    except SpecError as error:
        if len(error.faults) == 1 and not error.faults[0].place:
            raise SpecError.of(f"{name}: {error}") from None
        raise


def _text(name: str, data: bytes) -> str:
    if len(data) > MARKDOWN_SIZE_LIMIT:
        raise SpecError.of(f"{name} is larger than {MARKDOWN_SIZE_LIMIT // 1024**2} MiB; split it.")
    return _decoded(name, data)


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SpecError.of(f"{name} is not UTF-8 text; save it in that encoding.") from None


def _source(stem: str, contents: dict[str, bytes], name: str) -> Source:
    """Return what a folder or zip holds: Markdown, and beside it what was dismissed."""
    dismissed = contents.get(DISMISSED, b"")
    markdown = {path: data for path, data in contents.items() if PurePosixPath(path).name != DISMISSED}
    return Source(stem, files=_markdown(markdown, name), dismissed=_decoded(DISMISSED, dismissed))


def _markdown(contents: dict[str, bytes], name: str) -> dict[str, str]:
    """Return the texts. A file that is empty says nothing; that all of them are is a mistake."""
    if not contents:
        raise SpecError.of(f"There is no Markdown file in {name}.")
    texts = {path: _text(path, data) for path, data in contents.items()}
    filled = {path: text for path, text in texts.items() if text.strip()}
    if not filled:
        raise SpecError.of(f"All Markdown files in {name} are empty.")
    return filled


def is_read(path: PurePosixPath) -> bool:
    """Say whether a file is read: text by its ending, or what was dismissed, and in no hidden folder."""
    hidden = any(part.startswith(".") or part in _SKIPPED for part in path.parts)
    return not hidden and (path.suffix.lower() in ENDINGS or path.name == DISMISSED)


def _folder_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    root = folder.resolve()
    left, count = FOLDER_SIZE_LIMIT, 0
    for parent, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        count += len(names) + len(folders)
        if count > ENTRIES_LIMIT:
            raise SpecError.of(
                f"{folder} holds more than {ENTRIES_LIMIT:,} files; name the folder with the use cases."
            )
        for name in sorted(names):
            file = Path(parent) / name
            path = PurePosixPath(file.relative_to(root).as_posix())
            # A link may lead anywhere; only what lies in the folder was offered.
            if is_read(path) and file.is_file() and file.resolve().is_relative_to(root):
                data = _file_data(file, str(path))
                left -= len(data)
                if left < 0:
                    raise SpecError.of(
                        f"The files in {folder} are larger than {FOLDER_SIZE_LIMIT // 1024**2} MiB."
                    )
                yield str(path), data


def _file_data(file: Path, name: str) -> bytes:
    with file.open("rb") as content:
        data = content.read(MARKDOWN_SIZE_LIMIT + 1)
    if len(data) > MARKDOWN_SIZE_LIMIT:
        raise SpecError.of(f"{name} is larger than {MARKDOWN_SIZE_LIMIT // 1024**2} MiB; split it.")
    return data


def _zip_files(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    from archportal.spec.zips import members

    found = dict(members(name, data))
    # Most zips hold one folder with everything in it; its name is no part of the paths.
    tops = {PurePosixPath(path).parts[0] for path in found if len(PurePosixPath(path).parts) > 1}
    shared = len(tops) == 1 and all(len(PurePosixPath(path).parts) > 1 for path in found)
    top = f"{tops.pop()}/" if shared and tops != {"use-cases"} else ""
    yield from ((path.removeprefix(top), content) for path, content in found.items())
