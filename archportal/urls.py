from django.contrib import admin
from django.urls import include, path

from archportal.first_steps import hide_first_steps
from archportal.health import healthz
from archportal.lazy_views import LazyViews
from archportal.schemas import specification_schema
from archportal.theme import theme
from archportal.views import home

drafts = LazyViews("usecases.views.drafts")
saved_filters = LazyViews("usecases.views.saved_filters")
search = LazyViews("usecases.views.search")
undoing = LazyViews("usecases.views.undoing")

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("theme/", theme, name="theme"),
    path("first-steps/", hide_first_steps, name="first_steps"),
    path("", home, name="home"),
    path("schemas/specification-1.json", specification_schema, name="specification_schema"),
    path("changes/<uuid:change>/undo/", undoing.undo_change, name="undo"),
    path("drafts/", drafts.draft_list, name="drafts"),
    path("filters/", saved_filters.saved_filters, name="filters"),
    path("filters/<int:pk>/rename/", saved_filters.saved_filter_rename, name="rename_filter"),
    path("filters/<int:pk>/delete/", saved_filters.saved_filter_delete, name="delete_filter"),
    path("search/", search.search_page, name="search"),
    path("search/box/", search.search_box, name="search_box"),
    path("personas/", include("personas.urls")),
    path("specs/", include("usecases.urls")),
    path("accounts/", include("archportal.account_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "archportal.errors.bad_request"
handler500 = "archportal.errors.server_error"
