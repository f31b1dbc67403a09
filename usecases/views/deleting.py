"""Deleting a use case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from archportal.history import form_origin
from archportal.permissions import editor_required
from archportal.undoable import undoable
from usecases.changes import delete_usecases
from usecases.views.find import find_usecase, follows_moves


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
@follows_moves
def usecase_delete(request: HttpRequest, specification_slug: str, slug: str) -> HttpResponse:
    usecase = find_usecase(specification_slug, slug)
    if request.method == "POST":
        origin = form_origin(request)
        delete_usecases([usecase], origin)
        sentence = f"{usecase} was deleted. It can be restored from the deleted use cases."
        undoable(request, sentence, origin.change)
        return redirect("usecases:list", usecase.specification.slug)
    context = {"usecase": usecase, "specification": usecase.specification}
    return render(request, "usecases/usecase_confirm_delete.html", context)
