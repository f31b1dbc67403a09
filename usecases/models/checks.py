"""What the checks found in a specification, how that developed, and what people dismissed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from archportal.revisions import limited
from archportal.spec import rules
from usecases.models.specification import Specification


class Severity(models.TextChoices):
    """How much a finding matters, the gravest first."""

    ERROR = "error", "Error"
    WARNING = "warning", "Warning"
    INFO = "info", "Hint"


class Identified(models.Model):
    """What names a finding across runs: the check, the document that it is about, and its fingerprint."""

    # `check` is what Django calls a method of every model.
    check_id = models.CharField("check", max_length=100)
    kind = models.CharField(max_length=20, help_text="The kind of document that it is about.")
    key = models.CharField(max_length=rules.SLUG_LIMIT, help_text="What names this document.")
    fingerprint = models.CharField(max_length=64)
    place = models.JSONField(default=list, help_text="From the root of the document to what is meant.")
    sentence = models.TextField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.sentence

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What is equal for the same finding in another run."""
        return self.check_id, self.kind, self.key, self.fingerprint


class Dismissal(Identified):
    """What somebody decided not to mend, and why.

    It outlives the specification, which may be deleted and come back under the same primary key.
    """

    specification = models.ForeignKey(
        Specification, db_constraint=False, on_delete=models.DO_NOTHING, related_name="dismissals"
    )
    reason = models.CharField(max_length=rules.SENTENCE_LIMIT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(max_length=200, help_text="Stays when the account goes.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "key", "check_id", "fingerprint"]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "check_id", "kind", "key", "fingerprint"],
                name="usecases_dismissal_finding_unique",
            ),
            limited("reason", rules.SENTENCE_LIMIT),
        ]


class BroughtBack(Identified):
    """That somebody opened again what was dismissed, and how it had been dismissed. It is never changed."""

    specification = models.ForeignKey(
        Specification, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+"
    )
    reason = models.CharField(max_length=rules.SENTENCE_LIMIT, help_text="Why it had been dismissed.")
    dismissed_by = models.CharField(max_length=200)
    dismissed_at = models.DateTimeField("dismissed")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField("by", max_length=200, help_text="Stays when the account goes.")
    at = models.DateTimeField("brought back", default=timezone.now)

    class Meta:
        verbose_name = "dismissal brought back"
        verbose_name_plural = "dismissals brought back"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["specification", "fingerprint"], name="usecases_broughtback_finding")]


class CheckRun(models.Model):
    """The checks of one state of a specification, in numbers; only the latest has its findings."""

    specification = models.ForeignKey(
        Specification, on_delete=models.CASCADE, related_name="check_runs", db_index=False
    )
    at = models.DateTimeField(default=timezone.now, help_text="When the state was read.")
    state = models.CharField(max_length=64, help_text="Stands for all that the specification was made of.")
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    infos = models.PositiveIntegerField("hints", default=0)
    dismissed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["specification", "state"], name="usecases_checkrun_state_unique")
        ]

    def __str__(self) -> str:
        return f"Checks of {self.at:%Y-%m-%d %H:%M}"

    @property
    def open(self) -> int:
        """How many findings wait for somebody."""
        return self.errors + self.warnings + self.infos

    def recount(self) -> None:
        """Save how many findings of each severity it has, and how many are dismissed. Two queries."""
        waiting = models.Q(dismissal=None)
        counts = {
            f"{name}s": models.Count("pk", filter=waiting & models.Q(severity=name))
            for name in Severity.values
        }
        counts["dismissed"] = models.Count("dismissal")
        for name, count in self.findings.order_by().aggregate(**counts).items():
            setattr(self, name, count)
        self.save()


class CheckFinding(Identified):
    """One finding of the latest run."""

    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="findings", db_index=False)
    position = models.PositiveIntegerField()
    severity = models.CharField(max_length=10, choices=Severity)
    label = models.TextField(help_text="What the document is called.")
    where = models.TextField(blank=True, help_text="What the place is called.")
    fixes = models.JSONField(default=list, help_text="Names of fixes, and what their buttons say.")
    search_text = models.TextField(blank=True)
    dismissal = models.ForeignKey(
        Dismissal, null=True, blank=True, on_delete=models.SET_NULL, related_name="findings"
    )
    former = models.ForeignKey(
        Dismissal,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="How it was dismissed before it changed.",
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="usecases_checkfinding_position_unique")
        ]
        indexes = [models.Index(fields=["run", "kind", "key"], name="usecases_finding_subject")]
