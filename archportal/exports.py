"""Documents in other formats than a page: their types, their ETags, and streams in pieces."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from archportal import __version__

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "mmd": "text/vnd.mermaid; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "zip": "application/zip",
}

PIECE = 64 * 1024
"""Bytes in one piece of a stream, about."""


def text_response(request: HttpRequest, name: str, state: Any, make: Callable[[], str]) -> HttpResponseBase:
    """Answer with a text of one document; see `export_response`."""
    return export_response(request, name, state, lambda: HttpResponse(make(), content_type=type_of(name)))


def stream_response(
    request: HttpRequest, name: str, state: Any, make: Callable[[], Iterable[bytes]]
) -> HttpResponseBase:
    """Answer with a stream of pieces; see `export_response`."""

    def stream() -> HttpResponseBase:
        pieces = make() if request.method != "HEAD" else ()
        return StreamingHttpResponse(pieces, content_type=type_of(name))

    return export_response(request, name, state, stream)


def export_response(
    request: HttpRequest, name: str, state: Any, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Answer with a document under a strong ETag, or that the reader has it already.

    `state` stands for all that the document is made of, for example the ids of revisions. With `?download`
    the browser saves it under `name`, whose ending says what it is.
    """
    etag = etag_of(name, state)
    response = get_conditional_response(request, etag=etag) or make()
    response["ETag"] = etag
    # Who may read it can change at any time, and so can what it says.
    response["Cache-Control"] = "private, no-cache"
    if request.GET.get("download"):
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def etag_of(name: str, state: Any) -> str:
    """Return the ETag of a document; another version of archportal may write it differently."""
    text = json.dumps([__version__, name, state], default=str)
    return quote_etag(hashlib.sha256(text.encode()).hexdigest()[:32])


def type_of(name: str) -> str:
    """Return the content type of a file by its ending."""
    return TYPES[name.rpartition(".")[2]]


def in_pieces(parts: Iterable[str | bytes]) -> Iterator[bytes]:
    """Join small parts, and cut large ones, into pieces of about 64 KiB.

    >>> [len(piece) for piece in in_pieces(["a" * 100_000, "b" * 50_000, "c"])]
    [100000, 50001]
    """
    held: list[bytes] = []
    size = 0
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        held.append(data)
        size += len(data)
        if size >= PIECE:
            rest = b"".join(held)
            while len(rest) >= 2 * PIECE:
                yield rest[:PIECE]
                rest = rest[PIECE:]
            if len(rest) >= PIECE:
                yield rest
                rest = b""
            held, size = [rest], len(rest)
    if size:
        yield b"".join(held)
