"""Renaming, merging and setting artifacts: what will change is shown, and then saved as one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from archportal import spec
from archportal.held import words_held
from archportal.history import form_origin
from archportal.permissions import editor_required
from archportal.revisions import Conflict
from archportal.spec import rules
from archportal.undoable import undoable
from usecases.dictionary.actions import Plan, digest, plan_of
from usecases.dictionary.changing import naming
from usecases.models import Specification
from usecases.views.find import find_specification, follows_moves
from usecases.whole import changes_between, read_whole, save_whole

OFFERED = 1000
"""Names that the browser offers where one is typed."""

SHOWN = 200
"""Documents of a preview that are shown one by one."""


@dataclass(frozen=True)
class Preview:
    """What a plan makes of a specification: both states and what differs, or why it cannot be done."""

    before: spec.Specification | None = None
    after: spec.Specification | None = None
    changes: Sequence[spec.Changed] = ()
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@words_held("to", "with")
@editor_required
@follows_moves
def dictionary_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a change of artifacts would do, and do it."""
    specification = find_specification(slug)
    values = request.POST if request.method == "POST" else request.GET
    plan = plan_of(specification, values)
    if plan is None:
        raise Http404
    if not plan.artifacts:
        messages.warning(request, "Choose artifacts first; those that were chosen are there no more.")
        return redirect(_list(specification, values))
    preview = _preview(specification, plan) if plan.ready else Preview(error=_missing(plan, values))
    overtaken = request.method == "POST" and values.get("seen") not in (None, digest(preview.changes))
    if request.method == "POST" and plan.ready and not preview.error and not overtaken:
        try:
            return _save(request, specification, plan, preview)
        except (Conflict, spec.SpecError) as error:
            preview = Preview(error=str(error))
    return _page(request, specification, plan, preview, overtaken)


def _preview(specification: Specification, plan: Plan) -> Preview:
    before = read_whole(specification)
    try:
        after = plan.apply(before)
    except spec.SpecError as error:
        return Preview(error=" ".join(fault.message for fault in error.faults))
    return Preview(before, after, changes_between(before, after))


def _missing(plan: Plan, values: QueryDict) -> str:
    """Say why a plan that is not complete cannot be looked at; nothing where there is simply more to say."""
    name = values.get("with", "").strip()
    if plan.kind != "merge" or not name:
        return ""
    if plan.into is None:
        return f"There is no artifact “{name}”; choose one of the dictionary."
    return f"“{name}” leads to this artifact itself; choose another one."


def _save(request: HttpRequest, specification: Specification, plan: Plan, preview: Preview) -> HttpResponse:
    assert preview.before is not None
    assert preview.after is not None
    back = _list(specification, request.POST)
    if not preview.changes:
        messages.info(request, "Nothing had to change.")
        return redirect(back)
    saved = save_whole(specification, preview.before, preview.after, form_origin(request, plan.note))
    undoable(request, plan.note, saved.change)
    for arrival in saved.arrivals:
        messages.info(request, str(arrival))
    stays = plan.to if plan.kind == "rename" else plan.into.name if plan.kind == "merge" and plan.into else ""
    if not stays or request.POST.get("back"):
        return redirect(back)
    return redirect("usecases:artifact", specification.slug, rules.artifact_slug(stays))


def _list(specification: Specification, values: QueryDict) -> str:
    """Return the address of the dictionary, narrowed as it was."""
    address = reverse("usecases:dictionary", args=[specification.slug])
    query = QueryDict(values.get("back", "")[:2000]).urlencode()
    return f"{address}?{query}" if query else address


def _page(
    request: HttpRequest, specification: Specification, plan: Plan, preview: Preview, overtaken: bool
) -> HttpResponse:
    values = request.POST if request.method == "POST" else request.GET
    alone = plan.artifacts[0] if len(plan.artifacts) == 1 else None
    single = plan.kind == "rename" or (plan.kind == "merge" and (alone or "with" in values))
    context: dict[str, Any] = {
        "specification": specification,
        "plan": plan,
        "preview": preview,
        "shown": preview.changes[:SHOWN],
        "more": max(0, len(preview.changes) - SHOWN),
        "seen": digest(preview.changes),
        "overtaken": overtaken,
        "back": values.get("back", ""),
        "leave": _list(specification, values),
        "typed": values.get("with", ""),
        "single": plan.artifacts[0] if single else None,
        "uses": list(naming(plan.artifacts[0])[:SHOWN]) if plan.kind == "rename" else [],
        "offered": specification.artifacts.order_by("name").values_list("name", flat=True)[:OFFERED]
        if single and plan.kind == "merge"
        else [],
    }
    status = 409 if overtaken else 422 if request.method == "POST" else 200
    return render(request, "usecases/dictionary/change.html", context, status=status)
