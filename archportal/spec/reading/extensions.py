"""Exceptions that are numbered by their step, as extensions are: 3a, 3b, and *a for one at any step."""

import re

from archportal.spec import rules
from archportal.spec.reading.rows import Row

_LABEL = re.compile(r"(?P<step>\d{1,3}|\*)a?[a-z][.):][ \t]+(?=\S)")
_PART = re.compile(r"[ \t]*(?:\d{1,3}|\*)a?[a-z]\.?\d{1,2}[.):][ \t]+(?=\S)")


def as_items(rows: list[Row]) -> list[Row]:
    """Return rows in which each label begins an item, and a label such as 3a1 one that is nested in it."""
    found: list[Row] = []
    within = False
    for row in rows:
        if not row.code and _LABEL.match(row.text):
            within, row = True, row._replace(text=f"- {row.text}")
        elif not row.code and within and (part := _PART.match(row.text)):
            row = row._replace(text=f"  - {row.text[part.end() :]}")
        found.append(row)
    return found


def parted(text: str) -> tuple[int | None, str]:
    """Return the step that the label of an exception names, and the text behind the label.

    >>> parted("3a. The card is not valid"), parted("*a. The power fails"), parted("2nd. try")
    ((3, 'The card is not valid'), (None, 'The power fails'), (None, '2nd. try'))
    """
    match = _LABEL.match(text)
    if match is None or (match["step"] != "*" and not 0 < int(match["step"]) <= rules.ROWS_LIMIT):
        return None, text
    return int(match["step"]) if match["step"] != "*" else None, text[match.end() :]
