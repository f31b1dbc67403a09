"""HTML comments: ours, which holds what a reader need not see, and those of other people."""

import json
import re
from typing import Any

from archportal.spec.reading.draft import Draft
from archportal.spec.reading.remarks import Remarks
from archportal.spec.reading.rows import Row

_COMMENT = re.compile(r"<!-- archportal (?P<kind>[a-z-]+) (?P<values>\{.*\}) -->")


def comment_values(rows: list[Row], kind: str, remarks: Remarks) -> dict[str, Any]:
    """Return what our comment of this kind holds."""
    for row in rows:
        match = None if row.code else _COMMENT.fullmatch(row.text.rstrip())
        if match and match["kind"] == kind:
            try:
                values = json.loads(match["values"])
            except (ValueError, RecursionError):
                values = None
            if isinstance(values, dict):
                return values
            remarks.warn(row.number, "The comment of archportal cannot be read any more; it was left out.")
    return {}


def without_comments(rows: list[Row], draft: Draft) -> list[Row]:
    """Return the rows without HTML comments, which go to the notes."""
    if not any("<!--" in row.text and not row.code for row in rows):
        return rows
    result: list[Row] = []
    hidden: list[Row] = []
    inside = False
    for row in rows:
        if row.code and not inside:
            result.append(row)
            continue
        shown, comment = "", ""
        for piece in re.split(r"(<!--|-->)", row.text):
            inside = inside or piece == "<!--"
            if inside:
                comment += piece
            else:
                shown += piece
            inside = inside and piece != "-->"
        if comment.strip():
            hidden.append(row._replace(text=comment.strip()))
        if shown.strip() or row.blank:
            result.append(row._replace(text=shown))
    if hidden:
        draft.unplaced(hidden, "This comment is not shown anywhere")
    return result
