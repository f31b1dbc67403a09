"""Specifications, their dictionaries and use cases with their rows, and the revisions of all of them."""

from usecases.models.artifact import Artifact, ArtifactName, ArtifactRevision
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
