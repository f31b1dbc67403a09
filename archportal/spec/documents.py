"""The documents: plain validated values that know no database and no request.

Everything that archportal shows, saves, compares or exports is one of these. They are frozen; equal
content is equal. Field order is the key order of the JSON (format `archportal/specification`, version 1).
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, field_validator, model_validator

from archportal.spec import rules
from archportal.spec.jsonstream import FORMAT as FORMAT
from archportal.spec.jsonstream import VERSION as VERSION


def _printable(text: str) -> str:
    character = rules.forbidden_character(text)
    if character is not None:
        raise ValueError(f"Remove the character U+{ord(character):04X}; it cannot be stored.")
    return text


def _filled(text: str) -> str:
    if not text:
        raise ValueError("Fill this in.")
    return text


def _slug(text: str) -> str:
    if not rules.is_slug(text):
        raise ValueError(
            "Write the address in lower-case letters, digits and hyphens, at most "
            f"{rules.SLUG_LIMIT} bytes long, and not “new”."
        )
    return text


def _number(text: str) -> str:
    return rules.clean_number(text) if text.strip() else ""


_String = Annotated[str, Strict(), AfterValidator(_printable)]
_OneLine = Annotated[_String, AfterValidator(rules.one_line)]
_Lines = Annotated[_String, AfterValidator(rules.lines)]

Flag = Annotated[bool, Strict()]
Slug = Annotated[_String, AfterValidator(_slug)]
Number = Annotated[_String, AfterValidator(_number)]
Line = Annotated[_OneLine, Field(max_length=rules.LINE_LIMIT)]
Name = Annotated[Line, AfterValidator(_filled)]
Tag = Annotated[_OneLine, AfterValidator(_filled), Field(max_length=50)]
Sentence = Annotated[_OneLine, Field(max_length=rules.SENTENCE_LIMIT)]
Text = Annotated[_Lines, Field(max_length=rules.TEXT_LIMIT)]
FilledText = Annotated[Text, AfterValidator(_filled)]
Markdown = Annotated[_Lines, Field(max_length=rules.MARKDOWN_LIMIT)]
Status = Literal["draft", "in_review", "approved"]
ArtifactType = Literal[
    "", "text", "number", "integer", "boolean", "date", "datetime", "uri", "file", "object", "list"
]


class Document(BaseModel):
    """What all documents have in common: frozen, and unknown keys are refused."""

    # Validators are built when they are first needed; a start without a document does not wait for them.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _with_slug(data: Any, source: str, make: Any) -> Any:
    """Return the data with a slug made from its title or name where it has none."""
    if isinstance(data, Mapping) and not data.get("slug") and isinstance(data.get(source), str):
        return {**data, "slug": make(rules.one_line(data[source]))}
    return data


class Persona(Document):
    """A kind of person."""

    slug: Slug = Field(description="Identity: GitHub's anchor of the name it was given first.")
    name: Name = Field(description="Name in the plural, for example “Data Scientists”.")
    singular: Line = Field("", description="Name of one of them, for example “Data Scientist”.")
    definition: Markdown = Field("", description="What they do, in Markdown.")
    goals: tuple[FilledText, ...] = Field((), max_length=rules.ROWS_LIMIT, description="What they want.")
    pain_points: tuple[FilledText, ...] = Field(
        (), max_length=rules.ROWS_LIMIT, description="What makes their work hard."
    )

    @model_validator(mode="before")
    @classmethod
    def _fill_slug(cls, data: Any) -> Any:
        return _with_slug(data, "name", rules.persona_slug_of)

    @property
    def one(self) -> str:
        """The name of one such person, as a story uses it; the name where no singular is given."""
        return self.singular or self.name


class Artifact(Document):
    """A thing that flows between use cases: an entry of the dictionary."""

    name: Name = Field(description="Identity, compared without regard to case and spacing.")
    aliases: tuple[Name, ...] = Field(
        (), max_length=rules.ROWS_LIMIT, description="Other names that lead to the same artifact."
    )
    type: ArtifactType = Field("", description="Type of its value; empty where it is not decided.")
    description: Text = Field("", description="What it is.")
    external: Flag = Field(False, description="Whether it comes from outside of the specification.")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its name and of its aliases, the name's first."""
        return tuple(rules.name_key(name) for name in (self.name, *self.aliases))


class Story(Document):
    """Who wants something of a use case, what, and why."""

    personas: tuple[Slug, ...] = Field(
        (), max_length=rules.ROWS_LIMIT, description="Slugs of the personas, in reading order."
    )
    want: Sentence = Field("", description="What they want: “As a …, I want …”.")
    so_that: Sentence = Field("", description="Why they want it: “so that …”.")


class Input(Document):
    """An artifact that a use case takes."""

    name: Name = Field(description="Name or alias of the artifact.")
    required: Flag = Field(True, description="Whether the use case needs it.")
    default: Sentence = Field("", description="What is taken where it is not given.")
    description: Text = Field("", description="What is said of it in this use case.")


class Output(Document):
    """An artifact that a use case gives."""

    name: Name = Field(description="Name or alias of the artifact.")
    description: Text = Field("", description="What is said of it in this use case.")


class Step(Document):
    """One step of the success path."""

    text: FilledText = Field(description="What happens.")
    optional: Flag = Field(False, description="Whether the step may be left out.")


class UseCaseException(Document):
    """Something that can go wrong."""

    text: FilledText = Field(description="What goes wrong.")
    step: Annotated[int, Strict(), Field(ge=1, le=rules.ROWS_LIMIT)] | None = Field(
        None, description="At which step of the success path, counted from 1; null for none in particular."
    )
    handling: Text = Field("", description="What happens then.")


class UseCase(Document):
    """A numbered event of a specification."""

    slug: Slug = Field(description="Identity, made from the first title.")
    number: Number = Field(
        "", description="Label such as 3 or 3a, unique in the specification; empty: the next free one."
    )
    title: Name = Field(description="Title.")
    optional: Flag = Field(False, description="Whether the use case itself is optional.")
    status: Status = Field("draft", description="How far its text is.")
    tags: tuple[Tag, ...] = Field((), max_length=rules.ROWS_LIMIT, description="Words to group it by.")
    stories: tuple[Story, ...] = Field((), max_length=rules.ROWS_LIMIT, description="Who wants it, and why.")
    description: Markdown = Field("", description="Free text after the stories, in Markdown.")
    event: Line = Field("", description="What the event is called in the diagram; empty: as the title.")
    preconditions: tuple[FilledText, ...] = Field(
        (), max_length=rules.ROWS_LIMIT, description="What has to hold before."
    )
    inputs: tuple[Input, ...] = Field((), max_length=rules.ROWS_LIMIT, description="What goes in.")
    outputs: tuple[Output, ...] = Field((), max_length=rules.ROWS_LIMIT, description="What comes out.")
    success_path: tuple[Step, ...] = Field(
        (), max_length=rules.ROWS_LIMIT, description="What happens when all goes well, in order."
    )
    exceptions: tuple[UseCaseException, ...] = Field(
        (), max_length=rules.ROWS_LIMIT, description="What can go wrong."
    )
    notes: Markdown = Field("", description="Anything else, in Markdown.")

    @model_validator(mode="before")
    @classmethod
    def _fill_slug(cls, data: Any) -> Any:
        return _with_slug(data, "title", lambda title: rules.slug_of(title, "use-case"))

    @property
    def event_name(self) -> str:
        """What the event is called in the diagram."""
        return self.event or self.title


class SpecificationText(Document):
    """A specification's own text, without what is in it."""

    slug: Slug = Field(description="Identity, made from the first title.")
    title: Name = Field(description="Title.")
    introduction: Markdown = Field("", description="What it is about, in Markdown.")

    @model_validator(mode="before")
    @classmethod
    def _fill_slug(cls, data: Any) -> Any:
        return _with_slug(data, "title", lambda title: rules.slug_of(title, "specification"))


class Specification(Document):
    """A named body of use cases, with the personas and artifacts it speaks of.

    Personas stay in their own order; artifacts are sorted by name and use cases by number. An input or
    output that names an artifact by an alias or in another spelling gets the artifact's own name; one
    whose artifact is missing adds it.
    """

    format: Literal["archportal/specification"] = Field(description="What this file is.")
    version: Literal[1] = Field(description="Version of the format.")
    slug: Slug = Field(description="Identity, made from the first title.")
    title: Name = Field(description="Title.")
    introduction: Markdown = Field("", description="What it is about, in Markdown.")
    personas: tuple[Persona, ...] = Field((), description="The personas, in their own order.")
    artifacts: tuple[Artifact, ...] = Field((), description="The dictionary, by name.")
    use_cases: tuple[UseCase, ...] = Field((), description="The use cases, by number.")

    @model_validator(mode="before")
    @classmethod
    def _fill_slug(cls, data: Any) -> Any:
        return _with_slug(data, "title", lambda title: rules.slug_of(title, "specification"))

    @field_validator("personas")
    @classmethod
    def _unique_personas(cls, personas: tuple[Persona, ...]) -> tuple[Persona, ...]:
        _refuse_repeated("slug", enumerate(persona.slug for persona in personas))
        _refuse_repeated("name", enumerate(rules.name_key(persona.name) for persona in personas))
        return personas

    @field_validator("artifacts")
    @classmethod
    def _sorted_artifacts(cls, artifacts: tuple[Artifact, ...]) -> tuple[Artifact, ...]:
        keys = ((place, key) for place, artifact in enumerate(artifacts) for key in artifact.keys)
        _refuse_repeated("name or alias", keys)
        return tuple(sorted(artifacts, key=artifact_order))

    @field_validator("use_cases")
    @classmethod
    def _sorted_use_cases(cls, use_cases: tuple[UseCase, ...]) -> tuple[UseCase, ...]:
        _refuse_repeated("slug", enumerate(use_case.slug for use_case in use_cases))
        numbers = ((place, one.number) for place, one in enumerate(use_cases) if one.number)
        _refuse_repeated("number", numbers)
        return tuple(sorted(use_cases, key=use_case_order))

    @model_validator(mode="after")
    def _complete_dictionary(self) -> "Specification":
        names = {key: artifact.name for artifact in self.artifacts for key in artifact.keys}
        use_cases = tuple(with_artifact_names(use_case, names) for use_case in self.use_cases)
        added = [Artifact(name=names[key]) for key in names.keys() - _keys(self.artifacts)]
        artifacts = tuple(sorted((*self.artifacts, *added), key=artifact_order))
        # The model is frozen for everybody else; this is the last step of making it.
        self.__dict__.update(artifacts=artifacts, use_cases=use_cases)
        return self

    @property
    def text(self) -> SpecificationText:
        """The specification's own text."""
        return SpecificationText(slug=self.slug, title=self.title, introduction=self.introduction)


def artifact_order(artifact: Artifact) -> tuple[str, str]:
    """Return the key by which a dictionary is sorted."""
    return rules.name_key(artifact.name), artifact.name


def use_case_order(use_case: UseCase) -> str:
    """Return the key by which use cases are sorted; those without a number stay in their order at the end."""
    return rules.number_key(use_case.number)


def artifact_names(use_case: UseCase) -> list[str]:
    """Return the names of a use case's inputs and outputs, in order, repetitions included."""
    return [*(row.name for row in use_case.inputs), *(row.name for row in use_case.outputs)]


def with_artifact_names(use_case: UseCase, names: dict[str, str]) -> UseCase:
    """Return the use case with every input and output under its artifact's own name.

    `names` maps the key of a name or alias to the artifact's own name; names it does not know are added.
    """
    known = [names.setdefault(rules.name_key(name), name) for name in artifact_names(use_case)]
    if known == artifact_names(use_case):
        return use_case
    # A list that was not mentioned stays so: an import leaves it alone.
    renamed: dict[str, Any] = {
        field: tuple(row.model_copy(update={"name": names[rules.name_key(row.name)]}) for row in rows)
        for field, rows in (("inputs", use_case.inputs), ("outputs", use_case.outputs))
        if rows
    }
    return use_case.model_copy(update=renamed)


def _keys(artifacts: tuple[Artifact, ...]) -> set[str]:
    return {key for artifact in artifacts for key in artifact.keys}


def _refuse_repeated(what: str, values: Iterable[tuple[int, str]]) -> None:
    """Raise ValueError where a value comes again; with each stands the place of the entry that has it."""
    first: dict[str, int] = {}
    for place, value in values:
        if value in first:
            other = first[value]
            where = (
                f"[{place}] has one {what} twice"
                if other == place
                else f"[{other}] and [{place}] have the same {what}"
            )
            raise ValueError(f"{where}, “{value}”; give each its own.")
        first[value] = place
