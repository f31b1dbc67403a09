"""The page on which a use case is written: of what it is, what is typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from archportal import spec
from archportal.conflicts import ShownClash
from archportal.revisions import Conflict
from personas.names import persona_lookup
from usecases.form import page
from usecases.form.clashes import brought
from usecases.form.document import Errors
from usecases.form.links import links
from usecases.form.people import lacks_people_alone, unknown_people
from usecases.form.review import DRAFT
from usecases.form.typed import Typed
from usecases.models import Artifact, Specification, UseCase, UseCaseRevision
from usecases.views.copying import COPIED
from usecases.views.unsaved import Returned, unsaved_of


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
    returned: Returned | None = None
    chosen: Collection[str] = ()
    """The ids of the rows that are chosen, by `KIND-KEY`."""
    moves: bool = False
    """Whether the chosen rows were about to move to another use case."""

    @property
    def saved_status(self) -> str:
        """How far the text was when it was saved last."""
        if self.deleted:
            return spec.stored_use_case(self.deleted.document).status
        return self.usecase.status if self.usecase else DRAFT

    @property
    def url(self) -> str:
        """Where the form is sent."""
        if self.usecase is None and self.deleted is None:
            return reverse("usecases:create", args=[self.specification.slug])
        slug = self.usecase.slug if self.usecase else self.deleted.identity
        return reverse("usecases:update", args=[self.specification.slug, slug])

    @property
    def copied(self) -> str:
        """What a new use case was copied from, as its history will say; empty where it was not."""
        note = "" if self.usecase or self.deleted else self.typed.heads["note"]
        return note if note.startswith(COPIED) else ""

    @property
    def lacks_exceptions_alone(self) -> bool:
        """Whether nothing but what can go wrong is missing before review."""
        return self.unready and set(self.errors) == {"exceptions"}

    @property
    def unknown_people(self) -> list[str]:
        """The names that lead to no persona, where nothing else is wrong."""
        alone = lacks_people_alone(self.errors) and not self.unready
        return unknown_people(self.typed, persona_lookup()) if alone else []

    @property
    def begins(self) -> bool:
        """Whether nothing was typed yet, so that one begins to write at the title."""
        old = self.usecase or self.deleted or self.returned
        return not (old or self.errors or self.conflict or self.sections)

    @property
    def targets(self) -> list[tuple[str, str]]:
        """Slugs and names of the use cases that rows can move to."""
        others = self.specification.use_cases.in_order().exclude(pk=self.usecase.pk if self.usecase else None)
        # A thousand rows as objects would take longer than all the rest of the form.
        return [
            (slug, f"Use Case {number}: {title}")
            for slug, number, title in others.values_list("slug", "number", "title")
        ]

    def render(self, request: HttpRequest) -> HttpResponse:
        """Return the page: 409 where somebody saved in between, 422 with errors."""
        # What clashed when it was saved goes along until it can be saved, also in a draft.
        clashes = self.clashes or brought(self.typed)
        heads = page.heads(self.typed, self.errors, clashes)
        sections = self.sections or page.sections(
            self.typed.with_blank_rows(), self.errors, clashes, self.chosen
        )
        context = {
            "form": self,
            "draft": unsaved_of(request, self),
            "specification": self.specification,
            "usecase": self.usecase,
            "heads": heads,
            "optional": self.typed.optional,
            "statuses": page.STATUSES,
            "sections": sections,
            "error_links": links(self.typed.with_blank_rows(), self.errors),
            "rows_url": f"{self.url}rows/",
            "artifact_types": Artifact.Type.choices,
            "conflict": self.conflict,
            "clashes": list(clashes.values()),
            "optional_clash": clashes.get("optional"),
            "unknown_people": self.unknown_people,
        }
        status = 409 if self.conflict else 422 if self.errors else 200
        response = render(request, "usecases/usecase_form.html", context, status=status)
        # Out of its cache a browser would show one page, and so one draft, in two tabs.
        add_never_cache_headers(response)
        return response
