"""What the templates of the form show: sections of rows, and rows of cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from archportal.conflicts import ShownClash
from usecases.form.document import Errors
from usecases.form.kinds import KINDS, Field, Kind
from usecases.form.typed import GONE, Typed, TypedRow, blank_row
from usecases.models import UseCase

Clashes = Mapping[str, ShownClash]
"""What two people changed both, by the name of the field, or of the row."""
NO_CLASHES: Clashes = {}

MOST_OPTIONS = 1000
"""Options of all exceptions together. Where each offered each step, a page of many would be all options."""

NEW_KEY = "__KEY__"
"""Stands for the key in the row that rows.js makes new ones of."""


@dataclass(frozen=True)
class Cell:
    """One field of one row, ready to be drawn."""

    field: Field
    id: str
    value: str
    errors: Sequence[str]
    focus: bool
    options: Sequence[tuple[str, str]] = ()
    by_number: bool = False
    """Whether there are too many steps to offer them all without a script."""
    clash: ShownClash | None = None


@dataclass(frozen=True)
class Steps:
    """What exceptions choose from: the labels of the steps by key, and whether all can be offered at once."""

    labels: Mapping[str, str]
    few: bool

    def offered(self, row: TypedRow) -> Sequence[tuple[str, str]]:
        """Return the options of one exception: of too many the chosen one alone; rows.js adds the others."""
        chosen = row.values.get("step", "")
        gone = (
            [(chosen, f"{chosen.removeprefix(GONE)}: there is no such step")]
            if chosen.startswith(GONE)
            else []
        )
        if self.few:
            return [*self.labels.items(), *gone]
        return gone or [(key, self.labels[key]) for key in (chosen,) if key in self.labels]


NO_STEPS = Steps({}, few=True)


@dataclass(frozen=True)
class Row:
    """One row; `name` says which one it is to somebody who only hears the buttons."""

    id: str
    name: str
    cells: Sequence[Cell]
    invalid: bool
    clash: ShownClash | None = None
    chosen: bool = False


@dataclass(frozen=True)
class Section:
    """All rows of one kind."""

    kind: Kind
    rows: Sequence[Row]
    errors: Sequence[str]
    new_row: Row
    focus_add: bool = False
    pasted: str = ""
    """A list that was pasted and could not be read."""
    clash: ShownClash | None = None
    """What two people made of the whole list, such as its order."""

    @property
    def chosen(self) -> bool:
        """Whether some of its rows are chosen."""
        return any(row.chosen for row in self.rows)


@dataclass(frozen=True)
class Head:
    """A field at the head of the form."""

    id: str
    value: str
    errors: Sequence[str]
    clash: ShownClash | None = None


def heads(typed: Typed, errors: Errors, clashes: Clashes) -> dict[str, Head]:
    """Return the fields that are no rows, by name."""
    return {
        name: Head(name, value, errors.get(name, ()), clashes.get(name))
        for name, value in typed.heads.items()
    }


def sections(typed: Typed, errors: Errors, clashes: Clashes, chosen: Collection[str] = ()) -> list[Section]:
    """Return the rows of all kinds in the order of the form; `chosen` are the ids of the chosen ones."""
    return [section(typed, name, errors, clashes=clashes, chosen=chosen) for name in KINDS]


def section(
    typed: Typed,
    name: str,
    errors: Errors,
    focus: str | None = None,
    clashes: Clashes = NO_CLASHES,
    chosen: Collection[str] = (),
) -> Section:
    """Return the rows of one kind. `focus` is the key of the row to go to; "" means the button that adds."""
    kind = KINDS[name]
    typed_rows = typed.rows.get(name, ())
    steps = _steps(typed) if name == "exceptions" else NO_STEPS
    rows = [
        replace(row, chosen=row.id in chosen)
        for row in (_row(kind, row, n, errors, steps, focus, clashes) for n, row in enumerate(typed_rows, 1))
    ]
    new = _row(kind, blank_row(kind, NEW_KEY), 0, {}, NO_STEPS, None, NO_CLASHES)
    return Section(kind, rows, errors.get(name, ()), new, focus_add=focus == "", clash=clashes.get(name))


def _row(
    kind: Kind,
    row: TypedRow,
    number: int,
    errors: Errors,
    steps: Steps,
    focus: str | None,
    clashes: Clashes,
) -> Row:
    prefix = f"{kind.name}-{row.key}"
    cells = [
        Cell(
            field,
            f"{prefix}-{field.name}",
            row.values.get(field.name, ""),
            errors.get(f"{prefix}-{field.name}", ()),
            focus == row.key and field is kind.fields[0],
            steps.offered(row) if field.control == "step" else (),
            field.control == "step" and not steps.few,
            clashes.get(f"{prefix}-{field.name}"),
        )
        for field in kind.fields
    ]
    said = next((cell.value for cell in cells if cell.field in kind.texts and cell.value.strip()), "")
    name = f"{kind.one} {number}" + (f", {said[:60]}" if said else "")
    return Row(prefix, name, cells, any(cell.errors for cell in cells), clashes.get(prefix))


def _steps(typed: Typed) -> Steps:
    kind = KINDS["success_path"]
    kept = [row for row in typed.rows.get(kind.name, ()) if not row.blank(kind)]
    labels = {
        row.key: f"{number}: {row.values.get('text', '').strip()[:60]}" for number, row in enumerate(kept, 1)
    }
    return Steps(labels, len(kept) * len(typed.rows.get("exceptions", ())) <= MOST_OPTIONS)


STATUSES: Mapping[str, str] = {str(value): str(label) for value, label in UseCase.Status.choices}
