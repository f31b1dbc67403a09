from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from archportal.schemas import schema_text
from usecases.exports import FORMATS, export_folder
from usecases.management.command import SpecCommand, chosen_specification, failure
from usecases.management.files import differences, write_file
from usecases.management.folder import folder_differences, write_folder

CHOICES = [*FORMATS, "schema"]


class Command(SpecCommand):
    help = "Take a specification out, with all personas: equal content gives equal bytes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG", nargs="?", help="may be left out if there is only one")
        parser.add_argument(
            "--format", required=True, choices=CHOICES, metavar="FORMAT", help=", ".join(CHOICES)
        )
        parser.add_argument(
            "--output", metavar="PATH", help="a file, for Markdown a folder; without it, standard output"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; show how the output differs, and exit with status 1 if it does",
        )

    def handle(
        self, *args: Any, slug: str | None, format: str, output: str | None, check: bool, **options: Any
    ) -> None:
        if check and not output:
            raise failure("Say with --output what is to be checked.")
        if format == "markdown" and output:
            with closing(export_folder(chosen_specification(slug))) as files:
                if check:
                    self.show(folder_differences(files, Path(output)), output)
                else:
                    write_folder(files, Path(output))
            return
        with closing(self.pieces(slug, format)) as pieces:
            if check and output:
                self.show(differences(b"".join(pieces), Path(output)), output)
            elif output:
                write_file(pieces, Path(output))
            else:
                self.print(pieces)

    def pieces(self, slug: str | None, format: str) -> Generator[bytes, None, None]:
        if format == "schema":
            return (text.encode() for text in [schema_text()])
        return FORMATS[format].export(chosen_specification(slug))

    def show(self, lines: Iterator[str], output: str) -> None:
        """Print a difference; end with status 1 if there is one."""
        differs = False
        for line in lines:
            self.stdout.write(line.removesuffix("\n"))
            differs = True
        if differs:
            raise failure(f"{output} is not what the portal has.", status=1)

    def print(self, pieces: Iterable[bytes]) -> None:
        """Print bytes as they are, whatever the terminal's encoding."""
        binary = getattr(self.stdout, "buffer", None)
        if binary is None:
            self.stdout.write(b"".join(pieces).decode(errors="replace"), ending="")
            return
        self.stdout.flush()
        for piece in pieces:
            binary.write(piece)
        binary.flush()
