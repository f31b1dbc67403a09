"""The rows of a Markdown file: numbered, with what is code marked as such."""

import re
from typing import NamedTuple

from archportal.spec import fences, rules
from archportal.spec.reading.remarks import Remarks

OWN = "<!-- archportal "
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+|>[ \t]?)*(`{3,}|~{3,})(?!.*`)")
_LIKE_A_HEADING = re.compile(r"#{1,3}[ \t]+\w")


class Row(NamedTuple):
    """One row of a file; `code` counts the blocks of code from 1, and is 0 outside of them."""

    number: int
    text: str
    code: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip(" \t")


def rows_of(text: str, remarks: Remarks) -> list[Row]:
    """Return the rows of a file, without what cannot be stored."""
    texts = _BREAKS.sub("\n", text.removeprefix("\ufeff")).split("\n")
    for place, row in enumerate(texts):
        character = rules.forbidden_character(row)
        if character is not None:
            texts[place] = "".join(c for c in row if rules.forbidden_character(c) is None)
            remarks.warn(
                place + 1, f"The character U+{ord(character):04X} cannot be stored; it was left out."
            )
    own = [Row(number, row, code) for number, (row, code) in enumerate(_strictly(texts), 1)]
    if any(row.text.startswith(OWN) and not row.code for row in own):
        return own
    return [Row(number, row, code) for number, (row, code) in enumerate(_tolerantly(texts), 1)]


def is_own(rows: list[Row]) -> bool:
    """Say whether archportal wrote these rows."""
    return any(row.text.startswith(OWN) and not row.code for row in rows)


def text_of(rows: list[Row]) -> str:
    """Return the text of the rows, word for word, without blank rows around it."""
    return rules.lines("\n".join(row.text for row in rows))


def stripped(rows: list[Row]) -> list[Row]:
    """Return the rows without blank ones around them."""
    start, end = 0, len(rows)
    while start < end and rows[start].blank:
        start += 1
    while end > start and rows[end - 1].blank:
        end -= 1
    return rows[start:end]


def _strictly(texts: list[str]) -> list[tuple[str, int]]:
    """Mark the code as `fences` sees it: in what archportal wrote, this is certain."""
    found: list[tuple[str, int]] = []
    count = 0
    for start, end in fences.parts(texts):
        code = end > start + 1 or fences.opening(texts[start]) is not None
        count += code
        found += [(row, count if code else 0) for row in texts[start:end]]
    return found


def _tolerantly(texts: list[str]) -> list[tuple[str, int]]:
    """Mark the code as people mean it: a fence may be indented; one that is left open ends at a heading."""
    found: list[tuple[str, int]] = []
    count, fence, start = 0, "", 0
    for row in texts:
        if fence:
            found.append((row, count))
            ending = row.strip()
            if ending.startswith(fence) and not ending.strip(fence[0]):
                fence = ""
            continue
        match = _FENCE.match(row)
        if match:
            count, fence, start = count + 1, match[1], len(found)
        found.append((row, count if match else 0))
    if not fence:
        return found
    heading = next((n for n in range(start + 1, len(texts)) if _LIKE_A_HEADING.match(texts[n])), None)
    if heading is None:
        return found
    rest = [(row, code + count if code else 0) for row, code in _tolerantly(texts[heading:])]
    return [*found[:heading], *rest]
