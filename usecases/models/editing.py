"""What a person types into the form of a use case and has not saved, and that they are there."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from archportal.revisions import limited
from archportal.spec import rules
from usecases.models.specification import Specification
from usecases.models.usecase import UseCase

ALIVE = timedelta(seconds=15)
"""A tab that was not heard of for so long is closed, asleep, or without a connection."""

HIDDEN = timedelta(minutes=1)
"""How much longer that is for a tab behind others, which browsers let speak only once a minute."""

OLD = timedelta(days=30)
"""A draft that was not touched for so long is marked in the list of its owner. Only they throw it away."""

REGRET = timedelta(minutes=30)
"""How long a draft that was discarded can be brought back."""

OVER = timedelta(days=2)
"""How long a row stays that is over: it keeps a late request from bringing back what was saved."""


class EditingQuerySet(models.QuerySet["Editing"]):
    """Reads of forms that are open or were left with something unsaved in them."""

    def at(self, specification_id: int, usecase_id: int | None) -> EditingQuerySet:
        """Keep those of one use case, or (None) of new ones in a specification."""
        return self.filter(specification_id=specification_id, usecase_id=usecase_id)

    def unsaved(self) -> EditingQuerySet:
        """Keep those in which something was typed that is not saved."""
        return self.exclude(content="").filter(closed=False)

    def held(self) -> EditingQuerySet:
        """Keep those that hold something: unsaved ones, and such as were discarded not long ago."""
        regretted = Q(closed=False) | Q(seen_at__gte=timezone.now() - ALIVE - REGRET)
        return self.exclude(content="").filter(regretted)

    def left(self) -> EditingQuerySet:
        """Keep what waits in no open tab, or was discarded."""
        return self.held().filter(Q(closed=True) | Q(seen_at__lt=timezone.now() - ALIVE))

    def with_unsaved(self) -> EditingQuerySet:
        """Say of each as `unsaved` whether it holds something, without loading what."""
        return self.defer("content").annotate(
            unsaved=models.Case(models.When(Q(content="") | Q(closed=True), then=False), default=True)
        )

    def over(self) -> EditingQuerySet:
        """Keep what may go: rows that hold nothing or were discarded. No unsaved text ever goes by itself."""
        return self.filter(Q(content="") | Q(closed=True), seen_at__lt=timezone.now() - OVER)


class Editing(models.Model):
    """One showing of the form of a use case in one tab of one person: their draft, and their presence.

    It is no document and has no revision. What it is about may be deleted and come back under the same
    primary key, so neither reference is held by the database, and a draft outlives both.
    """

    key = models.UUIDField(help_text="Names the showing; the form brings it along.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    specification = models.ForeignKey(
        Specification, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+"
    )
    usecase = models.ForeignKey(
        UseCase, null=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+"
    )
    content = models.TextField(blank=True, help_text="The form as a request brings it; empty: all is saved.")
    title = models.CharField(max_length=rules.LINE_LIMIT, blank=True, help_text="What it is called in there.")
    turn = models.PositiveBigIntegerField(default=0, help_text="Grows with every state of the form.")
    closed = models.BooleanField(default=False, help_text="Saved or discarded: it takes nothing more.")
    seen_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = EditingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["specification", "usecase", "seen_at"])]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="usecases_editing_key_unique"),
            limited("title", rules.LINE_LIMIT),
        ]

    def __str__(self) -> str:
        return f"Open form {self.pk}"

    @property
    def name(self) -> str:
        """The key as addresses say it."""
        return str(self.key)

    @property
    def alive(self) -> bool:
        """Whether a tab shows it right now."""
        return self.seen_at >= timezone.now() - ALIVE

    @property
    def old(self) -> bool:
        """Whether nobody has touched it for long."""
        return self.changed_at < timezone.now() - OLD

    def address(self, specification_slug: str, usecase_slug: str | None) -> str:
        """Return where to continue with it."""
        if usecase_slug:
            form = reverse("usecases:update", args=[specification_slug, usecase_slug])
        else:
            form = reverse("usecases:create", args=[specification_slug])
        return f"{form}?draft={self.name}"
