"""What a form offers while one types the name of a persona."""

from collections.abc import Iterable
from itertools import islice

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from archportal.permissions import editor_required
from archportal.spec import rules
from personas.models import Persona

MOST = 8
"""How many names are offered at once."""


@require_safe
@editor_required
def complete_personas(request: HttpRequest) -> JsonResponse:
    """Offer the personas whose name or singular contains what was typed."""
    query = rules.fold(request.GET.get("q", "").replace("\x00", ""))
    rows = Persona.objects.only("name", "singular").filter(
        Q(name_key__contains=query) | Q(singular__icontains=query)
    )
    return offer((persona.name, persona.singular) for persona in rows[:MOST])


def offer(pairs: Iterable[tuple[str, str]]) -> JsonResponse:
    """Answer with names and what is said beside each."""
    return JsonResponse({"results": [{"value": value, "hint": hint} for value, hint in islice(pairs, MOST)]})
