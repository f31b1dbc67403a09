"""Making a use case out of what was read: what is too long for its place is kept in the notes."""

from collections.abc import Collection
from typing import Any, get_args

from archportal.spec import rules
from archportal.spec.documents import Status, UseCase
from archportal.spec.faults import Fault, SpecError
from archportal.spec.jsonformat import build
from archportal.spec.reading.draft import Draft
from archportal.spec.rules import clean

_LISTS = ("stories", "preconditions", "inputs", "outputs", "success_path", "exceptions")
_TEXT_LIMITS = {
    "want": rules.SENTENCE_LIMIT,
    "so_that": rules.SENTENCE_LIMIT,
    "default": rules.SENTENCE_LIMIT,
    "description": rules.TEXT_LIMIT,
    "text": rules.TEXT_LIMIT,
    "handling": rules.TEXT_LIMIT,
}


def usecase_of(draft: Draft, taken: Collection[str]) -> UseCase:
    """Return the use case. Its slug is none of those that are taken.

    Only what other people's files mention is set in it (pydantic's `model_fields_set`): an import leaves the
    rest alone. What archportal wrote mentions everything.
    """
    title = _title(draft)
    values: dict[str, Any] = {"title": title, "number": draft.number, "optional": draft.optional}
    values["slug"] = rules.free_slug(_slug(draft) or rules.slug_of(title, "use-case"), taken)
    values["status"] = _status(draft)
    values["tags"] = _tags(draft)
    values["event"] = _event(draft)
    for name in _LISTS:
        values[name] = _rows(draft, name)
    values["description"] = _description(draft)
    values["notes"] = _notes(draft)
    if not draft.own:
        said = {
            "title",
            "slug",
            "optional",
            *draft.mentioned,
            *(name for name, value in values.items() if value),
        }
        values = {
            name: value for name, value in values.items() if name in said and name not in ("status", "tags")
        }
    try:
        return build(UseCase, values)
    except SpecError as error:
        raise SpecError(
            [Fault((), f"{draft.file}, line {draft.line}: {fault}") for fault in error.faults]
        ) from None


def _notes(draft: Draft) -> str:
    notes = "\n\n".join(clean(note) for note in draft.notes)
    if len(rules.lines(notes)) > rules.MARKDOWN_LIMIT:
        raise SpecError.of(
            f"{draft.file}, line {draft.line}: The notes of this use case, with all that has no other place, "
            f"would be longer than {rules.MARKDOWN_LIMIT:,} characters; split it."
        )
    return notes


def _title(draft: Draft) -> str:
    title = rules.one_line(clean(draft.title))
    if not title:
        draft.remarks.warn(draft.line, "This use case has no title; give it one.")
        return "Untitled use case"
    return _cut(draft, title, rules.LINE_LIMIT, draft.line, "title")


def _slug(draft: Draft) -> str:
    slug = draft.unseen.get("slug")
    return slug if isinstance(slug, str) and rules.is_slug(slug) else ""


def _status(draft: Draft) -> str:
    status = draft.unseen.get("status", "draft")
    if status in get_args(Status):
        return str(status)
    draft.remarks.warn(
        draft.line, "The status in the comment is none that archportal knows; it became a draft."
    )
    return "draft"


def _tags(draft: Draft) -> list[str]:
    tags = draft.unseen.get("tags", [])
    words = (
        [rules.one_line(clean(tag)) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    )
    return [tag for tag in words if 0 < len(tag) <= 50][: rules.ROWS_LIMIT]


def _event(draft: Draft) -> str:
    event = draft.event or draft.unseen.get("event", "")
    return rules.one_line(clean(event))[: rules.LINE_LIMIT].strip(" ") if isinstance(event, str) else ""


def _rows(draft: Draft, name: str) -> list[Any]:
    lines = draft.lines.get(name, [])
    rows = []
    for place, row in enumerate(getattr(draft, name)):
        line = lines[place] if place < len(lines) else draft.line
        rows.append(
            _row(draft, row, line)
            if isinstance(row, dict)
            else _cut(draft, clean(row), rules.TEXT_LIMIT, line)
        )
    beyond = rows[rules.ROWS_LIMIT :]
    if beyond:
        draft.unplaced_text(
            "\n".join(f"- {_said(row)}" for row in beyond),
            lines[rules.ROWS_LIMIT] if len(lines) > rules.ROWS_LIMIT else draft.line,
            f"There are more than {rules.ROWS_LIMIT} of these; what is beyond",
        )
    return [row for row in rows[: rules.ROWS_LIMIT] if _is_filled(row)]


def _is_filled(row: Any) -> bool:
    if not isinstance(row, dict):
        return bool(rules.lines(row))
    return bool(rules.lines(str(row.get("name", row.get("text", "-")))))


def _row(draft: Draft, row: dict[str, Any], line: int) -> dict[str, Any]:
    fitted = {key: clean(value) if isinstance(value, str) else value for key, value in row.items()}
    if "name" in fitted:
        fitted["name"] = rules.one_line(fitted["name"])
        if len(fitted["name"]) > rules.LINE_LIMIT:
            whole = fitted["name"]
            fitted["name"] = _shortened(whole, rules.LINE_LIMIT)
            fitted["description"] = "\n".join(filter(None, [whole, fitted["description"]]))
            draft.remarks.warn(
                line, "This name is too long; it was shortened, and stands whole in the description."
            )
    for key, limit in _TEXT_LIMITS.items():
        if key in fitted:
            fitted[key] = _cut(draft, fitted[key], limit, line)
    if len(fitted.get("personas", [])) > rules.ROWS_LIMIT:
        fitted["personas"] = fitted["personas"][: rules.ROWS_LIMIT]
    return fitted


def _cut(draft: Draft, text: str, limit: int, line: int, what: str = "text") -> str:
    normal = rules.lines(text)
    if len(normal) <= limit:
        return text
    draft.unplaced_text(normal, line, f"This {what} is longer than {limit:,} characters; it was shortened")
    return _shortened(normal, limit)


def _shortened(text: str, limit: int) -> str:
    start = text[: limit - 1]
    space = start.rfind(" ")
    return (start[:space] if space > limit // 2 else start).rstrip() + "…"


def _said(row: Any) -> str:
    if not isinstance(row, dict):
        return str(row)
    return " – ".join(str(value) for value in row.values() if isinstance(value, str) and value)


def _description(draft: Draft) -> str:
    text = clean("\n\n".join(draft.description))
    if len(rules.lines(text)) <= rules.MARKDOWN_LIMIT:
        return text
    place = text.rfind("\n", 0, rules.MARKDOWN_LIMIT)
    place = place if place > 0 else rules.MARKDOWN_LIMIT
    draft.unplaced_text(text[place:], draft.line, "The description is too long; the rest of it")
    return text[:place]
