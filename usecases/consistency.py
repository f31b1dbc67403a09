"""Whether rows and latest revisions agree, for a whole database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from pydantic import ValidationError

from archportal import spec
from archportal.reports import changed_fields
from archportal.revisions import Revision
from archportal.spec import rules
from archportal.spec.search import search_text
from personas.models import Persona, PersonaRevision
from personas.specs import persona_spec
from usecases.dictionary.specs import artifact_spec
from usecases.models import (
    Artifact,
    ArtifactRevision,
    Specification,
    SpecificationRevision,
    UseCase,
    UseCaseRevision,
)
from usecases.specifications import specification_text
from usecases.specs import usecase_spec, with_rows

CHUNK = 200
"""Rows that are held at a time."""


def disagreements() -> Iterator[str]:
    """Yield a sentence for everything in the database whose rows and latest revision differ."""
    for persona in _with_newest(Persona, PersonaRevision, "persona"):
        yield from _check(f"Persona {persona.slug}", persona, persona_spec, _wrong_in_persona)
    for specification in _with_newest(Specification, SpecificationRevision, "specification"):
        yield from _check(f"Specification {specification.slug}", specification, specification_text)
    artifacts = _with_newest(Artifact, ArtifactRevision, "artifact", "names").select_related("specification")
    for artifact in artifacts.iterator(CHUNK):
        name = f"Artifact {artifact.specification.slug}/{artifact.name}"
        yield from _check(name, artifact, artifact_spec, _wrong_in_artifact)
    usecases = _with_newest(UseCase, UseCaseRevision, "usecase", *with_rows()).select_related("specification")
    for usecase in usecases.iterator(CHUNK):
        name = f"Use case {usecase.specification.slug}/{usecase.slug}"
        yield from _check(name, usecase, usecase_spec, _wrong_in_usecase)


def _with_newest(model: type[Any], revisions: type[Revision], subject: str, *prefetch: str) -> QuerySet[Any]:
    own = revisions.objects.filter(**{subject: OuterRef("pk")}).order_by("-version")
    rows = model._default_manager.order_by("pk").annotate(newest=Subquery(own.values("pk")[:1]))
    return rows.select_related("latest").prefetch_related(*prefetch)


def _check(
    name: str,
    row: Any,
    document_of: Callable[[Any], spec.Document],
    more: Callable[[Any, Any], Iterator[str]] | None = None,
) -> Iterator[str]:
    latest = row.latest
    if latest is None:
        yield f"{name} has no revision."
        return
    try:
        document = document_of(row)
        if spec.to_json(document) != latest.document:
            yield f"{name}: rows and version {latest.version} differ{_where(document, latest.document)}."
    except (ValidationError, spec.SpecError) as error:
        yield f"{name}: the rows are no valid document: {' '.join(str(error).split())}"
        return
    if latest.pk != row.newest:
        yield f"{name}: version {latest.version} is not the last one."
    if latest.deleted:
        yield f"{name}: its last version says that it was deleted."
    if latest.identity != getattr(row, "slug", latest.identity):
        yield f"{name}: its last version has the address “{latest.identity}”."
    yield from (f"{name}: {sentence}" for sentence in (more(row, document) if more else ()))


def _where(document: spec.Document, text: str) -> str:
    """Name the fields that differ; the revision may be of another spelling only, or no document at all."""
    try:
        fields = changed_fields(spec.read_document(type(document), text), document)
    except spec.SpecError:
        return ", whose document is not valid"
    return f" in {', '.join(fields)}" if fields else " in their JSON"


def _wrong_in_persona(row: Persona, document: spec.Persona) -> Iterator[str]:
    if {row.name_key, row.latest.name_key} != {rules.name_key(document.name)}:
        yield "the key of its name is not that of its name."


def _wrong_in_artifact(row: Artifact, document: spec.Artifact) -> Iterator[str]:
    names = {(name.name, name.key) for name in row.names.all()}
    if names != set(zip((document.name, *document.aliases), document.keys, strict=True)):
        yield "its names do not lead to it."


def _wrong_in_usecase(row: UseCase, document: spec.UseCase) -> Iterator[str]:
    if row.number_key != rules.number_key(document.number):
        yield "the key of its number is not that of its number."
    if row.search_text != search_text(document):
        yield "what is searched is not what it says."
