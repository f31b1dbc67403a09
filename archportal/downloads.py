"""Answers that a browser saves as a file."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from archportal.exports import in_pieces, type_of
from archportal.zips import zip_pieces


def download(parts: Iterable[str | bytes], name: str) -> StreamingHttpResponse:
    """Return a file to save, as a stream; the ending of its name says what it is."""
    response = StreamingHttpResponse(in_pieces(parts), content_type=type_of(name))
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def download_all(files: Sequence[tuple[str, Iterable[bytes]]], name: str) -> StreamingHttpResponse:
    """Return one file as it is, and several as a zip of this name."""
    if len(files) == 1:
        return download(files[0][1], files[0][0])
    texts = ((path, b"".join(pieces).decode()) for path, pieces in files)
    return download(zip_pieces(texts), name)


def joined_documents(texts: Sequence[str]) -> Iterator[str]:
    r"""Yield one document as its JSON, and several as a JSON list of them.

    >>> "".join(joined_documents(["{}\n", "{}\n"]))
    '[\n  {},\n  {}\n]\n'
    """
    if len(texts) == 1:
        yield texts[0]
        return
    yield "[\n"
    for place, text in enumerate(texts, 1):
        indented = text.rstrip("\n").replace("\n", "\n  ")
        yield f"  {indented}{',' if place < len(texts) else ''}\n"
    yield "]\n"
