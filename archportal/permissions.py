"""Who may read and who may write.

Reading needs the permission to view use cases, writing the one to change them, administering the one to
change users; the groups Viewer, Editor and Administrator hold them (see `usecases.groups`). With PUBLIC_READ
everybody may read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

from archportal.addresses import page_before
from archportal.htmx import shown_page

User = AbstractBaseUser | AnonymousUser
View = Callable[..., HttpResponse]

READ = "view_usecase"
WRITE = "change_usecase"
ADMINISTER = "change_user"


class Backend(AuthenticationBackend):
    """Load a signed-in user together with what they may do, in one query."""

    def get_user(self, user_id: Any) -> AbstractBaseUser | None:
        users = get_user_model()._default_manager.annotate(
            holds_read=_held(READ), holds_write=_held(WRITE), holds_administration=_held(ADMINISTER, "auth")
        )
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def _held(codename: str, app_label: str = "usecases") -> Exists:
    permissions = Permission.objects.filter(
        Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk")),
        content_type__app_label=app_label,
        codename=codename,
    )
    return Exists(permissions)


def may_read(user: User) -> bool:
    """Say whether the user may read specifications and personas."""
    return bool(settings.PUBLIC_READ) or _holds(user, READ, "holds_read")


def may_keep(user: User) -> bool:
    """Say whether the user may keep something as their own: whoever reads here and has an account."""
    return user.is_authenticated and may_read(user)


def may_write(user: User) -> bool:
    """Say whether the user may create, change and delete specifications and personas."""
    return _holds(user, WRITE, "holds_write")


def may_administer(user: User) -> bool:
    """Say whether the user may enter the administration: staff, and whoever may change users."""
    staff = user.is_active and getattr(user, "is_staff", False)
    return staff or _holds(user, ADMINISTER, "holds_administration", "auth")


def _holds(user: User, codename: str, annotation: str, app_label: str = "usecases") -> bool:
    if not user.is_active:
        return False
    if getattr(user, "is_superuser", False):
        return True
    known = getattr(user, annotation, None)
    # A user who signed in within this very request was not loaded by the backend above.
    return bool(known) if known is not None else user.has_perm(f"{app_label}.{codename}")


def reader_required(view: View) -> View:
    """Let only readers in; send strangers to the sign-in page, which leads back here."""
    return _guarded(view, may_read)


def editor_required(view: View) -> View:
    """Let only editors in; send strangers to the sign-in page, which leads back here."""
    return _guarded(view, may_write)


def account_required(view: View) -> View:
    """Let only readers with an account in; send strangers to the sign-in page, which leads back here."""
    return _guarded(view, may_keep)


def _guarded(view: View, allowed: Callable[[User], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if allowed(request.user):
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied
        return _to_login(request)

    return guarded


def _to_login(request: HttpRequest) -> HttpResponse:
    if not getattr(request, "htmx", False):
        page = request.get_full_path()
        # What was sent cannot be asked for: it leads back to the page on which that was done.
        return redirect_to_login(page if request.method in ("GET", "HEAD") else page_before(request, page))
    # A fragment cannot show the sign-in page; the browser goes there as a whole and comes back to the page.
    return HttpResponseClientRedirect(redirect_to_login(shown_page(request) or "/").url)
