"""People that stories name and that there are no personas of yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from archportal import spec
from archportal.revisions import Origin
from archportal.spec import rules
from archportal.transactions import in_one_transaction
from personas.specs import save_persona_spec
from usecases.form.document import Errors, match_personas
from usecases.form.kinds import STORIES
from usecases.form.typed import Typed

MAKE_PEOPLE = "people"
"""What the form sends where all people that are missing are to become personas."""


def unknown_people(typed: Typed, personas: Mapping[str, str]) -> list[str]:
    """Return the names in stories that lead to no persona, each once.

    `personas` leads from the keys of names, singulars and slugs to slugs (see `persona_lookup`).
    """
    texts = (row.values.get("personas", "") for row in typed.rows.get(STORIES.name, ()))
    names: dict[str, str] = {}
    for name in chain.from_iterable(match_personas(text, personas)[1] for text in texts):
        names.setdefault(rules.name_key(name), rules.one_line(name))
    return list(names.values())


def lacks_people_alone(errors: Errors) -> bool:
    """Say whether nothing is wrong but what stands at the personas of stories."""
    return bool(errors) and all(
        name.startswith(f"{STORIES.name}-") and name.endswith("-personas") for name in errors
    )


@in_one_transaction
def make_people(names: Iterable[str], origin: Origin) -> None:
    """Create a persona of each name, or none: raises SpecError where one of them cannot be a name."""
    for name in names:
        save_persona_spec(spec.build(spec.Persona, {"name": name}), origin)
