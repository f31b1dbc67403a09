"""Use cases with their rows in Django's admin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.safestring import SafeString

from archportal import spec
from archportal.admin_forms import AdminDocumentForm
from archportal.document_admin import DocumentAdmin, SavedFilter, link_to, origin_of
from archportal.merging import Arrival
from archportal.revisions import Origin
from personas.forms import EntriesField
from personas.models import Persona
from usecases.admin.exports import export_usecases
from usecases.admin.inlines import INLINES
from usecases.admin.people import People
from usecases.changes import delete_usecases, set_status
from usecases.form.document import match_personas
from usecases.models import ArtifactName, Input, UseCase
from usecases.specs import save_usecase_spec


class UseCaseForm(AdminDocumentForm):
    """A use case without its rows, as it is typed in the admin."""

    tags = EntriesField(help_text="One per line.", widget=AdminTextareaWidget({"rows": 3}))


class PersonaFilter(admin.SimpleListFilter):
    """Keeps the use cases with a story of one persona."""

    title = "persona"
    parameter_name = "persona"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Persona.objects.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.with_persona(self.value()) if self.value() else queryset


@admin.register(UseCase)
class UseCaseAdmin(DocumentAdmin):
    form = UseCaseForm
    inlines = INLINES
    fieldsets = [
        (None, {"fields": ["specification", "title", "number", "slug", "optional", "status", "tags"]}),
        ("Texts", {"fields": ["event", "description", "notes"]}),
        (None, {"fields": ["note", "based_on", "seen"]}),
    ]
    help_texts = {**DocumentAdmin.help_texts, "number": "Such as 3 or 3a. Empty: the next free one."}
    list_display = [
        "number",
        "title",
        "in_specification",
        "optional",
        "status",
        "inputs",
        "saved_at",
        "saved_by",
        "page",
    ]
    list_display_links = ["number", "title"]
    list_filter = [
        "specification",
        "status",
        "optional",
        PersonaFilter,
        "latest__door",
        ("latest__at", SavedFilter),
    ]
    list_select_related = ["latest", "specification"]
    search_fields = ["search_text"]
    ordering = ["specification", "number_key"]
    actions = ["export_markdown", "export_json", "set_draft", "set_in_review", "set_approved"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[UseCase]:
        rows = super().get_queryset(request).select_related("specification")
        return rows.annotate(required=_inputs(required=True), possible=_inputs(required=False))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.matching(search_term), False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ["specification"] if obj else []

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        usecase = context["original"]
        if usecase is not None:
            names = ArtifactName.objects.filter(specification_id=usecase.specification_id, position=0)
            context["artifact_names"] = names.order_by("key").values_list("name", flat=True)
        return super().render_change_form(request, context, *args, **kwargs)

    # Columns

    @admin.display(description="specification", ordering="specification__title")
    def in_specification(self, usecase: UseCase) -> SafeString | str:
        return link_to(usecase.specification)

    @admin.display(description="inputs")
    def inputs(self, usecase: Any) -> str:
        return f"{usecase.required} of {usecase.required + usecase.possible} required"

    # The door

    def save_document(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], origin: Origin
    ) -> tuple[UseCase, Arrival | None]:
        usecase: UseCase | None = form.instance if form.instance.pk else None
        content = usecase.document.model_dump() if usecase else {}
        content |= form.content(spec.UseCase.model_fields)
        if usecase is not None:
            content["slug"] = content["slug"] or usecase.slug
        content |= {formset.field: formset.items() for formset in formsets}
        document = _build(content, People.of(request))
        specification = usecase.specification if usecase else form.cleaned_data["specification"]
        saved = save_usecase_spec(specification, document, origin, usecase=usecase, base=form.base)
        return saved.usecase, saved.arrival

    def delete_documents(self, rows: Sequence[UseCase], origin: Origin) -> None:
        delete_usecases(rows, origin)

    # Actions

    @admin.action(description="Export as Markdown", permissions=["view"])
    def export_markdown(self, request: HttpRequest, queryset: QuerySet[UseCase]) -> StreamingHttpResponse:
        return export_usecases(queryset, "md")

    @admin.action(description="Export as JSON", permissions=["view"])
    def export_json(self, request: HttpRequest, queryset: QuerySet[UseCase]) -> StreamingHttpResponse:
        return export_usecases(queryset, "json")

    @admin.action(description="Set status: draft", permissions=["change"])
    def set_draft(self, request: HttpRequest, queryset: QuerySet[UseCase]) -> None:
        self._set_status(request, queryset, UseCase.Status.DRAFT)

    @admin.action(description="Set status: in review", permissions=["change"])
    def set_in_review(self, request: HttpRequest, queryset: QuerySet[UseCase]) -> None:
        self._set_status(request, queryset, UseCase.Status.IN_REVIEW)

    @admin.action(description="Set status: approved", permissions=["change"])
    def set_approved(self, request: HttpRequest, queryset: QuerySet[UseCase]) -> None:
        self._set_status(request, queryset, UseCase.Status.APPROVED)

    def _set_status(self, request: HttpRequest, queryset: QuerySet[UseCase], status: UseCase.Status) -> None:
        usecases = list(queryset)
        origin = origin_of(request)
        changed = set_status(usecases, status, origin)
        rest = len(usecases) - changed
        sentence = f"Status “{status.label}” was set for {changed} use case{'' if changed == 1 else 's'}."
        if rest:
            sentence += f" {rest} had it already."
        request.change = origin.change if changed else ""
        self.message_user(request, sentence, messages.SUCCESS)


def _inputs(*, required: bool) -> Coalesce:
    rows = Input.objects.filter(usecase=OuterRef("pk"), required=required).order_by()
    counts = rows.values("usecase").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _build(content: dict[str, Any], people: People) -> spec.UseCase:
    """Return the document. Raises SpecError with all faults at once, unknown personas included."""
    faults: list[spec.Fault] = []
    for number, story in enumerate(content.get("stories", ())):
        if isinstance(story["personas"], str):
            story["personas"], unknown = match_personas(story["personas"], people.slugs)
            faults += [
                spec.Fault(("stories", number, "personas"), f"There is no persona “{name}”; create it first.")
                for name in unknown
            ]
    try:
        document = spec.build(spec.UseCase, content)
    except spec.SpecError as error:
        raise spec.SpecError([*error.faults, *faults]) from None
    if faults:
        raise spec.SpecError(faults)
    return document
