"""A whole specification as two tables with their gaps: personas and use cases, artifacts and use cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archportal.spec import rules
from archportal.spec.csvformat import csv_line
from archportal.spec.outline import ArtifactOutline, Outline, UseCaseOutline


class Relation(StrEnum):
    """What a use case has to do with a persona or with an artifact, in the words of the table."""

    STORY = "story"
    PRODUCES = "produces"
    NEEDS = "needs"
    MAY_USE = "may use"

    @property
    def sign(self) -> str:
        """The mark that stands for it."""
        return {"story": "●", "produces": "◆", "needs": "●", "may use": "○"}[self.value]

    @property
    def verb(self) -> str:
        """The words between a use case and what it has to do with."""
        return "has a story of" if self is Relation.STORY else self.value


Cell = tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A persona or an artifact, with what each use case has to do with it, by the slug of the use case."""

    key: str
    name: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A use case, and what it lacks."""

    use_case: UseCaseOutline
    gaps: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Number and title."""
        return self.use_case.label


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows against use cases."""

    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What somebody wants to see of a matrix; what is empty narrows nothing."""

    text: str = ""
    persona: str = ""
    tag: str = ""
    status: str = ""
    gaps: bool = False

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.by_use_case or self.gaps)

    @property
    def by_use_case(self) -> bool:
        """Whether it chooses among the use cases by what they are."""
        return bool(self.persona or self.tag or self.status)


def persona_matrix(outline: Outline) -> Matrix:
    """Return the personas against the use cases whose stories speak of them."""
    cells: dict[str, dict[str, Cell]] = {persona.slug: {} for persona in outline.personas}
    for use_case in outline.use_cases:
        for slug in use_case.personas:
            if slug in cells:
                cells[slug][use_case.slug] = (Relation.STORY,)
    rows = (
        Row(one.slug, one.name, cells[one.slug], gaps=() if cells[one.slug] else ("no use case",))
        for one in outline.personas
    )
    columns = (Column(one, () if one.personas else ("no persona",)) for one in outline.use_cases)
    return Matrix(tuple(rows), tuple(columns))


def artifact_matrix(outline: Outline) -> Matrix:
    """Return the artifacts against the use cases that produce, need or may use them.

    Artifacts stand in the order in which use cases speak of them first, so that what goes together stands
    together in large tables too; those of no use case come last.
    """
    cells: dict[str, dict[str, Cell]] = {artifact.name: {} for artifact in outline.artifacts}
    for use_case in outline.use_cases:
        for name, relation in _relations(use_case):
            cells[name][use_case.slug] = (*cells[name].get(use_case.slug, ()), relation)
    places = {one.slug: place for place, one in enumerate(outline.use_cases)}
    rows = [_artifact_row(artifact, cells[artifact.name]) for artifact in outline.artifacts]
    rows.sort(key=lambda row: next((places[slug] for slug in row.cells), len(places)))
    return Matrix(tuple(rows), tuple(Column(one, _flow_gaps(one)) for one in outline.use_cases))


def _relations(use_case: UseCaseOutline) -> Iterator[tuple[str, Relation]]:
    for name in use_case.outputs:
        yield name, Relation.PRODUCES
    for need in use_case.inputs:
        yield need.name, Relation.NEEDS if need.required else Relation.MAY_USE


def _artifact_row(artifact: ArtifactOutline, cells: Mapping[str, Cell]) -> Row:
    found = {relation for cell in cells.values() for relation in cell}
    gaps = []
    if Relation.PRODUCES not in found and not artifact.external:
        gaps.append("nothing produces it")
    if found.isdisjoint((Relation.NEEDS, Relation.MAY_USE)):
        gaps.append("nothing uses it")
    notes = (artifact.type, "from outside" if artifact.external else "")
    return Row(artifact.name, artifact.name, cells, tuple(note for note in notes if note), tuple(gaps))


def _flow_gaps(use_case: UseCaseOutline) -> tuple[str, ...]:
    missing = (("no inputs", not use_case.inputs), ("no outputs", not use_case.outputs))
    return tuple(words for words, missed in missing if missed)


def narrowed(matrix: Matrix, narrowing: Narrowing) -> Matrix:
    """Return the part of a matrix that somebody wants to see.

    Persona, tag and status choose use cases, and with them what these have to do with. A text finds rows and
    use cases by name, and keeps what they have to do with. What has a gap keeps what it has to do with too.
    """
    if narrowing.by_use_case:
        chosen = tuple(one for one in matrix.columns if _fits(one.use_case, narrowing))
        matrix = Matrix(_touching(matrix.rows, _slugs(chosen)), chosen)
    if narrowing.text.strip():
        matrix = _with_text(matrix, rules.fold(narrowing.text).split())
    if narrowing.gaps:
        rows = tuple(row for row in matrix.rows if row.gaps)
        reached = {slug for row in rows for slug in row.cells}
        matrix = Matrix(
            rows, tuple(one for one in matrix.columns if one.gaps or one.use_case.slug in reached)
        )
    return matrix


def _fits(use_case: UseCaseOutline, narrowing: Narrowing) -> bool:
    return (
        (not narrowing.persona or narrowing.persona in use_case.personas)
        and (not narrowing.tag or narrowing.tag in use_case.tags)
        and (not narrowing.status or narrowing.status == use_case.status)
    )


def _with_text(matrix: Matrix, words: list[str]) -> Matrix:
    found = [row for row in matrix.rows if _says(row.name, words)]
    slugs = _slugs(one for one in matrix.columns if _says(one.label, words))
    keys, reached = {row.key for row in found}, slugs.union(*(row.cells for row in found))
    return Matrix(
        tuple(row for row in matrix.rows if row.key in keys or not slugs.isdisjoint(row.cells)),
        tuple(one for one in matrix.columns if one.use_case.slug in reached),
    )


def _says(text: str, words: Iterable[str]) -> bool:
    folded = rules.fold(text)
    return all(word in folded for word in words)


def _slugs(columns: Iterable[Column]) -> set[str]:
    return {column.use_case.slug for column in columns}


def _touching(rows: Iterable[Row], slugs: set[str]) -> tuple[Row, ...]:
    return tuple(row for row in rows if not slugs.isdisjoint(row.cells))


def sentence(column: Column, cell: Cell, row: Row) -> str:
    """Say in words what a cell holds.

    >>> sentence(Column(UseCaseOutline("a", "3", "Intake")), (Relation.NEEDS,), Row("Raw data", "Raw data"))
    'Use Case 3 needs Raw data'
    """
    verbs = " and ".join(relation.verb for relation in cell) or "has nothing to do with"
    return f"Use Case {column.use_case.number} {verbs} {row.name}"


def csv_lines(matrix: Matrix, what: str) -> Iterator[str]:
    """Yield a whole matrix as lines of CSV, safe against formulas; `what` is the head of the first column."""
    slugs = [column.use_case.slug for column in matrix.columns]
    yield csv_line([what, "About", "Gaps", *(column.label for column in matrix.columns)])
    for row in matrix.rows:
        cells = (", ".join(row.cells.get(slug, ())) for slug in slugs)
        yield csv_line([row.name, ", ".join(row.notes), ", ".join(row.gaps), *cells])
