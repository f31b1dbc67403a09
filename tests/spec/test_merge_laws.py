"""The laws of merging, whatever is merged."""

from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import (
    UseCase,
    differences,
    merge,
    read_document,
    to_json,
)
from tests.spec.edits import KINDS, related, states


@given(states(2))
def test_merging_with_an_unchanged_side_gives_the_other_side(documents):
    base, changed = documents

    for merged in (merge(base, base, changed), merge(base, changed, base)):
        assert merged.document == changed
        assert merged.clashes == ()


@given(states(2))
def test_merging_one_edit_with_itself_gives_it_once(documents):
    base, changed = documents

    merged = merge(base, changed, changed)

    assert merged.document == changed
    assert merged.clashes == merged.news == ()


@given(states(3))
def test_merging_in_both_directions_gives_the_same(documents):
    base, mine, theirs = documents

    merged = merge(base, mine, theirs)
    turned = merge(base, theirs, mine)

    assert len(merged.clashes) == len(turned.clashes)
    if not merged.clashes:
        assert merged.document == turned.document


@given(states(3))
def test_what_was_merged_is_a_valid_document_and_its_news_are_what_is_not_mine(documents):
    base, mine, theirs = documents

    merged = merge(base, mine, theirs)

    assert read_document(type(mine), to_json(merged.document)) == merged.document
    assert merged.news == differences(mine, merged.document)


def said(document):
    """Return every text of a document with the field it stands in."""
    return set(_said("", document.model_dump()))


def _said(field, value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _said(name, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _said(field, inner)
    elif field != "step" and value is not None:
        # What is an alias to one may have become the name to the other.
        yield ("name" if field == "aliases" else field), value


@given(states(3))
def test_nothing_that_either_side_added_is_missing(documents):
    base, mine, theirs = documents

    merged = merge(base, mine, theirs)

    found = said(merged.document)
    for clash in merged.clashes:
        field = next(str(key) for key in reversed(clash.place) if isinstance(key, str))
        for value in (clash.mine, clash.theirs):
            found |= set(_said(field, value.model_dump() if hasattr(value, "model_dump") else value))
    assert (said(mine) | said(theirs)) - said(base) <= found


def at(document, place):
    for key in place:
        document = document[key] if isinstance(key, int) else getattr(document, key)
    return document


@given(states(3))
def test_a_clash_says_what_both_made_of_the_thing_at_its_place(documents):
    base, mine, theirs = documents

    merged = merge(base, mine, theirs)

    assert len({clash.place for clash in merged.clashes}) == len(merged.clashes)
    for clash in merged.clashes:
        assert clash.mine != clash.theirs
        assert clash.label
        standing = clash.theirs if clash.kind == "removed_by_me" else clash.mine
        if not (clash.kind != "changed" and clash.place[0] == "success_path"):
            assert clash.base not in (clash.mine, clash.theirs)
        assert at(merged.document, clash.place) == standing


@st.composite
def edits_of_different_fields(draw):
    """Return a base, two states with different fields changed, and the state that has both changes."""
    kind = draw(st.sampled_from([UseCase, *KINDS]))
    base, one, other = draw(related(kind, 2))
    mine, theirs, both = {}, {}, {}
    for name in kind.model_fields:
        if name == "exceptions":
            continue  # Their steps go with the success path.
        sides = draw(st.sampled_from([[mine, both], [theirs, both]]))
        for side in sides:
            side[name] = getattr(one if sides[0] is mine else other, name)
    without = {"exceptions": ()} if kind is UseCase else {}
    return [base.model_copy(update={**without, **side}) for side in ({}, mine, theirs, both)]


@given(edits_of_different_fields())
def test_edits_of_different_fields_are_all_taken(documents):
    base, mine, theirs, both = documents

    merged = merge(base, mine, theirs)

    assert merged.document == both
    assert merged.clashes == ()
