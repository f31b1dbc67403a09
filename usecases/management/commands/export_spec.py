from typing import Any

from django.core.management.base import CommandParser

from usecases.exports import export_json
from usecases.management.command import SpecCommand, chosen_specification, failure
from usecases.management.output import compare, write_output


class Command(SpecCommand):
    help = "Take a specification out, with all personas: the same content gives the same bytes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG", nargs="?", help="may be left out if there is only one")
        parser.add_argument("--format", required=True, choices=["json"], metavar="FORMAT", help="json")
        parser.add_argument("--output", metavar="PATH", help="a file; without it, standard output")
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; show how the output differs, and exit with status 1 if it does",
        )

    def handle(
        self, *args: Any, slug: str | None, format: str, output: str | None, check: bool, **options: Any
    ) -> None:
        if check and not output:
            raise failure("--check needs --output: what is to be compared?")
        specification = chosen_specification(slug)
        pieces = export_json(specification)
        if check:
            if compare(pieces, output, self.stdout):
                raise failure(f"{output} differs from the portal.", status=1)
        elif output:
            write_output(pieces, output)
        else:
            for piece in pieces:
                self.stdout.write(piece, ending="")
