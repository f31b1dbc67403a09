"""What the commands `backup` and `restore` share."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection


def database_file(advice: str) -> Path:
    """Name the file of the database; where it is no SQLite file, give the advice instead."""
    if connection.vendor != "sqlite":
        raise CommandError(f"The database is PostgreSQL; use {advice}", returncode=2)
    return Path(str(connection.settings_dict["NAME"])).absolute()


def check(path: Path) -> None:
    """Refuse a file that is no sound database of archportal."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            sound = database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            ours = database.execute("SELECT 1 FROM django_migrations WHERE app = 'usecases'").fetchone()
    except sqlite3.Error as error:
        raise CommandError(f"{path} cannot be read as a database: {error}.", returncode=2) from None
    if not (sound and ours):
        raise CommandError(f"{path} is no sound database of archportal.", returncode=2)


def copy(source: Path, target: Path, journal_mode: str) -> None:
    """Copy a database that others may be using; the target changes all at once or not at all."""
    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
            writing.execute(f"PRAGMA journal_mode={journal_mode}")
    except sqlite3.Error as error:
        raise CommandError(f"{source} cannot be copied to {target}: {error}.", returncode=2) from None
