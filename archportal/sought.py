"""What an address says of something to look for."""

from __future__ import annotations

LONGEST = 300
"""Characters that count: no name and nothing that can be chosen is longer."""


def sought(value: str, longest: int = LONGEST) -> str:
    r"""Return a value of an address: stripped, cut, and without what no database can look for.

    >>> sought(" raw\0 data ")
    'raw data'
    """
    return value.replace("\0", "").strip()[:longest]
