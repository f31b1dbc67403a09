"""The Markdown of a use case and of a persona, in the shape in which GitHub shows it well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from archportal.spec import prose, rules, wording
from archportal.spec.escape import (
    comment,
    escape_heading,
    escape_item,
    escape_line,
    escape_lines,
    escape_name,
    hidden_start,
)
from archportal.spec.mermaid import render_mermaid

if TYPE_CHECKING:
    from archportal.spec.documents import Input, Output, Persona, Story, UseCase, UseCaseException

README = "../README.md"
"""Where the personas stand, seen from the file of a use case."""

NO_STORY = "*No story yet.*"
"""What stands for a story that says nothing."""

_SO_THAT = re.compile(r"so that\b", re.IGNORECASE)
_TO = re.compile(r"to\b", re.IGNORECASE)
_ESCAPED_STOP = re.compile(r"(?<!\\)(?:\\\\)*\\\.\Z")
_BRACKET = re.compile(r"\\.|([()])", re.DOTALL)
_AT_STEP = re.compile(r"at step \d+:", re.IGNORECASE)


def render_usecase(
    use_case: UseCase,
    personas: Mapping[str, Persona],
    *,
    readme: str = README,
    anchors: Mapping[str, str] | None = None,
) -> str:
    """Return a use case as one Markdown file.

    `personas` holds by slug at least those of its stories. Their names link to `readme`; `anchors` says where
    each stands there (see `persona_anchors`), which matters where two headings there are alike.
    """
    return usecase_markdown(use_case, persona_links(use_case, personas, readme, anchors or {}), 1)


def usecase_markdown(use_case: UseCase, links: Mapping[str, str], level: int) -> str:
    """Return a use case whose heading has this level; `links` holds the link to each of its personas."""
    return "\n\n".join(_blocks(use_case, links, "#" * level)) + "\n"


def usecase_heading(number: str, title: str, optional: bool) -> str:
    """Return the heading of a use case as Markdown."""
    name = f"Use Case {number}: " if number else "Use Case: "
    return f"{name}{escape_heading(title)}{' (optional)' if optional else ''}"


def persona_links(
    use_case: UseCase, personas: Mapping[str, Persona], readme: str, anchors: Mapping[str, str]
) -> dict[str, str]:
    """Return by slug the links to the personas of a use case's stories."""
    slugs = dict.fromkeys(slug for story in use_case.stories for slug in story.personas)
    return {slug: persona_link(slug, personas.get(slug), readme, anchors.get(slug)) for slug in slugs}


def persona_link(slug: str, persona: Persona | None, readme: str, anchor: str | None) -> str:
    """Return the link to a persona's heading; one that is not known is called by its slug."""
    if persona is None:
        return f"[{escape_line(slug)}]({readme}#{slug})"
    target = rules.anchor(persona.name) if anchor is None else anchor
    return f"[{escape_line(persona.one)}]({readme}#{target})"


def persona_anchors(personas: Iterable[Persona], before: Iterable[str] = ()) -> dict[str, str]:
    """Return by slug the anchors that GitHub gives to the headings of these personas.

    `before` holds the headings that stand above them: of headings that are alike, each but the first gets a
    number.
    """
    count: dict[str, int] = {}
    anchors: dict[str, str] = {}
    for heading in before:
        numbered_anchor(heading, count)
    for persona in personas:
        anchors[persona.slug] = numbered_anchor(persona.name, count)
        for heading in persona_headings(persona):
            numbered_anchor(heading, count)
    return anchors


def numbered_anchor(heading: str, count: dict[str, int]) -> str:
    """Return the anchor of the next heading of a page; `count` remembers the anchors before it."""
    anchor = rules.anchor(heading)
    number = count[anchor] = count.get(anchor, -1) + 1
    return f"{anchor}-{number}" if number else anchor


def persona_headings(persona: Persona) -> list[str]:
    """Return the headings that stand below that of a persona."""
    lists = (("Goals", persona.goals), ("Pain points", persona.pain_points))
    return [*prose.headings(persona.definition), *(title for title, rows in lists if rows)]


def render_persona(persona: Persona) -> str:
    """Return a persona as one Markdown file."""
    values = {"slug": persona.slug, "singular": persona.singular}
    blocks = [f"# {escape_heading(persona.name)}", comment("persona", values), *persona_blocks(persona, "##")]
    return "\n\n".join(blocks) + "\n"


def persona_blocks(persona: Persona, level: str) -> Iterator[str]:
    """Yield what stands below the heading of a persona."""
    if persona.definition:
        yield prose.embed(persona.definition)
    for title, rows in (("Goals", persona.goals), ("Pain points", persona.pain_points)):
        if rows:
            yield f"{level} {title}"
            yield _bullets(rows)


def _blocks(use_case: UseCase, links: Mapping[str, str], level: str) -> Iterator[str]:
    yield f"{level} {usecase_heading(use_case.number, use_case.title, use_case.optional)}"
    yield f"{level}# Description"
    if use_case.stories:
        yield _stories(use_case.stories, links)
    # The comment also parts the stories from a description that starts with a list.
    yield comment("use-case", _unseen(use_case))
    if use_case.description:
        yield prose.embed(use_case.description)
    if use_case.preconditions:
        yield f"{level}# Preconditions"
        yield _bullets(use_case.preconditions)
    yield f"{level}# Inputs"
    yield from _inputs(use_case.inputs)
    yield f"{level}# Outputs"
    yield "\n".join(map(_output, use_case.outputs)) or rules.Marking.NONE.value
    yield f"```mermaid\n{render_mermaid(use_case)}\n```"
    yield f"{level}# Success path"
    steps = (_step(place, step.text, step.optional) for place, step in enumerate(use_case.success_path, 1))
    yield "\n".join(steps) or rules.Marking.NONE.value
    yield f"{level}# Exceptions/Errors"
    exceptions = (_exception(place, row) for place, row in enumerate(use_case.exceptions, 1))
    yield "\n".join(exceptions) or rules.Marking.NONE.value
    if use_case.notes:
        yield f"{level}# Notes"
        yield prose.embed(use_case.notes)


def _unseen(use_case: UseCase) -> dict[str, Any]:
    values: dict[str, Any] = {"slug": use_case.slug, "status": use_case.status}
    if use_case.tags:
        values["tags"] = use_case.tags
    if use_case.event:
        values["event"] = use_case.event
    return values


def _stories(stories: Sequence[Story], links: Mapping[str, str]) -> str:
    sentences = [story_markdown(story, links) for story in stories]
    return sentences[0] if len(sentences) == 1 else "\n".join(f"* {sentence}" for sentence in sentences)


def story_markdown(story: Story, links: Mapping[str, str]) -> str:
    """Return a story as a sentence in Markdown."""
    parts = []
    if story.personas:
        names = [links[slug] for slug in story.personas]
        comma = "," if story.want or story.so_that else ""
        parts.append(f"As {wording.article(names[0][1:])} {wording.alternatives(names)}{comma}")
    if story.want:
        parts.append(f"I want {_want(story.want)}")
    if story.so_that:
        parts.append(f"so that {escape_line(story.so_that)}")
    return _ended(" ".join(parts)) if parts else NO_STORY


def _want(want: str) -> str:
    escaped = escape_line(want)
    if _TO.match(escaped):
        escaped = hidden_start(escaped)
    if _SO_THAT.search(escaped):
        escaped = _SO_THAT.sub(lambda match: hidden_start(match[0]), escaped)
    return f"to {escaped}" if wording.takes_to(want) else escaped


def _ended(sentence: str) -> str:
    """Return the sentence with a full stop; one that was typed is escaped, which tells the two apart."""
    if sentence.endswith("."):
        return sentence if _ESCAPED_STOP.search(sentence) else f"{sentence[:-1]}\\."
    return sentence if sentence.endswith(("!", "?", "…")) else f"{sentence}."


def _bullets(rows: Iterable[str]) -> str:
    return "\n".join(f"* {escape_item(row, '  ')}" for row in rows)


def _inputs(inputs: Sequence[Input]) -> Iterator[str]:
    marking = rules.marking(inputs)
    mixed = marking is rules.Marking.MIXED
    if inputs:
        yield "\n".join(_input(row, mixed and row.required) for row in inputs)
    if marking.value:
        yield escape_line(marking.value)


def _input(row: Input, starred: bool) -> str:
    text = f"* {escape_name(row.name)}\\*" if starred else f"* {escape_name(row.name)}"
    if row.default:
        text += f" (default: {_default(row.default)})"
    return f"{text} – {escape_lines(row.description, '  ')}" if row.description else text


def _default(text: str) -> str:
    escaped = escape_line(text)
    if "(" in text or ")" in text or "–" in text:
        escaped = _BRACKET.sub(lambda match: f"\\{match[1]}" if match[1] else match[0], escaped)
    return escaped.replace("–", "&#8211;")


def _output(row: Output) -> str:
    text = f"* {escape_name(row.name)}"
    return f"{text} – {escape_lines(row.description, '  ')}" if row.description else text


def _step(place: int, text: str, optional: bool) -> str:
    number = f"{place}. "
    row = number + escape_item(text, " " * len(number))
    return f"{row} (optional)" if optional else row


def _exception(place: int, row: UseCaseException) -> str:
    number = f"{place}. "
    indent = " " * len(number)
    text = escape_item(row.text, indent)
    if _AT_STEP.match(text):
        text = hidden_start(text)
    if row.step is not None:
        text = f"At step {row.step}: {text}"
    if row.handling:
        text += f"\n{indent}* {escape_item(row.handling, indent + '  ')}"
    return number + text
