"""Specifications, dictionaries, use cases, all their revisions, open forms, and what checks found."""

from usecases.models.artifact import Artifact, ArtifactName, ArtifactRevision
from usecases.models.checks import BroughtBack, CheckFinding, CheckRun, Dismissal, Severity
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
from usecases.models.saved_filter import SavedFilter
from usecases.models.specification import Specification, SpecificationRevision
from usecases.models.usecase import UseCase, UseCaseRevision

__all__ = [
    "Artifact",
    "ArtifactName",
    "ArtifactRevision",
    "BroughtBack",
    "CheckFinding",
    "CheckRun",
    "Dismissal",
    "Editing",
    "Input",
    "Output",
    "Precondition",
    "SavedFilter",
    "Severity",
    "Specification",
    "SpecificationRevision",
    "Step",
    "Story",
    "StoryPersona",
    "UseCase",
    "UseCaseException",
    "UseCaseRevision",
]
