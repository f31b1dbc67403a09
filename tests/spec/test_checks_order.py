"""Checks on whether what a use case needs is there in time."""

import pytest

from archportal.spec import checks, outline
from archportal.spec.checks.deadlocks import deadlocks
from tests.spec.making import found, mended, sentences, specification, use_case


def ring(*, extra=(), **values):
    """Return three use cases that wait for each other."""
    return specification(
        use_case(1, ["C"], gives=["A"]), use_case(2, ["A"], gives=["B"]), use_case(3, ["B"], gives=["C"]),
        *extra, **values,
    )  # fmt: skip


def test_use_cases_that_wait_for_each_other_are_found_once_and_named():
    (finding,) = found("cycle", ring())

    assert finding.subject.key == "case-1"
    assert finding.place == ("inputs", 0)
    assert finding.sentence == (
        "This use case needs “C” from use case 3 “Case 3”, which needs “B” from use case 2 “Case 2”, which "
        "needs “A” from this one: none of them can ever begin."
    )


def test_a_cycle_is_broken_by_an_optional_input():
    after = mended("cycle", "input-optional", ring())

    assert not after.use_cases[0].inputs[0].required
    assert found("cycle", after) == []


@pytest.mark.parametrize(
    "made",
    [
        ring(artifacts=["B"]),
        ring(extra=[use_case(4, gives=["B"])]),
        specification(use_case(1, ["B?"], gives=["A"]), use_case(2, ["A"], gives=["B"])),
        specification(use_case(1, ["A"], gives=["A"])),
    ],
    ids=["from outside", "from elsewhere as well", "optional", "given back"],
)
def test_what_can_begin_is_no_cycle(made):
    assert found("cycle", made) == []


def test_what_only_waits_for_a_cycle_is_no_part_of_it():
    made = ring(extra=[use_case(4, ["A"], gives=["D"])])

    assert [finding.subject.key for finding in found("cycle", made)] == ["case-1"]


def test_a_long_ring_is_not_told_to_the_end():
    cases = [use_case(number, [f"A{number - 1 or 20}"], gives=[f"A{number}"]) for number in range(1, 21)]

    assert sentences("cycle", specification(*cases)) == [
        "This use case needs “A20” from use case 20 “Case 20”, which needs through 18 more use cases “A1” "
        "from this one: none of them can ever begin."
    ]


def test_two_rings_are_two_cycles_and_the_shortest_way_is_told():
    made = specification(
        use_case(1, ["B", "D"], gives=["A"]), use_case(2, ["A"], gives=["B"]),
        use_case(3, ["B"], gives=["D"]), use_case(4, ["F"], gives=["E"]), use_case(5, ["E"], gives=["F"]),
    )  # fmt: skip

    assert [
        [(link.taker.slug, link.artifact) for link in way] for way in deadlocks(outline.outline_of(made))
    ] == [[("case-1", "B"), ("case-2", "A")], [("case-4", "F"), ("case-5", "E")]]


def test_what_is_produced_only_later_is_found():
    made = specification(use_case(1, ["Late"]), use_case(2, gives=["Late"]))

    assert sentences("produced-too-late", made) == [
        "“Late” is needed here, but only use case 2 “Case 2” produces it: too late, if the numbers are the "
        "order."
    ]


def test_what_is_produced_too_late_is_moved_before():
    made = specification(use_case(1), use_case(2, ["Late"]), use_case(3), use_case("3a", gives=["Late"]))

    after = mended("produced-too-late", "move-before", made)

    assert [(one.slug, one.number) for one in after.use_cases] == [
        ("case-1", "1"), ("case-3a", "2"), ("case-2", "3"), ("case-3", "3a"),
    ]  # fmt: skip


def test_what_is_produced_too_late_becomes_optional():
    made = specification(use_case(1, ["Late"]), use_case(2, gives=["Late"]))

    assert not mended("produced-too-late", "input-optional", made).use_cases[0].inputs[0].required


def test_what_cannot_begin_earlier_is_not_moved():
    made = specification(
        use_case(1, ["Late"]), use_case(2, gives=["Basis"]), use_case(3, ["Basis"], gives=["Late"])
    )

    assert found("produced-too-late", made)[0].fixes == ("input-optional",)


@pytest.mark.parametrize(
    "made",
    [
        specification(use_case(1, ["Late?"]), use_case(2, gives=["Late"])),
        specification(use_case(1, gives=["Late"]), use_case(2, ["Late"]), use_case(3, gives=["Late"])),
        specification(use_case(3, ["Late"]), use_case("3a", gives=["Late"])),
        specification(use_case(1, ["Late"]), use_case(2, gives=["Late"]), artifacts=["Late"]),
        ring(),
    ],
    ids=["optional", "also before", "same number", "from outside", "cycle"],
)
def test_what_is_there_in_time_is_not_too_late(made):
    assert "case-1" not in [one.subject.key for one in found("produced-too-late", made)]


def on_optional(**values):
    """Return a use case that needs what an optional one produces."""
    return specification(use_case(1, gives=["Extra"], optional=True), use_case(2, ["Extra"], **values))


def test_a_mandatory_use_case_that_depends_on_an_optional_one_is_found():
    assert sentences("mandatory-depends-on-optional", on_optional()) == [
        "This use case is mandatory, but needs “Extra”, which only use case 1 “Case 1” produces, and that is "
        "optional."
    ]
    assert found("optional-depends-on-optional", on_optional()) == []


def test_only_the_first_of_a_chain_depends_on_an_optional_one():
    made = specification(
        use_case(1, gives=["Extra"], optional=True), use_case(2, ["Extra"], gives=["More"]),
        use_case(3, ["More"]),
    )  # fmt: skip

    (finding,) = found("mandatory-depends-on-optional", made)
    assert finding.subject.key == "case-2"
    assert finding.sentence.endswith(
        "and that is optional. Without it, use case 3 “Case 3” cannot take place either."
    )


def test_a_long_chain_is_not_told_to_the_end():
    links = [use_case(n, [f"A{n - 1}", "Raw?"], gives=[f"A{n}"], optional=n == 1) for n in range(1, 9)]
    able = [use_case(9, ["A2?"], gives=["A9"]), use_case(10, ["A2", "A9"], gives=["A3"], optional=True)]

    assert sentences("mandatory-depends-on-optional", specification(*links, *able, artifacts=["A0"])) == [
        "This use case is mandatory, but needs “A1”, which only use case 1 “Case 1” produces, and that is "
        "optional. Without it, use case 3 “Case 3”, use case 4 “Case 4”, use case 5 “Case 5” and others "
        "cannot take place either."
    ]


def behind_each_other(**values):
    """Return a mandatory use case that needs an optional one, which needs another one."""
    return specification(
        use_case(1, gives=["Basis"], optional=True), use_case(2, ["Basis"], gives=["Extra"], optional=True),
        use_case(3, ["Extra"]), *values.pop("extra", ()), **values,
    )  # fmt: skip


def test_all_optional_use_cases_that_are_needed_in_turn_are_told_and_become_mandatory():
    (finding,) = found("mandatory-depends-on-optional", behind_each_other())

    assert finding.sentence == (
        "This use case is mandatory, but needs “Extra”, which only use case 2 “Case 2” produces, and that is "
        "optional. That one needs use case 1 “Case 1” in turn, optional as well."
    )
    assert checks.offer(finding, "use-case-mandatory") == (
        "Make use case 2 “Case 2” and use case 1 “Case 1” mandatory"
    )
    after = mended("mandatory-depends-on-optional", "use-case-mandatory", behind_each_other())
    assert [one.optional for one in after.use_cases] == [False] * 3
    assert found("mandatory-depends-on-optional", after) == []


def test_what_needs_one_of_several_optional_use_cases_in_turn_is_not_made_mandatory():
    made = behind_each_other(extra=[use_case(4, gives=["Basis"], optional=True)])

    assert found("mandatory-depends-on-optional", made)[0].fixes == ("input-optional",)


def test_the_optional_use_case_becomes_mandatory():
    after = mended("mandatory-depends-on-optional", "use-case-mandatory", on_optional())

    assert [one.optional for one in after.use_cases] == [False, False]


def test_the_input_becomes_optional():
    after = mended("mandatory-depends-on-optional", "input-optional", on_optional())

    assert [row.required for row in after.use_cases[1].inputs] == [False]


def test_buttons_name_what_they_change():
    (finding,) = found("mandatory-depends-on-optional", on_optional())

    assert [checks.offer(finding, fix) for fix in finding.fixes] == [
        "Make “Extra” optional here", "Make use case 1 “Case 1” mandatory",
    ]  # fmt: skip


def test_two_optional_sources_are_not_chosen_between():
    made = specification(
        use_case(1, gives=["Extra"], optional=True),
        use_case(2, gives=["Extra"], optional=True),
        use_case(3, ["Extra"]),
    )

    assert found("mandatory-depends-on-optional", made)[0].fixes == ("input-optional",)


@pytest.mark.parametrize(
    "made",
    [
        specification(use_case(1, gives=["Extra"], optional=True), use_case(2, ["Extra?"])),
        specification(
            use_case(1, gives=["Extra"], optional=True), use_case(2, gives=["Extra"]), use_case(3, ["Extra"])
        ),
    ],
    ids=["optional input", "mandatory source as well"],
)
def test_a_use_case_that_can_do_without_depends_on_nothing(made):
    assert found("mandatory-depends-on-optional", made) == []


def test_an_optional_use_case_that_needs_another_is_worth_a_look():
    made = on_optional(optional=True)

    assert sentences("optional-depends-on-optional", made) == [
        "This use case needs “Extra”, so it can only take place where use case 1 “Case 1” did, too."
    ]
    assert found("mandatory-depends-on-optional", made) == []
    assert not mended("optional-depends-on-optional", "use-case-mandatory", made).use_cases[0].optional
    assert not mended("optional-depends-on-optional", "input-optional", made).use_cases[1].inputs[0].required
