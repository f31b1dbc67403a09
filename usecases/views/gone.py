"""What was deleted: the page that says so at its former address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from archportal import spec
from archportal.history import gone_page
from archportal.revisions import Revision
from usecases.models import Specification, SpecificationRevision, UseCaseRevision


class Gone(Http404):
    """What stood at the address was deleted; `revision` is its last one."""

    def __init__(self, revision: Revision, label: str, action: str, back: tuple[str, str]) -> None:
        super().__init__(f"{label} was deleted.")
        self.revision = revision
        self.label = label
        self.action = action
        self.back = back

    def page(self, request: HttpRequest) -> HttpResponse:
        """Say who deleted it and when, and offer editors to restore it."""
        return gone_page(request, self.revision, self.label, self.action, self.back)


def missing_specification(slug: str) -> Http404:
    """Return what to raise where no specification stands at this address: it was deleted, or never there."""
    named = SpecificationRevision.objects.filter(identity=slug).order_by("-pk").values("specification_id")[:1]
    revisions = SpecificationRevision.objects.filter(specification_id__in=named)
    last = revisions.order_by("-version").first()
    if last is None:
        return Http404("There is no such specification.")
    action = reverse("usecases:specification_undelete")
    return Gone(
        last, specification_label(last), action, ("Specifications", reverse("usecases:specification_list"))
    )


def missing_usecase(specification: Specification, slug: str) -> Http404:
    """Return what to raise where no use case stands at this address: it was deleted, or never there."""
    revisions = UseCaseRevision.objects.filter(specification=specification)
    named = revisions.filter(identity=slug).order_by("-pk").values("usecase_id")[:1]
    last = revisions.filter(usecase_id__in=named).order_by("-version").first()
    if last is None:
        return Http404("There is no such use case.")
    action = reverse("usecases:undelete", args=[specification.slug])
    return Gone(last, usecase_label(last), action, (specification.title, specification.get_absolute_url()))


def specification_label(revision: SpecificationRevision) -> str:
    """Return what messages call the specification of a revision."""
    return f"Specification {spec.stored_text(revision.document).title}"


def usecase_label(revision: UseCaseRevision) -> str:
    """Return what messages call the use case of a revision."""
    document = spec.stored_use_case(revision.document)
    return f"Use Case {document.number}: {document.title}"
