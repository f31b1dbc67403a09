"""What the list of specifications tells of each one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from personas.models import PersonaRevision
from usecases.demonstration import is_demonstration
from usecases.models import (
    ArtifactRevision,
    CheckRun,
    Specification,
    SpecificationRevision,
    UseCase,
    UseCaseRevision,
)

CHECKED = ("at", "errors", "warnings", "infos")
_REVISIONS = {"text": SpecificationRevision, "usecase": UseCaseRevision, "artifact": ArtifactRevision}


@dataclass(frozen=True)
class Checked:
    """What the checks found last, and whether anything was saved since."""

    errors: int
    warnings: int
    infos: int
    stale: bool

    @property
    def open(self) -> int:
        """How many findings wait for somebody."""
        return self.errors + self.warnings + self.infos


@dataclass(frozen=True)
class Overview:
    """A specification, its use cases counted by status, and who changed anything in it last.

    `checked` is None where nobody has looked at the checks yet.
    """

    specification: Specification
    counts: Sequence[tuple[str, str, int]]
    at: datetime
    author_name: str
    demonstration: bool
    checked: Checked | None

    @property
    def total(self) -> int:
        """How many use cases there are."""
        return sum(count for _, _, count in self.counts)


def overviews() -> list[Overview]:
    """Return all specifications as their list shows them. One query."""
    return [_overview(row) for row in _rows()]


def overview(specification: Specification) -> Overview:
    """Return one specification as the list shows it. One query."""
    return _overview(_rows().get(pk=specification.pk))


def _rows() -> "QuerySet[Specification]":
    columns = {
        f"last_{name}_{column}": _last(kind, column)
        for name, kind in _REVISIONS.items()
        for column in ("at", "author_name")
    }
    counts = {
        f"{status}_count": Count("use_cases", filter=Q(use_cases__status=status))
        for status in UseCase.Status.values
    }
    rows = Specification.objects.with_document().defer("latest__document")
    return rows.annotate(**counts, **columns, **_checks()).order_by("title", "pk")


def _checks() -> dict[str, Subquery]:
    """Return the last checks; personas, which all specifications share, are looked at as well."""
    runs = CheckRun.objects.filter(specification=OuterRef("pk")).order_by("-pk")
    columns = {f"checked_{name}": Subquery(runs.values(name)[:1]) for name in CHECKED}
    return {**columns, "persona_at": Subquery(PersonaRevision.objects.order_by("-pk").values("at")[:1])}


def _last(kind: type, column: str) -> Subquery:
    revisions = kind.objects.filter(specification=OuterRef("pk"))
    return Subquery(revisions.order_by("-pk").values(column)[:1])


def _overview(row: Specification) -> Overview:
    changes = [
        (getattr(row, f"last_{name}_at"), getattr(row, f"last_{name}_author_name")) for name in _REVISIONS
    ]
    at, author_name = max(change for change in changes if change[0] is not None)
    counts = [(value, label, getattr(row, f"{value}_count")) for value, label in UseCase.Status.choices]
    return Overview(row, counts, at, author_name, is_demonstration(row), _checked(row, at))


def _checked(row: Specification, changed_at: datetime) -> Checked | None:
    at, errors, warnings, infos = (getattr(row, f"checked_{name}") for name in CHECKED)
    if at is None:
        return None
    return Checked(errors, warnings, infos, stale=at < max(changed_at, row.persona_at or changed_at))
