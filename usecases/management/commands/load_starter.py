from typing import Any

from django.core.management.base import CommandParser

from archportal import spec
from archportal.reports import Outcome, counted
from personas.models import PersonaRevision
from usecases.demonstration import NOTE, STARTER
from usecases.importing import import_specification
from usecases.management.command import SpecCommand, by_command
from usecases.models import SpecificationRevision


class Command(SpecCommand):
    help = (
        "Add the starter content: ten personas and a demonstration. Adds only what is missing; nothing that "
        "exists is changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing unless nothing was ever written in this portal",
        )

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        if if_empty and _was_used():
            return
        document = spec.read_json(STARTER.read_bytes())
        report = import_specification(document, by_command(NOTE), overwrite=False)
        created = report.of(Outcome.CREATED)
        self.stdout.write(
            f"Starter content: added {counted(created)}."
            if created
            else "The starter content is there already."
        )


def _was_used() -> bool:
    # What was deleted has left revisions: an emptied portal is not filled again behind its owner's back.
    return PersonaRevision.objects.exists() or SpecificationRevision.objects.exists()
