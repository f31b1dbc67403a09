"""Where a finding leads to: the very field for who may mend it, the part of the page for who reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.urls import reverse

from archportal.spec.rules import artifact_slug
from usecases.form.kinds import KINDS
from usecases.models import CheckFinding

ANCHORS = {
    "stories": "description",
    "description": "description",
    "preconditions": "preconditions",
    "inputs": "inputs",
    "outputs": "outputs",
    "success_path": "success-path",
    "exceptions": "exceptions",
    "notes": "notes",
}
"""The parts of the page of a use case in which its fields stand."""


def address_of(finding: CheckFinding, specification_slug: str, writes: bool) -> str:
    """Return the address of the place that a finding is about."""
    return ADDRESSES[finding.kind](finding, specification_slug, writes)


def _use_case(finding: CheckFinding, specification_slug: str, writes: bool) -> str:
    slugs = [specification_slug, finding.key]
    if writes:
        return reverse("usecases:update", args=slugs) + _anchor(field_of(finding.place))
    field = str(finding.place[0]) if finding.place else ""
    return reverse("usecases:detail", args=slugs) + _anchor(ANCHORS.get(field, ""))


def field_of(place: Sequence[int | str]) -> str:
    """Return the id of the field that the form of a use case has for a place in its document.

    >>> field_of(["inputs", 1, "name"]), field_of(["inputs", 1]), field_of(["inputs"]), field_of(["title"])
    ('inputs-1-name', 'inputs-1-name', 'inputs-title', 'title')
    """
    name = str(place[0]) if place else ""
    kind = KINDS.get(name)
    if kind is None:
        return name
    if len(place) < 2:
        return f"{name}-title"
    names = [field.name for field in kind.fields]
    part = str(place[2]) if len(place) > 2 else ""
    return f"{name}-{place[1]}-{part if part in names else names[0]}"


def _persona(finding: CheckFinding, specification_slug: str, writes: bool) -> str:
    if not writes:
        return reverse("personas:detail", args=[finding.key])
    return reverse("personas:update", args=[finding.key]) + _form_anchor(finding)


def _specification(finding: CheckFinding, specification_slug: str, writes: bool) -> str:
    names = [str(key) for key in finding.place[:1]]
    if names == ["use_cases"]:
        return reverse("usecases:list", args=[specification_slug])
    if writes and names:
        return reverse("usecases:specification_update", args=[specification_slug]) + _form_anchor(finding)
    return reverse("usecases:specification", args=[specification_slug])


def _artifact(finding: CheckFinding, specification_slug: str, writes: bool) -> str:
    address = reverse("usecases:artifact", args=[specification_slug, artifact_slug(finding.key)])
    return f"{address}edit/{_form_anchor(finding)}" if writes else address


def _form_anchor(finding: CheckFinding) -> str:
    return _anchor(f"id_{finding.place[0]}" if finding.place else "")


def _anchor(name: str) -> str:
    return f"#{name}" if name else ""


ADDRESSES: dict[str, Callable[[CheckFinding, str, bool], str]] = {
    "use_case": _use_case,
    "persona": _persona,
    "specification": _specification,
    "artifact": _artifact,
}
