"""What the form of a use case shows beside it: the use case as it will be, made of what is typed now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from archportal import spec
from archportal.spec import rules
from archportal.spec.markdown import render_usecase
from archportal.spec.readme import readme_anchors
from personas.names import lookup_of
from usecases.checks.preview import PreviewFinding, findings_while_typing
from usecases.dictionary.specs import find_artifacts
from usecases.exports import personas_in_order
from usecases.form.lenient import Lenient, read_leniently
from usecases.form.links import Link, links
from usecases.form.review import missing_of
from usecases.form.typed import Typed
from usecases.models import Specification
from usecases.presentation import Named, Presented, Unlinked, diagram_of, present

PREFIX = "shown-"
"""Begins the ids of the page inside the form, whose fields have ids of their own."""


@dataclass(frozen=True)
class Preview:
    """All that the panel shows. `changes` is None where nothing was saved yet."""

    shown: Presented
    picture: SafeString
    markdown: str
    changes: Sequence[spec.Difference] | None
    missing: Sequence[Link]
    left_out: Sequence[Link]
    findings: Sequence[PreviewFinding]


def preview(specification: Specification, before: spec.UseCase | None, typed: Typed) -> Preview:
    """Return the preview of what is typed; `before` is what was saved last. At most fourteen queries."""
    personas = personas_in_order()
    lookup = lookup_of((persona.slug, persona.name, persona.singular) for persona in personas)
    lenient = read_leniently(typed, lookup)
    document = _as_saved(specification, before, lenient, typed)
    named = _named(personas, lenient)
    return Preview(
        shown=present(document, named, PREFIX),
        picture=diagram_of(document, f"{PREFIX}p"),
        markdown=_markdown(specification, document, personas, lenient),
        changes=_changes(before, document, named) if before else None,
        missing=links(typed, missing_of(typed, lenient, lookup)),
        left_out=links(typed, lenient.left_out),
        findings=findings_while_typing(specification, document, before, typed, lenient.reading),
    )


def _as_saved(
    specification: Specification, before: spec.UseCase | None, lenient: Lenient, typed: Typed
) -> spec.UseCase:
    """Return the document with what saving fills in: number, address, and the artifacts' own names."""
    document = lenient.document
    found = find_artifacts(specification, spec.artifact_names(document)).items()
    names = {key: artifact.name for key, artifact in found}
    names |= {rules.name_key(name): name for name in names.values()}
    document = spec.with_artifact_names(document, names)
    number = document.number or (before.number if before else _next_number(specification))
    moves = typed.heads["slug"] and "slug" not in lenient.left_out
    slug = before.slug if before and not moves else document.slug
    return document.model_copy(update={"number": number, "slug": slug})


def _next_number(specification: Specification) -> str:
    return rules.next_number(specification.use_cases.order_by().values_list("number", flat=True))


def _named(personas: Sequence[spec.Persona], lenient: Lenient) -> Mapping[str, Named]:
    known = {persona.slug: persona for persona in personas}
    return {**known, **{slug: Unlinked(slug, name) for slug, name in lenient.unknown.items()}}


def _changes(
    before: spec.UseCase, document: spec.UseCase, personas: Mapping[str, Named]
) -> Sequence[spec.Difference]:
    """Return what differs, in which personas are called by their names and not by their slugs."""
    names = {slug: person.name for slug, person in personas.items()}
    return spec.differences(before, document, names)


def _markdown(
    specification: Specification, document: spec.UseCase, personas: Sequence[spec.Persona], lenient: Lenient
) -> str:
    new = [spec.Persona(slug=slug, name=name) for slug, name in lenient.unknown.items()]
    everybody = [*personas, *new]
    anchors = readme_anchors(specification.document, everybody)
    return render_usecase(document, {persona.slug: persona for persona in everybody}, anchors=anchors)
