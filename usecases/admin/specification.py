"""Specifications in Django's admin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archportal import spec
from archportal.document_admin import DocumentAdmin, SavedFilter
from archportal.merging import Arrival
from archportal.revisions import Origin
from usecases.admin.exports import export_specifications
from usecases.models import Artifact, Specification, UseCase
from usecases.specifications import delete_specification, save_specification_spec


@admin.register(Specification)
class SpecificationAdmin(DocumentAdmin):
    fieldsets = [
        (None, {"fields": ["title", "slug", "introduction"]}),
        (None, {"fields": ["note", "based_on", "seen"]}),
    ]
    list_display = ["title", "slug", "use_cases", "artifacts", "version", "saved_at", "saved_by", "page"]
    list_filter = ["latest__door", ("latest__at", SavedFilter)]
    search_fields = ["title", "slug", "introduction"]
    ordering = ["title", "pk"]
    actions = ["export_markdown", "export_json"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Specification]:
        rows = super().get_queryset(request)
        return rows.annotate(use_case_count=_count(UseCase), artifact_count=_count(Artifact))

    @admin.display(description="use cases", ordering="use_case_count")
    def use_cases(self, specification: Any) -> SafeString:
        return _list_link("usecase", specification, specification.use_case_count)

    @admin.display(description="artifacts", ordering="artifact_count")
    def artifacts(self, specification: Any) -> SafeString:
        return _list_link("artifact", specification, specification.artifact_count)

    def save_document(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], origin: Origin
    ) -> tuple[Specification, Arrival | None]:
        specification: Specification | None = form.instance if form.instance.pk else None
        content = form.content(spec.SpecificationText.model_fields)
        if specification is not None:
            content["slug"] = content["slug"] or specification.slug
        document = spec.build(spec.SpecificationText, content)
        saved = save_specification_spec(document, origin, specification=specification, base=form.base)
        return saved.specification, saved.arrival

    def delete_documents(self, rows: Sequence[Specification], origin: Origin) -> None:
        for specification in rows:
            delete_specification(specification, origin)

    def contents_of(self, rows: Sequence[Specification]) -> dict[str, int]:
        return {
            "use cases": UseCase.objects.filter(specification__in=rows).count(),
            "artifacts": Artifact.objects.filter(specification__in=rows).count(),
        }

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        rows, counts, missing, uses = super().get_deleted_objects(objs, request)
        contained = (UseCase._meta, Artifact._meta)
        missing |= {
            str(meta.verbose_name)
            for meta in contained
            if not request.user.has_perm(f"usecases.delete_{meta.model_name}")
        }
        return rows, counts, missing, uses

    @admin.action(description="Export as Markdown", permissions=["view"])
    def export_markdown(
        self, request: HttpRequest, queryset: QuerySet[Specification]
    ) -> StreamingHttpResponse:
        return export_specifications(queryset, "md")

    @admin.action(description="Export as JSON", permissions=["view"])
    def export_json(self, request: HttpRequest, queryset: QuerySet[Specification]) -> StreamingHttpResponse:
        return export_specifications(queryset, "json")


def _count(model: type[UseCase] | type[Artifact]) -> Coalesce:
    rows = model._default_manager.filter(specification=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("specification").annotate(count=Count("pk")).values("count")), 0)


def _list_link(model: str, specification: Specification, count: int) -> SafeString:
    query = {"specification__id__exact": specification.pk}
    address = reverse(f"admin:usecases_{model}_changelist", query=query)
    return format_html('<a href="{}">{}</a>', address, count)
