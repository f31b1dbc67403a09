"""A search in plain Python, to compare with what the databases find: it looks at every word."""

from itertools import pairwise

from archportal.spec.asking import clauses, wanted_words
from archportal.spec.words import joined
from search.models import Entry

NUMBERS = {"cards": "card", "models": "model", "steps": "step", "story": "stories", "boxes": "box"}


def begins(part, text):
    return any(word.startswith(part) for word in text.split())


def says(wanted, place, text, *, whole=False):
    """Say whether the word at a place of the query stands in a text: as it is, in another number, joined."""
    word = wanted[place]
    together = [
        joined(*pair) for number, pair in enumerate(pairwise(wanted)) if place in (number, number + 1)
    ]
    asked = [word, *filter(None, together)]
    other = [term.word for term in clauses(wanted)[place] if not term.begins]
    if word in NUMBERS:
        assert NUMBERS[word] in other
    return any(part in text.split() if whole else begins(part, text) for part in asked) or any(
        part in text.split() for part in other
    )


def matching(wanted, entries):
    """Return the entries that are found."""
    places = range(len(wanted))
    return [
        entry
        for entry in entries
        if wanted
        and all(says(wanted, place, f"{entry.words} {entry.context}") for place in places)
        and any(says(wanted, place, entry.words) for place in places)
    ]


def standing(wanted, entry):
    """Return 0 where the words stand side by side, 1 where they stand whole, 2 else."""
    if len(wanted) > 1 and f" {' '.join(wanted)}" in f" {entry.words}":
        return 0
    text = f"{entry.words} {entry.context}"
    return 1 if all(says(wanted, place, text, whole=True) for place in range(len(wanted))) else 2


def band(wanted, entry):
    """Return 0 for what is called so, 1 for what begins so, one number for each kind; 9 for no name."""
    if entry.place:
        return 9
    last = [term.word for term in clauses(wanted)[-1] if not term.begins]
    called = ["".join([*wanted[:-1], word]) for word in (wanted[-1], *last)]
    names, whole = entry.names.split("|=")
    if any(name in (*names.split("|"), *whole.split("=")) for name in called):
        return 0
    return 1 if any(name.startswith(called[0]) for name in names.split("|")) else entry.kind + 1


def reading(entry):
    return entry.weight, entry.home, entry.sort.encode(), entry.owner, entry.place


def reference(query, entries=None, *, few=1000):
    """Return what a query finds, in order; more than a few rows and texts only as they are read."""
    wanted = wanted_words(query)
    found = matching(wanted, Entry.objects.all() if entries is None else entries)
    ranked = len([entry for entry in found if entry.place]) <= few
    return sorted(
        found,
        key=lambda entry: (
            band(wanted, entry),
            standing(wanted, entry) if ranked or not entry.place else 0,
            *reading(entry),
        ),
    )


def apart(query, entries):
    """Return the names of the documents that hold all words, but nowhere all of them."""
    wanted = wanted_words(query)
    places = range(len(wanted))
    documents = {}
    for entry in entries:
        documents.setdefault((entry.owner_kind, entry.owner), []).append(entry)
    found = {}
    for held in documents.values():
        own = " ".join(entry.words for entry in held)
        together = any(
            all(says(wanted, place, f"{entry.words} {entry.context}") for place in places) for entry in held
        )
        if len(wanted) > 1 and not together and all(says(wanted, place, own) for place in places):
            (name,) = (entry for entry in held if not entry.place)
            found[name] = sum(not says(wanted, place, name.words) for place in places)
    return sorted(found, key=lambda name: (found[name], *reading(name)))
