from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from archportal.health import healthz

# The admin's own sign-in knows no lock-out after bad passwords; allauth's does.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("archportal.account_urls")),
    path("admin/", admin.site.urls),
]
