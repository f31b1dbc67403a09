from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from search.filling import fill, fill_if_outdated
from search.models import Entry


class Command(BaseCommand):
    help = "Make the index of the search anew, from all documents. Saving keeps it right; this mends it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-outdated",
            action="store_true",
            help="only where it was made by an earlier version of archportal, or never",
        )

    def handle(self, *args: Any, if_outdated: bool, **options: Any) -> None:
        if if_outdated:
            if not fill_if_outdated():
                return
        else:
            fill(apps)
        self.stdout.write(f"The search finds {Entry.objects.count():,} pieces of text.")
