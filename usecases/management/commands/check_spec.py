import json
from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser

from archportal.spec.faults import Fault
from usecases.checks.running import latest_run
from usecases.management.command import SpecCommand, chosen_specification, failure
from usecases.models import CheckFinding, CheckRun, Severity, Specification

RANKS = list(Severity.values)
KINDS = {"use_case": "use case", "specification": "specification"}


class Command(SpecCommand):
    help = "Say what is wrong with a specification; exit with status 1 if anything as grave as asked is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG", nargs="?", help="may be left out if there is only one")
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", metavar="FORMAT", help="text or json"
        )
        parser.add_argument(
            "--fail-on",
            choices=RANKS,
            default=RANKS[0],
            metavar="SEVERITY",
            help="exit with status 1 on findings as grave as this: error (default), warning or info",
        )

    def handle(self, *args: Any, slug: str | None, format: str, fail_on: str, **options: Any) -> None:
        specification = chosen_specification(slug)
        run = latest_run(specification)
        findings = list(run.findings.select_related("dismissal").order_by("position"))
        write = text_of if format == "text" else json_of
        self.stdout.write(write(specification, run, findings))
        count = sum([run.errors, run.warnings, run.infos][: RANKS.index(fail_on) + 1])
        if count:
            several = f"{count} open finding{'' if count == 1 else 's'}"
            raise failure(f"{specification.slug} has {several} as grave as {fail_on}, or graver.", status=1)


def text_of(specification: Specification, run: CheckRun, findings: Sequence[CheckFinding]) -> str:
    """Return a line for each open finding (severity, place, sentence, check), and a summary."""
    still_open = [finding for finding in findings if finding.dismissal is None]
    lines = [
        f"{finding.severity}: {_place(finding)}: {' '.join(finding.sentence.split())} ({finding.check_id})"
        for finding in still_open
    ]
    return "\n".join([*lines, f"Specification {specification.slug}: {_counted(run)}."])


def _place(finding: CheckFinding) -> str:
    path = Fault(tuple(finding.place), "").path
    subject = f"{KINDS.get(finding.kind, finding.kind)} {finding.label}"
    return f"{subject}, {path}" if path else subject


def _counted(run: CheckRun) -> str:
    counts = {"error": run.errors, "warning": run.warnings, "info": run.infos}
    told = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items()]
    return ", ".join([*told, f"{run.dismissed} dismissed"])


def json_of(specification: Specification, run: CheckRun, findings: Sequence[CheckFinding]) -> str:
    """Return the same for programs, dismissed findings included."""
    return json.dumps(
        {
            "format": "archportal/findings",
            "version": 1,
            "specification": specification.slug,
            "counts": {
                "error": run.errors,
                "warning": run.warnings,
                "info": run.infos,
                "dismissed": run.dismissed,
            },
            "findings": [_finding(finding) for finding in findings],
        },
        indent=2,
        ensure_ascii=False,
    )


def _finding(finding: CheckFinding) -> dict[str, Any]:
    dismissal = finding.dismissal
    return {
        "check": finding.check_id,
        "severity": finding.severity,
        "subject": {"kind": finding.kind, "key": finding.key, "label": finding.label},
        "place": Fault(tuple(finding.place), "").path,
        "sentence": finding.sentence,
        "fingerprint": finding.fingerprint,
        "fixes": [name for name, _ in finding.fixes],
        "dismissed": dismissal and {"reason": dismissal.reason, "author": dismissal.author_name},
    }
