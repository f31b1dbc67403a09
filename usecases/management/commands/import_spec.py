import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from archportal.reports import Entry, Outcome, counted
from archportal.revisions import Door
from archportal.spec.jsonformat import SIZE_LIMIT
from usecases.importing import ImportReport, import_specification
from usecases.management.command import SpecCommand, by_command
from usecases.sources import Source, read_pasted, read_source


class Command(SpecCommand):
    help = (
        "Bring a specification in: a JSON file, a Markdown file, or a folder or zip of Markdown files. What "
        "exists is changed only where the files mention it, and importing twice changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="PATH", help="the file or folder to read; - for pasted text")
        parser.add_argument(
            "--spec", metavar="SLUG", help="the specification to import into; it is created if it is new"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would be done, and do nothing")

    def handle(self, *args: Any, path: str, spec: str | None, dry_run: bool, **options: Any) -> None:
        source = self._source(path)
        report = import_specification(
            source.document,
            by_command(f"Imported from {_called(path)}.", Door.IMPORT),
            slug=spec,
            warnings=source.warnings,
            references=source.references,
            dismissed=source.dismissed,
            dry_run=dry_run,
        )
        for line in lines_of(report):
            self.stdout.write(line)

    def _source(self, path: str) -> Source:
        if path != "-":
            return read_source(Path(path))
        # One byte too many is enough to say so.
        return read_pasted(sys.stdin.buffer.read(SIZE_LIMIT + 1))


def _called(path: str) -> str:
    return "pasted text" if path == "-" else Path(path).resolve().name


def lines_of(report: ImportReport) -> Iterator[str]:
    """Yield the report as people read it."""
    tense = "would be " if report.dry_run else ""
    yield f"Specification {report.slug}: {report.title}"
    for outcome in Outcome:
        entries = report.of(outcome)
        if entries:
            yield f"{tense}{outcome}".capitalize() + f": {counted(entries)}"
        if outcome is not Outcome.UNCHANGED:
            yield from map(_line, entries)
    if report.warnings:
        yield f"Warnings: {len(report.warnings)}"
        yield from (f"  {warning}" for warning in report.warnings)
    if report.changes_nothing:
        yield "Nothing has changed." if not report.dry_run else "Nothing would change."
    elif report.dry_run:
        yield "This was a dry run: nothing was written."


def _line(entry: Entry) -> str:
    fields = f" ({', '.join(entry.fields)})" if entry.fields else ""
    return f"  {entry.kind} {entry.name}{fields}"
