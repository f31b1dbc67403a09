from itertools import chain
from typing import Any

from search import agreement
from usecases.consistency import disagreements
from usecases.management.command import SpecCommand, failure


class Command(SpecCommand):
    help = "Prove that all rows and their latest revisions say the same; exit with status 1 if any do not."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for sentence in chain(disagreements(), agreement.disagreements()):
            self.stdout.write(sentence)
            count += 1
        if count:
            raise failure(f"{count} disagreement{'' if count == 1 else 's'} found.", status=1)
        self.stdout.write("All rows and their latest revisions agree.")
