"""What the form offers while one types."""

from django.db.models import Count
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from archportal.permissions import editor_required
from archportal.spec import rules
from personas.completion import offer
from usecases.models import ArtifactName
from usecases.views.find import find_specification, follows_moves


@require_safe
@editor_required
@follows_moves
def complete_artifacts(request: HttpRequest, slug: str) -> JsonResponse:
    """Offer the artifacts whose name or alias contains what was typed; those that begin with it first."""
    specification = find_specification(slug)
    query = rules.fold(request.GET.get("q", "").replace("\x00", ""))
    found = ArtifactName.objects.filter(specification=specification, key__contains=query)
    names = found.select_related("artifact").annotate(
        uses=Count("artifact__inputs", distinct=True) + Count("artifact__outputs", distinct=True)
    )
    ranked = sorted(names.order_by("key")[:200], key=lambda name: (not name.key.startswith(query), name.key))
    offers = {name.artifact.name: _hint(name) for name in reversed(ranked)}
    return offer(reversed(offers.items()))


def _hint(name: ArtifactName) -> str:
    artifact = name.artifact
    parts = [
        f"also called {name.name}" if name.position else "",
        artifact.type,
        "from outside" if artifact.external else "",
        f"used {name.uses} times" if name.uses > 1 else "",
    ]
    return ", ".join(part for part in parts if part)
