"""The checks of a specification: what they found, how that developed, and what each of them is for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from archportal.htmx import HtmxHttpRequest, render_page, wants_fragment
from archportal.permissions import may_write, reader_required
from archportal.spec.checks import CHECKS
from usecases.checks.development import development_of
from usecases.checks.dismissing import brought_back
from usecases.checks.filtering import SHOWN, FindingFilter
from usecases.checks.running import latest_run, run_at_hand
from usecases.checks.shown import BY_ID, counted, grouped
from usecases.models import CheckFinding, CheckRun, Severity, Specification
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
    matching = chosen.apply(rows)
    shown, counts = _counts(chosen, run, matching)
    page = _page(matching, sum(counts.values()), request)
    here = list(page.object_list)
    writes = may_write(request.user)
    back = request.GET.urlencode()
    groups = grouped(here, specification, writes, back, brought_back(specification, here))
    return {
        "specification": specification,
        "run": run,
        "page": page,
        "groups": counted(groups, counts),
        "chosen": chosen,
        "back": back,
        "about": chosen.apply_about(rows).values_list("label", flat=True).first() if chosen.about else None,
        "choices": [(one.id, f"{one.title} ({shown[one.id]})") for one in CHECKS if one.id in shown],
        "severities": Severity.choices,
        "shown": SHOWN,
        "may_write": writes,
    }


def _page(matching: QuerySet[CheckFinding], count: int, request: HttpRequest) -> Page:
    """Return one page of findings, whose number is known."""
    paginator = Paginator(matching.select_related("dismissal", "former").order_by("position"), PAGE_SIZE)
    paginator.__dict__["count"] = count
    return paginator.get_page(request.GET.get("page"))


def _counts(
    chosen: FindingFilter, run: CheckRun, matching: QuerySet[CheckFinding]
) -> tuple[dict[str, int], dict[str, int]]:
    """Return by check how many findings could be shown, and how many match the whole filter. One query."""
    rows = chosen.apply_shown(run.findings.order_by()).values_list("check_id")
    found = Count("pk", filter=Q(pk__in=matching.order_by().values("pk")))
    counts = list(rows.annotate(could=Count("pk"), does=found))
    return {check: count for check, count, _ in counts}, {check: count for check, _, count in counts if count}


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
