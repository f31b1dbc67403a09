"""What the form offers while one types, and what it says of a name that was typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from archportal import spec
from archportal.history import form_origin
from archportal.permissions import editor_required
from archportal.spec import nearness, offers, rules
from archportal.typed_names import MOST, Act, Note, Offer, made, offer, tell, typed, use_cases
from personas.models import Persona
from personas.names import persona_lookup
from usecases.dictionary.changing import save_artifact
from usecases.dictionary.offers import SCANNED, Found, find, flows
from usecases.form.document import match_personas
from usecases.models import ArtifactName, Specification, UseCase
from usecases.views.find import find_specification, follows_moves

NEAR = 3
"""How many names are asked about at once."""


@require_safe
@editor_required
@follows_moves
def complete_artifacts(request: HttpRequest, slug: str) -> JsonResponse:
    """Offer the artifacts that fit what was typed, and say where they flow besides the use case `but`."""
    specification = find_specification(slug)
    query = typed(request, "q")
    found = find(specification, query, MOST)
    where = flows([one.artifact for one in found], without=typed(request, "but"))
    exact = ArtifactName.objects.filter(specification=specification, key=rules.name_key(query)).exists()
    return offer(query, [_offer(one, where[one.artifact.pk]) for one in found], exact=exact)


def _offer(found: Found, where: str) -> Offer:
    artifact = found.artifact
    hints = (artifact.type, "from outside" if artifact.external else "", where)
    return Offer(artifact.name, hints, also=found.alias, called="also called ")


@require_safe
@editor_required
@follows_moves
def complete_tags(request: HttpRequest, slug: str) -> JsonResponse:
    """Offer the tags of the specification that fit what was typed, and how many use cases have them."""
    rows = UseCase.objects.filter(specification=find_specification(slug)).exclude(tags=[])
    counts = Counter(tag for tags in rows.order_by().values_list("tags", flat=True) for tag in tags)
    query = typed(request, "q")
    tags = [tag for tag, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    found = offers.best(query, tags, lambda tag: [tag], MOST)
    return offer(query, [Offer(tag, [use_cases(counts[tag])]) for tag in found], exact=True)


@require_safe
@editor_required
@follows_moves
def check_artifact(request: HttpRequest, slug: str) -> JsonResponse:
    """Say under which name an alias will be saved, and which artifacts are called nearly as a new name."""
    names = ArtifactName.objects.filter(specification=find_specification(slug)).order_by("position", "key")
    name = rules.one_line(typed(request, "q"))
    known = names.select_related("artifact").filter(key=rules.name_key(name)).first()
    if known is not None and known.position:
        artifact = known.artifact.name
        return tell([Note(f"“{name}” is also called “{artifact}”: it will be saved as “{artifact}”.")])
    if known is not None or not name:
        return tell([])
    every = dict(names.values_list("name", "artifact__name")[:SCANNED])
    near = [*dict.fromkeys(every[other] for other in nearness.near(name, every))][:NEAR]
    return tell([_question(name, near)] if near else [])


def _question(name: str, near: Sequence[str]) -> Note:
    use = [Act("Use it" if len(near) == 1 else f"Use “{other}”", f"Use {other}", other) for other in near]
    meant = " or ".join(f"“{other}”" for other in near)
    return Note(f"Did you mean {meant}?", [*use, Act("Keep mine", f"Keep {name}")])


@require_safe
@editor_required
def check_personas(request: HttpRequest) -> JsonResponse:
    """Say which of the personas named between commas there are not, and which are called nearly so."""
    text = typed(request, "q")
    _, unknown = match_personas(text, persona_lookup())
    names = _persona_names() if unknown else {}
    return tell(_unknown(name, text, names) for name in unknown)


def _unknown(name: str, text: str, names: Mapping[str, str]) -> Note:
    parts = [part.strip() for part in re.split("[,;]", text)]
    place = parts.index(name) if name in parts else 0
    before = "".join(f"{part}, " for part in parts[:place])
    after = "".join(f", {part}" for part in parts[place + 1 :])
    near = [*dict.fromkeys(names[other] for other in nearness.near(name, names))][:NEAR]
    use = [Act(f"Use “{other}”", f"Use {other}", other, before, after) for other in near]
    new = Act("Make new persona", f"Make new persona {name}", name, before, after, make=True)
    return Note(f"There is no persona “{name}” yet.", [*use, new])


def _persona_names() -> dict[str, str]:
    rows = Persona.objects.values_list("name", "singular")
    return {singular: name for name, singular in rows if singular} | {name: name for name, _ in rows}


@require_POST
@editor_required
@follows_moves
def make_artifact(request: HttpRequest, slug: str) -> JsonResponse:
    """Add an artifact to the dictionary, from a dialog of the form."""
    specification = find_specification(slug)
    return made(lambda: _make_artifact(request, specification))


def _make_artifact(request: HttpRequest, specification: Specification) -> str:
    content = {name: request.POST.get(name, "") for name in ("name", "type", "description")}
    document = spec.build(spec.Artifact, {**content, "external": bool(request.POST.get("external"))})
    return save_artifact(document, specification, form_origin(request)).artifact.name
