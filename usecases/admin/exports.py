"""What the actions of the admin export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from archportal import spec
from archportal.downloads import download_all
from archportal.spec import rules
from personas.models import Persona
from usecases.exports import export_json, export_markdown
from usecases.models import Specification, UseCase
from usecases.specifications import specification_text

Ending = Literal["md", "json"]


def export_specifications(specifications: Iterable[Specification], ending: Ending) -> StreamingHttpResponse:
    """Return whole specifications: one as its file, several as a zip. Needs `with_document`."""
    export = export_json if ending == "json" else export_markdown
    files = [(f"{row.slug}.{ending}", export(row)) for row in specifications]
    return download_all(files, "specifications.zip")


def export_usecases(usecases: QuerySet[UseCase], ending: Ending) -> StreamingHttpResponse:
    """Return use cases as extracts of their specifications: one as its file, several as a zip."""
    chosen: dict[Specification, list[UseCase]] = {}
    for usecase in usecases:
        chosen.setdefault(usecase.specification, []).append(usecase)
    documents = [_extract(row, usecases) for row, usecases in chosen.items()]
    render = spec.to_json if ending == "json" else spec.render_document
    files = [(f"{document.slug}-extract.{ending}", [render(document).encode()]) for document in documents]
    return download_all(files, "use-cases.zip")


def _extract(specification: Specification, usecases: Sequence[UseCase]) -> spec.Specification:
    """Return the specification with these use cases, and the personas and artifacts that they name."""
    documents = [usecase.document for usecase in usecases]
    slugs = {slug for document in documents for story in document.stories for slug in story.personas}
    keys = {rules.name_key(name) for document in documents for name in spec.artifact_names(document)}
    artifacts = specification.artifacts.filter(names__key__in=keys, names__position=0)
    texts = artifacts.values_list("latest__document", flat=True)
    return spec.Specification(
        format=spec.FORMAT,
        version=spec.VERSION,
        **specification_text(specification).model_dump(),
        personas=tuple(
            persona.document for persona in Persona.objects.with_document().filter(slug__in=slugs)
        ),
        artifacts=tuple(spec.read_document(spec.Artifact, text) for text in texts),
        use_cases=tuple(documents),
    )
