"""Who tells a story: the personas that a part of a sentence names."""

import re

from archportal.spec import rules
from archportal.spec.reading.inline import Link, Masked
from archportal.spec.reading.people import People, without_article
from archportal.spec.reading.remarks import Remarks

_LIST = re.compile(
    r"\s*(?:,\s*(?:and/or|and|or)\s+|,\s*|;\s*|\s+(?:and/or|and|or)\s+|\s+/\s+)\s*", re.IGNORECASE
)


def personas_of(masked: Masked, who: str, line: int, people: People, remarks: Remarks) -> list[str]:
    """Return the slugs of the personas that a masked text names, linked or not."""
    slugs: list[str] = []
    place = 0
    for match in re.finditer(r"\x00(\d+)\x00", who):
        piece = masked.pieces[int(match[1])]
        if isinstance(piece, Link) and (piece.text.strip() or "#" in piece.url):
            slugs += _named(masked.plain(who[place : match.start()]), line, people, remarks)
            slugs.append(people.linked(piece, line, remarks))
            place = match.end()
    slugs += _named(masked.plain(who[place:]), line, people, remarks)
    return slugs


def _named(text: str, line: int, people: People, remarks: Remarks) -> list[str]:
    """Return the personas that are named without links: the longest names that are known first."""
    text = re.sub(r"\s*\((or|and)\s+([^()]*)\)", r" \1 \2", text)
    text = re.sub(r"\A\s*as(?:\s+an?)?(?:\s+|\Z)", "", rules.one_line(text), flags=re.IGNORECASE).strip(
        " ,;:.()"
    )
    text = re.sub(
        r"(?:\A|\s)(?:and/or|and|or|an?|the|either)\Z",
        "",
        re.sub(r"\A(?:and/or|and|or)(?:\s+|\Z)", "", text, flags=re.I),
        flags=re.I,
    ).strip(" ,")
    if not text:
        return []
    if people.named(without_article(text)):
        return [people.spoken(text, line, remarks)]
    marks = list(_LIST.finditer(text))[:50]
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    slugs: list[str] = []
    place = 0
    while place < len(starts):
        end = next(
            (
                e
                for e in range(len(ends) - 1, place, -1)
                if people.named(without_article(text[starts[place] : ends[e]]))
            ),
            place,
        )
        slugs += _one_or_slashed(text[starts[place] : ends[end]], line, people, remarks)
        place = end + 1
    return slugs


def _one_or_slashed(name: str, line: int, people: People, remarks: Remarks) -> list[str]:
    parts = [part for part in name.split("/") if part.strip()]
    if (
        len(parts) > 1
        and not people.named(without_article(name))
        and all(people.named(without_article(p)) for p in parts)
    ):
        return [people.spoken(part, line, remarks) for part in parts]
    return [people.spoken(name, line, remarks)] if without_article(name) else []
