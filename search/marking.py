"""What was found in a text, marked, as HTML that is safe whatever the text says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from archportal.spec.asking import Term
from archportal.spec.words import Span, joined, spans

EXCERPT = 220
"""Characters of a text that are shown around the first word found in it."""


def marked(text: str, terms: Collection[Term]) -> SafeString:
    """Return the whole text with the words that were found in `<mark>`."""
    return mark_safe("".join(_parts(text, list(_places(text, terms)))))


def excerpt(text: str, terms: Collection[Term]) -> SafeString:
    """Return the text around the first word found in it, marked, with … where something was left out."""
    if len(text) <= EXCERPT:
        return marked(text, terms)
    first = next(_places(text, terms), (0, 0))[0]
    start = _break(text, first - EXCERPT // 3) if first > EXCERPT // 2 else 0
    end = _break(text, start + EXCERPT)
    cut = marked(text[start:end], terms)
    return mark_safe(f"{'… ' if start else ''}{cut.rstrip()}{' …' if end < len(text) else ''}")


def _break(text: str, near: int) -> int:
    """Return where a word begins shortly before a place, or the place itself inside of a very long word."""
    space = text.rfind(" ", max(0, near - EXCERPT // 4), near)
    return near if space < 0 else space + 1


def _places(text: str, terms: Collection[Term]) -> Iterator[tuple[int, int]]:
    """Yield where words stand that are looked for; neighbours without a space between as one."""
    held: tuple[int, int] | None = None
    for start, end in _fitting(list(spans(text)), terms):
        if held and held[1] == start:
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def _fitting(here: Sequence[Span], terms: Collection[Term]) -> Iterator[tuple[int, int]]:
    """Yield the places of words that are looked for, and of two that are looked for as one."""
    second = False
    for span, after in zip(here, [*here[1:], None], strict=False):
        first = after is not None and _joined(span, after, terms)
        if second or first or any(term.fits(span.word) for term in terms):
            yield span.start, span.end
        second = first


def _joined(one: Span, other: Span, terms: Collection[Term]) -> bool:
    both = joined(one.word, other.word)
    return any(term.fits(both) and len(term.word) > len(one.word) for term in terms)


def _parts(text: str, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    done = 0
    for start, end in places:
        yield f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>"
        done = end
    yield escape(text[done:])
