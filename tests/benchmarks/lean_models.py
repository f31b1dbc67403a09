"""archportal's tables as a stranger would describe them, for the yardstick “lean”."""

# ruff: noqa: DJ008 (nobody looks at these rows)
from django.db import models


class Table(models.Model):
    class Meta:
        abstract = True
        managed = False
        app_label = "lean"


class Persona(Table):
    slug = models.TextField()
    name = models.TextField()
    singular = models.TextField()
    definition = models.TextField()
    goals = models.JSONField()
    pain_points = models.JSONField()
    position = models.IntegerField()

    class Meta(Table.Meta):
        db_table = "personas_persona"


class Specification(Table):
    slug = models.TextField()
    title = models.TextField()
    introduction = models.TextField()

    class Meta(Table.Meta):
        db_table = "usecases_specification"


class Artifact(Table):
    name = models.TextField()
    type = models.TextField()
    description = models.TextField()
    external = models.BooleanField()

    class Meta(Table.Meta):
        db_table = "usecases_artifact"


class ArtifactName(Table):
    artifact = models.ForeignKey(Artifact, models.CASCADE)
    position = models.IntegerField()
    name = models.TextField()
    key = models.TextField()

    class Meta(Table.Meta):
        db_table = "usecases_artifactname"


class UseCase(Table):
    slug = models.TextField()
    number = models.TextField()
    number_key = models.TextField()
    title = models.TextField()
    optional = models.BooleanField()
    status = models.TextField()
    tags = models.JSONField()
    description = models.TextField()
    event = models.TextField()
    notes = models.TextField()

    class Meta(Table.Meta):
        db_table = "usecases_usecase"


class Row(Table):
    usecase = models.ForeignKey(UseCase, models.CASCADE, related_name="+")
    position = models.IntegerField()

    class Meta(Table.Meta):
        abstract = True


class Story(Row):
    want = models.TextField()
    so_that = models.TextField()

    class Meta(Table.Meta):
        db_table = "usecases_story"


class StoryPersona(Table):
    story = models.ForeignKey(Story, models.CASCADE)
    persona = models.ForeignKey(Persona, models.CASCADE)
    position = models.IntegerField()

    class Meta(Table.Meta):
        db_table = "usecases_storypersona"


class Precondition(Row):
    text = models.TextField()

    class Meta(Table.Meta):
        db_table = "usecases_precondition"


class Input(Row):
    artifact = models.ForeignKey(Artifact, models.CASCADE)
    required = models.BooleanField()
    default = models.TextField()
    description = models.TextField()

    class Meta(Table.Meta):
        db_table = "usecases_input"


class Output(Row):
    artifact = models.ForeignKey(Artifact, models.CASCADE)
    description = models.TextField()

    class Meta(Table.Meta):
        db_table = "usecases_output"


class Step(Row):
    text = models.TextField()
    optional = models.BooleanField()

    class Meta(Table.Meta):
        db_table = "usecases_step"


class UseCaseException(Row):
    text = models.TextField()
    step = models.IntegerField(null=True)
    handling = models.TextField()

    class Meta(Table.Meta):
        db_table = "usecases_usecaseexception"
