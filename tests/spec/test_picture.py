from dataclasses import replace

import pytest
from hypothesis import given

from archportal.spec.outline import PersonaOutline
from archportal.spec.picture.drawing import MANY, MOST, draw
from archportal.spec.picture.filtering import UNTAGGED, Chosen, view_of
from archportal.spec.picture.graph import NAMES, Kind
from archportal.spec.picture.table import rows_of
from tests.spec.pictures import arrows, case, drawn, outline, outlines

CHAIN = (
    case(1, takes=["Raw data", "Form"], gives=["Card", "Log"], tags=("data",)),
    case(2, takes=["Card"], may=["Labels"], gives=["Report"], tags=("data", "test"), personas=("testers",)),
    case(3, takes=["Report"], may=["Card"], gives=["Model"], optional=True, tags=("test",)),
)


def kinds(drawing):
    return {label.text: node.kind for node in drawing.graph.nodes for label in node.labels}


def heads(drawing):
    return {node.labels[0].text: node.head for node in drawing.graph.nodes}


def column_of(drawing):
    xs = sorted({box.x for box in drawing.layout.boxes})
    return {
        label.text: xs.index(drawing.layout.boxes[n].x)
        for n, node in enumerate(drawing.graph.nodes)
        for label in node.labels
    }


def test_use_cases_are_linked_by_what_one_gives_and_another_takes():
    assert arrows(drawn(*CHAIN, external=["Raw data", "Form"])) == {
        ("Raw data + Form", "Case 1", ""),
        ("Case 1", "Card", ""),
        ("Case 1", "Log", ""),
        ("Card", "Case 2", ""),
        ("Labels", "Case 2", "optional"),
        ("Case 2", "Report", ""),
        ("Card", "Case 3", "optional"),
        ("Report", "Case 3", ""),
        ("Case 3", "Model", ""),
    }


def test_a_kind_says_where_an_artifact_comes_from_and_goes():
    found = kinds(drawn(*CHAIN, external=["Raw data"]))

    assert found["Raw data"] is Kind.OUTSIDE
    assert found["Form"] is found["Labels"] is Kind.GAP
    assert found["Card"] is found["Report"] is Kind.MADE
    assert found["Log"] is found["Model"] is Kind.LEAVING


def test_what_is_optional_and_what_is_a_gap_is_said_in_words():
    found = heads(drawn(*CHAIN, external=["Raw data"]))

    assert found["Case 3"] == "3 · optional"
    assert found["Labels"] == "gap: nothing produces"


def test_artifacts_that_flow_alike_share_a_box_and_a_long_list_is_counted():
    (many,) = [
        node for node in drawn(case(1, gives=[f"Part {n}" for n in range(40)])).graph.nodes if node.more
    ]

    assert len(many.labels) == NAMES - 1
    assert many.lines[-1] == "and 29 more"


def test_one_artifact_of_several_givers_and_takers_is_one_box():
    shared = [
        case(1, gives=["Card"]),
        case(2, gives=["Card"]),
        case(3, takes=["Card"]),
        case(4, may=["Card"]),
    ]

    assert arrows(drawn(*shared)) == {
        ("Case 1", "Card", ""),
        ("Case 2", "Card", ""),
        ("Card", "Case 3", ""),
        ("Card", "Case 4", "optional"),
    }


def test_outside_stands_alone_at_the_left_and_what_leaves_alone_at_the_right():
    found = column_of(drawn(*CHAIN, external=["Raw data"]))

    assert [name for name, column in found.items() if column == 0] == ["Raw data"]
    last = max(found.values())
    assert {name for name, column in found.items() if column == last} == {"Log", "Model"}


def test_what_is_shown_elsewhere_is_no_gap_and_does_not_leave():
    drawing = drawn(*CHAIN, artifact="labels", external=["Raw data"])

    assert heads(drawing) == {
        "Case 2": "2",
        "Report": "to 3",
        "Card": "from 1",
        "Labels": "gap: nothing produces",
    }
    assert Kind.LEAVING not in kinds(drawing).values()


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({}, "123"),
        ({"persona": "testers"}, "2"),
        ({"tag": "data"}, "12"),
        ({"tag": UNTAGGED}, ""),
        ({"artifact": " CARD "}, "123"),
        ({"artifact": "repo"}, "23"),
        ({"artifact": "nothing"}, ""),
        ({"required": True}, "12"),
        ({"tag": "test", "required": True}, "2"),
    ],
)
def test_a_picture_is_narrowed(chosen, numbers):
    assert "".join(one.number for one in view_of(outline(*CHAIN), Chosen(**chosen)).shown) == numbers


def test_hiding_what_is_optional_hides_optional_inputs():
    assert "Labels" not in kinds(drawn(*CHAIN, required=True))


def test_a_circle_is_broken_once_and_told():
    drawing = drawn(
        case(1, takes=["Plan", "Health"], gives=["Model"]), case(2, takes=["Model"], gives=["Health"])
    )

    assert {arrow for arrow in arrows(drawing) if arrow[2]} == {("Health", "Case 1", "back")}
    assert drawing.circles == ["1 Case 1 gives Model to 2 Case 2, which gives Health back to 1 Case 1."]


def test_who_works_on_what_another_gave_goes_back_to_it():
    drawing = drawn(case(1, gives=["Card"]), case(2, takes=["Card", "Form"], gives=["Card"]))

    assert {arrow for arrow in arrows(drawing) if arrow[2]} == {("Case 2", "Card", "back")}
    assert drawing.circles == ["2 Case 2 gives Card back to itself."]


@given(outlines())
def test_nothing_goes_back_where_there_is_no_circle(whole):
    from_lower = [
        case(
            number,
            one.title,
            takes=[need.name for need in one.inputs if need.name not in one.outputs],
            gives=[f"{name} {number}" for name in one.outputs],
        )
        for number, one in enumerate(whole.use_cases)
    ]

    assert drawn(*from_lower).layout.back == frozenset()


def many(count, **values):
    return [
        case(n, takes=[f"A{n - 1}"], gives=[f"A{n}"], tags=(f"phase {n * 4 // count}",), **values)
        for n in range(count)
    ]


def test_a_large_picture_is_folded_to_groups_that_hold_everything():
    drawing = drawn(*many(80), fold="", external=["A-1"])

    assert drawing.is_folded
    assert not drawing.is_too_large
    assert heads(drawing) == {f"phase {n}": "20 use cases" for n in range(4)} | dict.fromkeys(
        ["A-1", "A19", "A39", "A59", "A79"], ""
    )
    assert ("A19", "phase 1", "") in arrows(drawing)


@pytest.mark.parametrize(
    ("count", "fold", "is_folded"),
    [
        (MANY, "", False),
        (MANY, "tag", True),
        (MANY + 1, "", True),
        (MANY + 1, "none", False),
        (MOST + 1, "none", True),
    ],
)
def test_a_picture_is_folded_when_it_is_large_or_when_one_wants(count, fold, is_folded):
    assert draw(view_of(outline(*many(count)), Chosen()), fold).is_folded is is_folded


def test_a_picture_without_tags_is_folded_only_where_it_must_be():
    loose = [case(n, gives=[f"A{n}"]) for n in range(MOST + 1)]

    assert not drawn(*loose[: MANY + 1], fold="").is_folded
    whole = drawn(*loose, fold="")
    assert (whole.is_folded, whole.is_too_large) == (True, True)
    assert heads(whole)["Without tag"] == "301 use cases"


def test_a_large_picture_without_tags_is_folded_to_groups_by_persona():
    people = [case(n, gives=[f"A{n}"], personas=("testers", "users")[: 1 + n % 2]) for n in range(MANY)]
    drawing = drawn(*people, case(MANY), fold="")

    assert drawing.folded_by == "persona"
    assert heads(drawing)["testers"] == f"{MANY} use cases"
    assert heads(drawing)["Without persona"] == "1 use case"
    assert drawn(*many(MANY + 1), *people, fold="").folded_by == "tag"


def test_a_persona_stands_for_its_group_by_name_and_those_without_can_be_chosen():
    people = [case(1, personas=("ada",)), case(2, personas=("bob",)), case(3)]
    whole = replace(
        outline(*people), personas=(PersonaOutline("ada", "Ada’s"), PersonaOutline("bob", "Bobs"))
    )
    drawing = draw(view_of(whole, Chosen()), "persona")

    assert {node.labels[0].text: node.labels[0].target for node in drawing.graph.nodes} == {
        "Ada’s": "ada",
        "Bobs": "bob",
        "Without persona": UNTAGGED,
    }
    assert [one.number for one in view_of(whole, Chosen(persona=UNTAGGED)).shown] == ["3"]


def test_a_use_case_is_counted_once_and_tags_that_all_have_say_nothing():
    tagged = [case(n, tags=("all", "big", "small")) for n in range(2)]
    tagged += [case(n, tags=("all", "big")) for n in range(2, 5)] + [case(5, tags=("all", "small"))]

    assert heads(drawn(*tagged, fold="tag")) == {"big": "5 use cases", "small": "1 use case"}
    assert heads(drawn(*tagged, fold="tag", tag="big")) == {
        "small": "2 use cases",
        "Without tag": "3 use cases",
    }


def test_small_groups_and_small_flows_are_put_together_and_counted():
    chain = [
        case(n, takes=[f"A{m}" for m in range(n)], gives=[f"A{n}"], tags=(f"tag {n:02}",)) for n in range(40)
    ]
    drawing = drawn(*chain, fold="tag")

    assert heads(drawing)["Other tags"] == "17 use cases"
    assert drawing.graph.left_out > 0
    assert "smaller flows between groups left out" in drawing.text


def test_the_summary_counts_what_there_is():
    assert drawn(*CHAIN, case(4), external=["Raw data"]).text == (
        "4 use cases, 1 of them optional, and 7 artifacts. 1 comes from outside. "
        "2 leave: nothing here needs them. 2 are gaps: nothing produces them. "
        "1 stands alone: nothing leads there or away."
    )


def test_gaps_are_told_with_who_needs_them():
    assert drawn(*CHAIN, external=["Raw data"]).gaps == [("Form", "1 Case 1"), ("Labels", "2 Case 2")]


def test_the_table_says_for_every_input_and_output_where_it_comes_from_and_goes():
    whole = outline(*CHAIN, external=["Raw data"])
    first, second, _ = rows_of(whole, whole.use_cases)

    assert [(need.name, need.external, need.is_gap) for need in first.needs] == [
        ("Raw data", True, False),
        ("Form", False, True),
    ]
    assert [(gift.name, [taker.number for taker in gift.takers]) for gift in first.gives] == [
        ("Card", ["2", "3"]),
        ("Log", []),
    ]
    assert [(need.name, need.required, [giver.number for giver in need.givers]) for need in second.needs] == [
        ("Card", True, ["1"]),
        ("Labels", False, []),
    ]


def test_many_partners_are_counted():
    whole = outline(case(0, gives=["Card"]), *(case(n, takes=["Card"]) for n in range(1, 10)))
    (gift,) = rows_of(whole, whole.use_cases[:1])[0].gives

    assert (len(gift.takers), gift.more) == (5, 4)
