from django.urls import path

from archportal import converters  # noqa: F401 (registers the converter `name`)
from personas import completion, exports, histories, views

app_name = "personas"
urlpatterns = [
    path("", views.persona_list, name="list"),
    path("new/", views.persona_create, name="create"),
    path("new/complete/", completion.complete_personas, name="complete"),
    path("new/quick/", completion.make_persona, name="make"),
    path("new/restored/", histories.persona_undelete, name="undelete"),
    path("<name:slug>.json", exports.persona_export, {"format": "json"}, name="json"),
    path("<name:slug>.md", exports.persona_export, {"format": "md"}, name="markdown"),
    path("<name:slug>/source/", exports.persona_source, name="source"),
    path("<name:slug>/", views.persona_detail, name="detail"),
    path("<name:slug>/edit/", views.persona_update, name="update"),
    path("<name:slug>/delete/", views.persona_delete, name="delete"),
    path("<name:slug>/move/", views.persona_move, name="move"),
    path("<name:slug>/history/", histories.persona_history, name="history"),
    path("<name:slug>/history/<int:version>/", histories.persona_revision, name="revision"),
    path("<name:slug>/history/<int:version>/restore/", histories.persona_restore, name="restore"),
]
