"""What belongs to no app alone."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from archportal.first_steps import wants_first_steps
from archportal.lazy_views import LazyViews
from archportal.permissions import may_write, reader_required
from usecases.demonstration import is_demonstration
from usecases.models import Specification

specifications = LazyViews("usecases.views.specifications")


@require_safe
@reader_required
def home(request: HttpRequest) -> HttpResponseBase:
    """Show the specifications, or the only one."""
    rows = list(Specification.objects.with_document().defer("introduction", "latest__document")[:2])
    if len(rows) == 1 and not _begins(request, rows[0]):
        return redirect("usecases:specification", rows[0].slug)
    return specifications.specification_list(request)


def _begins(request: HttpRequest, only: Specification) -> bool:
    """Say whether a writer finds nothing but the demonstration, and wants to know how to begin."""
    return is_demonstration(only) and may_write(request.user) and wants_first_steps(request)
