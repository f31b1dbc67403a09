"""The error pages that have to work when little else does."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from archportal.theme import theme_of

PLAIN = "Something went wrong on the server (error 500). Tell your administrator what you did and when."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read, without asking the database who sent it."""
    return HttpResponse(_page(request, "400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of the server, in plain text where even the page cannot be drawn."""
    try:
        return HttpResponse(_page(request, "500.html"), status=500)
    except Exception:  # Missing static files, a broken template: the first fault is in the log already.
        return HttpResponse(PLAIN, status=500, content_type="text/plain; charset=utf-8")


def _page(request: HttpRequest, template: str) -> str:
    return render_to_string(template, {"theme": theme_of(request)})
