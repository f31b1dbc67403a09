"""A new use case that begins as a copy of another one; nothing is saved before its form is."""

from __future__ import annotations

from django.http import Http404

from archportal.spec import rules
from usecases.form.typed import Typed, from_document
from usecases.models import Specification, UseCase
from usecases.views.detail import personas_of
from usecases.views.gone import Gone, missing_usecase

COPIED = "Copied from "


def copy_of(specification: Specification, slug: str) -> Typed:
    """Return what the form shows of a copy of this use case; a former slug leads to it as well.

    The history will say what it was copied from, unless the person gives another reason. Raises Http404.
    """
    usecase = UseCase.objects.with_document().named(specification.slug, slug).first()
    if usecase is None:
        missing = missing_usecase(specification, slug)
        raise missing if isinstance(missing, Gone) else Http404(f"There is no use case “{slug}” to copy.")
    document = usecase.stored
    names = {persona: row.name for persona, row in personas_of([document]).items()}
    typed = from_document(document, names, usecase.latest.version)
    own = {
        "title": f"Copy of {document.title}"[: rules.LINE_LIMIT].rstrip(),
        "number": "",
        "slug": "",
        "status": UseCase.Status.DRAFT,
        "note": f"{COPIED}{usecase}",
        "based_on": "",
    }
    return Typed({**typed.heads, **own}, typed.optional, typed.rows)
