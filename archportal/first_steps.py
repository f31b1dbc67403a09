"""Whether somebody wants to see the first steps of a new portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from archportal.theme import YEAR

COOKIE = "first-steps"
HIDDEN = "hidden"


def wants_first_steps(request: HttpRequest) -> bool:
    """Say whether this reader has not put the first steps away."""
    return request.COOKIES.get(COOKIE) != HIDDEN


@require_POST
def hide_first_steps(request: HttpRequest) -> HttpResponse:
    """Put the first steps away in this browser, and lead back to the specifications."""
    response = redirect("usecases:specification_list")
    response.set_cookie(
        COOKIE, HIDDEN, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response
