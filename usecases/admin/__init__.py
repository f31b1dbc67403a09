"""Specifications, their dictionaries and their use cases in Django's admin."""

from usecases.admin.artifact import ArtifactAdmin
from usecases.admin.revisions import ArtifactRevisionAdmin, SpecificationRevisionAdmin, UseCaseRevisionAdmin
from usecases.admin.specification import SpecificationAdmin
from usecases.admin.usecase import UseCaseAdmin

__all__ = [
    "ArtifactAdmin",
    "ArtifactRevisionAdmin",
    "SpecificationAdmin",
    "SpecificationRevisionAdmin",
    "UseCaseAdmin",
    "UseCaseRevisionAdmin",
]
