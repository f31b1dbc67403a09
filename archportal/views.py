"""What belongs to no app alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from archportal.permissions import reader_required
from usecases.models import Specification
from usecases.views.specifications import specification_list


@require_safe
@reader_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the specifications, or the only one."""
    slugs = Specification.objects.values_list("slug", flat=True)[:2]
    if len(slugs) == 1:
        return redirect("usecases:specification", slugs[0])
    return specification_list(request)
