"""Zip files as streams: equal content gives equal bytes."""

from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

UNIX = 3
READABLE = 0o644 << 16


class _Sink:
    """What a zip writes to: it only goes forward."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        data = b"".join(self.parts)
        self.parts.clear()
        return data


def zip_pieces(files: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield a zip file of these texts, a piece for each; none of them carries a time or an owner."""
    sink = _Sink()
    with ZipFile(sink, "w") as archive:  # type: ignore[arg-type]
        for path, text in files:
            info = ZipInfo(path)
            info.create_system = UNIX
            info.external_attr = READABLE
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, text.encode())
            yield sink.taken()
    yield sink.taken()
