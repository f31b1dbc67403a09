"""What can be done to artifacts: what it makes of the whole, and what people are told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from archportal import spec
from archportal.batches import batches
from archportal.spec import rules
from archportal.spec.wording import enumeration
from usecases.dictionary.listing import Narrowing, descriptions, read_entries
from usecases.models import Artifact, ArtifactName, Specification

CHOSEN_LIMIT = 500
"""Artifacts that are chosen one by one."""

Make = Callable[["spec.Specification"], "spec.Specification"]


@dataclass(frozen=True)
class Plan:
    """A change of artifacts that somebody asks for.

    `does` is “rename”, “merge”, “remove”, “outside”, “inside” or “type-” with a type. `into` is the artifact
    whose name stays when others become its other names, and `to` a new name.
    """

    does: str
    artifacts: Sequence[Artifact]
    into: Artifact | None = None
    to: str = ""
    keep: bool = True
    all: bool = False
    """Whether all artifacts of a list were chosen, instead of some."""

    @property
    def names(self) -> list[str]:
        """The names of the artifacts."""
        return [artifact.name for artifact in self.artifacts]

    @property
    def kind(self) -> str:
        """What is done, without the type."""
        return self.does.partition("-")[0]

    @property
    def type(self) -> str:
        """The type that is set."""
        return self.does.partition("-")[2]

    @property
    def note(self) -> str:
        """What the history says of it."""
        return _NOTES[self.kind](self)

    @property
    def ready(self) -> bool:
        """Whether everything is said that it needs."""
        if self.kind == "rename":
            return bool(self.to) and len(self.artifacts) == 1
        if self.kind == "merge":
            return self.into is not None and any(one != self.into for one in self.artifacts)
        return bool(self.artifacts)

    def apply(self, whole: spec.Specification) -> spec.Specification:
        """Return what it makes of the whole. Raises SpecError."""
        from archportal.spec import vocabulary

        if self.kind == "rename":
            return vocabulary.renamed(whole, self.names[0], self.to, keep=self.keep)
        if self.kind == "merge" and self.into:
            return vocabulary.merged(whole, self.names, self.into.name)
        if self.kind == "remove":
            return vocabulary.without_unused(whole, self.names)
        if self.kind == "type":
            return vocabulary.typed(whole, self.names, self.type)  # type: ignore[arg-type]
        return vocabulary.external(whole, self.names, self.kind == "outside")


def plan_of(specification: Specification, values: QueryDict) -> Plan | None:
    """Return what a form asks for; None where that is nothing that can be done."""
    does = values.get("do", "")
    types = {f"type-{value}" for value in ("", *Artifact.Type.values)}
    if does not in {"rename", "merge", "remove", "outside", "inside", *types}:
        return None
    everything = "all" in values
    ids = _listed(specification, values) if everything else _named_one_by_one(values)
    rows: dict[int, Artifact] = {}
    for batch in batches(ids):
        rows |= specification.artifacts.in_bulk(batch)
    artifacts = [rows[pk] for pk in dict.fromkeys(ids) if pk in rows]
    other = _named(specification, values.get("with", ""))
    if other is not None and other not in artifacts:
        artifacts.append(other)
    chosen = values.get("into", "")
    into = next((one for one in artifacts if str(one.pk) == chosen), other)
    to = rules.one_line(values.get("to", "").replace("\x00", ""))
    return Plan(does, artifacts, into, to, keep=values.get("keep", "yes") == "yes", all=everything)


def _named_one_by_one(values: QueryDict) -> list[int]:
    pks = values.getlist("a")[:CHOSEN_LIMIT]
    return [int(pk) for pk in pks if pk.isascii() and pk.isdigit() and len(pk) < 16]


def _listed(specification: Specification, values: QueryDict) -> list[int]:
    """Return all artifacts of the list from which somebody comes, as it was narrowed."""
    narrowing = Narrowing.of(QueryDict(values.get("back", "")[:2000]))
    described = descriptions(specification) if narrowing.query else {}
    return [entry.pk for entry in narrowing.apply(read_entries(specification), described)]


def digest(changes: Sequence[spec.Changed]) -> str:
    """Return what stands for a preview: another one for anything that it says otherwise."""
    text = "\n".join(f"{one.kind} {one.title} {' '.join(one.sentences)}" for one in changes)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _named(specification: Specification, name: str) -> Artifact | None:
    key = rules.name_key(name.replace("\x00", ""))
    if not key:
        return None
    row = ArtifactName.objects.filter(specification=specification, key=key).select_related("artifact").first()
    return row.artifact if row else None


def _quoted(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:5]]
    rest = len(names) - len(shown)
    return enumeration([*shown, f"{rest} more"] if rest else shown)


def _merged(plan: Plan) -> str:
    gone = _quoted([one.name for one in plan.artifacts if one != plan.into])
    return f"{gone} became “{plan.into.name if plan.into else ''}”."


_NOTES: dict[str, Callable[[Plan], str]] = {
    "rename": lambda plan: f"“{plan.names[0]}” is called “{plan.to}” now.",
    "merge": _merged,
    "remove": lambda plan: f"Removed what nothing uses: {_quoted(plan.names)}.",
    "outside": lambda plan: f"From outside: {_quoted(plan.names)}.",
    "inside": lambda plan: f"Not from outside: {_quoted(plan.names)}.",
    "type": lambda plan: (
        f"Type “{plan.type}”: {_quoted(plan.names)}." if plan.type else f"No type: {_quoted(plan.names)}."
    ),
}
