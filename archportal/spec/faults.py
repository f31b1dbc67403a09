"""What is wrong with a document, as sentences with paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import ValidationError

Place = tuple[int | str, ...]

_SENTENCES = {
    "missing": "This is missing.",
    "extra_forbidden": "This key is not known here; remove it or correct its spelling.",
    "bool_type": "Write true or false.",
    "string_type": "Write a text.",
    "int_type": "Write a whole number or null.",
    "tuple_type": "Write a list.",
    "model_type": "Write an object.",
    "model_attributes_type": "Write an object.",
    "dict_type": "Write an object.",
    "string_too_long": "Shorten this to at most {max_length} characters.",
    "too_long": "Keep at most {max_length} of these.",
    "greater_than_equal": "Write a whole number from {ge} on.",
    "less_than_equal": "Write a whole number up to {le}.",
    "literal_error": "Write one of {expected}.",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where (keys and indexes from the root of the document) and what to do."""

    place: Place
    message: str

    @property
    def path(self) -> str:
        """The place as `use_cases[3].inputs[0].required`."""
        parts = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.place]
        return "".join(parts).removeprefix(".")

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.place else self.message


class SpecError(ValueError):
    """A document could not be read. `faults` says where and why; its text has one line for each."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

    @classmethod
    def of(cls, message: str) -> SpecError:
        """Make an error about the whole of what was read."""
        return cls([Fault((), message)])


def faults_of(error: ValidationError) -> list[Fault]:
    """Return the faults that pydantic found, each with a sentence that says what to do."""
    # A slug is missing only where the title that makes it is missing or wrong, which has its own fault.
    return [
        Fault(details["loc"], _sentence(details))
        for details in error.errors(include_url=False)
        if not (details["type"] == "missing" and details["loc"][-1] == "slug")
    ]


def _sentence(details: Mapping[str, Any]) -> str:
    context = details.get("ctx", {})
    if details["type"] == "value_error":
        return str(context["error"])
    # Lengths are checked after a text was put in order, where pydantic speaks of items instead of characters.
    is_text = details["type"] == "too_long" and isinstance(details["input"], str)
    template = _SENTENCES.get("string_too_long" if is_text else details["type"])
    return template.format(**context) if template else f"{details['msg']}."
