"""What an editor does about several findings at once: mend them in one way, dismiss them, bring them back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from archportal import spec
from archportal.held import words_held
from archportal.permissions import editor_required
from archportal.revisions import Conflict
from archportal.spec.checks import FixError
from usecases.checks.choosing import Chosen, chosen_of
from usecases.checks.dismissing import bring_back, dismiss
from usecases.checks.mending import Mending, mending_of_all
from usecases.checks.running import latest_run
from usecases.models import CheckRun, Specification
from usecases.views.find import find_specification, follows_moves
from usecases.views.mending import applied, back_to_list, preview_of, query_of, reason_in

DISMISS, BRING_BACK = "dismiss", "bring-back"
NO_REASON = "Say why, so that others understand it later."


@require_http_methods(["GET", "HEAD", "POST"])
@words_held("reason")
@editor_required
@follows_moves
def check_several(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the findings that were chosen and what can be done with them, and do it."""
    specification = find_specification(slug)
    asked = request.POST if request.method == "POST" else request.GET
    run = latest_run(specification)
    chosen = chosen_of(run, asked)
    does = asked.get("do", "")
    if not chosen.findings:
        gone = "What was chosen is not found any more." if chosen.missing else "Choose findings first."
        messages.warning(request, gone)
        return back_to_list(specification, asked)
    # What was chosen as “all of this check” may be more by now than what was shown.
    overtaken = request.method == "POST" and asked.get("state") != run.state
    context = _context(request, specification, run, chosen, overtaken)
    if does in ("", DISMISS, BRING_BACK):
        if request.method == "POST" and not overtaken:
            return _settled(request, specification, chosen, context)
        return _page(request, "usecases/checks/check_several.html", context)
    try:
        mending = mending_of_all(specification, chosen.way(does))
        if request.method == "POST" and not overtaken:
            note = f"{mending.text}: {_count(mending.findings)}."
            return applied(request, specification, mending, note, f"Mended. {note}")
    except (FixError, Conflict, spec.SpecError) as error:
        messages.error(request, f"Nothing was changed. {error}")
        return back_to_list(specification, asked)
    return _page(request, "usecases/checks/check_several_fix.html", context | _preview(chosen, does, mending))


def _context(
    request: HttpRequest, specification: Specification, run: CheckRun, chosen: Chosen, overtaken: bool
) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    return {
        "specification": specification,
        "chosen": chosen,
        "state": run.state,
        "back": query_of(asked),
        "reason": asked.get("reason", ""),
        "overtaken": overtaken,
    }


def _preview(chosen: Chosen, does: str, mending: Mending) -> dict[str, Any]:
    way = chosen.way(does)
    return {
        **preview_of(mending),
        "later": len(way.findings) - len(way.mended),
        "others": len(chosen.findings) - len(way.findings),
    }


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    status = 409 if context["overtaken"] else 422 if context.get("error") else 200
    return render(request, template, context, status=status)


def _settled(
    request: HttpRequest, specification: Specification, chosen: Chosen, context: dict[str, Any]
) -> HttpResponse:
    """Dismiss what is open, or bring back what is dismissed."""
    if request.POST["do"] == BRING_BACK:
        bring_back(specification, [one.dismissal for one in chosen.dismissed if one.dismissal], request.user)
        messages.success(request, f"Open again: {_count(len(chosen.dismissed))}.")
        return back_to_list(specification, request.POST)
    reason = reason_in(request)
    if not reason:
        return _page(request, "usecases/checks/check_several.html", {**context, "error": NO_REASON})
    dismiss(specification, chosen.open, reason, request.user)
    messages.success(request, f"Dismissed: {_count(len(chosen.open))}. “Show: Dismissed” brings them back.")
    return back_to_list(specification, request.POST)


def _count(count: int) -> str:
    return f"{count} finding{'' if count == 1 else 's'}"
