"""Near names that are different things."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from archportal.permissions import editor_required
from archportal.spec import rules
from usecases.dictionary.near_names import Pair, keep_apart
from usecases.models import ArtifactName
from usecases.views.find import find_specification, follows_moves


@require_POST
@editor_required
@follows_moves
def dictionary_apart(request: HttpRequest, slug: str) -> HttpResponse:
    """Remember that two artifacts whose names are nearly the same are different things."""
    specification = find_specification(slug)
    names = [request.POST.get(name, "").replace("\x00", "") for name in ("one", "other")]
    rows = ArtifactName.objects.filter(specification=specification, position=0)
    known = dict(rows.filter(key__in=[rules.name_key(name) for name in names]).values_list("key", "name"))
    if len(known) != 2:
        messages.warning(request, "One of the two is called otherwise by now; nothing was noted.")
    else:
        # In the order in which they are offered, whatever the order of the request.
        pair = Pair(*(known[key] for key in sorted(known)))
        keep_apart(specification, pair, request.user)
        messages.success(
            request, f"“{pair.one}” and “{pair.other}” are different things; they are not offered any more."
        )
    return redirect("usecases:dictionary", specification.slug)
