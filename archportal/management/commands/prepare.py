import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import NotSupportedError, OperationalError, connection, transaction
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = (
        "Make the portal ready to be served: migrations, cache table, starter content, static files and, "
        "if there is none, an administrator whose password is printed once. Does only what is missing."
    )
    # Each step reports its own faults; the checks would cost every start a second import of all pages.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        with explained("The database cannot be reached, check DATABASE_URL"):
            connection.ensure_connection()
        with explained("The database cannot be changed"):
            self.migrate()
        call_command("clearsessions")
        call_command("load_starter", if_empty=True, stdout=self.stdout, stderr=self.stderr)
        self.collect_static_files()
        self.make_administrator()

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        # Another edition of the index need not come with a migration.
        call_command("rebuild_search", if_outdated=True, stdout=self.stdout)

    def collect_static_files(self) -> None:
        """Collect the static files if any of them is not the one that was collected last time."""
        stamp = settings.STATIC_ROOT / ".collected"
        state = static_state()
        if not stamp.exists() or stamp.read_text() != state:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(state)

    def make_administrator(self) -> None:
        user_model = get_user_model()
        if user_model.objects.filter(is_superuser=True).exists():
            return
        if user_model.objects.filter(username="admin").exists():
            raise CommandError(
                "There is no administrator, and the user “admin” is none. "
                "Make one with: .venv/bin/python manage.py createsuperuser --username NAME",
                returncode=2,
            )
        password = secrets.token_urlsafe(12)
        # Printed before it is committed: an interruption in between prints a new one, never none.
        with transaction.atomic():
            user_model.objects.create_superuser("admin", password=password)
            self.stdout.write(
                f"\n  Sign in as:  admin\n  Password:    {password}\n\n"
                "  It is shown only this once. Change it after signing in, at /accounts/password/change/,\n"
                "  or with: .venv/bin/python manage.py changepassword admin\n"
            )
            self.stdout.flush()


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Turn what the administrator can mend into one line: no server, no permission, no space."""
    try:
        yield
    except (OperationalError, NotSupportedError, MigrationSchemaMissing) as error:
        reason = " ".join(str(error).split())
        raise CommandError(f"{what}: {reason}", returncode=2) from None


def static_state() -> str:
    """Name the state of all static files by their paths, sizes and times."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = (path, storage.size(path), storage.get_modified_time(path))
            digest.update(repr(facts).encode())
    return digest.hexdigest()
