"""Specifications, their dictionaries, use cases and checks in Django's admin."""

from usecases.admin.artifact import ArtifactAdmin
from usecases.admin.checks import BroughtBackAdmin, CheckRunAdmin, DismissalAdmin
from usecases.admin.revisions import ArtifactRevisionAdmin, SpecificationRevisionAdmin, UseCaseRevisionAdmin
from usecases.admin.specification import SpecificationAdmin
from usecases.admin.usecase import UseCaseAdmin

__all__ = [
    "ArtifactAdmin",
    "ArtifactRevisionAdmin",
    "BroughtBackAdmin",
    "CheckRunAdmin",
    "DismissalAdmin",
    "SpecificationAdmin",
    "SpecificationRevisionAdmin",
    "UseCaseAdmin",
    "UseCaseRevisionAdmin",
]
