"""What of a use case can be searched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archportal.spec import rules

if TYPE_CHECKING:
    from archportal.spec.documents import UseCase

_SKIPPED = {"slug", "status", "personas"}


def search_text(use_case: UseCase) -> str:
    """Return all that a person typed into a use case, folded (case, spacing) into one line of text."""
    return rules.fold(" ".join(_texts(use_case.model_dump(exclude=_SKIPPED))))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in _SKIPPED:
                yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
