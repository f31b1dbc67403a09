"""The list of use cases: filtered, paged, and moved."""

from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Func, IntegerField, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from archportal.history import form_origin
from archportal.htmx import HtmxHttpRequest, render_page, wants_fragment
from archportal.permissions import editor_required, may_write, reader_required
from archportal.sought import sought
from archportal.spec.summary import summary_of
from archportal.undoable import undoable
from personas.models import Persona
from usecases.changes import move_usecase
from usecases.models import Editing, Specification, UseCase
from usecases.models.usecase import UseCaseQuerySet
from usecases.views.find import find_specification, find_usecase, follows_moves

PAGE_SIZE = 25
LABELS = dict(UseCase.Status.choices)


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; empty texts narrow nothing."""

    query: str
    persona: str
    status: str

    @classmethod
    def of(cls, request: HtmxHttpRequest) -> "Filter":
        """Return the filter that an address names."""
        names = ("q", "persona", "status")
        return cls(*(sought(request.GET.get(name, "")) for name in names))

    def __bool__(self) -> bool:
        return bool(self.query or self.persona or self.status)

    def apply(self, rows: UseCaseQuerySet) -> UseCaseQuerySet:
        """Keep the use cases that it asks for."""
        rows = rows.matching(self.query)
        if self.persona:
            rows = rows.with_persona(self.persona)
        return rows.filter(status=self.status) if self.status else rows


COLUMNS = ("slug", "number", "title", "optional", "status", "latest__document")


class CountedPaginator(Paginator):
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: UseCaseQuerySet, count: int) -> None:
        super().__init__(rows, PAGE_SIZE)
        self.__dict__["count"] = count


@require_safe
@reader_required
@follows_moves
def usecase_list(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    return _show(request, slug)


def _show(request: HtmxHttpRequest, slug: str, said: str = "", change: UUID | None = None) -> HttpResponse:
    chosen = Filter.of(request)
    specification = _counted(request, slug, chosen)
    personas = dict(Persona.objects.values_list("slug", "name"))
    matching = chosen.apply(specification.use_cases.all()).in_order().values("pk")
    page = CountedPaginator(matching, specification.matches).get_page(request.GET.get("page"))
    # What comes before the page is counted off in the index alone: the last page is as near as the first.
    rows = UseCase.objects.filter(pk__in=page.object_list).in_order().values(*COLUMNS)
    address = reverse("usecases:list", args=[specification.slug])
    lines = [_line(row, address, page.number, personas) for row in rows]
    if lines:
        lines[0]["first"], lines[-1]["last"] = not page.has_previous(), not page.has_next()
    context: dict[str, Any] = {
        "specification": specification,
        "page": page,
        "address": address,
        "lines": lines,
        "said": said,
        "change": change,
        "chosen": chosen,
        "personas": personas,
        "statuses": UseCase.Status.choices,
        "may_write": may_write(request.user),
        "may_move": may_write(request.user) and not chosen and page.paginator.count > 1,
    }
    return render_page(
        request, "usecases/usecase_list.html", context, fragment="usecases/_usecase_table.html"
    )


def _counted(request: HtmxHttpRequest, slug: str, chosen: Filter) -> Specification:
    """Return the specification, how many of its use cases match, and what its reader left, in one query."""
    matching = chosen.apply(UseCase.objects.filter(specification=OuterRef("pk"))).order_by()
    left = Editing.objects.filter(specification=OuterRef("pk"), user=request.user.pk).unsaved().order_by()
    # Count() would group the rows that it counts; the bare function counts all that match, and none is 0.
    count = Func("pk", function="COUNT", output_field=IntegerField())
    counts = {"matches": Subquery(matching.values(count=count)), "drafts": Subquery(left.values(count=count))}
    specification = Specification.objects.annotate(**counts).filter(slug=slug).first()
    if specification is None:
        find_specification(slug)
        raise Http404
    return specification


def _line(row: dict[str, Any], address: str, page: int, names: dict[str, str]) -> dict[str, Any]:
    """Return what the template shows of one use case.

    Values instead of objects, addresses put together instead of looked up, texts instead of numbers, which a
    template would localize one by one, and all of them escaped once: that makes the page twice as fast.
    """
    summary = summary_of(row.pop("latest__document"))
    url = f"{address}{quote(row['slug'])}/"
    line = {
        **row,
        # A template looks for what is missing in many ways, one after another.
        "first": False,
        "last": False,
        "url": url,
        "move_url": f"{url}move/?page={page}",
        "copy_url": f"{address}new/?from={quote(row['slug'])}",
        "status_label": LABELS[row["status"]],
        "personas": ", ".join(names.get(slug, slug) for slug in summary.personas) or "–",
        "inputs": _counts(required=summary.required, optional=summary.optional),
    }
    return {name: SafeString(escape(text)) if isinstance(text, str) else text for name, text in line.items()}


def _counts(**counts: int) -> str:
    return ", ".join(f"{count}\N{NO-BREAK SPACE}{what}" for what, count in counts.items() if count) or "–"


@require_POST
@editor_required
@follows_moves
def usecase_move(request: HtmxHttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    """Move one place up or down (`by` is -1 or 1) among all use cases of the specification."""
    usecase = find_usecase(specification_slug, slug)
    step = -1 if request.POST.get("by") == "-1" else 1
    before = usecase.specification.use_cases.filter(number_key__lt=usecase.number_key).count()
    origin = form_origin(request)
    change = origin.change if move_usecase(usecase, before + step, origin) else None
    number = UseCase.objects.filter(pk=usecase.pk).values_list("number", flat=True).first()
    said = f"{usecase.title} is number {number} now." if number else f"{usecase.title} was deleted."
    if wants_fragment(request):
        return _show(request, specification_slug, said, change)
    undoable(request, said, change)
    return redirect("usecases:list", specification_slug)
