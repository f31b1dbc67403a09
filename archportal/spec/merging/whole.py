"""Merging whole documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from archportal.spec import rules
from archportal.spec.diff import differences
from archportal.spec.documents import Artifact, UseCase
from archportal.spec.jsonformat import AnyDocument
from archportal.spec.labels import label
from archportal.spec.merging.clashes import Clash, Found, Merged, Outcome
from archportal.spec.merging.usecases import merged_use_case
from archportal.spec.merging.values import merged_document


def merge(
    base: AnyDocument,
    mine: AnyDocument,
    theirs: AnyDocument,
    names: Mapping[str, str] = MappingProxyType({}),
) -> Merged[AnyDocument]:
    """Merge two documents of one kind that were both made from `base`.

    What one side changed, added, moved or removed is taken. Where both changed one thing in two ways, the
    document holds mine and a clash says so; nothing that either side added is in neither of them. The news
    have the `names` of personas (by slug) where they are given.
    """
    merged = _merged(base, mine, theirs)
    document: AnyDocument = merged.value
    clashes = tuple(_clash(document, found) for found in merged.clashes)
    return Merged(document, clashes, differences(mine, document, names))


def _merged(base: AnyDocument, mine: AnyDocument, theirs: AnyDocument) -> Outcome:
    if isinstance(base, UseCase) and isinstance(mine, UseCase) and isinstance(theirs, UseCase):
        return merged_use_case(base, mine, theirs)
    merged = merged_document(base, mine, theirs)
    if isinstance(mine, Artifact) and isinstance(theirs, Artifact):
        return Outcome(_with_free_aliases(merged.value, (mine, theirs)), merged.clashes)
    return merged


def _with_free_aliases(artifact: Artifact, sides: Sequence[Artifact]) -> Artifact:
    """Return the artifact without an alias that became its name on one side while the other kept it."""
    if (artifact.name, artifact.aliases) in ((side.name, side.aliases) for side in sides):
        return artifact
    name = rules.name_key(artifact.name)
    free = tuple(alias for alias in artifact.aliases if rules.name_key(alias) != name)
    return artifact.model_copy(update={"aliases": free})


def _clash(document: AnyDocument, found: Found) -> Clash:
    return Clash(found.place, label(document, found.place), found.base, found.mine, found.theirs, found.kind)
