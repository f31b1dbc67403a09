"""The dictionary: artifacts, the names that lead to them, and their revisions."""

from django.db import models
from django.urls import reverse

from archportal.revisions import Revision, limited
from archportal.spec import rules
from usecases.models.specification import Specification


class Artifact(models.Model):
    """A thing that flows: an entry in the dictionary of one specification."""

    class Type(models.TextChoices):
        TEXT = "text"
        NUMBER = "number"
        INTEGER = "integer"
        BOOLEAN = "boolean"
        DATE = "date"
        DATETIME = "datetime"
        URI = "uri"
        FILE = "file"
        OBJECT = "object"
        LIST = "list"

    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="artifacts")
    name = models.CharField(max_length=rules.LINE_LIMIT)
    type = models.CharField(max_length=20, blank=True, choices=Type)
    description = models.TextField(blank=True)
    external = models.BooleanField("from outside", default=False)
    latest = models.OneToOneField(
        "ArtifactRevision", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            limited("name", rules.LINE_LIMIT),
            limited("description", rules.TEXT_LIMIT),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("usecases:artifact", args=[self.specification.slug, rules.artifact_slug(self.name)])


class ArtifactName(models.Model):
    """A name that leads to an artifact: its own at position 0, then its aliases."""

    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="artifact_names")
    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="names")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=rules.LINE_LIMIT)
    key = models.CharField(max_length=rules.KEY_LIMIT)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["specification", "key"], name="usecases_artifactname_key_unique"),
            models.UniqueConstraint(
                fields=["artifact", "position"], name="usecases_artifactname_position_unique"
            ),
            limited("name", rules.LINE_LIMIT),
        ]

    def __str__(self) -> str:
        return self.name


class ArtifactRevision(Revision):
    """One saved state of an artifact."""

    artifact = models.ForeignKey(
        Artifact, db_constraint=False, on_delete=models.DO_NOTHING, related_name="revisions"
    )
    specification = models.ForeignKey(
        Specification, db_constraint=False, on_delete=models.DO_NOTHING, related_name="artifact_revisions"
    )

    class Meta(Revision.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "version"], name="usecases_artifactrevision_version_unique"
            )
        ]
