"""One view, page or fragment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


class HtmxHttpRequest(HttpRequest):
    """A request with what django-htmx knows of it."""

    htmx: HtmxDetails


def wants_fragment(request: HtmxHttpRequest) -> bool:
    """Say whether the answer goes into a part of the page.

    Boosted links and history restoration replace the whole body, so they get the whole page.
    """
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def shown_page(request: HtmxHttpRequest) -> str:
    """Return the address that the browser shows, from its first slash; empty where it is not one of ours."""
    try:
        return request.htmx.current_url_abs_path or ""
    except ValueError:  # No browser shows what cannot be read as an address.
        return ""


def render_page(
    request: HtmxHttpRequest, template: str, context: dict[str, Any], *, fragment: str, status: int = 200
) -> HttpResponse:
    """Render the fragment for an htmx swap and the page for everyone else."""
    name = fragment if wants_fragment(request) else template
    response = render(request, name, context, status=status)
    # The browser keeps both under one address; without this the Back button shows a bare fragment.
    patch_vary_headers(response, ["HX-Request"])
    return response
