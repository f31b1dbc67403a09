"""What the form asks for before a use case goes to review."""

from __future__ import annotations

from collections.abc import Mapping

from archportal import spec
from archportal.spec.completeness import missing
from archportal.spec.rules import one_line
from usecases.form.document import Errors, Reading, match_personas, unknown_persona
from usecases.form.kinds import EXCEPTIONS, STORIES
from usecases.form.lenient import Lenient
from usecases.form.typed import Typed

DRAFT = "draft"
SAFE = "safe"
"""What the form sends where its author says that nothing can go wrong."""
SAID_SAFE = "Nothing can go wrong here."
"""What the history says then: a document has no place for it, and the reviewers shall see who said so."""


def unready(document: spec.UseCase, reading: Reading, before: str, *, safe: bool = False) -> Errors:
    """Return what is missing where a draft goes to review or is approved, by the names of fields.

    `before` is the status that it has now. What is in review already may be worked on further, and only the
    form asks: imports, the administration and whatever else saves are free to set any status. With `safe`
    no exception is asked for.
    """
    if before != DRAFT or document.status == DRAFT:
        return {}
    errors = _at_fields(document, reading)
    return {name: said for name, said in errors.items() if not (safe and name == EXCEPTIONS.name)}


def missing_of(typed: Typed, lenient: Lenient, personas: Mapping[str, str]) -> Errors:
    """Return all that is missing from what is typed now, by the names of fields.

    `personas` is what the form was read with.
    """
    errors = _at_fields(lenient.document, lenient.reading)
    if not one_line(typed.heads["title"]):
        errors["title"] = ["Give the use case a title."]
    for row in typed.rows.get(STORIES.name, ()):
        for name in match_personas(row.values.get("personas", ""), personas)[1]:
            errors.setdefault(f"{STORIES.name}-{row.key}-personas", []).append(unknown_persona(name))
    return errors


def _at_fields(document: spec.UseCase, reading: Reading) -> Errors:
    errors: Errors = {}
    for item in missing(document):
        sentence = item.sentence
        if item.place == (EXCEPTIONS.name,):
            sentence += " If nothing can, say so when you save it for review."
        errors.setdefault(reading.name_of(item.place), []).append(sentence)
    return errors
