"""Specifications and use cases in other formats, straight from the latest revisions.

The command line and the pages take them from here. Whole specifications are streams: of the use cases, which
may be many, some hundreds at a time are held.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db.models import Count, Max, QuerySet

from archportal import spec
from archportal.exports import in_pieces
from archportal.spec.markdown import render_usecase
from archportal.spec.readme import DISMISSED, document_chunks, folder_files, readme_anchors
from archportal.zips import zip_pieces
from personas.models import Persona
from usecases.checks.dismissals import dismissals_state, dismissals_text
from usecases.models import ArtifactName, Specification, UseCase


class Format(NamedTuple):
    """A format of a whole specification: the ending of its file, and what makes its pieces."""

    ending: str
    export: Callable[[Specification], Generator[bytes, None, None]]


class Head(NamedTuple):
    """What an index says of a use case."""

    number: str
    slug: str
    title: str
    optional: bool


def export_json(specification: Specification) -> Generator[bytes, None, None]:
    """Yield the JSON of a specification with all personas. Needs `with_document`; three queries."""
    with started(use_case_texts(specification)) as use_cases:
        parts = persona_texts(), artifact_texts(specification), use_cases
        yield from in_pieces(spec.json_chunks(specification.latest.document, *parts))


def export_markdown(specification: Specification) -> Generator[bytes, None, None]:
    """Yield the specification as one Markdown document. Needs `with_document`; four queries."""
    with started(use_case_texts(specification)) as texts:
        yield from in_pieces(document_chunks(*_around(specification), _documents(texts)))


def export_folder(specification: Specification) -> Generator[tuple[str, str], None, None]:
    """Yield path and text of each file of the Markdown folder. Needs `with_document`; five queries."""
    with started(use_case_texts(specification)) as texts:
        around = _around(specification)
        dismissed = dismissals_text(specification)
        yield from folder_files(*around, _documents(texts))
    if dismissed:
        yield DISMISSED, dismissed


def export_zip(specification: Specification) -> Generator[bytes, None, None]:
    """Yield the Markdown folder as a zip. Needs `with_document`; five queries."""
    yield from in_pieces(zip_pieces(export_folder(specification)))


FORMATS = {
    "json": Format("json", export_json),
    "markdown": Format("md", export_markdown),
    "zip": Format("zip", export_zip),
}


def specification_state(specification: Specification) -> list[Any]:
    """Return what an export of the specification is made of. Needs `latest`; three queries.

    Every save makes a revision with a greater id; what is deleted changes the count.
    """
    newest = {"count": Count("pk"), "newest": Max("latest_id"), "saved": Max("latest__at")}
    return [
        _revision(specification),
        persona_state(),
        specification.artifacts.order_by().aggregate(**newest),
        specification.use_cases.order_by().aggregate(**newest),
    ]


def folder_state(specification: Specification) -> list[Any]:
    """Return what the Markdown folder is made of. Needs `latest`; four queries."""
    return [*specification_state(specification), dismissals_state(specification)]


def persona_state() -> list[Any]:
    """Return what the list of personas is made of, in its order. One query."""
    return list(Persona.objects.order_by("position", "pk").values_list("latest_id", "latest__at"))


def usecase_state(usecase: UseCase) -> list[Any]:
    """Return what the JSON and the diagram of a use case are made of. Needs `with_document`."""
    return _revision(usecase)


def usecase_markdown_state(usecase: UseCase) -> list[Any]:
    """Return what the Markdown of a use case is made of: its links lead to headings of the README."""
    return [_revision(usecase), _revision(usecase.specification), persona_state()]


def usecase_markdown(usecase: UseCase) -> str:
    """Return a use case as its file in the Markdown folder."""
    personas = _personas()
    anchors = readme_anchors(usecase.specification.stored, personas)
    return render_usecase(usecase.stored, {persona.slug: persona for persona in personas}, anchors=anchors)


def persona_texts() -> list[str]:
    """Return the JSON of all personas in their order. One query."""
    return list(Persona.objects.order_by("position", "pk").values_list("latest__document", flat=True))


def personas_in_order() -> list[spec.Persona]:
    """Return all personas in their order. One query."""
    return [spec.read_document(spec.Persona, text) for text in persona_texts()]


def artifact_texts(specification: Specification) -> list[str]:
    """Return the JSON of the artifacts of a specification, by name. One query."""
    names = ArtifactName.objects.filter(specification=specification, position=0).order_by()
    # Sorted here, because every database has its own collation.
    return [text for *_, text in sorted(names.values_list("key", "name", "artifact__latest__document"))]


def use_case_texts(specification: Specification) -> Iterator[str]:
    """Yield the JSON of the use cases of a specification by number, without holding them all."""
    return _in_order(specification).values_list("latest__document", flat=True).iterator(chunk_size=200)


def _documents(texts: Iterable[str]) -> Iterator[spec.UseCase]:
    return map(spec.stored_use_case, texts)


def _personas() -> list[spec.Persona]:
    return list(map(spec.stored_persona, persona_texts()))


def _around(
    specification: Specification,
) -> tuple[spec.SpecificationText, Sequence[spec.Persona], Iterator[spec.Artifact], Iterator[Head]]:
    """Return what stands around the use cases: the text, the personas, the dictionary, and the index."""
    artifacts = map(spec.stored_artifact, artifact_texts(specification))
    heads = _in_order(specification).values_list("number", "slug", "title", "optional")
    return specification.stored, _personas(), artifacts, (Head(*head) for head in heads.iterator())


def _in_order(specification: Specification) -> QuerySet[UseCase]:
    return specification.use_cases.order_by("number_key")


@contextmanager
def started(rows: Iterator[str]) -> Iterator[Iterator[str]]:
    """Read the first of the use cases before all that they speak of, so that none of it can be missing.

    On SQLite the other queries then see the very same state, because this one is not finished.
    """
    try:
        yield chain(list(islice(rows, 1)), rows)
    finally:
        rows.close()  # type: ignore[attr-defined]


def _revision(row: Specification | UseCase) -> list[Any]:
    return [row.latest_id, row.latest.at]
