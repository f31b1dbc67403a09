"""The menu of kept filters, for every list that has filters."""

from typing import Any

from django import template
from django.utils.http import urlencode

from usecases.models import Specification
from usecases.saved_filters import LISTS, page_of

register = template.Library()


@register.inclusion_tag("usecases/_saved_filters.html", takes_context=True)
def saved_filters(
    context: template.Context, word: str, specification: Specification | None = None
) -> dict[str, Any]:
    """Show the menu in which a reader keeps and finds filters of the list that `word` stands for.

    It asks the database for nothing: what is in it comes when it is opened. Strangers see no menu.
    """
    request = context["request"]
    query = LISTS[word].clean(request.META.get("QUERY_STRING", ""))
    page = page_of(specification)
    return {
        "shown": request.user.is_authenticated,
        "word": word,
        "page": page,
        "link": f"{page}?{urlencode({'list': word, 'query': query})}",
    }
