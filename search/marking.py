"""What was found in a text, marked, as HTML that is safe whatever the text says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from archportal.spec.words import spans

EXCERPT = 220
"""Characters of a text that are shown around the first word found in it."""


def marked(text: str, wanted: Sequence[str]) -> SafeString:
    """Return the whole text with the words that were found in `<mark>`."""
    return mark_safe("".join(_parts(text, list(_places(text, wanted)))))


def excerpt(text: str, wanted: Sequence[str]) -> SafeString:
    """Return the text around the first word found in it, marked, with … where something was left out."""
    if len(text) <= EXCERPT:
        return marked(text, wanted)
    first = next(_places(text, wanted), (0, 0))[0]
    start = _break(text, first - EXCERPT // 3) if first > EXCERPT // 2 else 0
    end = _break(text, start + EXCERPT)
    cut = marked(text[start:end], wanted)
    return mark_safe(f"{'… ' if start else ''}{cut.rstrip()}{' …' if end < len(text) else ''}")


def _break(text: str, near: int) -> int:
    """Return where a word begins shortly before a place, or the place itself inside of a very long word."""
    space = text.rfind(" ", max(0, near - EXCERPT // 4), near)
    return near if space < 0 else space + 1


def _places(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where words stand that begin with what is wanted; neighbours without a space between as one."""
    held: tuple[int, int] | None = None
    for span in spans(text):
        if not span.word.startswith(tuple(wanted)):
            continue
        if held and held[1] == span.start:
            held = (held[0], span.end)
            continue
        if held:
            yield held
        held = (span.start, span.end)
    if held:
        yield held


def _parts(text: str, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    done = 0
    for start, end in places:
        yield f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>"
        done = end
    yield escape(text[done:])
