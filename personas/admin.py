"""Personas and their revisions in Django's admin."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Count, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archportal import spec
from archportal.admin_forms import AdminDocumentForm
from archportal.document_admin import DocumentAdmin, Refused, SavedFilter, link_to
from archportal.downloads import download, joined_documents
from archportal.merging import Arrival
from archportal.revision_admin import RevisionAdmin
from archportal.revisions import Origin
from personas.forms import EntriesField
from personas.models import Persona, PersonaRevision
from personas.specs import InUse, delete_persona, save_persona_spec


class PersonaForm(AdminDocumentForm):
    """A persona as it is typed in the admin."""

    goals = EntriesField(help_text="One per line.", widget=AdminTextareaWidget)
    pain_points = EntriesField(help_text="One per line.", widget=AdminTextareaWidget)


@admin.register(Persona)
class PersonaAdmin(DocumentAdmin):
    form = PersonaForm
    fieldsets = [
        (None, {"fields": ["name", "singular", "slug", "definition", "goals", "pain_points"]}),
        (None, {"fields": ["note", "based_on", "seen"]}),
    ]
    list_display = ["name", "singular", "slug", "stories", "version", "saved_at", "saved_by", "page"]
    list_filter = ["latest__door", ("latest__at", SavedFilter)]
    search_fields = ["name", "singular", "slug", "definition"]
    ordering = ["position", "pk"]
    actions = ["export_markdown", "export_json"]
    delete_confirmation_template = "admin/persona_delete.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Persona]:
        return super().get_queryset(request).annotate(story_count=Count("story_links"))

    @admin.display(description="stories", ordering="story_count")
    def stories(self, persona: Any) -> SafeString | int:
        if not persona.story_count:
            return 0
        url = reverse("admin:usecases_usecase_changelist", query={"persona": persona.slug})
        return format_html('<a href="{}">{}</a>', url, persona.story_count)

    def save_document(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], origin: Origin
    ) -> tuple[Persona, Arrival | None]:
        persona = form.instance if form.instance.pk else None
        content = form.content(spec.Persona.model_fields)
        if persona is not None:
            content["slug"] = content["slug"] or persona.slug
        document = spec.build(spec.Persona, content)
        saved = save_persona_spec(document, origin, persona=persona, base=form.base)
        return saved.persona, saved.arrival

    def delete_documents(self, rows: Sequence[Persona], origin: Origin) -> None:
        for persona in rows:
            try:
                delete_persona(persona, origin)
            except InUse:
                raise Refused(f"{persona.name} stands in stories now. Nothing was deleted.") from None

    def uses_of(self, rows: Sequence[Persona]) -> list[str]:
        # The use cases belong to another app, which is reached from here through the rows only.
        links = Persona.story_links.rel.related_model.objects.filter(persona__in=rows)
        links = links.select_related("story__usecase").order_by("story__usecase__number_key")
        usecases = dict.fromkeys(link.story.usecase for link in links)
        return [str(link_to(usecase)) for usecase in usecases]

    @admin.action(description="Export as Markdown", permissions=["view"])
    def export_markdown(self, request: HttpRequest, queryset: QuerySet[Persona]) -> StreamingHttpResponse:
        texts = [spec.render_persona(persona.document) for persona in queryset]
        return download(["\n".join(texts)], "personas.md")

    @admin.action(description="Export as JSON", permissions=["view"])
    def export_json(self, request: HttpRequest, queryset: QuerySet[Persona]) -> StreamingHttpResponse:
        texts = [persona.latest.document for persona in queryset]
        return download(joined_documents(texts), "personas.json")


@admin.register(PersonaRevision)
class PersonaRevisionAdmin(RevisionAdmin):
    subject = "persona"

    def page_of(self, revision: PersonaRevision) -> str:
        return reverse("personas:revision", args=[revision.identity, revision.version])
