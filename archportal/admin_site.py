"""The administration: who gets in, and by which door."""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from archportal.addresses import own_address
from archportal.permissions import View, may_administer

DIGITS = 18
"""A longer number is that of no row, and the stock lists break on it."""

APPS = ["usecases", "personas", "auth"]
"""The order in which they are listed; others come behind."""


class PortalAdminSite(admin.AdminSite):
    """Django's admin for administrators, behind the sign-in of the portal."""

    site_header = "archportal administration"
    site_title = "archportal administration"
    index_title = "Administration"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return may_administer(request.user)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return what there is to administer: content first, and of it revisions last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: model["object_name"].endswith("Revision"))
        return sorted(
            apps, key=lambda app: APPS.index(app["app_label"]) if app["app_label"] in APPS else len(APPS)
        )

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # The stock site sends everybody to its sign-in page; who is signed in would not learn why.
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            if any(len(chosen) > DIGITS for chosen in request.POST.getlist("_selected_action")):
                raise BadRequest("There is no such row.")
            return guarded(request, *args, **kwargs)

        return answer

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the portal's sign-in: the admin's own knows no lock-out after bad passwords."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        target = own_address(request, request.GET.get("next", ""), reverse("admin:index"))
        return redirect(target) if request.user.is_authenticated else redirect_to_login(target)
