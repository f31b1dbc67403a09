"""Reading a description: stories, and the text around them."""

import re
from collections.abc import Iterator

from archportal.spec import prose
from archportal.spec.reading import diagrams, stories
from archportal.spec.reading.blocks import Code, Item, Paragraph, blocks_of
from archportal.spec.reading.comments import comment_values
from archportal.spec.reading.draft import Draft
from archportal.spec.reading.people import People
from archportal.spec.reading.rows import OWN, Row, text_of

_ONLY_TAGS = re.compile(r"\s*(?:</?(?:ul|ol|li|p|div|br)\b[^<>]{0,200}>\s*){1,20}", re.IGNORECASE)


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
    _read_stories(without_diagrams(rows, draft), draft, people)


def _read_stories(rows: list[Row], draft: Draft, people: People) -> None:
    """Read stories, and keep what is none of them as the description, word for word."""
    used: set[int] = set()
    more: dict[int, str] = {}
    for block in blocks_of(rows, draft.own):
        for line, last, text in _sentences(block) if isinstance(block, Item | Paragraph) else ():
            if not text.strip() or not stories.is_story(text, people):
                continue
            found = list(stories.stories_of(text, line, people, draft.remarks, draft.own))
            _add_stories(found, draft)
            used.update(range(line, last + 1))
            more[line] = " ".join(story.rest for story in found if story.rest)
    text = text_of(list(_left(rows, used, more, draft.own)))
    if text.strip():
        draft.description.append(text)


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


def _sentences(block: Item | Paragraph) -> list[tuple[int, int, str]]:
    """Return first line, last line and text of each part of a block that may be a story."""
    if isinstance(block, Paragraph):
        return [(block.rows[0].number, block.rows[-1].number, block.text)]
    children = [part for child in block.children for part in _sentences(child)]
    return [(block.number, block.number + len(block.rows) - 1, block.text), *children]


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
