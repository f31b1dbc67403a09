import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archportal.management import sqlite


class Command(BaseCommand):
    help = "Copy the SQLite database to PATH, also while the portal is running."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        source = sqlite.database_file("pg_dump --format=custom --file=PATH.")
        if not source.exists():
            raise CommandError(f"There is no database {source} yet.", returncode=2)
        try:
            # The copy holds password hashes: it is made for its owner alone, and replaces nothing.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise CommandError(f"{path} cannot be made: {error.strerror}.", returncode=2) from None
        # One file that needs no companions, unlike the one in use.
        sqlite.copy(source, path, journal_mode="DELETE")
        sqlite.check(path)
        self.stdout.write(f"The database was copied to {path}.")
