"""Personas of an import: finding those that exist by any name they ever had, and adding the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F

from archportal import spec
from archportal.reports import Report
from archportal.revisions import Origin
from archportal.spec import rules
from personas.models import Persona, PersonaRevision
from personas.specs import move_persona, save_persona_spec


class Known:
    """The personas that exist, by their slugs and names, those they once had included.

    Keeps their rows locked, so what an import leaves alone is not what somebody else just changed.
    """

    def __init__(self) -> None:
        rows = Persona.objects.locked()
        self.rows = {row.pk: row for row in rows}
        former = PersonaRevision.objects.filter(persona_id__in=self.rows)
        former = former.exclude(identity=F("persona__slug"), name_key=F("persona__name_key"))
        past = list(former.order_by("pk").values_list("identity", "name_key", "persona_id"))
        present = self.rows.values()
        self.by_slug = {row.slug: row.pk for row in present}
        self.by_former_slug = {slug: pk for slug, _, pk in past}
        self.by_name = {row.name_key: row.pk for row in present}
        self.by_former_name = {name: pk for _, name, pk in past}
        self.by_anchor = {
            rules.persona_slug_of(name): row.pk
            for row in present
            for name in (row.name, row.singular, rules.singular_of(row.name))
            if name
        }

    def match(self, documents: Sequence[spec.Persona]) -> list[Persona | None]:
        """Return the persona that each document means; no two get the same one."""
        ways: tuple[tuple[Mapping[str, int], Callable[[spec.Persona], str]], ...] = (
            (self.by_slug, lambda document: document.slug),
            (self.by_former_slug, lambda document: document.slug),
            (self.by_name, lambda document: rules.name_key(document.name)),
            (self.by_former_name, lambda document: rules.name_key(document.name)),
        )
        found: dict[int, int] = {}
        for index, key in ways:
            for place, document in enumerate(documents):
                pk = index.get(key(document))
                if place not in found and pk is not None and pk not in found.values():
                    found[place] = pk
        return [self.rows[found[place]] if place in found else None for place in range(len(documents))]

    def meant(self, slug: str) -> Persona | None:
        """Return the persona that a story means by a slug."""
        for index in (self.by_slug, self.by_former_slug, self.by_anchor):
            if slug in index:
                return self.rows[index[slug]]
        return None


def import_personas(
    documents: Sequence[spec.Persona],
    mentioned: Iterable[str],
    origin: Origin,
    report: Report,
    *,
    references: frozenset[str] = frozenset(),
    overwrite: bool = True,
) -> dict[str, Persona]:
    """Save the personas of an import, and return all that it mentions by the slugs that it uses.

    `mentioned` are the slugs in its stories. Of those in `references` it knows no more than how a story calls
    them: they are found or created, never changed. Without `overwrite` no persona that exists is changed.
    """
    known = Known()
    rows = dict(zip((document.slug for document in documents), known.match(documents), strict=True))
    for document in _in_possible_order(documents, rows):
        row = rows[document.slug]
        if row is None or (overwrite and document.slug not in references):
            rows[document.slug] = _save(document, row, origin, report)
        else:
            report.add("persona", row.document, row.document)
    found = {slug: row for slug, row in rows.items() if row is not None}
    for slug in dict.fromkeys(mentioned):
        if slug not in found:
            found[slug] = known.meant(slug) or _from_slug(slug, origin, report)
    if overwrite and not references:
        _take_over_order([found[document.slug] for document in documents], origin)
    return found


def _in_possible_order(
    documents: Sequence[spec.Persona], rows: Mapping[str, Persona | None]
) -> list[spec.Persona]:
    """Put a persona behind the one whose name it takes over, unless they want each other's."""
    holders = {row.name_key: slug for slug, row in rows.items() if row is not None}
    ordered: dict[str, spec.Persona] = {}
    by_slug = {document.slug: document for document in documents}

    def place(document: spec.Persona, waiting: frozenset[str]) -> None:
        holder = holders.get(rules.name_key(document.name), document.slug)
        if holder not in waiting and holder not in ordered and holder != document.slug:
            place(by_slug[holder], waiting | {document.slug})
        ordered[document.slug] = document

    for document in documents:
        if document.slug not in ordered:
            place(document, frozenset({document.slug}))
    return list(ordered.values())


def _save(document: spec.Persona, row: Persona | None, origin: Origin, report: Report) -> Persona:
    before = row.document if row else None
    if before is not None:
        document = before.model_copy(update=mentioned_values(document))
    try:
        saved = save_persona_spec(document, origin, persona=row).persona
    except spec.SpecError as error:
        raise spec.SpecError(
            [spec.Fault(("personas", document.name, *fault.place), fault.message) for fault in error.faults]
        ) from None
    report.add("persona", before, document)
    return saved


def mentioned_values(document: spec.Document) -> dict[str, Any]:
    """Return the fields that an import mentions of something that exists; its address is not up to it."""
    return {name: getattr(document, name) for name in document.model_fields_set if name != "slug"}


def _from_slug(slug: str, origin: Origin, report: Report) -> Persona:
    words = slug.replace("--", " / ").replace("-", " ").split()
    document = spec.Persona(slug=slug, name=" ".join(word[:1].upper() + word[1:] for word in words) or slug)
    existing = Persona.objects.filter(name_key=rules.name_key(document.name)).first()
    if existing is not None:
        return existing
    report.warn(f"Persona “{slug}” is not known; “{document.name}” was added without a definition.")
    return _save(document, None, origin, report)


def _take_over_order(rows: Sequence[Persona], origin: Origin) -> None:
    """Put the personas in the order of the import, if it mentions them all."""
    present = list(Persona.objects.values_list("pk", flat=True))
    wanted = [row.pk for row in rows]
    if set(present) != set(wanted):
        return
    by_pk = {row.pk: row for row in rows}
    for place, pk in enumerate(wanted):
        if present[place] != pk:
            move_persona(by_pk[pk], place, origin)
            present.remove(pk)
            present.insert(place, pk)
