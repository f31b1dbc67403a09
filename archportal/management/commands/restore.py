from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archportal.management import sqlite


class Command(BaseCommand):
    help = "Put the copy of a SQLite database at PATH in the place of the present one."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        target = sqlite.database_file("pg_restore --clean --if-exists --no-owner --dbname=URL PATH.")
        sqlite.check(path)
        sqlite.copy(path, target, journal_mode="WAL")
        self.stdout.write(f"The database is the one of {path} again. Start the portal with `make run`.")
