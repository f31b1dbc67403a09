"""The index: every piece of text of every document, and the words that there are."""

from __future__ import annotations

from django.db import models

from archportal.spec.words import LONGEST


class Entry(models.Model):
    """A piece of text; see `archportal.spec.pieces`.

    The index knows documents by numbers alone and lies below them: whoever writes one keeps its entries.
    The databases only see words that Python has made plain, so that all of them find the same.
    """

    owner_kind = models.PositiveSmallIntegerField(help_text="Which kind of document it is of (Kind).")
    owner = models.BigIntegerField(help_text="Primary key of that document.")
    place = models.PositiveIntegerField(help_text="Its place in the document, in the order of reading.")
    home = models.BigIntegerField(help_text="Primary key of the specification; 0 for personas.")
    kind = models.PositiveSmallIntegerField(help_text="What it is (Kind).")
    weight = models.PositiveSmallIntegerField(help_text="Names come before rows, rows before texts.")
    sort = models.CharField(max_length=100, help_text="Sorts as the number or name of the document does.")
    label = models.CharField(max_length=40, help_text="Names the place, such as “step 2”.")
    anchor = models.CharField(max_length=40, help_text="The place on the page of its document.")
    text = models.TextField()
    words = models.TextField(help_text="Its own words, plain, with one space between them.")
    context = models.TextField(help_text="The words of what it belongs to.")
    names = models.TextField(help_text="All that the document is called; only where this is its name.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner", "place"], name="search_entry_place_unique")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text[:50]}"


class Edition(models.Model):
    """Of which edition of the pieces the index was made; no row where it was not made yet."""

    number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.number)


class Word(models.Model):
    """A word that stands in some text, or once did: what a typing mistake may have meant."""

    word = models.CharField(max_length=LONGEST * 4, primary_key=True)

    def __str__(self) -> str:
        return self.word
