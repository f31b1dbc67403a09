"""Template tags of the page shell."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Parser, TextNode, Token
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from archportal.bundles import scripts_of
from archportal.spec.rules import artifact_slug
from archportal.undoable import undo_address

register = template.Library()
ICONS = files("js_lib_bootstrap_icons") / "static" / "bootstrap-icons"


class Icon(template.Node):
    """An icon whose name is known only when the page is made."""

    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Return the drawing."""
        return _drawing(self.name.resolve(context))


@register.tag
def icon(parser: Parser, token: Token) -> template.Node:
    """Draw the one icon that is named, silent for screen readers: the text beside it says the same.

    A name in quotes is drawn once, when the template is read: a list has hundreds of them.
    """
    name = token.contents.removeprefix("icon").strip()
    if name[:1] == name[-1:] == '"':
        return TextNode(_drawing(name[1:-1]))
    return Icon(parser.compile_filter(name))


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str | None) -> SafeString:
    """Return the options of a select: a thousand in a loop of a template, or one by one, would be slow."""
    rows = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(name)}</option>'
        for value, name in choices
    )
    return mark_safe("".join(rows))


@register.simple_tag
def scripts(name: str) -> SafeString:
    """Return the elements that load a bundle of scripts, each after the page was read."""
    return format_html_join(
        "\n", '<script src="{}" defer></script>', ((static(path),) for path in scripts_of(name))
    )


register.filter("undo_address", undo_address)
register.filter("artifact_slug", artifact_slug)


@register.filter
def searches(user: Any) -> bool:
    """Say whether the head of the page has the search: for readers. No query is made here."""
    known = getattr(user, "holds_read", False) or getattr(user, "is_superuser", False)
    return bool(settings.PUBLIC_READ or known)


@lru_cache(maxsize=256)
def _drawing(name: str) -> SafeString:
    source = ICONS / f"{name}.svg"
    if not name.replace("-", "").isalnum() or not source.is_file():
        raise template.TemplateSyntaxError(f"There is no icon named {name!r}.")
    shapes = source.read_text("utf-8").split(">", 1)[1].rsplit("</svg>", 1)[0]
    drawing = "".join(line.strip() for line in shapes.splitlines())
    return mark_safe(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{drawing}</svg>')
