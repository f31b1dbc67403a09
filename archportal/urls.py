from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from archportal.health import healthz
from archportal.theme import theme

# The admin's own sign-in knows no lock-out after bad passwords; allauth's does.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("theme/", theme, name="theme"),
    path("accounts/", include("archportal.account_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "archportal.errors.bad_request"
handler500 = "archportal.errors.server_error"
