"""What is different between two documents of one kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from archportal.spec.documents import Document, UseCase
from archportal.spec.faults import Place
from archportal.spec.jsonformat import AnyDocument
from archportal.spec.labels import VALUES, label
from archportal.spec.matching import Row, pairs, unmoved
from archportal.spec.steps import with_steps
from archportal.spec.telling import Change, What, sentence, texts, with_names


@dataclass(frozen=True)
class Difference:
    """One thing that is different.

    `place` leads to it in the document after; what was removed has its place in the document before.
    `before` and `after` are plain text for people; of what was moved they are its numbers in the list.
    """

    place: Place
    what: What
    label: str
    before: str
    after: str
    sentence: str


def differences(
    before: AnyDocument, after: AnyDocument, names: Mapping[str, str] = MappingProxyType({})
) -> tuple[Difference, ...]:
    """Return everything that is different between two documents of one kind, in the order of their fields.

    There is nothing exactly where they are equal. Of rows that changed their places the fewest are told, and
    an exception is the same while it is at the same step, whatever number that has. The texts have the
    `names` of personas (by slug) where they are given.
    """
    changes = _fields(*_tokened(before, after), (), ())
    read = with_names(before, names), with_names(after, names)
    return tuple(_difference(change, *read) for change in changes)


def difference_at(before: Document, after: Document, place: Place) -> Difference:
    """Return the difference of a value that stands at the same place of two documents of one kind."""
    return _difference(Change("changed", place, place), before, after)


def _difference(change: Change, before: Document, after: Document) -> Difference:
    place = change.old if change.what == "removed" else change.new
    document = before if change.what == "removed" else after
    texts_of_both = texts(change, before, after)
    return Difference(
        place, change.what, label(document, place), *texts_of_both, sentence(change, before, after)
    )


def _tokened(before: Document, after: Document) -> tuple[Document, Document]:
    """Return both with tokens for the steps of exceptions, which are equal where the same step is meant."""
    if not (isinstance(before, UseCase) and isinstance(after, UseCase)):
        return before, after
    matched = list(enumerate(pairs(before.success_path, after.success_path), start=1))
    old = {place: token for token, (place, _new) in matched if place is not None}
    new = {place: token for token, (_old, place) in matched if place is not None}
    return with_steps(before, old), with_steps(after, new)


def _fields(before: Document, after: Document, old: Place, new: Place) -> Iterator[Change]:
    for name in type(after).model_fields:
        one, other = getattr(before, name), getattr(after, name)
        if isinstance(other, tuple):
            yield from _rows(one, other, (*old, name), (*new, name))
        elif one != other:
            yield Change("changed", (*old, name), (*new, name))


def _rows(before: Sequence[Row], after: Sequence[Row], old: Place, new: Place) -> Iterator[Change]:
    matched = pairs(before, after, alike=new[-1] not in VALUES)
    still = unmoved([one for one, other in matched if one is not None and other is not None])
    for one, other in matched:
        if other is None:
            yield Change("removed", (*old, one or 0), new)
        elif one is None:
            yield Change("added", old, (*new, other))
        else:
            places = (*old, one), (*new, other)
            if one not in still:
                yield Change("moved", *places)
            yield from _row(before[one], after[other], *places)


def _row(before: Row, after: Row, old: Place, new: Place) -> Iterator[Change]:
    if isinstance(before, Document) and isinstance(after, Document):
        yield from _fields(before, after, old, new)
    elif before != after:
        yield Change("changed", old, new)
