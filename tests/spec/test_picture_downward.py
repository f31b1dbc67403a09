"""A picture that runs downwards: rows of use cases, beside them what comes from outside and what leaves."""

import pytest
from hypothesis import given

from archportal.spec.picture.drawing import draw
from archportal.spec.picture.filtering import Chosen, view_of
from archportal.spec.picture.mermaid import render_mermaid
from tests.spec.pictures import case, drawn, outlines


def chain(count):
    return [
        case(n, takes=[f"Part {n - 1}", f"Form {n}"], gives=[f"Part {n}", f"Log {n}"])
        for n in range(1, count + 1)
    ]


def down(*use_cases, **values):
    return drawn(*use_cases, way="down", **values)


def boxes(drawing):
    return {
        label.text: box
        for node, box in zip(drawing.graph.nodes, drawing.layout.boxes, strict=True)
        for label in node.labels
    }


def ways(drawing):
    nodes = drawing.graph.nodes
    return {
        (nodes[way.source].labels[0].text, nodes[way.target].labels[0].text): way
        for way in drawing.layout.ways
    }


@pytest.mark.parametrize(("count", "direction"), [(1, "right"), (2, "right"), (3, "down"), (8, "down")])
def test_a_picture_of_many_columns_runs_downwards_unless_asked_otherwise(count, direction):
    forms = [f"Form {n}" for n in range(1, count + 1)]

    assert drawn(*chain(count), external=forms, way=None).layout.direction == direction
    assert drawn(*chain(count), external=forms).layout.direction == "right"


def test_a_long_chain_is_no_wider_than_a_screen():
    layout = down(*chain(20), external=[f"Form {n}" for n in range(1, 21)]).layout

    assert layout.width < 800
    assert layout.height > 2 * layout.width


def test_outside_and_gaps_stand_left_of_everything_and_what_leaves_right_of_it():
    drawing = down(*chain(4), external=["Form 1", "Form 2", "Part 0"])
    found = boxes(drawing)
    inside = [box for name, box in found.items() if name.startswith(("Case", "Part")) and name != "Part 0"]
    inside.remove(found["Part 4"])

    left, right = min(box.x for box in inside), max(box.right for box in inside)
    assert all(found[name].right < left for name in ("Part 0", "Form 1", "Form 2", "Form 3", "Form 4"))
    assert all(found[name].x > right for name in ("Log 1", "Log 2", "Log 3", "Part 4", "Log 4"))
    assert [title for title, _ in drawing.layout.lanes] == ["From outside and gaps", "Leaves"]


def test_what_comes_in_runs_straight_to_a_use_case_with_nothing_between():
    way = ways(down(*chain(3)))["Form 2", "Case 2"]

    assert len(way.points) == 2
    assert len({y for _, y in way.points}) == 1


def test_what_comes_in_passes_above_a_use_case_that_stands_between():
    twins = [case(n, takes=["Card", f"Form {n}"]) for n in (2, 3)]
    drawing = down(case(1, gives=["Card"]), *twins)
    first, second = sorted((boxes(drawing)[name] for name in ("Case 2", "Case 3")), key=lambda box: box.x)
    (end,) = {
        way.points[-1]
        for way in drawing.layout.ways
        if way.course == "square" and way.points[-1][0] > second.x
    }

    assert first.y == second.y
    assert end[1] == second.y


def test_a_line_past_several_rows_turns_only_at_its_ends():
    way = ways(down(*chain(6), case(9, takes=["Part 1", "Part 6"])))["Part 1", "Case 9"]

    assert len({x for x, _ in way.points[1:-1]}) <= 2


def test_few_use_cases_stand_in_one_row():
    drawing = down(case(0, gives=["Card"]), *(case(n, takes=["Card"]) for n in range(1, 19)))
    tops = [box.center for name, box in boxes(drawing).items() if name.startswith("Case")]

    assert max(map(tops.count, tops)) == 3


def test_one_goes_through_it_row_by_row_and_in_each_from_left_to_right():
    drawing = down(*chain(2), case(9), external=["Form 1"])
    names = [drawing.graph.nodes[place].labels[0].text for place in drawing.layout.turn]

    assert names == ["Part 0", "Form 1", "Case 1", "Log 1", "Part 1", "Form 2", "Case 2", "Part 2", "Case 9"]


def test_what_goes_back_runs_upwards():
    drawing = down(
        case(1, takes=["Plan", "Health"], gives=["Model"]), case(2, takes=["Model"], gives=["Health"])
    )
    (back,) = [way for way in drawing.layout.ways if way.back]

    ys = [y for _, y in back.points]
    assert ys == sorted(ys, reverse=True)
    assert drawing.circles == ["1 Case 1 gives Model to 2 Case 2, which gives Health back to 1 Case 1."]


def test_mermaid_runs_as_the_picture_does():
    drawing = down(*chain(2))

    assert render_mermaid(drawing.graph, drawing.layout, "T").startswith("flowchart TD\n")
    assert drawing.graph == drawn(*chain(2)).graph


@given(outlines())
def test_arrows_run_downwards_unless_they_go_back_and_lanes_lie_beside_all_rows(whole):
    for fold in ("none", "tag"):
        drawing = draw(view_of(whole, Chosen()), fold, "down")
        layout = drawing.layout
        for way in layout.ways:
            ends = layout.boxes[way.source], layout.boxes[way.target]
            for (x, y), box in zip((way.points[0], way.points[-1]), ends, strict=True):
                assert (x in (box.x, box.right) and box.y < y < box.bottom) or (
                    y in (box.y, box.bottom) and box.x < x < box.right
                )
            if way.course == "down":
                ys = [y for _, y in way.points]
                assert ys == sorted(ys, reverse=way.back)
            else:
                assert ends[0].right < ends[1].x
                assert all(
                    x == to_x or y == to_y
                    for (x, y), (to_x, to_y) in zip(way.points, way.points[1:], strict=False)
                )


def test_arrows_from_one_artifact_share_a_line_as_far_as_they_go_together():
    hub = down(case(0, gives=["Card"]), *(case(n, takes=["Card"]) for n in range(1, 19)))
    starts = {way.points[0] for (source, _), way in ways(hub).items() if source == "Card"}
    past_all = {
        tuple(way.points[1:4])
        for (source, _), way in ways(hub).items()
        if source == "Card" and len(way.points) > 8
    }

    assert len(starts) == 3 + 1
    assert len(past_all) == 1
