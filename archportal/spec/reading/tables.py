"""Rows of tables, whose columns say what stands in them."""

import re
from typing import Any

from archportal.spec import rules
from archportal.spec.reading import marks
from archportal.spec.reading.inline import mask, plain

_COLUMNS = {
    "name": r"(?:input|output|field|parameter|artifact|artefact|data|item)?s?(?: name)?|name|title",
    "required": r"(?:is )?(?:required|mandatory)(?: ?/ ?optional)?\??(?: ?\(y/n\))?|optionality|requirement",
    "optional": r"(?:is )?optional\??|optional ?\(y/n\)",
    "default": r"defaults?(?: value)?",
    "description": r"descriptions?|details?|explanation|meaning|comments?|notes?|remarks?",
    "step": r"(?:at )?step(?: ?(?:no\.?|number|#))?",
    "text": r"text|exception|error|exceptions?/errors?|condition|failure|steps?|action|what|precondition",
    "handling": r"handling|response|resolution|reaction|action|mitigation|what then|handled by|outcome",
    "number": r"#|no\.?|nr\.?|number|id|№",
}
_YES = re.compile(r"(?:y|yes|true|x|✓|✔|✔️|✅|☑|required|mandatory|1|\*|m|r)", re.IGNORECASE)
_NO = re.compile(r"(?:n|no|false|-|–|—|✗|✘|❌|optional|0|o|not required|)", re.IGNORECASE)


def bare_name(name: str) -> str:
    """Return a name without the punctuation that a list put behind it."""
    name = rules.one_line(name).strip(" ,;:")
    return name[:-1] if name.endswith(".") and not name.lower().endswith(("etc.", "..")) else name


def is_known(header: str) -> bool:
    """Say whether the heading of a column says what stands in it."""
    return any(re.fullmatch(pattern, header.strip(" *:"), re.IGNORECASE) for pattern in _COLUMNS.values())


def columns_of(columns: dict[str, str]) -> dict[str, str]:
    """Return the cells of a row by what their columns mean; the others keep their own names."""
    found: dict[str, str] = {}
    for header, cell in columns.items():
        name = next(
            (
                n
                for n, p in _COLUMNS.items()
                if n not in found and re.fullmatch(p, header.strip(" *:"), re.IGNORECASE)
            ),
            header,
        )
        found[name] = cell
    return found


def named_in_table(columns: dict[str, str]) -> tuple[dict[str, Any], marks.Marks]:
    """Return what a row says of an input or output, and its marks."""
    columns.pop("number", None)
    name = columns.pop("name" if "name" in columns else next(iter(columns), ""), "")
    masked = mask(name)
    mark = marks.marks_of(masked)
    said = take_required(columns)
    required = mark.required if said is None else said
    default = plain(columns.pop("default", "")).strip(" -–")
    values = {
        "name": bare_name(masked.plain(mark.text)),
        "default": default,
        "description": told(columns, "description"),
    }
    return values, marks.Marks("", required, mark.star)


def take_required(columns: dict[str, str]) -> bool | None:
    """Take out the columns that say whether a row is required, and return what they say."""
    required: bool | None = None
    for column, yes in (("required", True), ("optional", False)):
        cell = plain(columns.get(column, "")).strip()
        if column in columns and (_YES.fullmatch(cell) or _NO.fullmatch(cell)):
            said = (
                cell.lower() not in ("optional", "o") if column == "required" else not _is_required_word(cell)
            )
            required = yes if (bool(_YES.fullmatch(cell)) and said) else not yes
            if column == "optional" and cell.lower() in ("optional", "o"):
                required = False
            del columns[column]
    return required


def says_yes_or_no(cell: str) -> bool:
    """Say whether a cell says no more than that something is so, or not."""
    return bool(_YES.fullmatch(cell.strip()) or _NO.fullmatch(cell.strip()))


def _is_required_word(cell: str) -> bool:
    return cell.lower() in ("required", "mandatory", "m", "r")


def told(columns: dict[str, str], first: str) -> str:
    """Return the cells that are left, the named one first, the others after what their columns are called."""
    columns.pop("number", None)
    main = plain(columns.pop(first, ""))
    if not main and first == "text" and columns:
        main = plain(columns.pop(next(iter(columns))))
    others = [f"{header}: {plain(cell)}" for header, cell in columns.items() if cell.strip()]
    return "\n".join(filter(None, [main, *others]))
