"""Whether the index says what the documents say."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from search.filling import all_pieces
from search.keeping import COLUMNS, KEY, entry_of
from search.models import Entry

NAMES = (*KEY, *COLUMNS)


def disagreements() -> Iterator[str]:
    """Yield a sentence where pieces of text are missing in the index, are wrong there, or left over."""
    # Hashes, because the texts of a whole portal are too much to hold.
    indexed = {row[:3]: hash(row) for row in Entry.objects.values_list(*NAMES).iterator()}
    entries = map(entry_of, all_pieces(apps))
    expected = {row[:3]: hash(row) for row in (tuple(getattr(e, name) for name in NAMES) for e in entries)}
    wrong = {place for place, _ in indexed.items() ^ expected.items()}
    if wrong:
        pieces = "1 piece of text is" if len(wrong) == 1 else f"{len(wrong)} pieces of text are"
        yield f"{pieces} not found as the search should; run `python manage.py rebuild_search`."
