"""Where the links lead that people wrote in Markdown.

Only what can be known here is judged: addresses that cannot work, and links to other parts of the Markdown
folder, in which a use case stands at `use-cases/NUMBER-SLUG.md` and the rest in `README.md`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from archportal.spec import rules

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from archportal.spec.outline import Outline, UseCaseOutline

README = "README.md"
FOLDER = "use-cases"
SECTIONS = frozenset({
    "description", "preconditions", "inputs", "outputs", "success-path", "exceptionserrors", "notes",
    "required-fields", "personas", "use-cases", "dictionary", "goals", "pain-points",
})  # fmt: skip
"""The anchors of the headings that every export may have."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MISSPELT = re.compile(r"https?;?//|https?:/(?!/)|(?:hhttp|htttp|htp|ttp)s?:/+", re.IGNORECASE)
_HOST = re.compile(r"[^\s%/\\]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
_USE_CASE = re.compile(r"(?:\d\w*(?:\.\w+)*|unnumbered)-(?P<slug>.+)\.md")
_UNREAD = re.compile(r"\[([^\[\]]+)\]\(((?:https?:|www\.|\.{0,2}/|#)[^()]*)\)")


class Link(NamedTuple):
    """A link: what is shown, and where it leads."""

    text: str
    target: str


class Fault(NamedTuple):
    """What is wrong with a link, and where it may have been meant to lead; empty where nobody knows."""

    reason: str
    meant: str = ""


def links_in(text: str) -> Iterator[Link]:
    """Yield the links of a Markdown text, and what was meant as one and is none."""
    if "](" not in text and "]:" not in text:
        return
    for block in _parser().parse(text):
        if block.type == "inline" and block.children:
            yield from _links(block.children)
            shown = "".join(token.content for token in block.children if token.type == "text")
            yield from (Link(match[1], match[2]) for match in _UNREAD.finditer(shown))


def _links(tokens: list[Token]) -> Iterator[Link]:
    target: str | None = None
    shown = ""
    for token in tokens:
        if token.type == "link_open":
            target, shown = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close" and target is not None:
            yield Link(shown, unquote(target))
            target = None
        else:
            shown += token.content


@cache
def _parser() -> MarkdownIt:
    # Imported where it is needed: a start does without it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def malformed(target: str) -> Fault | None:
    """Return what is wrong with an address, whatever there is behind it.

    >>> malformed("https//example.org").reason, malformed("https://example.org")
    ('is misspelt: write it as “https://…”', None)
    """
    if not target or target == "#":
        return Fault("leads nowhere: its address is empty")
    if _MISSPELT.match(target):
        return Fault("is misspelt: write it as “https://…”")
    if target.lower().startswith("www."):
        return Fault("is taken for a file: write “https://” before it", f"https://{target}")
    if _SCHEME.match(target):
        return _of_scheme(target)
    return None


def _of_scheme(target: str) -> Fault | None:
    try:
        parts = urlsplit(target)
    except ValueError:
        return Fault("is not a valid address")
    if parts.scheme == "mailto":
        return None if "@" in parts.path else Fault("names no mail address")
    if parts.scheme not in ("http", "https"):
        return Fault(f"is left out on the pages: “{parts.scheme}:” is not allowed there")
    valid = _HOST.fullmatch(parts.netloc) and not re.search(r"\s", target)
    return None if valid else Fault("is not a valid address")


class Folder:
    """The files of an export, as the outline of a specification tells them."""

    def __init__(self, outline: Outline) -> None:
        cases = outline.use_cases
        self.paths = {one.slug: f"{FOLDER}/{one.number or 'unnumbered'}-{one.slug}.md" for one in cases}
        self.files = frozenset(self.paths.values())
        self.headings = SECTIONS | {
            *(rules.anchor(persona.name) for persona in outline.personas),
            *(persona.slug for persona in outline.personas),
            *(rules.anchor(f"Use Case {one.number}: {one.title}{_mark(one)}") for one in cases),
        }

    def fault(self, target: str, file: str, own: str) -> Fault | None:
        """Return what is wrong with a link in this file, in which people wrote the texts `own`.

        Headings of other files are not judged.
        """
        path, _, fragment = target.partition("#")
        if not path:
            known = is_among(fragment, self.headings) or is_among(fragment, headings_of(own))
            return None if known else Fault(f"leads nowhere: there is no heading “{fragment}”")
        match = _USE_CASE.fullmatch(posixpath.basename(path))
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        if match is None or target.startswith("/") or _SCHEME.match(target) or whole in self.files:
            return None
        return self._of_use_case(match["slug"], whole, fragment, file)

    def _of_use_case(self, slug: str, path: str, fragment: str, file: str) -> Fault | None:
        if slug in self.paths:
            meant = posixpath.relpath(self.paths[slug], posixpath.dirname(file) or ".")
            anchor = f"#{fragment}" if fragment else ""
            return Fault("leads nowhere: the file of that use case has another name", f"{meant}{anchor}")
        gone = posixpath.dirname(path) == FOLDER
        return Fault("leads nowhere: there is no such use case") if gone else None


def readme_heading(target: str, file: str) -> str:
    """Return which heading of the README a link in this file leads to; empty where it leads elsewhere.

    >>> readme_heading("../README.md#testers", "use-cases/1-intake.md")
    'testers'
    """
    path, _, fragment = target.partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    return fragment if path and whole == README and not _SCHEME.match(target) else ""


def is_among(anchor: str, anchors: Set[str]) -> bool:
    """Say whether an anchor is one of these, or that of a second heading of the same words.

    >>> is_among("inputs-1", {"inputs"})
    True
    """
    return anchor in anchors or re.sub(r"-\d+$", "", anchor) in anchors


@lru_cache(maxsize=8)
def headings_of(text: str) -> frozenset[str]:
    """Return the anchors of the headings that somebody wrote in Markdown.

    >>> sorted(headings_of("# One\\n\\nTwo\\n---\\n\\n## One"))
    ['one', 'two']
    """
    return frozenset(map(rules.anchor, _headings(text)))


def _headings(text: str) -> Iterator[str]:
    blocks = _parser().parse(text) if "#" in text or "--" in text or "==" in text else []
    for block, inside in pairwise(blocks):
        if block.type == "heading_open":
            yield "".join(token.content for token in inside.children or ())


def _mark(use_case: UseCaseOutline) -> str:
    return " (optional)" if use_case.optional else ""
