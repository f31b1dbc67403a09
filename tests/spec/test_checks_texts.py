"""Checks on what a use case lacks, on stories, personas and copies."""

import pytest

from archportal.spec.checks.copies import copies
from tests.spec.making import found, mended, sentences, specification, use_case

COMPLETE = specification(use_case(1))


@pytest.mark.parametrize(
    ("check", "part", "severity"),
    [
        ("use-case-without-story", "stories", "warning"),
        ("use-case-without-outputs", "outputs", "warning"),
        ("use-case-without-success-path", "success_path", "warning"),
        ("use-case-without-exceptions", "exceptions", "info"),
    ],
)
def test_a_use_case_that_lacks_a_part_is_found(check, part, severity):
    (finding,) = found(check, specification(use_case(1, **{part: []})))

    assert (finding.place, finding.severity) == ((part,), severity)
    assert found(check, COMPLETE) == []


def test_a_story_without_a_persona_is_found():
    made = specification(use_case(1, stories=[{"want": "see it", "so_that": "I know it"}]))

    assert [(one.place, one.sentence) for one in found("use-case-without-persona", made)] == [
        (("stories", 0, "personas"), "Nobody is named who wants “see it”, so nobody can be asked about it.")
    ]
    assert found("use-case-without-persona", COMPLETE) == []


def test_an_exception_at_a_step_that_is_gone_may_happen_at_any_step():
    made = specification(
        use_case(1, exceptions=[{"text": "It fits.", "step": 1}, {"text": "It fails.", "step": 4}])
    )

    after = mended("exception-at-gone-step", "any-step", made)

    assert sentences("exception-at-gone-step", made) == [
        "“It fails.” is said to happen at step 4, but the success path ends at step 1."
    ]
    assert [row.step for row in after.use_cases[0].exceptions] == [1, None]


def test_a_story_that_says_too_little_is_found():
    made = specification(
        use_case(
            1,
            stories=[
                {"personas": ["testers"], "want": "see it"},
                {"personas": ["testers"], "so_that": "I know it"},
            ],
        )
    )

    assert [one.place for one in found("story-without-so-that", made)] == [("stories", 0, "so_that")]
    assert [one.place for one in found("story-without-want", made)] == [("stories", 1, "want")]
    assert found("story-without-so-that", COMPLETE) == []
    assert found("story-without-want", COMPLETE) == []


def twice(want="have  case 1.", so_that="It is checked"):
    """Return a use case with a second story, which says the same unless a test wants it otherwise."""
    story = {"personas": ["testers"], "want": "to have case 1", "so_that": "it is checked"}
    other = {"personas": ["others"], "want": want, "so_that": so_that}
    return specification(use_case(1, stories=[story, other]))


def test_the_same_story_twice_is_kept_once_with_all_personas():
    after = mended("story-twice", "remove-second", twice())

    assert [one.place for one in found("story-twice", twice())] == [("stories", 1)]
    assert [story.personas for story in after.use_cases[0].stories] == [("testers", "others")]


@pytest.mark.parametrize("values", [{"want": "have case 2"}, {"so_that": "I know it"}])
def test_stories_that_differ_are_two(values):
    assert found("story-twice", twice(**values)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("use C++ models", "use C# models"),
        ("see scores > 0.9", "see scores < 0.9"),
        ("go -1 step", "go 1 step"),
        ("🚀", "🎉"),
    ],
)
def test_stories_that_differ_in_a_sign_are_two(one, other):
    stories = [{"personas": ["testers"], "want": want, "so_that": "I know"} for want in (one, other)]

    assert found("story-twice", specification(use_case(1, stories=stories))) == []


def test_stories_that_differ_in_their_punctuation_say_the_same():
    stories = [
        {"personas": ["testers"], "want": want, "so_that": "I know"}
        for want in ("to see all (raw) results.", "See all “raw” results")
    ]

    assert [one.place for one in found("story-twice", specification(use_case(1, stories=stories)))] == [
        ("stories", 1)
    ]


def test_the_same_story_in_several_use_cases_is_found_in_the_first():
    stories = [{"personas": ["testers"], "want": "see the results of all tests", "so_that": "I know"}]
    made = specification(use_case(1, stories=stories), use_case(2, stories=stories))
    short = [{"personas": ["testers"], "want": "see results", "so_that": "I know"}]

    assert [(one.subject.key, one.place) for one in found("story-in-several-use-cases", made)] == [
        ("case-1", ("stories", 0))
    ]
    assert sentences("story-in-several-use-cases", made)[0].startswith(
        "“see the results of all tests” is also a story of use case 2 “Case 2”"
    )
    assert (
        found(
            "story-in-several-use-cases",
            specification(use_case(1, stories=short), use_case(2, stories=short)),
        )
        == []
    )


def told_by(people, cases):
    """Return personas who tell the stories of use cases, in turn beside the first of them."""
    personas = [{"name": name, "definition": "They test."} for name in people]
    slugs = [name.lower() for name in people]
    return specification(
        *(
            use_case(
                number, stories=[{"personas": [slugs[0], slugs[number % len(slugs)]], "want": f"{number}"}]
            )
            for number in range(1, cases + 1)
        ),
        personas=personas,
    )


def test_a_persona_without_a_definition_is_found():
    made = specification(use_case(1), personas=[{"name": "Testers"}, {"name": "Of another specification"}])

    assert [(one.subject.key, one.place) for one in found("persona-without-definition", made)] == [
        ("testers", ("definition",))
    ]
    assert found("persona-without-definition", COMPLETE) == []


def test_a_persona_that_no_use_case_needs_is_found():
    people = [{"name": "Testers", "definition": "x"}, {"name": "Others", "definition": "x"}]

    assert [
        one.subject.key
        for one in found("persona-without-use-case", specification(use_case(1), personas=people))
    ] == ["others"]
    assert found("persona-without-use-case", specification(personas=people)) == []


def test_a_persona_that_every_use_case_needs_is_found():
    assert [
        one.subject.key for one in found("persona-in-every-use-case", told_by(["All", "One", "Two"], 5))
    ] == ["all"]


@pytest.mark.parametrize("made", [told_by(["All", "One", "Two"], 4), told_by(["All", "One"], 9)])
def test_a_few_use_cases_may_all_be_for_one_persona(made):
    assert found("persona-in-every-use-case", made) == []


def copied(**values):
    """Return a use case that says what the one before says, unless a test wants it otherwise."""
    steps = [{"text": f"Step {number} is done."} for number in range(1, 6)]
    original = use_case(1, ["In"], success_path=steps)
    return specification(
        original, {**original, "slug": "case-2", "number": "2", "title": "Case 2", **values}, artifacts=["In"]
    )


def test_a_use_case_that_is_a_copy_is_found():
    (finding,) = found("use-case-is-copy", copied())

    assert (finding.subject.key, finding.place) == ("case-2", ())
    assert finding.sentence.startswith(
        "All stories, inputs, outputs, steps and exceptions are those of use case 1"
    )


def test_a_copy_that_was_begun_to_be_changed_is_found():
    made = copied(outputs=[{"name": "Another"}])

    assert sentences("use-case-is-copy", made)[0].startswith("8 of the 10 stories, inputs,")


def test_use_cases_with_some_rows_in_common_are_no_copies():
    made = copied(outputs=[{"name": "Another"}], exceptions=[{"text": "Another fails."}])

    assert found("use-case-is-copy", made) == []


def test_use_cases_with_few_rows_are_no_copies():
    made = specification(
        {**use_case(1), "stories": [], "exceptions": []},
        {**use_case(1), "slug": "case-2", "number": "2", "stories": [], "exceptions": []},
    )

    assert found("use-case-is-copy", made) == []


def test_copies_are_found_as_if_all_had_been_compared():
    rows = [
        frozenset(("step", f"{(seed * step * 7) % 11} {step}") for step in range(8)) for seed in range(60)
    ]

    compared = {
        place: max(len(own & other) / len(own | other) for other in rows[:place])
        for place, own in enumerate(rows)
        if place
    }

    assert {copy.place for copy in copies(rows)} == {place for place, like in compared.items() if like >= 0.8}
