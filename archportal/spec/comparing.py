"""Two states of a whole specification side by side: which document is which, and how each differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archportal.spec.diff import Difference, difference_at, differences
from archportal.spec.documents import (
    Artifact,
    Document,
    Persona,
    Specification,
    UseCase,
    with_artifact_names,
)


@dataclass(frozen=True)
class Changed:
    """One document that differs: `before` is None where it is new, `after` where it goes.

    `into` is the name of the artifact that an artifact became another name of.
    """

    kind: str
    title: str
    before: Document | None
    after: Document | None
    differences: tuple[Difference, ...] = ()
    into: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is different, as sentences."""
        if self.into:
            return (f"“{self.title}” becomes another name of “{self.into}”.",)
        if self.before is None:
            return (f"The {self.kind} is new.",)
        if self.after is None:
            return (f"The {self.kind} is removed.",)
        return tuple(one.sentence for one in self.differences)


def changes_between(before: Specification, after: Specification) -> tuple[Changed, ...]:
    """Return every document that differs between two states of one specification.

    First its own text, then personas, artifacts and use cases, each in their order; what goes comes last. A
    persona or use case is known by its slug, an artifact as `successors` tells.
    """
    return (
        *_text(before, after),
        *_personas(before, after),
        *_artifacts(before, after),
        *_cases(before, after),
    )


def successors(before: Specification, after: Specification) -> Mapping[str, Artifact]:
    """Return what each artifact of the state before is afterwards, by the key of its name.

    One that kept its name is itself; one whose name is new is the artifact to which its old name leads now,
    or else the only one that differs from it in nothing but the name. An artifact that was removed, or became
    another name of one that was there already, is left out.
    """
    own = {artifact.keys[0]: artifact for artifact in after.artifacts}
    known = {artifact.keys[0] for artifact in before.artifacts}
    found = {key: own[key] for key in known if key in own}
    new = {
        key: artifact
        for artifact in after.artifacts
        if artifact.keys[0] not in known
        for key in artifact.keys
    }
    for artifact in before.artifacts:
        follower = next((new[key] for key in artifact.keys if key in new), None)
        if artifact.keys[0] not in found and follower is not None:
            found[artifact.keys[0]] = follower
            new = {key: other for key, other in new.items() if other is not follower}
    return found | _only_renamed(before, found, new)


def _only_renamed(
    before: Specification, found: Mapping[str, Artifact], new: Mapping[str, Artifact]
) -> dict[str, Artifact]:
    """Return what differs in nothing but its name from the one that it was, where that is beyond doubt."""
    gone = [artifact for artifact in before.artifacts if artifact.keys[0] not in found]
    fresh = {artifact.keys[0]: artifact for artifact in new.values()}
    renamed = {}
    for artifact in gone:
        alike = [one for one in fresh.values() if one.model_copy(update={"name": artifact.name}) == artifact]
        twins = [one for one in gone if one.model_copy(update={"name": artifact.name}) == artifact]
        if len(alike) == len(twins) == 1:
            renamed[artifact.keys[0]] = alike[0]
    return renamed


def absorbers(before: Specification, after: Specification) -> Mapping[str, Artifact]:
    """Return, by the key of its name, the artifact that each removed one has become another name of."""
    names = {key: artifact for artifact in after.artifacts for key in artifact.keys}
    kept = successors(before, after)
    keys = (artifact.keys[0] for artifact in before.artifacts)
    return {key: names[key] for key in keys if key not in kept and key in names}


def _text(before: Specification, after: Specification) -> Iterator[Changed]:
    if before.text != after.text:
        told = differences(before.text, after.text)
        yield Changed("specification", before.title, before.text, after.text, told)


def _personas(before: Specification, after: Specification) -> Iterator[Changed]:
    old = {persona.slug: persona for persona in before.personas}
    for persona in after.personas:
        former = old.pop(persona.slug, None)
        if former != persona:
            yield _changed("persona", persona.name, former, persona)
    for gone in old.values():
        yield _changed("persona", gone.name, gone, None)


def _artifacts(before: Specification, after: Specification) -> Iterator[Changed]:
    kept, into = successors(before, after), absorbers(before, after)
    old = {kept[one.keys[0]].keys[0]: one for one in before.artifacts if one.keys[0] in kept}
    for artifact in after.artifacts:
        former = old.get(artifact.keys[0])
        if former != artifact:
            yield _changed("artifact", former.name if former else artifact.name, former, artifact)
    for gone in before.artifacts:
        key = gone.keys[0]
        if key not in kept:
            yield Changed("artifact", gone.name, gone, None, (), into[key].name if key in into else "")


def _cases(before: Specification, after: Specification) -> Iterator[Changed]:
    people = {persona.slug: persona.name for persona in (*before.personas, *after.personas)}
    followers = {**absorbers(before, after), **successors(before, after)}
    names = {key: artifact.name for key, artifact in followers.items()}
    old = {use_case.slug: use_case for use_case in before.use_cases}
    for use_case in after.use_cases:
        former = old.pop(use_case.slug, None)
        if former is None:
            yield Changed("use case", _label(use_case), None, use_case)
        elif former != use_case:
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


def _changed(
    kind: str, title: str, before: Persona | Artifact | None, after: Persona | Artifact | None
) -> Changed:
    return Changed(kind, title, before, after, differences(before, after) if before and after else ())
