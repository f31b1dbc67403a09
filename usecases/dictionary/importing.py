"""The dictionary of an import: finding artifacts by any name, and bringing two dictionaries together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archportal import spec
from archportal.reports import Report
from archportal.revisions import Origin
from archportal.spec import rules
from personas.importing import mentioned_values
from usecases.dictionary.specs import add_artifacts, save_artifact_specs
from usecases.models import Artifact, Specification


@dataclass(frozen=True)
class Existing:
    """An artifact of the dictionary with its document."""

    row: Artifact
    document: spec.Artifact


def import_artifacts(
    specification: Specification, documents: Sequence[spec.Artifact], origin: Origin, report: Report
) -> dict[str, str]:
    """Save the artifacts of an import; return the new name of each that was renamed, by its old key.

    An entry of which only the name is known (use cases name it) leads to what has that name or alias.
    """
    existing = _existing(specification)
    matches = _match(documents, existing)
    merged = {
        place: _merged(documents[place], item.document) if item else documents[place]
        for place, item in ((place, matches.get(place)) for place in range(len(documents)))
    }
    meant = {item.row.pk for item in matches.values()}
    untouched = _keys(item.document for item in existing if item.row.pk not in meant)
    final = _with_free_names(merged, matches, untouched, report)
    for place, document in final.items():
        report.add("artifact", matches[place].document if place in matches else None, document)
    pairs = [(matches[place], document) for place, document in final.items() if place in matches]
    save_artifact_specs([(item.row, after) for item, after in pairs if after != item.document], origin)
    add_artifacts(
        specification, [document for place, document in final.items() if place not in matches], origin
    )
    return {item.document.keys[0]: after.name for item, after in pairs if after.name != item.document.name}


def _with_free_names(
    merged: dict[int, spec.Artifact], matches: dict[int, Existing], untouched: set[str], report: Report
) -> dict[int, spec.Artifact]:
    """Leave out new entries whose name is an alias already, and aliases that lead elsewhere."""
    # What the dictionary had before comes first, with the aliases that the import does not mention.
    order = sorted(merged, key=lambda place: (place not in matches, place))
    names = {merged[place].keys[0] for place in matches}
    taken = untouched | names
    final: dict[int, spec.Artifact] = {}
    for place in order:
        document = merged[place]
        if place not in matches:
            if _is_alias(document, taken, report):
                continue
            taken.add(document.keys[0])
        final[place] = _without_taken(document, taken, report)
        taken |= set(final[place].keys)
    return {place: final[place] for place in sorted(final)}


def _existing(specification: Specification) -> list[Existing]:
    rows = specification.artifacts.select_related("latest")
    return [Existing(row, spec.read_document(spec.Artifact, row.latest.document)) for row in rows]


def _match(documents: Sequence[spec.Artifact], existing: Sequence[Existing]) -> dict[int, Existing]:
    """Return what each document means, by its place: own names first, then aliases; none is meant twice."""
    by_name = {item.document.keys[0]: item for item in existing}
    by_alias = {key: item for item in existing for key in item.document.keys[1:]}
    found: dict[int, Existing] = {}
    for index, own in ((by_name, True), (by_alias, True), (by_name, False), (by_alias, False)):
        claimed = {item.row.pk for item in found.values()}
        for place, document in enumerate(documents):
            if place in found:
                continue
            for key in document.keys[:1] if own else document.keys[1:]:
                item = index.get(key)
                if item is not None and item.row.pk not in claimed:
                    found[place] = item
                    claimed.add(item.row.pk)
                    break
    return found


def _merged(document: spec.Artifact, before: spec.Artifact) -> spec.Artifact:
    """Return the entry with what the import mentions of it; only a whole entry renames it."""
    values = mentioned_values(document)
    own = rules.name_key(document.name) == rules.name_key(before.name)
    if values.keys() == {"name"} or (not own and "aliases" not in values):
        del values["name"]
    return before.model_copy(update=values)


def _is_alias(document: spec.Artifact, taken: set[str], report: Report) -> bool:
    """Say whether an entry's name leads to another entry already."""
    if rules.name_key(document.name) not in taken:
        return False
    if document.model_fields_set != {"name"}:
        report.warn(
            f"Artifact “{document.name}”: the name is an alias of another one, so what the import says of it "
            "was left out."
        )
    return True


def _without_taken(document: spec.Artifact, taken: set[str], report: Report) -> spec.Artifact:
    """Leave out the aliases that are the names of other artifacts."""
    aliases = tuple(alias for alias in document.aliases if rules.name_key(alias) not in taken)
    if len(aliases) == len(document.aliases):
        return document
    for alias in document.aliases:
        if alias not in aliases:
            report.warn(
                f"Artifact “{document.name}”: the alias “{alias}” leads to another artifact and was left out."
            )
    return document.model_copy(update={"aliases": aliases})


def _keys(documents: Iterable[spec.Artifact]) -> set[str]:
    return {key for document in documents for key in document.keys}
