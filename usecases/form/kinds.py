"""The rows of the form: which fields a row of each kind has, and how they are asked for."""

from dataclasses import dataclass
from typing import Literal

Control = Literal["line", "text", "switch", "artifact", "personas", "step"]


@dataclass(frozen=True)
class Field:
    """One field of a row. `hidden_label`: the row's kind says it already, to the eye."""

    name: str
    label: str
    control: Control
    width: str = ""
    hidden_label: bool = False
    placeholder: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of row, named as its field in the document."""

    name: str
    title: str
    one: str
    help: str
    fields: tuple[Field, ...]

    @property
    def many(self) -> str:
        """How several of them are called."""
        return f"{self.one[:-1]}ies" if self.one.endswith("y") else f"{self.one}s"

    @property
    def switch(self) -> str:
        """The name of the field that is on or off; empty where there is none."""
        return next((field.name for field in self.fields if field.control == "switch"), "")

    @property
    def texts(self) -> tuple[Field, ...]:
        """The fields that make a row worth keeping when they are filled."""
        return tuple(field for field in self.fields if field.control not in ("switch", "step"))


STORIES = Kind(
    "stories",
    "Stories",
    "story",
    "Who wants this, what, and why. One story for each point of view.",
    (
        Field("personas", "As a", "personas", "full", placeholder="Personas, with commas between them"),
        Field("want", "I want to", "text", placeholder="what they want to do or have"),
        Field("so_that", "So that", "text", placeholder="what it is good for"),
    ),
)
PRECONDITIONS = Kind(
    "preconditions",
    "Preconditions",
    "precondition",
    "What has to hold before it can begin.",
    (Field("text", "Precondition", "text", "full", hidden_label=True),),
)
INPUTS = Kind(
    "inputs",
    "Inputs",
    "input",
    "What goes in. Switch off “Required” for what may be missing; the marks and the diagram follow.",
    (
        Field("name", "Name", "artifact", "wide"),
        Field("required", "Required", "switch"),
        Field("default", "Default", "line", "narrow"),
        Field("description", "Description", "text", "grow"),
    ),
)
OUTPUTS = Kind(
    "outputs",
    "Outputs",
    "output",
    "What comes out when all goes well.",
    (Field("name", "Name", "artifact", "wide"), Field("description", "Description", "text", "grow")),
)
SUCCESS_PATH = Kind(
    "success_path",
    "Success path",
    "step",
    "What happens when all goes well, step by step.",
    (
        Field("text", "Step", "text", "grow", hidden_label=True),
        Field("optional", "Optional", "switch"),
    ),
)
EXCEPTIONS = Kind(
    "exceptions",
    "Exceptions",
    "exception",
    "What can go wrong, and what happens then.",
    (
        Field("text", "What goes wrong", "text", "grow"),
        Field("step", "At step", "step", "narrow"),
        Field("handling", "What happens then", "text", "full"),
    ),
)

KINDS = {kind.name: kind for kind in (STORIES, PRECONDITIONS, INPUTS, OUTPUTS, SUCCESS_PATH, EXCEPTIONS)}
