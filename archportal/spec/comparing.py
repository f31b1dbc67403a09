"""Two states of a whole specification side by side: which document is which, and how each differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archportal.spec.diff import Difference, difference_at, differences
from archportal.spec.documents import (
    Artifact,
    Document,
    Specification,
    UseCase,
    with_artifact_names,
)


@dataclass(frozen=True)
class Changed:
    """One document that differs: `before` is None where it is new, `after` where it goes.

    `into` is the name of the artifact that an artifact became another name of, `lost` the type that it had
    and that one has not.
    """

    kind: str
    title: str
    before: Document | None
    after: Document | None
    differences: tuple[Difference, ...] = ()
    into: str = ""
    lost: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is different, as sentences."""
        if self.into:
            becomes = f"“{self.title}” becomes another name of “{self.into}”."
            return (becomes, f"Its type “{self.lost}” is not kept.") if self.lost else (becomes,)
        if self.before is None:
            return (f"The {self.kind} is new.",)
        if self.after is None:
            return (f"The {self.kind} is removed.",)
        return tuple(one.sentence for one in self.differences)


def changes_between(before: Specification, after: Specification) -> tuple[Changed, ...]:
    """Return every document that differs between two states of one specification.

    First its own text, then personas, artifacts and use cases, each in their order; what goes comes last. A
    persona or use case is known by its slug, an artifact as `fates` tells.
    """
    changed = fates(before, after)
    return (
        *_text(before, after),
        *_personas(before, after),
        *_artifacts(changed),
        *_cases(before, after, changed),
    )


@dataclass(frozen=True)
class Fate:
    """What became of an artifact: `before` is None where it is new, `after` where it is gone.

    `into` is the artifact that it became another name of.
    """

    before: Artifact | None
    after: Artifact | None
    into: Artifact | None = None


def fates(before: Specification, after: Specification) -> tuple[Fate, ...]:
    """Return what became of every artifact that differs: those that are there afterwards, then those gone.

    One that kept its name is itself; one whose name is new is the artifact to which its old name leads now,
    or else the only one that differs from it in nothing but the name.
    """
    same = {id(artifact) for artifact in before.artifacts} & {id(artifact) for artifact in after.artifacts}
    old = [artifact for artifact in before.artifacts if id(artifact) not in same]
    new = [artifact for artifact in after.artifacts if id(artifact) not in same]
    names = {key: artifact for artifact in new for key in artifact.keys}
    followers = _followers(old, new)
    former = {id(follower): artifact for artifact, follower in followers}
    kept = {id(artifact) for artifact, _follower in followers}
    there = (Fate(former.get(id(artifact)), artifact) for artifact in new)
    gone = (Fate(artifact, None, names.get(artifact.keys[0])) for artifact in old if id(artifact) not in kept)
    return (*(fate for fate in there if fate.before != fate.after), *gone)


def _followers(old: Sequence[Artifact], new: Sequence[Artifact]) -> list[tuple[Artifact, Artifact]]:
    """Return which artifact is which: by name, then by another name, then by everything but the name."""
    own = {artifact.keys[0]: artifact for artifact in new}
    found = [(artifact, own[artifact.keys[0]]) for artifact in old if artifact.keys[0] in own]
    rest = [artifact for artifact in old if artifact.keys[0] not in own]
    known = {artifact.keys[0] for artifact in old}
    fresh = [artifact for artifact in new if artifact.keys[0] not in known]
    for artifact in list(rest):
        meant = (one for one in fresh if artifact.keys[0] in one.keys or one.keys[0] in artifact.keys)
        follower = next(meant, None)
        if follower is not None:
            found.append((artifact, follower))
            rest.remove(artifact)
            fresh.remove(follower)
    return [*found, *_only_renamed(rest, fresh)]


def _only_renamed(rest: Sequence[Artifact], fresh: Sequence[Artifact]) -> Iterator[tuple[Artifact, Artifact]]:
    """Yield those that differ in nothing but the name, where that is beyond doubt."""
    for artifact in rest:
        alike = [one for one in fresh if one.model_copy(update={"name": artifact.name}) == artifact]
        twins = [one for one in rest if one.model_copy(update={"name": artifact.name}) == artifact]
        if len(alike) == len(twins) == 1:
            yield artifact, alike[0]


def _text(before: Specification, after: Specification) -> Iterator[Changed]:
    if before.text != after.text:
        told = differences(before.text, after.text)
        yield Changed("specification", before.title, before.text, after.text, told)


def _personas(before: Specification, after: Specification) -> Iterator[Changed]:
    old = {persona.slug: persona for persona in before.personas}
    for persona in after.personas:
        former = old.pop(persona.slug, None)
        if former != persona:
            told = differences(former, persona) if former else ()
            yield Changed("persona", persona.name, former, persona, told)
    for gone in old.values():
        yield Changed("persona", gone.name, gone, None)


def _artifacts(changed: Sequence[Fate]) -> Iterator[Changed]:
    for fate in changed:
        document = fate.before or fate.after
        if document is not None:
            told = differences(fate.before, fate.after) if fate.before and fate.after else ()
            into, lost = (fate.into.name, document.type) if fate.into else ("", "")
            if fate.into and lost == fate.into.type:
                lost = ""
            yield Changed("artifact", document.name, fate.before, fate.after, told, into, lost)


def _cases(before: Specification, after: Specification, changed: Sequence[Fate]) -> Iterator[Changed]:
    people = {persona.slug: persona.name for persona in (*before.personas, *after.personas)}
    names = {
        fate.before.keys[0]: follower.name
        for fate in changed
        if fate.before and (follower := fate.after or fate.into)
    }
    old = {use_case.slug: use_case for use_case in before.use_cases}
    for use_case in after.use_cases:
        former = old.pop(use_case.slug, None)
        if former is None:
            yield Changed("use case", _label(use_case), None, use_case)
        elif former is not use_case and former != use_case:
            told = _told(former, use_case, names, people)
            yield Changed("use case", _label(use_case), former, use_case, told)
    for gone in old.values():
        yield Changed("use case", _label(gone), gone, None)


def _told(
    before: UseCase, after: UseCase, names: Mapping[str, str], people: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Return what differs: an artifact's new name at each of its rows, then all the rest.

    Where rows were joined, their new names alone would not say which of them went.
    """
    renamed = with_artifact_names(before, dict(names))
    if any(len(getattr(before, field)) != len(getattr(after, field)) for field in ("inputs", "outputs")):
        return differences(before, after, people)
    at_rows = [
        difference_at(before, renamed, (field, place, "name"))
        for field in ("inputs", "outputs")
        for place, (one, other) in enumerate(
            zip(getattr(before, field), getattr(renamed, field), strict=True)
        )
        if one.name != other.name
    ]
    return (*at_rows, *differences(renamed, after, people))


def _label(use_case: UseCase) -> str:
    return f"{use_case.number} {use_case.title}".strip()
