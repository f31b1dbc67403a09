"""The whole index made anew, from the latest revision of every document; and when that is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.apps.registry import Apps
from django.apps.registry import apps as current
from django.db import connection, transaction

from archportal import spec
from archportal.spec import pieces
from archportal.spec.pieces import EDITION, Kind, Owner, Piece
from search.keeping import entry_of

CHUNK = 2_000
"""Pieces that are held at a time."""


class Source(NamedTuple):
    """Where documents of one kind come from: model, column of its specification, document, pieces."""

    model: str
    home: Sequence[str]
    document: type[spec.Document]
    pieces_of: Callable[[Any, Owner], list[Piece]]


def fill(apps: Apps) -> None:
    """Make the index anew, in one transaction; saves wait for it, and go on from what it has written.

    `apps` is the registry of the models: after migrating there is another one.
    """
    entries, words, editions = (apps.get_model("search", name) for name in ("Entry", "Word", "Edition"))
    with transaction.atomic():
        _lock()
        for model in (entries, words, editions):
            model.objects.all().delete()
        found = all_pieces(apps)
        while chunk := list(islice(found, CHUNK)):
            entries.objects.bulk_create(entry_of(piece, entries) for piece in chunk)
        editions.objects.create(number=EDITION)


def fill_if_outdated(apps: Apps = current) -> bool:
    """Make the index anew where it was never made, or of another edition; say whether that was so.

    Follows every migration, and is left to a later one where that has not made all the tables.
    """
    try:
        editions, *_ = [apps.get_model(name) for name in ("search.Edition", *_models())]
    except LookupError:
        return False
    if list(editions.objects.values_list("number", flat=True)) == [EDITION]:
        return False
    fill(apps)
    return True


def _models() -> list[str]:
    return [source.model for source in _sources().values()]


def _lock() -> None:
    """Wait for the saves that have touched the index, and let those wait that are about to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE search_entry IN SHARE ROW EXCLUSIVE MODE")


def all_pieces(apps: Apps) -> Iterator[Piece]:
    """Yield the pieces of all documents, without holding them all."""
    for kind, (model, home, document, pieces_of) in _sources().items():
        rows: Any = apps.get_model(model)._default_manager.exclude(latest=None).order_by("pk")
        for row in rows.values("pk", "latest__document", *home).iterator(chunk_size=200):
            owner = Owner(kind, row["pk"], row[home[0]] if home else 0)
            yield from pieces_of(spec.read_document(document, row["latest__document"]), owner)


def _sources() -> dict[Kind, Source]:
    return {
        Kind.SPECIFICATION: Source(
            "usecases.Specification", ["pk"], spec.SpecificationText, pieces.specification_pieces
        ),
        Kind.PERSONA: Source("personas.Persona", [], spec.Persona, pieces.persona_pieces),
        Kind.USE_CASE: Source("usecases.UseCase", ["specification_id"], spec.UseCase, pieces.use_case_pieces),
        Kind.ARTIFACT: Source(
            "usecases.Artifact", ["specification_id"], spec.Artifact, pieces.artifact_pieces
        ),
    }
