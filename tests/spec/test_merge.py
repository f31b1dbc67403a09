"""Laws of merging, and what merging does with each kind of row."""

from hypothesis import given

from archportal.spec import merge
from tests.spec.edits import states


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

    if not merged.clashes:
        assert turned.clashes == ()
        assert merged.document == turned.document
