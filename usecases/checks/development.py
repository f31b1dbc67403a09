"""How the findings of a specification developed, as a picture and as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from usecases.models import CheckRun, Severity, Specification

KEPT = 30
"""The last runs are shown."""

WIDTH, HEIGHT, GAP = 8, 44, 2


@dataclass(frozen=True)
class Development:
    """The last runs, the newest first, and a picture of them from left to right."""

    runs: Sequence[CheckRun]
    picture: SafeString


def development_of(specification: Specification) -> Development | None:
    """Return how the findings developed; None where there is nothing to compare yet. One query."""
    runs = list(specification.check_runs.all()[:KEPT])
    return Development(runs, _picture(runs[::-1])) if len(runs) > 1 else None


def _picture(runs: Sequence[CheckRun]) -> SafeString:
    most = max(max(run.open for run in runs), 1)
    width = len(runs) * (WIDTH + GAP) - GAP
    bars = format_html_join("", "{}", ((_bar(run, place, most),) for place, run in enumerate(runs)))
    return format_html(
        '<svg class="development" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}'
        '<path class="base" d="M0 {}.5H{}"/></svg>',
        _words(runs), width, HEIGHT + 1, width, HEIGHT + 1, bars, HEIGHT, width,
    )  # fmt: skip


def _bar(run: CheckRun, place: int, most: int) -> SafeString:
    """Return one bar: the errors at its foot, hints at its top."""
    parts, foot = [], HEIGHT
    for name in Severity.values:
        height = round(getattr(run, f"{name}s") * HEIGHT / most)
        foot -= height
        if height:
            parts.append((name, place * (WIDTH + GAP), foot, WIDTH, height))
    return format_html_join("", '<rect class="sev-{}" x="{}" y="{}" width="{}" height="{}"/>', parts)


def _words(runs: Sequence[CheckRun]) -> str:
    first, last = runs[0], runs[-1]
    return f"Open findings over the last {len(runs)} checks: from {first.open} to {last.open}."
