"""The laws of renaming and merging artifacts, whatever is in a specification."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archportal.spec import SpecError, Specification, changes_between, fates, rules, vocabulary
from tests.spec.making import artifact, specification, use_case
from tests.spec.strategies import filled_texts, keyed, lines, specifications

unhurried = settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
NAMES = (
    "Raw data",
    "RAW  Data",
    "Rohda\u0308ten",
    "Rohd\u00e4ten",
    "بيانات",
    "🚀",
    "x" * 200,
    "Label",
    "Labels",
)


@st.composite
def shared(draw):
    """Return specifications whose rows name a few artifacts again and again, by names and other names."""
    names = st.sampled_from(NAMES)
    inputs = st.lists(
        st.fixed_dictionaries(
            {"name": names, "required": st.booleans(), "default": lines, "description": filled_texts}
        ),
        max_size=4,
    )
    outputs = st.lists(st.fixed_dictionaries({"name": names, "description": filled_texts}), max_size=3)
    cases = [
        use_case(number, inputs=draw(inputs), outputs=draw(outputs))
        for number in range(1, draw(st.integers(2, 4)))
    ]
    known = [
        artifact("Raw data", aliases=draw(st.sampled_from([[], ["Label"]])), description=draw(lines)),
        artifact("Labels", type="", description=draw(filled_texts), external=draw(st.booleans())),
    ]
    return specification(*cases, artifacts=known)


whole = st.one_of(shared(), specifications().filter(lambda made: len(made.artifacts) > 1))


def said(made):
    """Return every text of inputs, outputs and artifacts, line by line."""
    texts = [one.description for one in made.artifacts]
    for one in made.use_cases:
        texts += [text for row in one.inputs for text in (row.default, row.description)]
        texts += [row.description for row in one.outputs]
    return "\n".join(texts)


def valid(made):
    return Specification.model_validate(made.model_dump()) == made


@unhurried
@given(whole, st.data())
def test_merging_loses_no_text_and_no_name(made, data):
    target, *gone = data.draw(st.permutations(made.artifacts))
    gone = gone[: data.draw(st.integers(1, len(gone)))]

    after = vocabulary.merged(made, [one.name for one in gone], target.name)

    assert valid(after)
    (kept,) = (one for one in after.artifacts if one.name == target.name)
    assert set(kept.keys) == {key for one in (target, *gone) for key in one.keys}
    assert len(after.artifacts) == len(made.artifacts) - len(gone)
    assert [line for line in said(made).split("\n") if line.strip() not in said(after)] == []
    assert vocabulary.merged(after, [kept.name], kept.name) == after
    needed = {(one.slug, row.name) for one in after.use_cases for row in one.inputs if row.required}
    names = dict.fromkeys(kept.keys, kept.name)
    assert needed == {
        (one.slug, names.get(rules.name_key(row.name), row.name))
        for one in made.use_cases
        for row in one.inputs
        if row.required
    }


@unhurried
@given(whole, st.data(), keyed)
def test_renaming_twice_and_back_is_as_before(made, data, name):
    old = data.draw(st.sampled_from(made.artifacts))
    assume(rules.name_key(name) not in {key for one in made.artifacts for key in one.keys})

    once = vocabulary.renamed(made, old.name, name)
    back = vocabulary.renamed(once, name, old.name)
    forgotten = vocabulary.renamed(
        vocabulary.renamed(made, old.name, name, keep=False), name, old.name, keep=False
    )

    assert valid(once)
    assert valid(back)
    assert forgotten == made
    (same,) = (one for one in back.artifacts if one.name == old.name)
    assert {*same.keys} == {*old.keys, rules.name_key(name)}
    assert back.use_cases == made.use_cases
    (fate,) = fates(made, once)
    assert (fate.before, fate.after.name) == (old, rules.one_line(name))
    assert changes_between(made, made) == ()


@unhurried
@given(whole, st.data())
def test_an_artifact_goes_only_where_nothing_uses_it(made, data):
    names = [one.name for one in made.artifacts if data.draw(st.booleans())]

    after = vocabulary.without_unused(made, names)

    assert valid(after)
    assert after.use_cases == made.use_cases
    used = vocabulary.used_names(made)
    assert {one.name for one in made.artifacts} - {one.name for one in after.artifacts} == {
        name for name in names if rules.name_key(name) not in used
    }


def test_a_default_that_becomes_part_of_a_description_ends_like_one():
    rows = [{"name": "Raw data", "default": "a"}, {"name": "Labels", "default": "b \xa0"}]

    assert valid(vocabulary.merged(specification(use_case(1, inputs=rows)), ["Labels"], "Raw data"))


def test_a_name_that_leads_to_another_artifact_is_none_to_rename_to():
    made = specification(use_case(1, ["Raw data", "Label"]), artifacts=[artifact("Label", aliases=["Tag"])])

    with pytest.raises(SpecError, match="“TAG” leads to the artifact “Label” already"):
        vocabulary.renamed(made, "Raw data", "TAG")
