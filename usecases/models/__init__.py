"""Specifications, dictionaries, use cases with their rows, the revisions of all of them, and open forms."""

from usecases.models.artifact import Artifact, ArtifactName, ArtifactRevision
from usecases.models.editing import Editing
from usecases.models.rows import (
    Input,
    Output,
    Precondition,
    Step,
    Story,
    StoryPersona,
    UseCaseException,
)
from usecases.models.specification import Specification, SpecificationRevision
from usecases.models.usecase import UseCase, UseCaseRevision

__all__ = [
    "Artifact",
    "ArtifactName",
    "ArtifactRevision",
    "Editing",
    "Input",
    "Output",
    "Precondition",
    "Specification",
    "SpecificationRevision",
    "Step",
    "Story",
    "StoryPersona",
    "UseCase",
    "UseCaseException",
    "UseCaseRevision",
]
