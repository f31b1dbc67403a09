"""The table: what was reached, beside what must and what should be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table. `how` says in a few words what it was computed from."""

    what: str
    reached: float
    must: float | None = None
    reach: float | None = None
    how: str = ""
    unit: str = ""
    more_is_better: bool = False

    def misses(self, limit):
        if limit is None:
            return False
        return self.reached < limit if self.more_is_better else self.reached > limit

    @property
    def verdict(self):
        if self.must is None:
            return ""
        if self.misses(self.must):
            return "MISSED"
        return "must" if self.misses(self.reach) else "reach"

    def cells(self):
        return (
            self.what,
            shown(self.reached, self.unit),
            shown(self.must, self.unit),
            shown(self.reach, self.unit),
            self.verdict,
            self.how,
        )


def shown(number, unit):
    if number is None:
        return ""
    text = f"{number:.3f}" if abs(number) < 0.1 else f"{number:.2f}"
    return f"{text} {unit}".strip()


def markdown(rows):
    """Return the table; read as text it has straight columns."""
    lines = [("what", "reached", "must", "reach", "", "measured"), *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)
