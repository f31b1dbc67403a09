"""The checks of a specification: what they found, how that developed, and what each of them is for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from archportal.htmx import HtmxHttpRequest, render_page, wants_fragment
from archportal.permissions import may_write, reader_required
from archportal.spec.checks import CHECKS
from usecases.checks.development import development_of
from usecases.checks.filtering import SHOWN, FindingFilter
from usecases.checks.running import latest_run, run_at_hand
from usecases.checks.shown import BY_ID, grouped
from usecases.models import CheckRun, Severity, Specification
from usecases.views.find import find_specification, find_usecase, follows_moves

PAGE_SIZE = 50
MOST_IN_PANEL = 20


@require_safe
@reader_required
@follows_moves
def check_list(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show what the checks find, narrowed and paged."""
    specification = find_specification(slug)
    run = latest_run(specification)
    context = {**found(request, specification, run), "use_cases": specification.use_cases.count()}
    if not wants_fragment(request):
        context["development"] = development_of(specification)
        context["checks"] = len(CHECKS)
    return render_page(
        request, "usecases/checks/check_list.html", context, fragment="usecases/checks/_findings.html"
    )


def found(request: HttpRequest, specification: Specification, run: CheckRun) -> dict[str, Any]:
    """Return what the list of findings needs."""
    chosen = FindingFilter.of(request.GET)
    rows = run.findings.all()
    matching = chosen.apply(rows).select_related("dismissal", "former").order_by("position")
    page = Paginator(matching, PAGE_SIZE).get_page(request.GET.get("page"))
    writes = may_write(request.user)
    back = request.GET.urlencode()
    return {
        "specification": specification,
        "run": run,
        "page": page,
        "groups": grouped(page.object_list, specification, writes, back),
        "chosen": chosen,
        "back": back,
        "about": chosen.apply_about(rows).values_list("label", flat=True).first() if chosen.about else None,
        "choices": _choices(chosen, run),
        "severities": Severity.choices,
        "shown": SHOWN,
        "may_write": writes,
    }


def _choices(chosen: FindingFilter, run: CheckRun) -> list[tuple[str, str]]:
    """Return the checks that have found something of what is shown, with how much. One query."""
    rows = chosen.apply_shown(run.findings.order_by())
    counts = dict(rows.values_list("check_id").annotate(Count("pk")))
    return [(check.id, f"{check.title} ({counts[check.id]})") for check in CHECKS if check.id in counts]


@require_safe
@reader_required
@follows_moves
def check_about(request: HttpRequest, slug: str) -> HttpResponse:
    """Say of each check what it looks for, why, and how to mend what it finds."""
    context = {"specification": find_specification(slug), "checks": CHECKS}
    return render(request, "usecases/checks/check_about.html", context)


@require_safe
@reader_required
@follows_moves
def usecase_checks(request: HtmxHttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    """Show what was found in one use case, for the panel on its page; alone, as the list of findings."""
    usecase = find_usecase(specification_slug, slug)
    about = urlencode({"about": f"use_case:{usecase.slug}"})
    address = f"{reverse('usecases:checks', args=[specification_slug])}?{about}"
    if not wants_fragment(request):
        return redirect(address)
    specification = find_specification(specification_slug)
    run, current = run_at_hand(specification)
    # After an upgrade, the last checks of a large one may know a check that is there no more.
    known = run.findings.filter(check_id__in=BY_ID)
    rows = known.filter(kind="use_case", key=usecase.slug, dismissal=None)
    counts = dict(rows.order_by().values_list("severity").annotate(Count("pk")))
    writes = may_write(request.user)
    groups = grouped(rows.order_by("position")[:MOST_IN_PANEL], specification, writes)
    context = {
        "address": address,
        "current": current,
        "counts": [(name, label, counts[name]) for name, label in Severity.choices if name in counts],
        "total": sum(counts.values()),
        "most": MOST_IN_PANEL,
        "findings": [finding for group in groups for finding in group.findings],
    }
    return render(request, "usecases/checks/_panel.html", context)
