"""What leads to a persona in a text that people type."""

from collections.abc import Iterable, Mapping

from archportal.spec import rules
from personas.models import Persona


def persona_lookup() -> Mapping[str, str]:
    """Return what leads to a persona's slug. One query."""
    return lookup_of(Persona.objects.values_list("slug", "name", "singular"))


def lookup_of(personas: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """Return what leads to a persona's slug: its slug, its singular, and its name, which wins.

    A persona comes as its slug, name and singular.
    """
    rows = list(personas)
    by_slug = {slug: slug for slug, _, _ in rows}
    by_singular = {rules.name_key(singular): slug for slug, _, singular in rows if singular}
    by_name = {rules.name_key(name): slug for slug, name, _ in rows}
    return by_slug | by_singular | by_name
