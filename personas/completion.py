"""What a form offers while one types the names of personas, and the small form that makes a new one."""

from __future__ import annotations

import re

from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from archportal import spec
from archportal.history import form_origin
from archportal.permissions import editor_required
from archportal.spec import offers, rules
from archportal.typed_names import MOST, Offer, made, offer, typed, use_cases
from personas.models import Persona
from personas.specs import save_persona_spec

SCANNED = 5_000
"""How many personas are looked through."""

LONGEST_RUN = 8
"""How many parts between commas a name can have; see `match_personas`."""

_BEGINNING = 90
_MARKS = re.compile(r"[*_`#>]+|\[([^\]]*)\]\([^)]*\)")


@require_safe
@editor_required
def complete_personas(request: HttpRequest) -> JsonResponse:
    """Offer the personas whose name or singular fits what stands before the cursor.

    Names stand between commas and can hold commas themselves, so the longest run of parts with which a name
    begins counts; otherwise the last part.
    """
    parts = [part.strip() for part in re.split("[,;]", typed(request, "q"))][-LONGEST_RUN:]
    rows = list(Persona.objects.order_by("position", "pk").values_list("pk", "name", "singular")[:SCANNED])
    query, count = _last_run(parts, [rules.fold(name) for _, name, _ in rows])
    if query:
        found = offers.best(query, rows, lambda row: [row[1], row[2]] if row[2] else [row[1]], MOST)
        ids = [pk for pk, _, _ in found]
    else:
        ids = list(_most_used())
    keys = {rules.name_key(name) for _, *names in rows for name in names}
    return offer(query, _described(ids), exact=rules.name_key(query) in keys, parts=count)


def _last_run(parts: list[str], keys: list[str]) -> tuple[str, int]:
    """Return what of the parts is being typed, and how many parts that is."""
    for start in range(len(parts) - 1):
        run = ", ".join(part for part in parts[start:])
        if any(key.startswith(rules.fold(run)) for key in keys):
            return run, len(parts) - start
    return parts[-1], 1


def _most_used() -> list[int]:
    rows = Persona.objects.for_list().order_by(F("uses").desc(), "position")
    return list(rows.values_list("pk", flat=True)[:MOST])


def _described(ids: list[int]) -> list[Offer]:
    """Return offers of these personas, in this order. One query."""
    rows = {persona.pk: persona for persona in Persona.objects.for_list().filter(pk__in=ids)}
    return [
        Offer(
            persona.name,
            hints=(use_cases(persona.uses), beginning(persona.definition)),
            also=persona.singular if persona.singular != persona.name else "",
        )
        for persona in (rows[pk] for pk in ids if pk in rows)
    ]


def beginning(markdown: str) -> str:
    """Return the start of a Markdown text in plain words.

    >>> beginning("They **build** [models](https://example.org).")
    'They build models.'
    """
    text = " ".join(_MARKS.sub(lambda match: match[1] or "", markdown[: _BEGINNING * 4]).split())
    return text if len(text) <= _BEGINNING else f"{text[:_BEGINNING].rsplit(' ', 1)[0]} …"


@require_POST
@editor_required
def make_persona(request: HttpRequest) -> JsonResponse:
    """Create a persona, from a dialog of the form of a use case."""
    content = {name: request.POST.get(name, "") for name in ("name", "singular", "definition")}
    origin = form_origin(request)
    return made(lambda: save_persona_spec(spec.build(spec.Persona, content), origin).persona.name)
