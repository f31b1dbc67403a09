"""The whole index made anew, from the latest revision of every document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.apps.registry import Apps

from archportal import spec
from archportal.spec import pieces
from archportal.spec.pieces import Kind, Owner, Piece
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
    """Make the index anew, in the transaction of the caller.

    `apps` is the registry of the models: a migration has its own.
    """
    entries, words = apps.get_model("search", "Entry"), apps.get_model("search", "Word")
    entries.objects.all().delete()
    words.objects.all().delete()
    found = all_pieces(apps)
    while chunk := list(islice(found, CHUNK)):
        entries.objects.bulk_create(entry_of(piece, entries) for piece in chunk)


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
