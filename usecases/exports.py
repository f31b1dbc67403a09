"""A whole specification as a stream of text, straight from the latest revisions."""

from collections.abc import Iterable, Iterator

from archportal import spec
from personas.models import Persona
from usecases.models import ArtifactName, Specification

PIECE = 64 * 1024
"""Characters in one piece of a stream, about."""


def export_json(specification: Specification) -> Iterator[str]:
    """Yield the JSON of a specification with all personas. Needs `with_document`; three queries."""
    parts = persona_texts(), artifact_texts(specification), use_case_texts(specification)
    return in_pieces(spec.json_chunks(specification.document, *parts))


def persona_texts() -> list[str]:
    """Return the JSON of all personas in their order."""
    return list(Persona.objects.order_by("position", "pk").values_list("latest__document", flat=True))


def artifact_texts(specification: Specification) -> list[str]:
    """Return the JSON of the artifacts of a specification, by name."""
    names = ArtifactName.objects.filter(specification=specification, position=0).order_by()
    # Sorted here, because every database has its own collation.
    return [text for *_, text in sorted(names.values_list("key", "name", "artifact__latest__document"))]


def use_case_texts(specification: Specification) -> Iterator[str]:
    """Yield the JSON of the use cases of a specification by number, without holding them all."""
    rows = specification.use_cases.order_by("number_key").values_list("latest__document", flat=True)
    return rows.iterator(chunk_size=200)


def in_pieces(parts: Iterable[str]) -> Iterator[str]:
    """Join small parts into pieces of about 64 KiB."""
    piece: list[str] = []
    size = 0
    for part in parts:
        piece.append(part)
        size += len(part)
        if size >= PIECE:
            yield "".join(piece)
            piece, size = [], 0
    if piece:
        yield "".join(piece)
