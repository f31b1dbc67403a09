"""Sign-in that loses nothing of what somebody had typed when their session ended."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from django.http import HttpRequest, HttpResponse

from archportal import held


class LoginView(views.LoginView):
    """The sign-in page; what it carries along it gives back after a right password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        carried = held.held_in(request) if request.method == "POST" else None
        if carried and request.user.is_authenticated:  # Since then signed in, in another tab.
            return held.give_back(request, carried)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        carried = held.held_in(self.request)
        if carried and self.request.user.is_authenticated:
            return held.give_back(self.request, carried)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        carried = held.held_in(self.request)
        return {**super().get_context_data(**kwargs), "held": carried.packed() if carried else ""}


login = LoginView.as_view()
