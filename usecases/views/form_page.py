"""The page on which a use case is written: of what it is, what is typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from archportal import spec
from archportal.conflicts import ShownClash
from archportal.revisions import Conflict
from usecases.form import page
from usecases.form.document import Errors
from usecases.form.review import DRAFT
from usecases.form.typed import Typed
from usecases.models import Specification, UseCase, UseCaseRevision


@dataclass
class FormPage:
    """One showing of the form."""

    specification: Specification
    usecase: UseCase | None
    typed: Typed
    errors: Errors = field(default_factory=dict)
    sections: list[page.Section] | None = None
    conflict: Conflict | None = None
    clashes: Mapping[str, ShownClash] = field(default_factory=dict)
    deleted: UseCaseRevision | None = None
    unready: bool = False

    @property
    def saved_status(self) -> str:
        """How far the text was when it was saved last."""
        if self.deleted:
            return spec.read_document(spec.UseCase, self.deleted.document).status
        return self.usecase.status if self.usecase else DRAFT

    @property
    def url(self) -> str:
        """Where the form is sent."""
        if self.usecase is None and self.deleted is None:
            return reverse("usecases:create", args=[self.specification.slug])
        slug = self.usecase.slug if self.usecase else self.deleted.identity
        return reverse("usecases:update", args=[self.specification.slug, slug])

    def render(self, request: HttpRequest) -> HttpResponse:
        """Return the page: 409 where somebody saved in between, 422 with errors."""
        heads = page.heads(self.typed, self.errors, self.clashes)
        sections = self.sections or page.sections(self.typed.with_blank_rows(), self.errors, self.clashes)
        context = {
            "form": self,
            "specification": self.specification,
            "usecase": self.usecase,
            "heads": heads,
            "optional": self.typed.optional,
            "statuses": page.STATUSES,
            "sections": sections,
            "error_links": page.error_links(heads, sections),
            "rows_url": f"{self.url}rows/",
            "conflict": self.conflict,
            "clashes": list(self.clashes.values()),
            "optional_clash": self.clashes.get("optional"),
        }
        status = 409 if self.conflict else 422 if self.errors else 200
        return render(request, "usecases/usecase_form.html", context, status=status)
