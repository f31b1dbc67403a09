"""Sign-in as archportal wants it from allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


class AccountAdapter(DefaultAccountAdapter):
    """Let nobody make an account for themselves: an administrator makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


@require_safe
@login_required
def password_missing(request: HttpRequest) -> HttpResponse:
    """Say whom to ask for a password: whoever has none got that from an administrator."""
    if request.user.has_usable_password():
        return redirect("account_change_password")
    return render(request, "account/password_set.html")
