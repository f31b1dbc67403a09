"""Reading the lists of a use case: inputs, outputs, preconditions, success path and exceptions."""

import re
from typing import Any

from archportal.spec import rules
from archportal.spec.reading import extensions, marks
from archportal.spec.reading.draft import Draft
from archportal.spec.reading.inline import Masked, mask, plain
from archportal.spec.reading.lists import Entry, entries, nested_text, nothing, text_with_children
from archportal.spec.reading.remarks import quoted
from archportal.spec.reading.rows import Row
from archportal.spec.reading.tables import bare_name, columns_of, named_in_table, take_required, told

_OWN_DEFAULT = re.compile(r"(?P<name>.*?) \(default: (?P<default>(?:\\.|[^\\)])*)\)", re.DOTALL)
_DEFAULT = re.compile(
    r"\s*[(\[]\s*(?:default(?:s to)?(?: value)?|by default)\s*[:=]?\s+(?P<default>[^()\[\]]{1,500})[)\]]",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(?:\s+[-–—]{1,2}\s+|\s*:\s+)(?=\S)")
_SAID_FIRST = re.compile(r"(?P<word>optional|required|mandatory)\s*(?:[,;.]\s*|\Z)", re.IGNORECASE)
_STEP_BEFORE = re.compile(
    r"\s*(?:at |in |during |on )?step\s+#?(?P<step>\d{1,3})\s*(?:[:,.)–—-]|\s-)\s*", re.IGNORECASE
)
_STEP_AFTER = re.compile(
    r"\s*[(\[](?:at |in |see |during )?step\s+#?(?P<step>\d{1,3})[)\]]\s*\.?\Z", re.IGNORECASE
)
_OPTIONAL = re.compile(
    r"\A\s*[*_]{0,3}[(\[]\s*optional\s*[)\]]:?[*_]{0,3}\s*|\A\s*[*_]{0,3}optional[*_]{0,3}\s*[:–—-][*_]{0,3}\s+"
    r"|\s*[*_]{0,3}[(\[]\s*optional(?: step)?\s*[)\]][*_]{0,3}(?P<stop>\.?)\s*\Z",
    re.IGNORECASE,
)


def read_inputs(rows: list[Row], draft: Draft, required: bool | None) -> None:
    """Read inputs. Which of them are required is decided when the whole file is known."""
    for entry in entries(rows, draft, names_only=True, required=required):
        values, mark = _own_named(entry) if draft.own else _named(entry)
        if not values["name"]:
            _keep_nameless(entry, rows, draft)
            continue
        if mark.required is None and entry.required is not None:
            mark = mark._replace(required=entry.required)
        draft.inputs.append(values)
        draft.marks.append(mark)
        draft.lines.setdefault("inputs", []).append(entry.line)


def read_outputs(rows: list[Row], draft: Draft) -> None:
    """Read outputs."""
    for entry in entries(rows, draft, names_only=True):
        values, mark = _own_named(entry) if draft.own else _named(entry)
        default = values.pop("default")
        if draft.own and mark.star:
            values["name"] += "*"
        elif mark.star:
            draft.remarks.note(entry.line, f"The star at the output {quoted(values['name'])} was left out.")
        if default:
            values["description"] = "\n".join(filter(None, [f"default: {default}", values["description"]]))
        if mark.required is False:
            values["description"] = "\n".join(filter(None, ["optional", values["description"]]))
        if not values["name"]:
            _keep_nameless(entry, rows, draft)
            continue
        draft.outputs.append(values)
        draft.lines.setdefault("outputs", []).append(entry.line)


def read_preconditions(rows: list[Row], draft: Draft) -> None:
    """Read preconditions."""
    for entry in entries(rows, draft, names_only=False):
        text = _text(entry, "text")
        if text:
            draft.preconditions.append(text)
            draft.lines.setdefault("preconditions", []).append(entry.line)


def read_success_path(rows: list[Row], draft: Draft) -> None:
    """Read the steps of the success path."""
    for entry in entries(rows, draft, names_only=False):
        optional = False
        if draft.own:
            optional = entry.text.endswith(" (optional)")
            entry.text = entry.text.removesuffix(" (optional)")
        elif entry.columns:
            entry.columns = columns_of(entry.columns)
            optional = take_required(entry.columns) is False
        else:
            match = _OPTIONAL.search(entry.text)
            if match and match.group() != entry.text:
                optional = True
                entry.text = entry.text[: match.start()] + (match["stop"] or "") + entry.text[match.end() :]
        text = _text(entry, "text")
        if text:
            draft.success_path.append({"text": text, "optional": optional})
            draft.lines.setdefault("success_path", []).append(entry.line)


def read_exceptions(rows: list[Row], draft: Draft) -> None:
    """Read exceptions, each with its step and what is done about it."""
    for entry in entries(rows if draft.own else extensions.as_items(rows), draft, names_only=False):
        step = None
        columns = columns_of(entry.columns) if entry.columns else {}
        if columns:
            step = _integer(columns.get("step", ""))
            columns = {name: cell for name, cell in columns.items() if name != "step" or step is None}
            handling = plain(columns.pop("handling", "")) if columns.get("text") else ""
            handling = "" if nothing(handling) else handling
            text = told(columns, "text")
        else:
            match = (
                re.match(r"At step (?P<step>\d+): ", entry.text)
                if draft.own
                else _STEP_BEFORE.match(entry.text)
            )
            match = match or (None if draft.own else _STEP_AFTER.search(entry.text))
            if match and 0 < int(match["step"]) <= rules.ROWS_LIMIT and match.group() != entry.text:
                step = int(match["step"])
                entry.text = entry.text[: match.start()] + entry.text[match.end() :]
            elif not draft.own:
                step, entry.text = extensions.parted(entry.text)
            text, handling = plain(entry.text), nested_text(entry.children)
        if text.strip():
            draft.exceptions.append({"text": text, "step": step, "handling": handling})
            draft.lines.setdefault("exceptions", []).append(entry.line)


def _keep_nameless(entry: Entry, rows: list[Row], draft: Draft) -> None:
    """Keep what stands where a name is missing, as a row of a table whose first cell is empty."""
    draft.unplaced([row for row in rows if row.number == entry.line])


def _own_named(entry: Entry) -> tuple[dict[str, Any], marks.Marks]:
    head, _, description = entry.text.partition(" – ")
    mark = marks.own_marks(head)
    match = _OWN_DEFAULT.fullmatch(mark.text)
    if match:
        inner = marks.own_marks(match["name"])
        mark = marks.Marks(inner.text, inner.required if mark.required is None else mark.required, inner.star)
    texts = [plain(description), nested_text(entry.children)]
    return {
        "name": plain(mark.text),
        "default": plain(match["default"]) if match else "",
        "description": "\n".join(filter(None, texts)),
    }, mark


def _named(entry: Entry) -> tuple[dict[str, Any], marks.Marks]:
    if entry.columns is not None:
        return named_in_table(columns_of(entry.columns))
    masked = mask(entry.text)
    text, words = marks.worded(masked)
    text, default = _defaulted(text, masked)
    # The star stands at the name; in the description one may mean anything.
    name, description = _name_and_description(text)
    star = marks.without_star(masked, name)
    children, said = _said_below(entry)
    if words is None and (match := _SAID_FIRST.match(description)):
        words, description = match["word"].lower() != "optional", description[match.end() :]
    values = {
        "name": bare_name(masked.plain(star.text)),
        "default": default or said.get("default", ""),
        "description": "\n".join(filter(None, [masked.plain(description), nested_text(children)])),
    }
    required = words if words is not None else said.get("required")
    return values, marks.Marks("", required, star.star)


def _said_below(entry: Entry) -> tuple[list[Any], dict[str, Any]]:
    """Part what is nested below an input from what says whether it is required, or what its default is."""
    said: dict[str, Any] = {}
    rest = []
    for child in entry.children:
        text = plain(child.text).strip(" .()")
        default = re.fullmatch(r"default(?: value)?\s*[:=]\s*(.+)", text, re.IGNORECASE)
        if text.lower() in ("required", "mandatory", "optional", "required: yes", "required: no"):
            said["required"] = text.lower() in ("required", "mandatory", "required: yes")
        elif default and not child.children:
            said["default"] = default[1]
        else:
            rest.append(child)
    return rest, said


def _defaulted(text: str, masked: Masked) -> tuple[str, str]:
    match = _DEFAULT.search(text)
    if match is None:
        return text, ""
    return (text[: match.start()] + text[match.end() :]).strip(), masked.plain(match["default"]).strip()


def _name_and_description(text: str) -> tuple[str, str]:
    for match in _SPLIT.finditer(text[:400]):
        name = text[: match.start()]
        if name.count("(") == name.count(")") and 0 < len(name.strip("*_ ")) <= 100:
            return name, text[match.end() :]
    return text, ""


def _text(entry: Entry, column: str) -> str:
    return told(columns_of(entry.columns), column) if entry.columns else text_with_children(entry)


def _integer(text: str) -> int | None:
    match = re.fullmatch(r"\s*(?:step\s*)?#?(\d{1,3})\s*", text, re.IGNORECASE)
    return int(match[1]) if match and 0 < int(match[1]) <= rules.ROWS_LIMIT else None
