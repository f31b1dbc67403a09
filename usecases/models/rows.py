"""The rows of a use case."""

from django.db import models

from archportal.revisions import limited
from archportal.spec import rules
from personas.models import Persona
from usecases.models.artifact import Artifact
from usecases.models.usecase import UseCase


class Row(models.Model):
    """One row of a use case; positions count from 0."""

    # The unique constraint on use case and position serves as the index of both.
    usecase = models.ForeignKey(
        UseCase, on_delete=models.CASCADE, related_name="%(class)s_rows", db_index=False
    )
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["usecase", "position"], name="%(app_label)s_%(class)s_position_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.position + 1}".capitalize()


class Story(Row):
    """Who wants something of a use case, what, and why."""

    want = models.TextField(blank=True)
    so_that = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name_plural = "stories"
        constraints = [
            *Row.Meta.constraints,
            limited("want", rules.SENTENCE_LIMIT),
            limited("so_that", rules.SENTENCE_LIMIT),
        ]


class StoryPersona(models.Model):
    """One persona of a story, in reading order."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="links", db_index=False)
    position = models.PositiveIntegerField()
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="story_links")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "position"], name="usecases_storypersona_position_unique"
            )
        ]

    def __str__(self) -> str:
        return f"Persona {self.position + 1}"


class Input(Row):
    """An artifact that a use case takes."""

    artifact = models.ForeignKey(Artifact, on_delete=models.PROTECT, related_name="inputs")
    required = models.BooleanField(default=True)
    default = models.TextField(blank=True)
    description = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            limited("default", rules.SENTENCE_LIMIT),
            limited("description", rules.TEXT_LIMIT),
        ]


class Output(Row):
    """An artifact that a use case gives."""

    artifact = models.ForeignKey(Artifact, on_delete=models.PROTECT, related_name="outputs")
    description = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = [*Row.Meta.constraints, limited("description", rules.TEXT_LIMIT)]


class Precondition(Row):
    """What has to hold before."""

    text = models.TextField()

    class Meta(Row.Meta):
        constraints = [*Row.Meta.constraints, limited("text", rules.TEXT_LIMIT)]


class Step(Row):
    """One step of the success path."""

    text = models.TextField()
    optional = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints = [*Row.Meta.constraints, limited("text", rules.TEXT_LIMIT)]


class UseCaseException(Row):
    """Something that can go wrong; `step` counts from 1 in the success path."""

    text = models.TextField()
    step = models.PositiveIntegerField(null=True, blank=True)
    handling = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name = "exception"
        constraints = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(step__isnull=True) | models.Q(step__gte=1),
                name="usecases_usecaseexception_step_counts_from_1",
            ),
            limited("text", rules.TEXT_LIMIT),
            limited("handling", rules.TEXT_LIMIT),
        ]
