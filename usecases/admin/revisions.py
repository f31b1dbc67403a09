"""Revisions of specifications, use cases and artifacts in Django's admin."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse

from archportal.revision_admin import RevisionAdmin
from usecases.models import ArtifactRevision, Specification, SpecificationRevision, UseCaseRevision


@admin.register(SpecificationRevision)
class SpecificationRevisionAdmin(RevisionAdmin):
    subject = "specification"

    def page_of(self, revision: Any) -> str:
        return reverse("usecases:specification_revision", args=[revision.identity, revision.version])


class InSpecification(RevisionAdmin):
    """Revisions of what belongs to a specification, which may be gone."""

    list_display = ["name", "specification_slug", *RevisionAdmin.list_display[1:]]
    fields = ["name", "specification_slug", *RevisionAdmin.fields[1:]]
    readonly_fields = ["specification_slug", *RevisionAdmin.readonly_fields]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        slugs = Specification.objects.filter(pk=OuterRef("specification_id")).values("slug")
        return super().get_queryset(request).annotate(specification_slug=Subquery(slugs))

    @admin.display(description="specification", empty_value="deleted since")
    def specification_slug(self, revision: Any) -> str | None:
        return revision.specification_slug


@admin.register(UseCaseRevision)
class UseCaseRevisionAdmin(InSpecification):
    subject = "usecase"

    def page_of(self, revision: Any) -> str:
        if not revision.specification_slug:
            return ""
        place = [revision.specification_slug, revision.identity, revision.version]
        return reverse("usecases:revision", args=place)


@admin.register(ArtifactRevision)
class ArtifactRevisionAdmin(InSpecification):
    subject = "artifact"
