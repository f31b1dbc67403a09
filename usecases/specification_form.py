"""The form of a specification's own text."""

from __future__ import annotations

from typing import Any

from django import forms

from archportal import spec
from archportal.document_forms import DocumentForm
from usecases.models import Specification


class SpecificationForm(DocumentForm):
    """A specification's own text as a person types it."""

    title = forms.CharField(
        label="Title",
        error_messages={"required": "Give the specification a title."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    introduction = forms.CharField(
        label="Introduction",
        required=False,
        strip=False,
        help_text="What it is about and whom it is for. Markdown is understood.",
        widget=forms.Textarea(attrs={"class": "prose-input", "rows": 12}),
    )

    def kind(self) -> type[spec.SpecificationText]:
        return spec.SpecificationText

    @classmethod
    def of(cls, specification: Specification, data: Any = None) -> SpecificationForm:
        """Return the form of a specification's latest text; needs `with_document`."""
        initial = {**specification.document.model_dump(), "based_on": specification.latest.version}
        return cls(data, initial=initial)
