"""Personas in the stories of the admin: by name in a line of text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from archportal.spec import rules
from personas.models import Persona


@dataclass(frozen=True)
class People:
    """All personas: the names by slug, and the slugs by the keys of whatever a persona is called."""

    names: Mapping[str, str]
    slugs: Mapping[str, str]

    @classmethod
    def of(cls, request: HttpRequest) -> "People":
        """Return the personas as they stand while this request is answered. One query."""
        people: People | None = getattr(request, "people", None)
        if people is None:
            people = request.people = cls.load()
        return people

    @classmethod
    def load(cls) -> "People":
        """Load them; a name comes before a singular, and that before an address."""
        rows = list(Persona.objects.values_list("slug", "name", "singular"))
        slugs = {rules.name_key(slug): slug for slug, _, _ in rows}
        slugs |= {rules.name_key(singular): slug for slug, _, singular in rows if singular}
        slugs |= {rules.name_key(name): slug for slug, name, _ in rows}
        return cls({slug: name for slug, name, _ in rows}, slugs)

    def line(self, slugs: Iterable[str]) -> str:
        """Return the names of these personas as they are typed."""
        return ", ".join(self.names.get(slug, slug) for slug in slugs)
