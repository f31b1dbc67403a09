"""Documents as they were stored, for looking at them alone.

What was saved was validated then. Reading it like this takes a quarter of the time that validating it again
does, and no worker that only shows documents has to load what validates them. Such a document has every
attribute of the document that it stands for and nothing else: it cannot be changed, copied, or compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn, cast

from archportal.spec import rules

if TYPE_CHECKING:
    from archportal.spec.documents import Artifact, Persona, SpecificationText, UseCase


class _Stored:
    """The attributes of one stored object; what it does not say is as its class says."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update({key: tuple(v) if isinstance(v, list) else v for key, v in values.items()})

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("A stored document cannot be changed.")

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Yield names and values, as a document does."""
        return iter(vars(self).items())


class _Persona(_Stored):
    singular = definition = ""
    goals: tuple[str, ...] = ()
    pain_points: tuple[str, ...] = ()
    name: str

    @property
    def one(self) -> str:
        return self.singular or self.name


class _Artifact(_Stored):
    name: str
    aliases: tuple[str, ...] = ()
    type = description = ""
    external = False

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(rules.name_key(name) for name in (self.name, *self.aliases))


class _Story(_Stored):
    personas: tuple[str, ...] = ()
    want = so_that = ""


class _Input(_Stored):
    required = True
    default = description = ""


class _Output(_Stored):
    description = ""


class _Step(_Stored):
    optional = False


class _Exception(_Stored):
    step: int | None = None
    handling = ""


_ROWS = {
    "stories": _Story,
    "inputs": _Input,
    "outputs": _Output,
    "success_path": _Step,
    "exceptions": _Exception,
}


class _UseCase(_Stored):
    number = description = event = notes = ""
    title: str
    optional = False
    status = "draft"
    tags: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    stories: tuple[_Story, ...] = ()
    inputs: tuple[_Input, ...] = ()
    outputs: tuple[_Output, ...] = ()
    success_path: tuple[_Step, ...] = ()
    exceptions: tuple[_Exception, ...] = ()

    def __init__(self, values: dict[str, Any]) -> None:
        rows = {key: list(map(kind, values.get(key, ()))) for key, kind in _ROWS.items()}
        super().__init__(values | rows)

    @property
    def event_name(self) -> str:
        return self.event or self.title


class _SpecificationText(_Stored):
    introduction = ""


# The casts: whoever only reads attributes finds all of them, and need not know that this is not the document.


def stored_use_case(text: str) -> UseCase:
    """Return the use case that a revision holds, to be looked at alone."""
    return cast("UseCase", _UseCase(json.loads(text)))


def stored_persona(text: str) -> Persona:
    """Return the persona that a revision holds, to be looked at alone."""
    return cast("Persona", _Persona(json.loads(text)))


def stored_artifact(text: str) -> Artifact:
    """Return the artifact that a revision holds, to be looked at alone."""
    return cast("Artifact", _Artifact(json.loads(text)))


def stored_text(text: str) -> SpecificationText:
    """Return the text of a specification that a revision holds, to be looked at alone."""
    return cast("SpecificationText", _SpecificationText(json.loads(text)))
