"""Revisions: every saved state of every document, whole and immutable, and who saved it by which door."""

import uuid
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone


class Door(models.TextChoices):
    """The ways by which a document is saved."""

    FORM = "form", "Form"
    ADMIN = "admin", "Administration"
    IMPORT = "import", "Import"
    COMMAND = "command", "Command line"


@dataclass(frozen=True)
class Origin:
    """Who saves, by which door, and why. Everything saved with one origin is one change."""

    author: AbstractBaseUser | AnonymousUser | None
    door: Door
    note: str = ""
    change: uuid.UUID = field(default_factory=uuid.uuid4)

    def because(self, note: str) -> "Origin":
        """Return the same origin with a note, unless the person has given one."""
        return Origin(self.author, self.door, self.note or note, self.change)


class Conflict(Exception):
    """Somebody else saved in between, and changed the same things or deleted it.

    `revision` is the state that stands now; `merged` (see `archportal.spec.merge`) what can be said to come
    of both, or None where it was deleted.
    """

    def __init__(self, revision: "Revision", merged: Any = None) -> None:
        super().__init__(f"{revision.author_name} saved version {revision.version} in between.")
        self.revision = revision
        self.merged = merged


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("A revision is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("A revision is never deleted.")


class Revision(models.Model):
    """One saved state of one document.

    The concrete revision adds a foreign key to its subject without a database constraint: the history of
    something that was deleted stays, and restoring it brings it back under the same primary key.
    """

    version = models.PositiveIntegerField(help_text="Counts the states of one subject from 1.")
    identity = models.CharField(max_length=255, help_text="Slug of the document; of an artifact, its key.")
    document = models.TextField(help_text="The whole document as JSON.")
    deleted = models.BooleanField(default=False, help_text="Whether this records that it was deleted.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(max_length=200, help_text="Stays when the account goes.")
    at = models.DateTimeField(default=timezone.now)
    door = models.CharField(max_length=20, choices=Door)
    note = models.CharField(max_length=500, blank=True)
    based_on = models.PositiveIntegerField(
        null=True, blank=True, help_text="Version that its author had before them."
    )
    change = models.UUIDField(db_index=True, help_text="Common to everything saved in one transaction.")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.identity}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A revision is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A revision is never deleted.")

    @classmethod
    def of(
        cls, origin: Origin, document: str, *, version: int, identity: str, based_on: int | None, **more: Any
    ) -> "Revision":
        """Return an unsaved revision of this document."""
        author = origin.author if origin.author and origin.author.is_authenticated else None
        return cls(
            version=version,
            identity=identity,
            document=document,
            author=author,
            author_name=name_of(origin),
            door=origin.door,
            note=origin.note[:500],
            based_on=based_on,
            change=origin.change,
            **more,
        )


def name_of(origin: Origin) -> str:
    """Return how an author is called in a history: full name, else user name; nobody is the command line."""
    author = origin.author
    if author is None or not author.is_authenticated:
        return str(Door.COMMAND.label)
    return (author.get_full_name() or author.get_username())[:200]


def limited(column: str, characters: int) -> models.CheckConstraint:
    """Return a database constraint on the length of a text, in characters."""
    return models.CheckConstraint(
        condition=LessThanOrEqual(Length(column), characters), name=f"%(app_label)s_%(class)s_{column}_length"
    )
