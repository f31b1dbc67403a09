"""Specifications and their revisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from archportal import spec
from archportal.revisions import Revision, limited
from archportal.spec import rules


class SpecificationQuerySet(models.QuerySet["Specification"]):
    """Reads of specifications."""

    def with_document(self) -> SpecificationQuerySet:
        """Load the latest revision, which holds the document."""
        return self.select_related("latest")

    def named(self, slug: str) -> SpecificationQuerySet:
        """Find by slug, or by a slug it once had (the present bearer of a slug comes first)."""
        former = SpecificationRevision.objects.filter(identity=slug).values("specification_id")
        return self.filter(Q(slug=slug) | Q(pk__in=former)).order_by(
            models.Case(models.When(slug=slug, then=0), default=1), "-pk"
        )


class Specification(models.Model):
    """A named body of use cases with an introduction."""

    slug = models.CharField("address", max_length=rules.SLUG_LIMIT, unique=True)
    title = models.CharField(max_length=rules.LINE_LIMIT)
    introduction = models.TextField(blank=True)
    latest = models.OneToOneField(
        "SpecificationRevision", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = SpecificationQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            limited("slug", rules.SLUG_LIMIT),
            limited("title", rules.LINE_LIMIT),
            limited("introduction", rules.MARKDOWN_LIMIT),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("usecases:specification", args=[self.slug])

    @property
    def document(self) -> spec.SpecificationText:
        """The latest document; needs `with_document`."""
        assert self.latest is not None
        return spec.read_document(spec.SpecificationText, self.latest.document)

    @property
    def stored(self) -> spec.SpecificationText:
        """The latest document, to look at alone (see `archportal.spec.stored`); needs `with_document`."""
        assert self.latest is not None
        return spec.stored_text(self.latest.document)


class SpecificationRevision(Revision):
    """One saved state of a specification's own text."""

    specification = models.ForeignKey(
        Specification, db_constraint=False, on_delete=models.DO_NOTHING, related_name="revisions"
    )

    class Meta(Revision.Meta):
        indexes = [models.Index(fields=["identity"])]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "version"], name="usecases_specrevision_version_unique"
            )
        ]
