"""The rows of a use case as inlines: lists of a document in the clothes of Django's inline formsets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.http import HttpRequest

from archportal import spec
from archportal.admin_forms import Refusal, UnwrittenForm
from archportal.document_admin import refusal_of

LAST = 10_000
"""The order number of a row that has none: behind all others."""


class RowForm(UnwrittenForm):
    """One row. Without a text it is left out; `texts` names the fields that count."""

    texts: tuple[str, ...] = ("text",)

    place = forms.IntegerField(
        label="Order",
        required=False,
        min_value=1,
        max_value=LAST,
        widget=forms.NumberInput(attrs={"class": "row-place"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Write a number from 1 on."),
    )

    def has_changed(self) -> bool:
        """Say whether anything stands in the row."""
        return any((self[name].data or "").strip() for name in self.texts)

    def item(self) -> Any:
        """Return what the document holds of this row."""
        return {name: self.cleaned_data[name] for name in self.declared_fields if name != "place"}

    @classmethod
    def initial_of(cls, item: Any) -> dict[str, Any]:
        """Return what the form shows of an item of the document."""
        return dict(item)


class RowFormSet(BaseInlineFormSet):
    """All rows of one kind. `field` is their name in the document; nothing is looked up, nothing is saved."""

    field: str
    refusal = Refusal()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = self.instance.latest if self.instance.pk else None
        items = getattr(self.instance.document, self.field) if latest else ()
        if not self.is_bound:
            self.initial = [
                {**self.form.initial_of(item), "place": place} for place, item in enumerate(items, 1)
            ]

    def initial_form_count(self) -> int:
        return super(BaseModelFormSet, self).initial_form_count()

    def get_queryset(self) -> list[Any]:
        """Return a stand-in for each row that was there; the admin counts them."""
        return [self.model(position=position) for position in range(self.initial_form_count())]

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        # Past the model formset, which would look for a row of the database.
        kwargs["empty_permitted"] = True
        kwargs["use_required_attribute"] = False
        return super(BaseModelFormSet, self)._construct_form(i, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        # Likewise without the keys of a row and of its use case.
        super(BaseModelFormSet, self).add_fields(form, index)

    @property
    def kept(self) -> Sequence[Any]:
        """The forms of the rows that are kept, in the order of their numbers.

        Of two with one number, the one that was moved there takes the place: before the other if it moved up,
        behind it if it moved down.
        """
        forms_ = [
            (place, form)
            for place, form in enumerate(self.forms, 1)
            if form.has_changed() and not self._should_delete_form(form)
        ]
        return [form for _, form in sorted(forms_, key=lambda pair: _order(*pair))]

    def items(self) -> list[Any]:
        """Return the items of the document's list."""
        return [form.item() for form in self.kept]

    def clean(self) -> None:
        """Put the faults of the document at the rows that they came from."""
        loose = [fault for fault in self.refusal.faults if fault.place[:1] == (self.field,)]
        loose = [fault for fault in loose if not self._blame(fault)]
        if loose:
            raise ValidationError([fault.message for fault in loose])

    def _blame(self, fault: spec.Fault) -> bool:
        kept = self.kept
        place = fault.place[1] if len(fault.place) > 1 else None
        if not isinstance(place, int) or place >= len(kept):
            return False
        form = kept[place]
        name = str(fault.place[2]) if len(fault.place) > 2 else form.texts[0]
        form.add_error(name if name in form.fields else None, fault.message)
        return True


def _order(place: int, form: RowForm) -> tuple[int, int, int]:
    wanted = form.cleaned_data.get("place") or LAST
    return wanted, (wanted > place) - (wanted < place), place


class RowInline(admin.TabularInline):
    """Rows of one kind, held by the permissions of their use case; `field` is their name in the document."""

    field: str
    formset = RowFormSet
    extra = 1
    template = "admin/rows.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model._default_manager.none()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.field = self.field
        formset.refusal = refusal_of(request)
        return formset

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        action = "add" if obj is None else "change"
        return request.user.has_perm(f"usecases.{action}_usecase")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Who only reads sees the rows on the page of the use case.
        return self.has_add_permission(request, obj)
