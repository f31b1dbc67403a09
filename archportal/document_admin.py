"""Documents in Django's admin: what is typed there becomes a document, and goes through the same door.

The stock admin writes rows. Here its forms write none: `save_related` builds the document once, out of the
form and its rows, and hands it to the door. What the door refuses comes back as errors at the fields.
"""

from abc import ABCMeta, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archportal import spec
from archportal.admin_forms import AdminDocumentForm, Refusal
from archportal.conflicts import shown_clashes
from archportal.merging import Arrival
from archportal.revisions import Conflict, Door, Origin


class Refused(Exception):
    """Something cannot be done; the text says why and what to do."""


def origin_of(request: HttpRequest, note: str = "") -> Origin:
    """Return the origin of what is saved in the admin."""
    return Origin(request.user, Door.ADMIN, note)


def link_to(row: models.Model | None, text: str = "") -> SafeString | str:
    """Return a link to a row's page in the admin."""
    if row is None:
        return "–"
    meta = row._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, text or str(row))


class SavedFilter(admin.DateFieldListFilter):
    """Filters by when something was saved last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "last saved"


class AbstractAdmin(ABCMeta, type(admin.ModelAdmin)):
    """Refuses to make an admin that lacks what each kind has to say itself."""


class DocumentAdmin(admin.ModelAdmin, metaclass=AbstractAdmin):
    """The admin of a kind of document, whose rows have a `latest` revision."""

    form = AdminDocumentForm
    change_form_template = "admin/document_form.html"
    history_template = "admin/document_history.html"
    help_texts = {"slug": "Empty: made from the name. Links to a former address keep working."}
    """What can be left empty, and what that means."""
    list_per_page = 50
    list_select_related = ("latest",)

    # To be written for each kind

    @abstractmethod
    def save_document(
        self, request: HttpRequest, form: Any, formsets: Sequence[Any], origin: Origin
    ) -> tuple[models.Model, Arrival | None]:
        """Give the document that was typed to its door; return the row, and what came in with it."""

    @abstractmethod
    def delete_documents(self, rows: Sequence[Any], origin: Origin) -> None:
        """Delete these by their door. Raises Refused where one cannot be deleted."""

    def uses_of(self, rows: Sequence[Any]) -> list[str]:
        """Return what keeps these from being deleted."""
        return []

    def contents_of(self, rows: Sequence[Any]) -> dict[str, int]:
        """Return how much of what is deleted together with these."""
        return {}

    # Reading

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("latest")

    def view_on_site(self, row: Any) -> str:
        # The stock way asks the database for the content type first.
        return str(row.get_absolute_url())

    @admin.display(description="version", ordering="latest__version")
    def version(self, row: Any) -> int:
        return int(row.latest.version)

    @admin.display(description="last saved", ordering="latest__at")
    def saved_at(self, row: Any) -> Any:
        return row.latest.at

    @admin.display(description="by", ordering="latest__author_name")
    def saved_by(self, row: Any) -> str:
        return str(row.latest.author_name)

    @admin.display(description="page")
    def page(self, row: Any) -> SafeString:
        return format_html('<a href="{}">Open</a>', row.get_absolute_url())

    # Forms

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what says nothing here: a new document has no version, and a reader does not save."""
        saves = obj is not None and self.has_change_permission(request, obj)
        hidden = set() if saves else {"note", "based_on", "seen"}
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name not in hidden]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = refusal_of(request)
        form.row_fields = [inline.field for inline in self.get_inline_instances(request, obj)]
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.CharField):
            # The document strips what means nothing; an indentation at the start means something in Markdown.
            field.strip = False
        if db_field.name in self.help_texts:
            field.required = False
            field.help_text = self.help_texts[db_field.name]
        return field

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (spec.SpecError, Conflict) as error:
            # Nothing was written. The same request is read once more, and now its form knows what is wrong.
            request.refusal = Refusal.of(error)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        conflict = refusal_of(request).conflict
        if conflict and isinstance(response, TemplateResponse):
            response.context_data |= {"conflict": conflict, "clashes": shown_clashes(conflict)}
            response.status_code = 409
        return response

    # Saving

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> models.Model:
        return form.instance

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write nothing: `save_related` does, when the rows are read as well."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> NoReturn:
        raise TypeError("Rows are saved with their document.")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        origin = origin_of(request, form.cleaned_data.get("note", ""))
        row, arrival = self.save_document(request, form, formsets, origin)
        if arrival:
            self.message_user(request, str(arrival), messages.INFO)
        form.instance.pk = row.pk
        form.instance.refresh_from_db()
        if form.instance.latest.change == origin.change:
            request.change = origin.change

    def construct_change_message(self, request: Any, form: Any, formsets: Any, add: bool = False) -> Any:
        # What changed is in the revisions.
        return [{"added": {}}] if add else [{"changed": {}}]

    def message_user(self, request: HttpRequest, message: str, *args: Any, **kwargs: Any) -> None:
        """Say what was done, with a button that undoes what this request saved."""
        kwargs.setdefault("extra_tags", str(getattr(request, "change", "")))
        super().message_user(request, message, *args, **kwargs)

    # Deleting

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._delete(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            self._delete(request, list(queryset))

    def _delete(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        origin = origin_of(request)
        self.delete_documents(rows, origin)
        request.change = origin.change

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Say what goes without collecting row after row, and what stands in the way."""
        rows = list(objs)
        counts = {str(self.opts.verbose_name_plural): len(rows), **self.contents_of(rows)}
        missing = set() if self.has_delete_permission(request) else {str(self.opts.verbose_name)}
        return [link_to(row) for row in rows], counts, missing, self.uses_of(rows)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refused:
            return self._refuse(request, refused)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except Refused as refused:
            return self._refuse(request, refused)

    def _refuse(self, request: HttpRequest, refused: Refused) -> HttpResponse:
        self.message_user(request, str(refused), messages.ERROR)
        return redirect(request.get_full_path())

    # History

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show the revisions, whichever door they came by."""
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        revisions = Paginator(row.revisions.defer("document").order_by("-version"), 100)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "object": row,
            "opts": self.opts,
            "page": revisions.get_page(request.GET.get("p")),
            "revision_view": f"admin:{self.opts.app_label}_{row.revisions.model._meta.model_name}_change",
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.history_template, context)


def refusal_of(request: HttpRequest) -> Refusal:
    """Return why the door refused what this request wants to save."""
    return getattr(request, "refusal", Refusal())
