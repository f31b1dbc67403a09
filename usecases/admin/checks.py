"""What the checks found, what was dismissed and what was brought back, in Django's admin: to be read only."""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archportal.read_only_admin import ReadOnlyAdmin
from usecases.models import BroughtBack, CheckRun, Dismissal, Specification


@cache
def titles() -> dict[str, str]:
    """Return what each check is called."""
    # Imported when it is first asked for: a start shall not wait for all checks.
    from archportal.spec.checks import CHECKS

    return {check.id: check.title for check in CHECKS}


class OfSpecification(ReadOnlyAdmin):
    """Rows that belong to a specification, which may be gone; whoever sees specifications here sees them."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # No join: the specification may be gone.
        of = Specification.objects.filter(pk=OuterRef("specification_id"))
        rows = super().get_queryset(request)
        return rows.annotate(
            specification_title=Subquery(of.values("title")), specification_slug=Subquery(of.values("slug"))
        )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("usecases.view_specification")

    def query_of(self, row: Any) -> str:
        """Return what the page of the checks is narrowed to for a row."""
        return ""

    @admin.display(description="specification", ordering="specification_title", empty_value="deleted since")
    def in_specification(self, row: Any) -> SafeString | None:
        if row.specification_slug is None:
            return None
        address = reverse("usecases:checks", args=[row.specification_slug]) + self.query_of(row)
        return format_html('<a href="{}">{}</a>', address, row.specification_title)


class CheckFilter(admin.SimpleListFilter):
    """Keeps what one check has found, by the name that people know it by."""

    title = "check"
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = set(
            model_admin.model._default_manager.order_by().values_list("check_id", flat=True).distinct()
        )
        return sorted(((name, titles().get(name, name)) for name in used), key=itemgetter(1))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(check_id=self.value()) if self.value() else queryset


class OfFinding(OfSpecification):
    """Rows that tell of one finding."""

    list_display_links = ["sentence"]
    list_filter = [CheckFilter, "kind", "at"]
    search_fields = ["sentence", "reason", "key", "author_name"]

    @admin.display(description="check", ordering="check_id")
    def check_title(self, row: Any) -> str:
        return titles().get(row.check_id, row.check_id)

    @admin.display(description="about", ordering="key")
    def about(self, row: Any) -> str:
        return f"{row.kind.replace('_', ' ')} {row.key}"


@admin.register(Dismissal)
class DismissalAdmin(OfFinding):
    list_display = ["sentence", "check_title", "in_specification", "about", "reason", "author_name", "at"]
    fields = ["sentence", "check_title", "in_specification", "about", "reason", "author_name", "at"]
    readonly_fields = ["check_title", "in_specification", "about"]

    def query_of(self, row: Any) -> str:
        return f"?shown=dismissed&check={row.check_id}"


@admin.register(BroughtBack)
class BroughtBackAdmin(OfFinding):
    list_display = [
        "sentence",
        "check_title",
        "in_specification",
        "reason",
        "dismissed_by",
        "dismissed_at",
        "author_name",
        "at",
    ]
    fields = [*list_display[:3], "about", *list_display[3:]]
    readonly_fields = ["check_title", "in_specification", "about"]
    search_fields = [*OfFinding.search_fields, "dismissed_by"]

    def query_of(self, row: Any) -> str:
        return f"?check={row.check_id}"


@admin.register(CheckRun)
class CheckRunAdmin(OfSpecification):
    list_display = ["at", "in_specification", "errors", "warnings", "infos", "dismissed"]
    fields = ["at", "in_specification", "errors", "warnings", "infos", "dismissed"]
    readonly_fields = ["in_specification"]
    list_filter = ["specification", "at"]
    search_fields = ["specification__title", "specification__slug"]
