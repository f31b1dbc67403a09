"""Reading a description: stories, and the text around them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from archportal.spec import prose, wording
from archportal.spec.reading import diagrams, stories, story_tables
from archportal.spec.reading.blocks import Block, Code, Item, Paragraph, blocks_of
from archportal.spec.reading.comments import comment_values
from archportal.spec.reading.draft import Draft
from archportal.spec.reading.people import People
from archportal.spec.reading.rows import OWN, Row, text_of

_ONLY_TAGS = re.compile(r"\s*(?:</?(?:ul|ol|li|p|div|br)\b[^<>]{0,200}>\s*){1,20}", re.IGNORECASE)


class Part(NamedTuple):
    """First line, last line and text of what may be a story, and whether it stands in a list."""

    line: int
    last: int
    text: str
    listed: bool


def read_description(rows: list[Row], draft: Draft, people: People) -> None:
    """Read stories and the description behind them."""
    if draft.own:
        place = next((n for n, row in enumerate(rows) if row.text.startswith(OWN) and not row.code), None)
        if place is not None:
            draft.unseen = draft.unseen or comment_values([rows[place]], "use-case", draft.remarks)
            _read_stories(rows[:place], draft, people)
            text = prose.extract(text_of(rows[place + 1 :]))
            draft.description += [text] if text else []
            return
    _read_stories(story_tables.told(without_diagrams(rows, draft)), draft, people)


def _read_stories(rows: list[Row], draft: Draft, people: People) -> None:
    """Read stories, and keep what is none of them as the description, word for word."""
    used: set[int] = set()
    more: dict[int, str] = {}
    asking: stories.Story | None = None
    parts = [part for block in blocks_of(rows, draft.own) for part in _parts(block)]
    for part, below in zip_longest(parts, parts[1:]):
        listed = asking if part.listed else None
        if not listed and not (part.text.strip() and stories.is_story(part.text, people)):
            asking = None
            continue
        found = list(
            stories.stories_of(
                _wish(part.text) if listed else part.text, part.line, people, draft.remarks, draft.own
            )
        )
        if listed:
            found = [replace(story, personas=listed.personas) for story in found]
        asking = listed or _asking(found[-1], part.text, below, draft)
        _add_stories([story for story in found if story is not asking], draft)
        used.update(range(part.line, part.last + 1))
        more[part.line] = " ".join(story.rest for story in found if story.rest)
    text = text_of(list(_left(rows, used, more, draft.own)))
    if text.strip():
        draft.description.append(text)


def _asking(story: stories.Story, text: str, below: Part | None, draft: Draft) -> stories.Story | None:
    """Return the story where it only says who wants what the list below it holds: “As a …, I want:”."""
    open_ended = not draft.own and not story.want and text.rstrip(" *_").endswith(":")
    return story if open_ended and below is not None and below.listed else None


def _wish(text: str) -> str:
    return f"I want to {text}" if wording.takes_to(text) else f"I want {text}"


def _left(rows: list[Row], used: set[int], more: dict[int, str], own: bool) -> Iterator[Row]:
    """Yield the rows that tell no story, and what was said after one; no gap is left where a story was."""
    above_is_blank, gap = True, False
    for row in rows:
        if row.number in used:
            gap = True
            if more.get(row.number):
                yield Row(row.number, more.pop(row.number))
                above_is_blank = False
        elif not (gap and row.blank and above_is_blank) and not (
            not own and not row.code and _ONLY_TAGS.fullmatch(row.text)
        ):
            yield row
            above_is_blank, gap = row.blank, gap and row.blank


def _parts(block: Block) -> list[Part]:
    """Return each part of a block that may be a story: a paragraph, or an item."""
    if isinstance(block, Paragraph):
        return [Part(block.rows[0].number, block.rows[-1].number, block.text, False)]
    if not isinstance(block, Item):
        return []
    children = [part for child in block.children for part in _parts(child)]
    return [Part(block.number, block.number + len(block.rows) - 1, block.text, True), *children]


def _add_stories(found: list[stories.Story], draft: Draft) -> None:
    for story in found:
        values = story.values
        before = draft.stories[-1] if draft.stories else None
        # “As a …”, “I want …” and “so that …” may stand in one item each.
        if before and not draft.own and not values["personas"] and not (values["want"] and before["want"]):
            for key in ("want", "so_that"):
                before[key] = before[key] or values[key]
            continue
        draft.stories.append(values)
        draft.lines.setdefault("stories", []).append(story.line)


def without_diagrams(rows: list[Row], draft: Draft) -> list[Row]:
    """Return the rows without flowcharts, which archportal draws by itself."""
    if draft.own:
        return rows
    blocks: dict[int, list[Row]] = {}
    for row in rows:
        if row.code:
            blocks.setdefault(row.code, []).append(row)
    drawn = {number for number, block in blocks.items() if diagrams.is_flowchart(Code(block))}
    draft.diagrams += [Code(blocks[number]) for number in sorted(drawn)]
    return [row for row in rows if row.code not in drawn]
