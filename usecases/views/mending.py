"""What an editor does about a finding: mend it, or dismiss it with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from archportal import spec
from archportal.held import words_held
from archportal.history import form_origin
from archportal.htmx import HtmxHttpRequest, wants_fragment
from archportal.permissions import editor_required
from archportal.revisions import Conflict
from archportal.spec import rules
from archportal.spec.checks import FixError
from archportal.undoable import undoable
from usecases.checks.dismissing import bring_back, brought_back, dismiss
from usecases.checks.mending import Mending, apply, mending_of
from usecases.checks.running import latest_run
from usecases.checks.shown import shown
from usecases.models import CheckFinding, CheckRun, Specification
from usecases.views.find import find_specification, follows_moves

MOST_SHOWN = 100
"""Documents of which a page shows how they would change."""

GONE = "This was not found any more: somebody has mended or changed it in between."


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
@follows_moves
def check_fix(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a fix would change, and apply it."""
    specification = find_specification(slug)
    asked = request.POST if request.method == "POST" else request.GET
    run = latest_run(specification)
    finding = _finding(run, asked)
    if finding is None:
        messages.warning(request, GONE)
        return back_to_list(specification, asked)
    try:
        mending = mending_of(specification, finding, asked.get("fix", ""))
        if request.method == "POST" and asked.get("state") == run.state:
            note, said = f"{mending.text}: {finding.sentence}", f"Mended: {mending.text}."
            return applied(request, specification, mending, note, said)
    except (FixError, Conflict, spec.SpecError) as error:
        messages.error(request, f"Nothing was changed. {error}")
        return back_to_list(specification, asked)
    overtaken = request.method == "POST"
    context = {
        "specification": specification,
        "finding": shown(finding, specification, True),
        "state": run.state,
        "back": query_of(asked),
        "overtaken": overtaken,
        **preview_of(mending),
    }
    return render(request, "usecases/checks/check_fix.html", context, status=409 if overtaken else 200)


def preview_of(mending: Mending) -> dict[str, Any]:
    """Return what a page needs to show what would change."""
    more = max(0, len(mending.changes) - MOST_SHOWN)
    return {"mending": mending, "changes": mending.changes[:MOST_SHOWN], "more": more}


def applied(
    request: HttpRequest, specification: Specification, mending: Mending, note: str, said: str
) -> HttpResponse:
    """Apply it with a note for the history, say so with a button that undoes it, and lead back."""
    saved = apply(specification, mending, form_origin(request, note))
    undoable(request, said, saved.change)
    for arrival in saved.arrivals:
        messages.info(request, str(arrival))
    return back_to_list(specification, request.POST)


@require_POST
@words_held("reason")
@editor_required
@follows_moves
def check_dismiss(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Dismiss a finding with a reason."""
    specification = find_specification(slug)
    finding = _finding(latest_run(specification), request.POST)
    if finding is None:
        return _nothing(request, specification)
    reason = reason_in(request)
    if not reason:
        return _answer(request, specification, finding, "Say why, so that others understand it later.", False)
    dismiss(specification, [finding], reason, request.user)
    return _answer(request, specification, finding, f"Dismissed: {finding.sentence}")


@require_POST
@editor_required
@follows_moves
def check_bring_back(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Open again what was dismissed."""
    specification = find_specification(slug)
    finding = _finding(latest_run(specification), request.POST)
    dismissal = finding.dismissal if finding else None
    if finding is None or dismissal is None:
        return _nothing(request, specification)
    bring_back(specification, [dismissal], request.user)
    return _answer(request, specification, finding, f"Open again: {finding.sentence}")


def reason_in(request: HttpRequest) -> str:
    """Return the reason that was typed, as it is kept."""
    return rules.one_line(rules.clean(request.POST.get("reason", "")))[: rules.SENTENCE_LIMIT]


def _finding(run: CheckRun, asked: QueryDict) -> CheckFinding | None:
    rows = run.findings.select_related("dismissal", "former")
    return rows.filter(fingerprint=asked.get("finding", "").replace("\x00", "")[:64]).first()


def _answer(
    request: HtmxHttpRequest,
    specification: Specification,
    finding: CheckFinding,
    said: str,
    done: bool = True,
) -> HttpResponse:
    """Say what has become of a finding: at its place in the list, or on the list as a whole."""
    if not wants_fragment(request):
        (messages.success if done else messages.error)(request, said)
        return back_to_list(specification, request.POST)
    run = latest_run(specification)
    # Somebody may have saved in between: what was found then is another row now, or gone.
    row = _finding(run, request.POST)
    if row is None:
        return _nothing(request, specification)
    context = {
        "specification": specification,
        "run": run,
        "finding": shown(
            row, specification, True, query_of(request.POST), brought_back(specification, [row])
        ),
        "brief": "brief" in request.POST,
        "back": query_of(request.POST),
        "may_write": True,
        "said": said,
        "error": "" if done else said,
    }
    return render(request, "usecases/checks/_finding_answer.html", context)


def _nothing(request: HtmxHttpRequest, specification: Specification) -> HttpResponse:
    """Say that the finding is gone; the list shows what there is now."""
    messages.warning(request, GONE)
    response = back_to_list(specification, request.POST)
    return HttpResponseClientRedirect(response["Location"]) if wants_fragment(request) else response


def back_to_list(specification: Specification, asked: QueryDict) -> HttpResponse:
    """Lead back to the list of findings, narrowed as it was."""
    address, query = reverse("usecases:checks", args=[specification.slug]), query_of(asked)
    return redirect(f"{address}?{query}" if query else address)


def query_of(asked: QueryDict) -> str:
    """Return the query of the list from which somebody came."""
    return QueryDict(asked.get("back", "")[:2000]).urlencode()
