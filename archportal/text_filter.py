"""The text that narrows a list which is read from the database as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from archportal.sought import sought
from archportal.spec import rules

MANY = 8
"""From more entries than these, looking for one is work, and the list has a field for it."""


@dataclass(frozen=True)
class TextFilter:
    """What an address asks a list for: words that all stand in an entry. None of them narrows nothing."""

    text: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> TextFilter:
        """Return what `q` in the address says."""
        return cls(sought(request.GET.get("q", "")))

    def __bool__(self) -> bool:
        return bool(self.text)

    def keeps(self, *texts: str) -> bool:
        """Say whether an entry that says these texts is asked for."""
        said = rules.fold(" ".join(texts))
        return all(word in said for word in rules.fold(self.text).split())

    def needed(self, count: int) -> bool:
        """Say whether a list of so many entries shows the field."""
        return count > MANY or bool(self)
