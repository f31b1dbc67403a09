"""Unpacking a zip that may have been made to do harm."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from archportal.spec.faults import SpecError
from archportal.spec.sources import ENTRIES_LIMIT, FOLDER_SIZE_LIMIT, MARKDOWN_SIZE_LIMIT, is_read

_CHUNK = 64 * 1024


def members(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each Markdown file in a zip. Raises SpecError where it cannot be trusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES_LIMIT:
                raise SpecError.of(f"{name} holds more than {ENTRIES_LIMIT:,} files.")
            for entry in entries:
                _check(name, entry)
            yield from _contents(name, archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, SpecError):
            raise
        raise SpecError.of(
            f"{name} is damaged or packed in a way that cannot be read; pack it again."
        ) from None


def _check(name: str, entry: zipfile.ZipInfo) -> None:
    path = entry.filename.replace("\\", "/")
    parts = PurePosixPath(path).parts
    if (
        path.startswith("/")
        or ".." in parts
        or (parts and parts[0].endswith(":"))
        or "\0" in entry.orig_filename
    ):
        raise SpecError.of(f"{name} holds a file outside of its folder, “{path[:100]}”; it was not read.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise SpecError.of(f"{name} holds a link, “{path[:100]}”; pack the files themselves.")
    if entry.flag_bits & 0x1:
        raise SpecError.of(f"{name} is encrypted; pack it without a password.")
    # Other ways unpack a piece at once, however large it becomes.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SpecError.of(f"{name} is packed in an unusual way; pack it again as an ordinary zip.")


def _contents(
    name: str, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes]]:
    left = FOLDER_SIZE_LIMIT
    seen: set[PurePosixPath] = set()
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if entry.is_dir() or not is_read(path):
            continue
        if path in seen:
            raise SpecError.of(f"{name} holds “{str(path)[:100]}” twice; pack it again.")
        seen.add(path)
        # What a zip says of its sizes may be a lie, so they are measured.
        content = _unpacked(archive, entry, min(left, MARKDOWN_SIZE_LIMIT))
        if content is None:
            what = name if left < MARKDOWN_SIZE_LIMIT else str(path)
            limit = FOLDER_SIZE_LIMIT if left < MARKDOWN_SIZE_LIMIT else MARKDOWN_SIZE_LIMIT
            raise SpecError.of(f"{what} is larger than {limit // 1024**2} MiB once it is unpacked.")
        left -= len(content)
        yield str(path), content


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes | None:
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while piece := file.read(_CHUNK):
            size += len(piece)
            if size > limit:
                return None
            pieces.append(piece)
    return b"".join(pieces)
