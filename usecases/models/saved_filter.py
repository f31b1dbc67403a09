"""What a list was narrowed to, kept by somebody under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from archportal.revisions import limited
from usecases.models.specification import Specification

NAME_LIMIT = 100
QUERY_LIMIT = 2_000


class SavedFilter(models.Model):
    """One filter of one list, of a specification or (None) beside all of them; its owner alone sees it.

    It is no document and has no revision, and it goes with the account of its owner. A specification may be
    deleted and come back under the same primary key, so the database does not hold the reference.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    specification = models.ForeignKey(
        Specification, null=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+"
    )
    listing = models.CharField("list", max_length=20, help_text="The word for the list.")
    name = models.CharField(max_length=NAME_LIMIT)
    query = models.CharField(max_length=QUERY_LIMIT, help_text="As it stands in the address, cleaned.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "specification", "listing", "name"], name="usecases_savedfilter_name_unique"
            ),
            models.UniqueConstraint(
                fields=["user", "listing", "name"],
                condition=models.Q(specification=None),
                name="usecases_savedfilter_portal_name_unique",
            ),
            limited("name", NAME_LIMIT),
            limited("query", QUERY_LIMIT),
        ]

    def __str__(self) -> str:
        return self.name
