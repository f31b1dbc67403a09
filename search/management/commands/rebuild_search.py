from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from search.filling import fill
from search.models import Entry


class Command(BaseCommand):
    help = "Make the index of the search anew, from all documents. Saving keeps it right; this mends it."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            fill(apps)
        self.stdout.write(f"The search finds {Entry.objects.count():,} pieces of text.")
