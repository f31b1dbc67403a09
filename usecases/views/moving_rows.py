"""Saving a use case and moving some of its rows to another one, in one change."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest

from archportal import spec
from archportal.revisions import Origin
from usecases.form.document import Reading
from usecases.form.moving import Chosen, moved, told
from usecases.models import Specification, UseCase
from usecases.specs import Draft, Saved, save_usecase_specs

MOVE = "move"


def move_chosen(
    request: HttpRequest, typed: spec.UseCase, reading: Reading, saved: Saved, origin: Origin
) -> Saved:
    """Move the chosen rows of a use case that was saved just now, in the same transaction.

    Both get a revision that says what moved. Raises SpecError at the field `move_to` where that cannot be.
    """
    specification = saved.usecase.specification
    chosen = _chosen(request, reading)
    if not chosen:
        raise _fault("Choose the rows that should move first: open “Select” beside their heading.")
    before = saved.usecase.document
    if saved.arrival:
        chosen = _found_again(chosen, typed, before)
    row, target = _target(request, specification, saved.usecase)
    try:
        source, target = moved(before, target, chosen)
    except spec.SpecError as error:
        raise _fault(f"“{target.title}” cannot take these rows. {error}") from error
    sentence = f"Moved {told(chosen)} from “{before.title}” to “{target.title}”."
    note = sentence if saved.revision else f"{sentence} {origin.note}".strip()
    drafts = [Draft(source, saved.usecase), Draft(target, row)]
    ours, theirs = save_usecase_specs(specification, drafts, replace(origin, note=note[:500]))
    messages.info(request, f"{told(chosen)} moved to {theirs.usecase}.")
    return replace(ours, arrival=saved.arrival)


def _chosen(request: HttpRequest, reading: Reading) -> Chosen:
    names = set(request.POST.getlist("chosen"))
    found = {
        kind: [place for place, row in enumerate(rows) if f"{kind}-{row.key}" in names]
        for kind, rows in reading.kept.items()
    }
    return {kind: places for kind, places in found.items() if places}


def _found_again(chosen: Chosen, typed: spec.UseCase, merged: spec.UseCase) -> Chosen:
    """Return where the chosen rows stand after what somebody had saved in between came in."""
    found: dict[str, list[int]] = {}
    for kind, places in chosen.items():
        rows = list(getattr(merged, kind))
        for row in (getattr(typed, kind)[place] for place in places):
            same = [n for n, other in enumerate(rows) if other == row and n not in found.get(kind, ())]
            if not same:
                raise _fault("Somebody changed one of these rows in between. Save first, then move them.")
            found.setdefault(kind, []).append(same[0])
    return found


def _target(
    request: HttpRequest, specification: Specification, source: UseCase
) -> tuple[UseCase | None, spec.UseCase]:
    slug, title = request.POST.get("move_to", ""), request.POST.get("move_title", "")
    if not slug:
        try:
            return None, spec.build(spec.UseCase, {"title": title})
        except spec.SpecError as error:
            raise _fault("Give the new use case a title of at most 200 characters.") from error
    others = specification.use_cases.with_document().exclude(pk=source.pk)
    row = others.filter(slug=slug).first()
    if row is None:
        raise _fault("This use case is gone; choose another one.")
    return row, row.document


def _fault(sentence: str) -> spec.SpecError:
    return spec.SpecError([spec.Fault(("move_to",), sentence)])
