"""The picture as rows to be read: for every use case what it needs from whom, and what it gives to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archportal.spec.outline import Outline, UseCaseOutline

PARTNERS = 5
"""Use cases that are named beside one artifact; what is beyond is counted."""


@dataclass(frozen=True, slots=True)
class Needed:
    """An input: where it comes from. With neither `givers` nor `external` nothing gives it."""

    name: str
    required: bool
    external: bool
    givers: Sequence[UseCaseOutline]
    more: int

    @property
    def is_gap(self) -> bool:
        """Whether nothing gives it and it does not come from outside."""
        return not self.givers and not self.external


@dataclass(frozen=True, slots=True)
class Given:
    """An output: who takes it. Without `takers` it leaves."""

    name: str
    takers: Sequence[UseCaseOutline]
    more: int


@dataclass(frozen=True, slots=True)
class Row:
    """A use case with all that it needs and gives."""

    use_case: UseCaseOutline
    needs: tuple[Needed, ...]
    gives: tuple[Given, ...]


def rows_of(outline: Outline, shown: Iterable[UseCaseOutline]) -> list[Row]:
    """Return the rows of these use cases. Partners are named whether they are shown or not."""
    external = {artifact.name for artifact in outline.artifacts if artifact.external}
    return [_row(outline, use_case, external) for use_case in shown]


def _row(outline: Outline, use_case: UseCaseOutline, external: set[str]) -> Row:
    needs = []
    for need in use_case.inputs:
        givers = outline.producers.get(need.name, ())
        needs.append(Needed(need.name, need.required, need.name in external, *_partners(givers)))
    gives = (Given(name, *_partners(outline.consumers.get(name, ()))) for name in use_case.outputs)
    return Row(use_case, tuple(needs), tuple(gives))


def _partners(use_cases: Sequence[UseCaseOutline]) -> tuple[Sequence[UseCaseOutline], int]:
    return use_cases[:PARTNERS], max(0, len(use_cases) - PARTNERS)
