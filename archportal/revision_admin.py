"""Revisions in Django's admin: everything can be seen, and nothing changed."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archportal.document_admin import SavedFilter
from archportal.read_only_admin import ReadOnlyAdmin
from archportal.revisions import Revision


class RevisionAdmin(ReadOnlyAdmin):
    """The admin of the revisions of one kind of document; `subject` is their foreign key to it."""

    subject: str

    list_display = ["name", "version", "saved", "by", "door", "note", "deleted", "present"]
    list_filter = ["door", "deleted", ("at", SavedFilter)]
    search_fields = ["identity", "author_name", "note"]
    change_form_template = "admin/revision_form.html"
    fields = [
        "name",
        "version",
        "saved",
        "by",
        "door",
        "note",
        "based_on",
        "deleted",
        "change",
        "present",
        "on_page",
        "content",
    ]
    readonly_fields = ["name", "saved", "by", "present", "on_page", "content"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # The subject may be gone: no join, and no foreign key to follow.
        subjects = self.model._meta.get_field(self.subject).related_model._default_manager
        exists = Exists(subjects.filter(pk=OuterRef(f"{self.subject}_id")))
        # A list of fifty does not need fifty documents.
        return super().get_queryset(request).annotate(is_there=exists).defer("document")

    def page_of(self, revision: Any) -> str:
        """Return the address of the page that shows this state, and can restore it; empty: there is none."""
        return ""

    @admin.display(description="name", ordering="identity")
    def name(self, revision: Revision) -> str:
        return revision.identity

    @admin.display(description="saved", ordering="at")
    def saved(self, revision: Revision) -> datetime:
        return revision.at

    @admin.display(description="by", ordering="author_name")
    def by(self, revision: Revision) -> str:
        return revision.author_name

    @admin.display(description="subject")
    def present(self, revision: Any) -> SafeString | str:
        if not revision.is_there:
            return "deleted since"
        model = self.model._meta.get_field(self.subject).related_model._meta
        row = getattr(revision, f"{self.subject}_id")
        url = reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[row])
        return format_html('<a href="{}">{}</a>', url, model.verbose_name)

    @admin.display(description="page")
    def on_page(self, revision: Revision) -> SafeString | str:
        address = self.page_of(revision)
        return format_html('<a href="{}">Read or restore this state</a>', address) if address else "–"

    @admin.display(description="document")
    def content(self, revision: Revision) -> SafeString:
        return format_html('<pre class="document-text" tabindex="0">{}</pre>', revision.document)
