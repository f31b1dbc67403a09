"""What templates make of texts and times."""

from datetime import UTC, datetime
from html import unescape

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from archportal.spec.html import markdown_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Return the Markdown as HTML that has passed the allow-list."""
    return mark_safe(markdown_html(text))


@register.filter
def first_words(text: str, count: int) -> str:
    """Return the first words of the Markdown as plain text (which the template still escapes)."""
    # The beginning is enough, however long the text is.
    html = markdown_html(text[: count * 40])
    return Truncator(" ".join(unescape(strip_tags(html)).split())).words(count, truncate=" …")


@register.filter
def when(at: datetime, before: str = "") -> SafeString:
    """Return a moment in words, and exactly for machines; `before` goes before a date, as “on” does.

    times.js says it from the reader's point of view: “3 minutes ago”, “yesterday at 14:03”.
    """
    words = format_date(timezone.localtime(at), "j M Y, H:i T")
    exact = at.astimezone(UTC).isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', exact, f"{before} {words}".strip())
