"""From the slugs of an address to the rows they lead to, former slugs included."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from usecases.models import Specification, UseCase, UseCaseRevision
from usecases.views.gone import Gone, missing_specification, missing_usecase

View = Callable[..., HttpResponse]


class Moved(Exception):
    """What was asked for has another address now: the slugs that lead to it."""

    def __init__(self, *slugs: str) -> None:
        super().__init__(*slugs)
        self.slugs = slugs


def follows_moves(view: View) -> View:
    """Redirect a reader who comes by a former slug to the same page at its present address.

    At the address of something that was deleted, a page says so.
    """

    @wraps(view)
    def following(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Gone as gone:
            return gone.page(request)
        except Specification.DoesNotExist:
            # Somebody deleted it while the page was being made.
            missing = missing_specification(kwargs.get("specification_slug") or kwargs["slug"])
            if isinstance(missing, Gone):
                return missing.page(request)
            raise missing from None
        except Moved as moved:
            match = request.resolver_match
            assert match is not None
            names = [name for name in ("specification_slug", "slug") if name in match.kwargs]
            found = dict(zip(names, moved.slugs, strict=False))
            # 307 keeps the method, and with it what a form brings.
            query = request.META.get("QUERY_STRING", "")
            address = reverse(match.view_name, kwargs={**match.kwargs, **found})
            response = redirect(f"{address}?{query}" if query else address)
            response.status_code = 307 if request.method == "POST" else 302
            return response

    return following


def find_specification(slug: str) -> Specification:
    """Return the specification, with its latest revision. Raises Moved for a former slug, and Http404."""
    row = Specification.objects.with_document().named(slug).first()
    if row is None:
        raise missing_specification(slug)
    if row.slug != slug:
        raise Moved(row.slug)
    return row


def find_usecase(specification_slug: str, slug: str) -> UseCase:
    """Return the use case with its specification and latest revision: one query where the slugs are right.

    Raises Moved for former slugs, and Http404.
    """
    rows = UseCase.objects.with_document().select_related("specification")
    row = rows.filter(specification__slug=specification_slug, slug=slug).first()
    if row is not None:
        return row
    try:
        specification = find_specification(specification_slug)
    except Moved as moved:
        raise Moved(moved.slugs[0], slug) from None
    row = UseCase.objects.named(specification.slug, slug).first()
    if row is None:
        raise missing_usecase(specification, slug)
    raise Moved(specification.slug, row.slug)


def find_deleted(specification_slug: str, slug: str) -> UseCaseRevision | None:
    """Return the last revision of a use case that was deleted at this address, if there was one."""
    gone = UseCaseRevision.objects.filter(specification__slug=specification_slug, identity=slug, deleted=True)
    return gone.exclude(usecase_id__in=UseCase.objects.values("pk")).select_related("specification").first()
