"""Putting the names of a dictionary in order: whole specifications in, whole specifications out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from archportal.spec import rules
from archportal.spec.documents import (
    Artifact,
    ArtifactType,
    Input,
    Output,
    Specification,
    UseCase,
    artifact_names,
    artifact_order,
    with_artifact_names,
)
from archportal.spec.faults import Fault, SpecError
from archportal.spec.jsonformat import build


def renamed(specification: Specification, old: str, new: str, *, keep: bool = True) -> Specification:
    """Return the specification with an artifact under a new name everywhere; the old one leads to it still.

    Without `keep` the old name is forgotten. Raises SpecError where there is no such artifact, or the new
    name leads to another one.
    """
    artifact = _named(specification, old)
    new = rules.one_line(new)
    other = _names(specification).get(rules.name_key(new))
    if other is not None and other is not artifact:
        sentence = (
            f"“{new}” leads to the artifact “{other.name}” already; merge the two, or choose another name."
        )
        raise SpecError([Fault(("name",), sentence)])
    aliases = _aliases(new, (artifact.name, *artifact.aliases) if keep else artifact.aliases)
    after = build(Artifact, {**artifact.model_dump(), "name": new, "aliases": aliases})
    return _with_artifacts(specification, {artifact.keys[0]: after})


def merged(specification: Specification, names: Iterable[str], into: str) -> Specification:
    """Return the specification with artifacts as other names of another one, in every use case.

    What the other one does not say of itself (type, description) it takes from them, and it comes from
    outside where one of them does. A use case that took or gave two of them has one row for both; of two
    defaults the second stands in the description. Raises SpecError where there is no such artifact, or two
    descriptions are too long for one.
    """
    target = _named(specification, into)
    gone = [one for one in _each_once(_named(specification, name) for name in names) if one is not target]
    after = _absorbing(target, gone)
    changed: dict[str, Artifact | None] = {target.keys[0]: after, **{one.keys[0]: None for one in gone}}
    return _with_artifacts(specification, changed)


def typed(specification: Specification, names: Iterable[str], kind: ArtifactType) -> Specification:
    """Return the specification with a type for these artifacts. Raises SpecError where one is missing."""
    return _with_values(specification, names, {"type": kind})


def external(specification: Specification, names: Iterable[str], value: bool) -> Specification:
    """Return the specification with these artifacts from outside, or not. Raises SpecError as `typed`."""
    return _with_values(specification, names, {"external": value})


def used_names(specification: Specification) -> set[str]:
    """Return the keys of the names that use cases speak of."""
    return {rules.name_key(name) for use_case in specification.use_cases for name in artifact_names(use_case)}


def without_unused(specification: Specification, names: Iterable[str]) -> Specification:
    """Return the specification without those of the named artifacts that no use case names.

    Raises SpecError where there is no such artifact.
    """
    used = used_names(specification)
    keys = {_named(specification, name).keys[0] for name in names}
    return _with_artifacts(specification, dict.fromkeys(keys - used))


def _with_values(
    specification: Specification, names: Iterable[str], values: Mapping[str, Any]
) -> Specification:
    artifacts = [_named(specification, name) for name in names]
    return _with_artifacts(specification, {one.keys[0]: one.model_copy(update=values) for one in artifacts})


def _with_artifacts(specification: Specification, changed: Mapping[str, Artifact | None]) -> Specification:
    """Put artifacts in the place of those with these keys (None: in none), and their names into all rows."""
    pairs = [(one, changed.get(one.keys[0], one)) for one in specification.artifacts]
    artifacts = tuple(sorted((after for _before, after in pairs if after), key=artifact_order))
    names = {key: after.name for key, after in changed.items() if after}
    names |= {key: artifact.name for artifact in artifacts for key in artifact.keys}
    keys = changed.keys()
    use_cases = tuple(_under_names(use_case, names, keys) for use_case in specification.use_cases)
    return specification.model_copy(update={"artifacts": artifacts, "use_cases": use_cases})


def _under_names(use_case: UseCase, names: dict[str, str], changed: Collection[str]) -> UseCase:
    if not any(rules.name_key(name) in changed for name in artifact_names(use_case)):
        return use_case
    # Two rows that have come to name one thing are one row; two that did before stay as they were written.
    inputs = _joined(use_case.inputs, names, _one_input)
    outputs = _joined(use_case.outputs, names, _one_output)
    for row in (*inputs, *outputs):
        _fits(row.description, f"use case {use_case.number} “{use_case.title}”", row.name)
    joined = use_case.model_copy(update={"inputs": inputs, "outputs": outputs})
    return with_artifact_names(joined, dict(names))


def _joined(
    rows: Sequence[Any], names: Mapping[str, str], join: Callable[[Any, Any], Any]
) -> tuple[Any, ...]:
    kept: list[Any] = []
    first: dict[str, tuple[int, str]] = {}
    for row in rows:
        key = rules.name_key(row.name)
        place, former = first.setdefault(rules.name_key(names.get(key, row.name)), (len(kept), key))
        if former == key:
            kept.append(row)
        else:
            kept[place] = join(kept[place], row)
    return tuple(kept)


def _one_input(one: Input, other: Input) -> Input:
    description = _both(one.description, other.description)
    if one.default and other.default and one.default != other.default:
        description = _both(description, rules.lines(f"Default of “{other.name}”: {other.default}"))
    return one.model_copy(
        update={
            "required": one.required or other.required,
            "default": one.default or other.default,
            "description": description,
        }
    )


def _one_output(one: Output, other: Output) -> Output:
    return one.model_copy(update={"description": _both(one.description, other.description)})


def _both(one: str, other: str) -> str:
    """Return two texts as one; the second is left out where it is some lines of the first."""
    if not other or f"\n{other}\n" in f"\n{one}\n":
        return one
    return f"{one}\n{other}" if one else other


def _fits(description: str, where: str, name: str) -> None:
    """Raise SpecError where descriptions that came together are more than one may be."""
    if len(description) > rules.TEXT_LIMIT:
        raise SpecError.of(
            f"Together, the descriptions of “{name}” in {where} have {len(description):,} characters; "
            f"{rules.TEXT_LIMIT:,} are possible. Shorten one of them first."
        )


def _absorbing(target: Artifact, gone: Sequence[Artifact]) -> Artifact:
    kind = next((one.type for one in (target, *gone) if one.type), "")
    description = target.description
    for one in gone:
        description = _both(description, one.description)
    _fits(description, "the dictionary", target.name)
    aliases = _aliases(
        target.name, [*target.aliases, *(name for one in gone for name in (one.name, *one.aliases))]
    )
    return target.model_copy(
        update={
            "aliases": aliases,
            "type": kind,
            "description": description,
            "external": any(one.external for one in (target, *gone)),
        }
    )


def _aliases(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, each once, without the name itself."""
    distinct = {rules.name_key(name): name}
    for alias in names:
        distinct.setdefault(rules.name_key(alias), alias)
    aliases = tuple(distinct.values())[1:]
    if len(aliases) > rules.ROWS_LIMIT:
        raise SpecError.of(
            f"“{name}” would have {len(aliases)} other names; {rules.ROWS_LIMIT} are possible."
        )
    return aliases


def _named(specification: Specification, name: str) -> Artifact:
    artifact = _names(specification).get(rules.name_key(name))
    if artifact is None:
        raise SpecError.of(f"There is no artifact “{name}” any more; look at the dictionary again.")
    return artifact


def _names(specification: Specification) -> dict[str, Artifact]:
    return {key: artifact for artifact in specification.artifacts for key in artifact.keys}


def _each_once(artifacts: Iterable[Artifact]) -> list[Artifact]:
    return list({artifact.keys[0]: artifact for artifact in artifacts}.values())
