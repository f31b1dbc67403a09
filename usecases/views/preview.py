"""What is typed into the form of a use case, as it will read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from archportal import spec
from archportal.htmx import HtmxHttpRequest, render_page
from archportal.permissions import editor_required
from usecases.form.typed import from_request, number_in
from usecases.models import Specification, UseCaseRevision
from usecases.preview import preview
from usecases.views.find import find_deleted, find_specification, find_usecase, follows_moves


@require_POST
@editor_required
@follows_moves
def usecase_preview(request: HtmxHttpRequest, specification_slug: str, slug: str = "") -> HttpResponse:
    """Show what the form would save. Nothing is saved."""
    typed = from_request(request.POST)
    specification, before = _last_saved(specification_slug, slug, typed.heads["based_on"])
    context = {"specification": specification, "preview": preview(specification, before, typed)}
    return render_page(request, "usecases/usecase_preview.html", context, fragment="usecases/_preview.html")


def _last_saved(
    specification_slug: str, slug: str, version: str
) -> tuple[Specification, spec.UseCase | None]:
    """Return the specification and the last state of the use case, which may have been deleted since.

    Where somebody saved in between, it is the state that the form began with: their changes are not this
    person's.
    """
    if not slug:
        return find_specification(specification_slug), None
    try:
        usecase = find_usecase(specification_slug, slug)
    except Http404:
        deleted = find_deleted(specification_slug, slug)
        if deleted is None:
            raise
        return deleted.specification, spec.read_document(spec.UseCase, deleted.document)
    if number_in(version) not in (0, usecase.latest.version):
        begun = UseCaseRevision.objects.filter(usecase_id=usecase.pk, version=number_in(version)).first()
        if begun:
            return usecase.specification, spec.read_document(spec.UseCase, begun.document)
    return usecase.specification, usecase.document
