from django.contrib import admin
from django.urls import include, path

from archportal.health import healthz
from archportal.schemas import specification_schema
from archportal.theme import theme
from archportal.views import home

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("theme/", theme, name="theme"),
    path("", home, name="home"),
    path("schemas/specification-1.json", specification_schema, name="specification_schema"),
    path("personas/", include("personas.urls")),
    path("specs/", include("usecases.urls")),
    path("accounts/", include("archportal.account_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "archportal.errors.bad_request"
handler500 = "archportal.errors.server_error"
