"""Stories and their personas, in the ways in which people write them."""

import pytest

from archportal.spec import render_usecase
from tests.spec.foreign import KNOWN, SHOP_OWNERS, messages, names, read, section


def stories(body):
    return [(story.personas, story.want, story.so_that) for story in section("## Description", body).stories]


OWNER, KEEPER = "shop-owners", "bookkeepers"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("As a Shop Owner, I want to see orders so that I can plan.", ((OWNER,), "see orders", "I can plan")),
        ("As a shop owner I want to see orders.", ((OWNER,), "see orders", "")),
        ("As a Shop Owner, I want my orders sorted", ((OWNER,), "my orders sorted", "")),
        ("As a Shop Owner or Bookkeeper, I want to pay.", ((OWNER, KEEPER), "pay", "")),
        ("As a Shop Owner, Bookkeeper, or a Law & Order Officer, I want to pay",
         ((OWNER, KEEPER, "law--order-officers"), "pay", "")),
        ("As a Shop Owner and Bookkeeper, I need to pay in order to sleep.", ((OWNER, KEEPER), "pay",
         "I can sleep")),
        ("As a *Shop Owner*, I'd like to pay so I can sleep.", ((OWNER,), "pay", "I can sleep")),
        ("**As a** Shop Owner **I want** to pay **so that** I sleep.", ((OWNER,), "pay", "I sleep")),
        ("As a Shop Owner, pay the bills.", ((OWNER,), "pay the bills", "")),
        ("As a Shop Owner or Bookkeeper, pay the bills so that all is well.", ((OWNER, KEEPER),
         "pay the bills", "all is well")),
        ("As a Shop Owner, I can pay the bills.", ((OWNER,), "pay the bills", "")),
        ("As Shop Owners, we want to pay.", ((OWNER,), "pay", "")),
        ("As the bookkeeper, I wish to pay.", ((KEEPER,), "pay", "")),
        ("As a Bookkeeper/Shop Owner, I want to pay.", ((KEEPER, OWNER), "pay", "")),
        ("As a Porter/In-House Driver, I want to pay.", (("porters--in-house-drivers",), "pay", "")),
        ("As a CI Tester, I want to pay.", (("chief-inspection-ci-testers",), "pay", "")),
        ("As a law and order officer, I want to pay.", (("law--order-officers",), "pay", "")),
        ("I want to pay so that I sleep.", ((), "pay", "I sleep")),
        ("As a [Shop Owner](../README.md#shop-owners), I want to pay.", ((OWNER,), "pay", "")),
        ("As a <a href='https://example.org/x?tab=readme#shop-owners'>Shop Owner</a>, I want to pay.",
         ((OWNER,), "pay", "")),
        ("As a [boss](#shop-owners) or [one who counts](#bookkeepers), I want to pay.", ((OWNER, KEEPER),
         "pay", "")),
        ("As a [Shop Owner](../README.md#gone), I want to pay.", ((OWNER,), "pay", "")),
        ("As a [Law & Order Officer](#law-order-officers), I want to pay.", (("law--order-officers",), "pay",
         "")),
        ("As a [Shop Owner](#shop-owners), Bookkeeper, I want to pay.", ((OWNER, KEEPER), "pay", "")),
        ("As a [Shop Owner](#shop-owners) pay.", ((OWNER,), "pay", "")),
        ("As a [Shop Owner][1], I want to pay.", ((OWNER,), "pay", "")),
        ("As a [[Shop Owner]], I want to pay.", ((OWNER,), "pay", "")),
        ("As a Shop Owner (or Bookkeeper), I want to pay.", ((OWNER, KEEPER), "pay", "")),
        ("As a Shop Owner or as a Bookkeeper, I want to pay.", ((OWNER, KEEPER), "pay", "")),
        ("As a/an `Shop Owner`, I would want to pay.", ((OWNER,), "pay", "")),
        ("**Story 1:** As a Shop Owner, I want to pay.", ((OWNER,), "pay", "")),
        ("Shop Owners want to pay.", ((OWNER,), "pay", "")),
        ("As a Shop owner,<br>I want to pay,<br>so that I sleep", ((OWNER,), "pay", "I sleep")),
    ],
)  # fmt: skip
def test_a_story_is_understood(sentence, expected):
    assert stories(sentence) == [expected]
    assert stories(f"* {sentence}") == [expected]


def test_stories_may_stand_in_one_paragraph_or_in_several_lines():
    assert stories("As a Shop Owner, I want to pay. As a Bookkeeper, I want to count.") == [
        ((OWNER,), "pay", ""),
        ((KEEPER,), "count", ""),
    ]
    assert stories("As a Shop Owner  \nI want to pay  \nso that I sleep.") == [((OWNER,), "pay", "I sleep")]
    assert stories("* As a Shop Owner\n* I want to pay\n* So that I sleep") == [((OWNER,), "pay", "I sleep")]


def test_what_is_wanted_may_stand_in_a_list():
    assert stories("As a Shop Owner, I want:\n\n* to pay\n* sleep\n* my money back\n") == [
        ((OWNER,), "pay", ""),
        ((OWNER,), "sleep", ""),
        ((OWNER,), "my money back", ""),
    ]


def test_a_noun_that_will_be_said_as_a_verb_is_reported():
    (line,) = messages(read("# Use Case 1: A\n\nAs a Shop Owner, I want salt.\n"))

    assert "note: “salt” will be said as “to salt" in line


def test_what_follows_a_story_is_the_description():
    use_case = section(
        "## Description", "As a Shop Owner, I want to pay. This is done weekly.\n\n* see below\n"
    )

    assert [story.want for story in use_case.stories] == ["pay"]
    assert use_case.description == "This is done weekly.\n\n* see below"


@pytest.mark.parametrize(
    "text", ["As a result, we need more time.", "As the shop grows, we need staff.", "Paying is easy."]
)
def test_a_sentence_that_only_starts_alike_is_no_story(text):
    use_case = section("## Description", text)

    assert use_case.stories == ()
    assert use_case.description == text


def test_an_unknown_persona_is_added_and_reported():
    reading = read("# Use Case 1: A\n\nAs a Night Watch, I want to sleep.\n")

    (persona,) = reading.specification.personas
    assert (persona.slug, persona.name, persona.definition) == ("night-watch", "Night Watch", "")
    assert reading.references == {"night-watch"}
    assert messages(reading) == [
        "use-cases/1-order-intake.md:3: warning: The persona “Night Watch” is not known; it was added "
        "without a definition."
    ]


def test_an_unknown_persona_is_called_as_the_anchor_of_its_link_says():
    reading = read(
        "# Use Case 1: A\n\n* As a [Cook](#cooks), I want salt.\n* As a [Cook](#cooks), I want to fry.\n"
    )

    (persona,) = reading.specification.personas
    assert (persona.slug, persona.name, persona.singular) == ("cooks", "Cooks", "Cook")
    assert [story.personas for story in reading.specification.use_cases[0].stories] == [
        ("cooks",),
        ("cooks",),
    ]


def test_a_known_persona_comes_whole_and_unchanged():
    reading = read("# Use Case 1: A\n\nAs a Shop Owner, I want to pay.\n")

    assert reading.specification.personas == (SHOP_OWNERS,)
    assert reading.references == frozenset()


def test_a_persona_is_found_by_a_former_slug_and_by_a_former_name():
    from archportal.spec.reading import read_markdown

    text = "# Use Case 1: A\n\n* As a [Boss](#bosses), I want salt.\n* As a Trader, I want to fry.\n"

    reading = read_markdown({"a.md": text}, known_personas=KNOWN, former={"bosses": OWNER, "trader": OWNER})

    assert [story.personas for story in reading.specification.use_cases[0].stories] == [(OWNER,), (OWNER,)]


def test_a_link_may_lead_to_the_anchor_of_a_singular():
    reading = read("# Use Case 1: A\n\nAs an [Owner](../README.md#shop-owner), I want to pay.\n")

    assert reading.specification.use_cases[0].stories[0].personas == (OWNER,)
    assert messages(reading) == []


def test_a_link_that_leads_to_another_persona_is_reported():
    reading = read("# Use Case 1: A\n\nAs a [Bookkeeper](#shop-owners), I want to pay.\n")

    assert reading.specification.use_cases[0].stories[0].personas == (OWNER,)
    assert "leads to another persona" in messages(reading)[0]


@pytest.mark.parametrize(
    "who",
    [
        "any Shop Owner",
        "all Shop Owners",
        "every Shop Owner",
        "all of the Shop Owners",
        "one of the Shop Owners",
    ],
)
def test_an_article_is_no_part_of_a_name(who):
    (use_case,) = read(f"# Use Case 1: A\n\nAs {who}, I want to pay.\n").specification.use_cases

    assert [(story.personas, story.want) for story in use_case.stories] == [((OWNER,), "pay")]


def test_stories_may_stand_in_a_table():
    table = """| As a | I want to | So that |
|---|:---:|---|
| Shop Owner | pay | I sleep |
| Shop Owner, Bookkeeper | see bills | |
"""

    stories = section("## User stories", table).stories

    assert [(story.personas, story.want, story.so_that) for story in stories] == [
        ((OWNER,), "pay", "I sleep"),
        ((OWNER, KEEPER), "see bills", ""),
    ]


@pytest.mark.parametrize(
    "table",
    ["| As a | I want | Priority |\n|---|---|---|\n| Shop Owner | pay | high |",
     "| As a | I want |\n|---|---|\n| Shop Owner | |"],
)  # fmt: skip
def test_a_table_that_holds_more_than_stories_is_kept_word_for_word(table):
    use_case = section("## Description", table)

    assert (use_case.stories, use_case.description) == ((), table)


def test_actors_take_part_in_the_stories():
    text = "# Use Case 1: A\n\n## Description\n\nI want to pay.\n\n## Actors\n\n- Shop Owner\n- Bookkeeper\n"

    (use_case,) = read(text).specification.use_cases
    assert use_case.stories[0].personas == (OWNER, KEEPER)


def test_actors_that_tell_no_story_are_kept_as_well():
    text = "# Use Case 1: A\n\nAs a Shop Owner, I want to pay.\n\n**Actors:** Shop Owner; Bookkeeper\n"

    (use_case,) = read(text).specification.use_cases
    assert [story.personas for story in use_case.stories] == [(OWNER,), (KEEPER,)]


def test_a_story_reads_the_same_after_an_export():
    use_case = section("## Description", "As a Shop Owner, I want my orders sorted so I can plan.")

    text = render_usecase(use_case, {persona.slug: persona for persona in KNOWN})

    assert "[Shop Owners](../README.md#shop-owners), I want my orders sorted so that I can plan." in text
    assert names(use_case.inputs) == []
