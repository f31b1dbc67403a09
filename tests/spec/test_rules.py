"""The rules about text."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import rules
from archportal.spec.rules import Marking

NUMBERS = st.from_regex(r"[0-9]{1,4}[a-c]{0,2}(\.[0-9]{1,3}[a-c]?)?", fullmatch=True).map(rules.clean_number)


@dataclass(frozen=True)
class Flagged:
    required: bool


@given(st.lists(st.builds(Flagged, st.booleans())))
def test_only_a_mixture_is_marked_and_only_at_what_is_required(inputs):
    marking = rules.marking(inputs)

    stars = [rules.starred(item, inputs) for item in inputs]
    mixed = {item.required for item in inputs} == {True, False}
    assert (marking is Marking.MIXED) == mixed
    assert stars == [mixed and item.required for item in inputs]
    assert (marking is Marking.NONE) == (not inputs)
    assert (marking is Marking.ALL_OPTIONAL) == (bool(inputs) and not any(item.required for item in inputs))


def test_numbers_stand_in_natural_order():
    numbers = ["1", "2", "3", "3.1", "3.2", "3.10", "3a", "3a.1", "3b", "10", "11z", "100"]

    assert sorted(set(numbers), key=rules.number_key) == numbers
    assert rules.number_key("") > rules.number_key("999999zzz")


@given(NUMBERS, NUMBERS)
def test_two_numbers_have_one_key_only_where_they_are_one(one, other):
    assert (rules.number_key(one) == rules.number_key(other)) == (one == other)


@given(NUMBERS)
def test_keys_of_numbers_sort_alike_in_every_collation(number):
    assert rules.number_key(number).isascii()
    assert rules.number_key(number).isalnum()
    assert rules.clean_number(number) == number


@pytest.mark.parametrize("label", ["", "a", "3-1", "3 a", "IV", "1234567", "٣", "3.", "-1"])
def test_what_is_no_number_is_refused(label):
    with pytest.raises(ValueError, match="Write a number such as 3 or 3a"):
        rules.clean_number(label)


@given(st.lists(st.sampled_from("abcdef"), unique=True, min_size=1), st.data())
def test_moving_one_keeps_all_and_the_order_of_the_others(items, data):
    item = data.draw(st.sampled_from(items))
    place = data.draw(st.integers(-2, 8))

    after = rules.moved(items, item, place)

    assert after.index(item) == max(0, min(place, len(items) - 1))
    assert [other for other in after if other != item] == [other for other in items if other != item]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("MLOps Engineers", "mlops-engineers"),
        ("AI Engineers / Intelligent App Developers", "ai-engineers--intelligent-app-developers"),
        ("Security & Compliance Officers", "security--compliance-officers"),
        ("Quality Assurance (QA) Engineers", "quality-assurance-qa-engineers"),
        ("snake_case – dash", "snake_case--dash"),
        ("Größe", "größe"),
        ("データ 科学者", "データ-科学者"),
        ("किसान", "किसान"),
        ("🚀 Launch", "-launch"),
    ],
)
def test_anchors_are_those_of_github(heading, anchor):
    assert rules.anchor(heading) == anchor


@given(st.text())
def test_every_title_gets_a_slug(title):
    for slug in (rules.slug_of(title, "use-case"), rules.persona_slug_of(title)):
        assert rules.is_slug(slug), slug
        assert len(slug.encode()) <= rules.SLUG_LIMIT


@given(st.lists(st.sampled_from(["a", "a-1", "a-2", "b", "new"])))
def test_a_free_slug_is_neither_taken_nor_reserved(taken):
    slug = rules.free_slug("a", taken)

    assert slug not in {*taken, "new"}
    assert slug == "a" or "a" in taken


@given(st.text())
def test_a_key_is_the_same_however_a_name_is_spelled(name):
    key = rules.name_key(name)

    assert rules.name_key(f"  {name}\t") == key
    assert rules.name_key(name.casefold()) == key
    assert len(key.encode()) <= 1000


@pytest.mark.parametrize("text", ["\x00", "a\x1bb", "\x9f", "\ud800", "\uffff"])
def test_characters_that_cannot_be_stored_are_found(text):
    assert rules.forbidden_character(text) in list(text)


@pytest.mark.parametrize("text", ["", "tab\tand\nline", "é😀\u200d\u202e", "\x85"])
def test_other_characters_are_not(text):
    assert rules.forbidden_character(text) is None


@given(st.text())
def test_putting_a_text_in_order_twice_changes_nothing_more(text):
    for tidy in (rules.one_line, rules.lines):
        assert tidy(tidy(text)) == tidy(text)
    assert "\n" not in rules.one_line(text)
    assert "\r" not in rules.lines(text)


def test_the_first_indentation_of_a_text_stays():
    assert rules.lines("\n \n    code\r\nrest  \n\n") == "    code\nrest"
