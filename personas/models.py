"""Personas and their revisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Max, Q
from django.urls import reverse

from archportal import spec
from archportal.revisions import Revision, limited
from archportal.spec import rules


class PersonaQuerySet(models.QuerySet["Persona"]):
    """Reads of personas."""

    def with_document(self) -> PersonaQuerySet:
        """Load the latest revision, which holds the document."""
        return self.select_related("latest")

    def locked(self) -> PersonaQuerySet:
        """Lock the rows until the transaction ends, and load their latest revisions after that.

        In one query PostgreSQL would read the revisions as they were before it had to wait.
        """
        return self.select_for_update().prefetch_related("latest")

    def named(self, slug: str) -> PersonaQuerySet:
        """Find by slug, or by a slug it once had (the present bearer of a slug comes first)."""
        former = PersonaRevision.objects.filter(identity=slug).values("persona_id")
        return self.filter(Q(slug=slug) | Q(pk__in=former)).order_by(
            models.Case(models.When(slug=slug, then=0), default=1), "-pk"
        )

    def for_list(self) -> PersonaQuerySet:
        """Sort by place, and count the use cases that each one appears in as `uses`."""
        uses = Count("story_links__story__usecase", distinct=True)
        return self.annotate(uses=uses).order_by("position", "pk")

    def next_position(self) -> int:
        """Return the place behind the last persona."""
        last: int | None = self.aggregate(last=Max("position"))["last"]
        return 0 if last is None else last + 1


class Persona(models.Model):
    """A kind of person, common to all specifications."""

    slug = models.CharField("address", max_length=rules.SLUG_LIMIT, unique=True)
    name = models.CharField(max_length=rules.LINE_LIMIT)
    name_key = models.CharField(max_length=rules.KEY_LIMIT, unique=True, editable=False)
    singular = models.CharField(max_length=rules.LINE_LIMIT, blank=True)
    definition = models.TextField(blank=True)
    goals = models.JSONField(default=list, blank=True)
    pain_points = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(db_index=True)
    latest = models.OneToOneField(
        "PersonaRevision", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = PersonaQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            limited("slug", rules.SLUG_LIMIT),
            limited("name", rules.LINE_LIMIT),
            limited("singular", rules.LINE_LIMIT),
            limited("definition", rules.MARKDOWN_LIMIT),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("personas:detail", args=[self.slug])

    @property
    def one(self) -> str:
        """The name of one such person."""
        return self.singular or self.name

    @property
    def document(self) -> spec.Persona:
        """The latest document; needs `with_document`."""
        assert self.latest is not None
        return spec.read_document(spec.Persona, self.latest.document)

    @property
    def stored(self) -> spec.Persona:
        """The latest document, to look at alone (see `archportal.spec.stored`); needs `with_document`."""
        assert self.latest is not None
        return spec.stored_persona(self.latest.document)


class PersonaRevision(Revision):
    """One saved state of a persona."""

    persona = models.ForeignKey(
        Persona, db_constraint=False, on_delete=models.DO_NOTHING, related_name="revisions"
    )
    name_key = models.CharField(max_length=rules.KEY_LIMIT, db_index=True)

    class Meta(Revision.Meta):
        indexes = [models.Index(fields=["identity"])]
        constraints = [
            models.UniqueConstraint(fields=["persona", "version"], name="personas_revision_version_unique")
        ]
