"""archportal's addresses, and the yardstick W: session, user, one query, a short text."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import path

from archportal.urls import handler400, handler500
from archportal.urls import urlpatterns as portal
from usecases.models import Specification

__all__ = ["handler400", "handler500", "urlpatterns"]


@login_required
def yardstick(request):
    return HttpResponse(Specification.objects.get(slug="benchmark").title, content_type="text/plain")


urlpatterns = [*portal, path("yardstick/", yardstick)]
