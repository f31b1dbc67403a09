from django.urls import path

from archportal import converters  # noqa: F401 (registers the converter `name`)
from archportal.lazy_views import LazyViews

app_name = "usecases"

checks = LazyViews("usecases.views.checks")
complete = LazyViews("usecases.views.complete")
deleting = LazyViews("usecases.views.deleting")
detail = LazyViews("usecases.views.detail")
drafts = LazyViews("usecases.views.drafts")
editing = LazyViews("usecases.views.editing")
exports = LazyViews("usecases.views.exports")
flow = LazyViews("usecases.views.flow")
histories = LazyViews("usecases.views.histories")
listing = LazyViews("usecases.views.listing")
matrix = LazyViews("usecases.views.matrix")
mending = LazyViews("usecases.views.mending")
pasting = LazyViews("usecases.views.pasting")
preview = LazyViews("usecases.views.preview")
rows = LazyViews("usecases.views.rows")
several_findings = LazyViews("usecases.views.several_findings")
saved_filters = LazyViews("usecases.views.saved_filters")
sources = LazyViews("usecases.views.sources")
specifications = LazyViews("usecases.views.specifications")
artifacts = LazyViews("usecases.views.dictionary.artifacts")
artifact_histories = LazyViews("usecases.views.dictionary.histories")
changing = LazyViews("usecases.views.dictionary.changing")
dictionary = LazyViews("usecases.views.dictionary.listing")
pairs = LazyViews("usecases.views.dictionary.pairs")

CASES = "<name:specification_slug>/use-cases/"
CASE = f"{CASES}<name:slug>/"
ARTIFACT = "<name:specification_slug>/dictionary/<name:slug>/"

urlpatterns = [
    path("<name:slug>.json", exports.specification_export, {"format": "json"}, name="specification_json"),
    path(
        "<name:slug>.md", exports.specification_export, {"format": "markdown"}, name="specification_markdown"
    ),
    path("<name:slug>.zip", exports.specification_export, {"format": "zip"}, name="specification_zip"),
    path(f"{CASES}<name:slug>.json", exports.usecase_json_export, name="json"),
    path(f"{CASES}<name:slug>.md", exports.usecase_markdown_export, name="markdown"),
    path(f"{CASES}<name:slug>.mmd", exports.usecase_mermaid_export, name="mermaid"),
    path(f"{CASES}<name:slug>.svg", exports.usecase_svg_export, name="svg"),
    path("<name:slug>/flow.mmd", flow.flow_mermaid, name="flow_mermaid"),
    path("<name:slug>/flow.svg", flow.flow_svg, name="flow_svg"),
    path("", specifications.specification_list, name="specification_list"),
    path("new/", specifications.specification_create, name="specification_create"),
    path("new/restored/", histories.specification_undelete, name="specification_undelete"),
    path("new/personas/", complete.check_personas, name="check_personas"),
    path("<name:slug>/edit/", specifications.specification_update, name="specification_update"),
    path("<name:slug>/delete/", specifications.specification_delete, name="specification_delete"),
    path("<name:slug>/deleted/", histories.deleted, name="deleted"),
    path("<name:slug>/history/", histories.specification_history, name="specification_history"),
    path(
        "<name:slug>/history/<int:version>/", histories.specification_revision, name="specification_revision"
    ),
    path(
        "<name:slug>/history/<int:version>/restore/",
        histories.specification_restore,
        name="specification_restore",
    ),
    path("<name:slug>/", detail.specification_detail, name="specification"),
    path("<name:slug>/complete/artifacts/", complete.complete_artifacts, name="complete_artifacts"),
    path("<name:slug>/complete/artifacts/check/", complete.check_artifact, name="check_artifact"),
    path("<name:slug>/complete/artifacts/new/", complete.make_artifact, name="make_artifact"),
    path("<name:slug>/complete/tags/", complete.complete_tags, name="complete_tags"),
    path("<name:slug>/filters/", saved_filters.saved_filters, name="saved_filters"),
    path("<name:slug>/checks/", checks.check_list, name="checks"),
    path("<name:slug>/checks/about/", checks.check_about, name="check_about"),
    path("<name:slug>/checks/fix/", mending.check_fix, name="check_fix"),
    path("<name:slug>/checks/dismiss/", mending.check_dismiss, name="check_dismiss"),
    path("<name:slug>/checks/several/", several_findings.check_several, name="check_several"),
    path("<name:slug>/checks/bring-back/", mending.check_bring_back, name="check_bring_back"),
    path(f"{CASE}checks/", checks.usecase_checks, name="usecase_checks"),
    path("<name:slug>/matrix/", matrix.matrix, name="matrix"),
    path("<name:slug>/matrix.csv", matrix.matrix_csv, name="matrix_csv"),
    path("<name:slug>/flow/", flow.flow, name="flow"),
    path("<name:slug>/dictionary/", dictionary.dictionary, name="dictionary"),
    path("<name:slug>/dictionary/new/", artifacts.artifact_create, name="artifact_create"),
    path("<name:slug>/dictionary/new/change/", changing.dictionary_change, name="dictionary_change"),
    path("<name:slug>/dictionary/new/apart/", pairs.dictionary_apart, name="dictionary_apart"),
    path(
        "<name:slug>/dictionary/new/restored/", artifact_histories.artifact_undelete, name="artifact_undelete"
    ),
    path(ARTIFACT, artifacts.artifact_detail, name="artifact"),
    path(f"{ARTIFACT}edit/", artifacts.artifact_update, name="artifact_update"),
    path(f"{ARTIFACT}delete/", artifacts.artifact_delete, name="artifact_delete"),
    path(f"{ARTIFACT}history/", artifact_histories.artifact_history, name="artifact_history"),
    path(f"{ARTIFACT}history/<int:version>/", artifact_histories.artifact_revision, name="artifact_revision"),
    path(
        f"{ARTIFACT}history/<int:version>/restore/",
        artifact_histories.artifact_restore,
        name="artifact_restore",
    ),
    path("<name:slug>/use-cases/", listing.usecase_list, name="list"),
    path("<name:slug>/use-cases/new/", editing.usecase_create, name="create"),
    path(f"{CASES}new/draft/", drafts.usecase_draft, name="create_draft"),
    path(f"{CASES}new/paste/", pasting.pasted_rows, name="paste"),
    path(f"{CASES}new/rows/", rows.usecase_rows, name="create_rows"),
    path(f"{CASES}new/preview/", preview.usecase_preview, name="create_preview"),
    path("<name:slug>/use-cases/new/restored/", histories.usecase_undelete, name="undelete"),
    path(CASE, detail.usecase_detail, name="detail"),
    path("<name:slug>/source/", sources.specification_source, name="specification_source"),
    path(f"{CASE}source/", sources.usecase_source, name="source"),
    path(f"{CASE}edit/", editing.usecase_update, name="update"),
    path(f"{CASE}edit/draft/", drafts.usecase_draft, name="update_draft"),
    path(f"{CASE}edit/rows/", rows.usecase_rows, name="update_rows"),
    path(f"{CASE}edit/preview/", preview.usecase_preview, name="update_preview"),
    path(f"{CASE}delete/", deleting.usecase_delete, name="delete"),
    path(f"{CASE}move/", listing.usecase_move, name="move"),
    path(f"{CASE}history/", histories.usecase_history, name="history"),
    path(f"{CASE}history/<int:version>/", histories.usecase_revision, name="revision"),
    path(f"{CASE}history/<int:version>/restore/", histories.usecase_restore, name="restore"),
]
