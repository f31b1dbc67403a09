"""The dictionary in Django's admin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from archportal import spec
from archportal.admin_forms import AdminDocumentForm
from archportal.document_admin import DocumentAdmin, Refused, SavedFilter, link_to
from archportal.merging import Arrival
from archportal.revisions import Origin
from personas.forms import EntriesField
from usecases.dictionary.changing import InUse, delete_unused_artifacts, naming, save_artifact
from usecases.dictionary.form import document_of, with_old_name
from usecases.models import Artifact, Input, Output, UseCase


class ArtifactForm(AdminDocumentForm):
    """An artifact as it is typed in the admin."""

    keep = forms.BooleanField(
        label="Keep the old name as another name",
        required=False,
        initial=True,
        help_text="Links and imports that use it keep working. It matters where you change the name.",
    )
    aliases = EntriesField(
        help_text="Other names that lead to it, one per line.", widget=AdminTextareaWidget({"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["keep"]
        else:
            self.initial["aliases"] = document_of(self.instance).aliases
            self.fields["aliases"].start_from(self.initial["aliases"])


@admin.register(Artifact)
class ArtifactAdmin(DocumentAdmin):
    form = ArtifactForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "specification",
                    "name",
                    "keep",
                    "aliases",
                    "type",
                    "external",
                    "description",
                    "named_in",
                ]
            },
        ),
        (None, {"fields": ["note", "based_on", "seen"]}),
    ]
    list_display = [
        "name",
        "also_called",
        "in_specification",
        "type",
        "external",
        "input_of",
        "output_of",
        "version",
        "saved_at",
        "saved_by",
    ]
    list_filter = ["specification", "type", "external", "latest__door", ("latest__at", SavedFilter)]
    list_select_related = ["latest", "specification"]
    search_fields = ["names__name", "description"]
    ordering = ["specification", "name"]
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Artifact]:
        rows = super().get_queryset(request).select_related("specification")
        return rows.annotate(input_count=_count(Input), output_count=_count(Output))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what matters only where a name is changed."""
        sets = super().get_fieldsets(request, obj)
        if obj is not None and self.has_change_permission(request, obj):
            return sets
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name != "keep"]})
            for title, options in sets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ["specification", "named_in"] if obj else ["named_in"]

    @admin.display(description="also called")
    def also_called(self, artifact: Artifact) -> str:
        return ", ".join(document_of(artifact).aliases)

    @admin.display(description="specification", ordering="specification__title")
    def in_specification(self, artifact: Artifact) -> SafeString | str:
        return link_to(artifact.specification)

    @admin.display(description="input of", ordering="input_count")
    def input_of(self, artifact: Any) -> int:
        return int(artifact.input_count)

    @admin.display(description="output of", ordering="output_count")
    def output_of(self, artifact: Any) -> int:
        return int(artifact.output_count)

    @admin.display(description="named in")
    def named_in(self, artifact: Artifact) -> SafeString | str:
        usecases = naming(artifact) if artifact.pk else []
        return format_html_join(", ", "{}", ((link_to(usecase),) for usecase in usecases)) or "No use case."

    def save_document(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], origin: Origin
    ) -> tuple[Artifact, Arrival | None]:
        artifact: Artifact | None = form.instance if form.instance.pk else None
        content = form.content(spec.Artifact.model_fields)
        if artifact is not None and form.cleaned_data.get("keep"):
            content = with_old_name(content, Artifact.objects.get(pk=artifact.pk).name)
        document = spec.build(spec.Artifact, content)
        specification = artifact.specification if artifact else form.cleaned_data["specification"]
        saved = save_artifact(document, specification, origin, artifact=artifact, base=form.base)
        return saved.artifact, saved.arrival

    def delete_documents(self, rows: Sequence[Artifact], origin: Origin) -> None:
        try:
            delete_unused_artifacts(rows, origin)
        except InUse:
            raise Refused("A use case names it now; nothing was deleted. See which, and try again.") from None

    def uses_of(self, rows: Sequence[Artifact]) -> list[str]:
        uses = Q(input_rows__artifact__in=rows) | Q(output_rows__artifact__in=rows)
        usecases = UseCase.objects.filter(pk__in=UseCase.objects.filter(uses).order_by().values("pk"))
        return [str(link_to(usecase)) for usecase in usecases]


def _count(model: type[Input] | type[Output]) -> Coalesce:
    rows = model._default_manager.filter(artifact=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("artifact").annotate(count=Count("pk")).values("count")), 0)
