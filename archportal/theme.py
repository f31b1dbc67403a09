"""The colours a reader chose: light, dark, or whatever the system says."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from archportal.addresses import own_address

COOKIE = "theme"
THEMES = ("system", "light", "dark")
YEAR = 365 * 24 * 60 * 60


def theme_of(request: HttpRequest) -> str:
    """Return the theme that this reader chose, and `system` where nothing sensible is set."""
    choice = request.COOKIES.get(COOKIE, "")
    return choice if choice in THEMES else "system"


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie and lead back to the page it was chosen on."""
    choice = request.POST.get("theme", "")
    if choice not in THEMES:
        raise BadRequest("The theme is system, light or dark.")
    response = redirect(own_address(request, request.POST.get("next", "")))
    # The script of the page sets the same cookie, so it cannot be HttpOnly; it holds nothing secret.
    response.set_cookie(COOKIE, choice, max_age=YEAR, secure=request.is_secure(), samesite="Lax")
    return response
