"""Use cases and their revisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from archportal import spec
from archportal.revisions import Revision, limited
from archportal.spec import rules
from usecases.models.specification import Specification


class UseCaseQuerySet(models.QuerySet["UseCase"]):
    """Reads of use cases."""

    def with_document(self) -> UseCaseQuerySet:
        """Load the latest revision, which holds the document."""
        return self.select_related("latest")

    def in_order(self) -> UseCaseQuerySet:
        """Sort by number."""
        return self.order_by("number_key")

    def matching(self, query: str) -> UseCaseQuerySet:
        """Keep those in which every word of the query stands somewhere, without regard to case."""
        for word in query.split():
            self = self.filter(search_text__contains=rules.fold(word))
        return self

    def with_persona(self, slug: str) -> UseCaseQuerySet:
        """Keep those with a story of this persona."""
        # A subquery instead of a join: a use case with two such stories comes once.
        return self.filter(
            pk__in=UseCase.objects.filter(story_rows__links__persona__slug=slug).order_by().values("pk")
        )

    def named(self, specification_slug: str, slug: str) -> UseCaseQuerySet:
        """Find by the slugs of specification and use case, or by a slug it once had."""
        former = UseCaseRevision.objects.filter(identity=slug, specification__slug=specification_slug).values(
            "usecase_id"
        )
        return self.filter(Q(slug=slug) | Q(pk__in=former), specification__slug=specification_slug).order_by(
            models.Case(models.When(slug=slug, then=0), default=1), "-pk"
        )


class UseCase(models.Model):
    """A numbered event of a specification."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved"

    specification = models.ForeignKey(
        Specification, on_delete=models.CASCADE, related_name="use_cases", db_index=False
    )
    slug = models.CharField("address", max_length=rules.SLUG_LIMIT)
    number = models.CharField(max_length=20)
    number_key = models.CharField(max_length=100, editable=False)
    title = models.CharField(max_length=rules.LINE_LIMIT)
    optional = models.BooleanField(default=False)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    tags = models.JSONField(default=list, blank=True)
    description = models.TextField(blank=True)
    event = models.CharField(max_length=rules.LINE_LIMIT, blank=True)
    notes = models.TextField(blank=True)
    search_text = models.TextField(editable=False, blank=True)
    latest = models.OneToOneField(
        "UseCaseRevision", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = UseCaseQuerySet.as_manager()

    class Meta:
        ordering = ["specification", "number_key"]
        constraints = [
            models.UniqueConstraint(fields=["specification", "slug"], name="usecases_usecase_slug_unique"),
            models.UniqueConstraint(
                fields=["specification", "number_key"], name="usecases_usecase_number_unique"
            ),
            limited("slug", rules.SLUG_LIMIT),
            limited("title", rules.LINE_LIMIT),
            limited("event", rules.LINE_LIMIT),
            limited("description", rules.MARKDOWN_LIMIT),
            limited("notes", rules.MARKDOWN_LIMIT),
        ]

    def __str__(self) -> str:
        return f"Use Case {self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("usecases:detail", args=[self.specification.slug, self.slug])

    @property
    def document(self) -> spec.UseCase:
        """The latest document; needs `with_document`."""
        assert self.latest is not None
        return spec.read_document(spec.UseCase, self.latest.document)

    @property
    def stored(self) -> spec.UseCase:
        """The latest document, to look at alone (see `archportal.spec.stored`); needs `with_document`."""
        assert self.latest is not None
        return spec.stored_use_case(self.latest.document)


class UseCaseRevision(Revision):
    """One saved state of a use case."""

    usecase = models.ForeignKey(
        UseCase, db_constraint=False, on_delete=models.DO_NOTHING, related_name="revisions"
    )
    specification = models.ForeignKey(
        Specification, db_constraint=False, on_delete=models.DO_NOTHING, related_name="use_case_revisions"
    )

    class Meta(Revision.Meta):
        indexes = [models.Index(fields=["specification", "identity"])]
        constraints = [
            models.UniqueConstraint(
                fields=["usecase", "version"], name="usecases_usecaserevision_version_unique"
            )
        ]
