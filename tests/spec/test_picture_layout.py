import re
import xml.etree.ElementTree as ET
from pathlib import Path

import mermaidx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import read_json
from archportal.spec.outline import outline_of
from archportal.spec.picture.drawing import draw
from archportal.spec.picture.filtering import Chosen, view_of
from archportal.spec.picture.graph import Kind
from archportal.spec.picture.mermaid import render_mermaid
from archportal.spec.picture.ordering import crossings
from archportal.spec.picture.placing import settled
from archportal.spec.picture.svg import SHAPES
from tests.spec.pictures import case, drawn, outlines

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "desc", "defs", "marker", "path", "rect", "text", "g", "a"}
ATTRIBUTES = {
    *("class", "role", "aria-label", "aria-describedby", "viewBox", "width", "height", "font-size"),
    *(
        "text-anchor",
        "id",
        "refX",
        "refY",
        "markerWidth",
        "markerHeight",
        "markerUnits",
        "orient",
        "d",
        "x",
        "y",
    ),
    *("rx", "data-from", "data-to", "data-node", "marker-end", "href", "direction"),
}
DIRECTIONS = st.sampled_from(["right", "down"])
LINKS = {kind: lambda target, kind=kind: f"/{kind.value}/{target.encode().hex()}/" for kind in Kind}


def pictures(whole, way=None):
    return [draw(view_of(whole, Chosen()), fold, way) for fold in ("none", "tag")]


def squeezed(text):
    return re.sub(r"\s", "", text)


def overlap(one, other):
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def crosses(way, box):
    """Say whether the arrow may run through the inside of the box: a curve stays between its ends."""
    return any(
        min(x, to_x) < box.right
        and max(x, to_x) > box.x
        and min(y, to_y) < box.bottom
        and max(y, to_y) > box.y
        for (x, y), (to_x, to_y) in zip(way.points, way.points[1:], strict=False)
    )


@given(outlines(), DIRECTIONS)
def test_no_box_is_on_another_and_no_arrow_runs_through_one(whole, way):
    for drawing in pictures(whole, way):
        layout = drawing.layout
        for n, box in enumerate(layout.boxes):
            assert 0 <= box.x < box.right <= layout.width
            assert 0 <= box.y < box.bottom <= layout.height
            assert not any(overlap(box, other) for other in layout.boxes[n + 1 :])
            assert not [way for way in layout.ways if crosses(way, box)]


@given(outlines())
def test_arrows_go_to_the_right_unless_they_go_back(whole):
    for drawing in pictures(whole, "right"):
        boxes = drawing.layout.boxes
        for way in drawing.layout.ways:
            left, right = (way.target, way.source) if way.back else (way.source, way.target)
            assert boxes[left].right < boxes[right].x
            xs = [x for x, _ in way.points]
            assert xs == sorted(xs, reverse=way.back)
            ends = boxes[way.source], boxes[way.target]
            for (x, y), box in zip((way.points[0], way.points[-1]), ends, strict=True):
                assert x in (box.x, box.right)
                assert box.y < y < box.bottom


@given(outlines())
def test_the_same_outline_gives_the_same_bytes(whole):
    once, again = (draw(view_of(whole, Chosen())).svg("Title") for _ in range(2))

    assert once == again


@given(outlines(), DIRECTIONS)
def test_any_text_gives_a_picture_that_holds_it_and_nothing_more(whole, way):
    for drawing in pictures(whole, way):
        root = ET.fromstring(drawing.svg('<Flow> & "title"', LINKS))

        assert {element.tag for element in root.iter()} <= ELEMENTS
        assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
        assert root.get("aria-label") == '<Flow> & "title"'
        assert root.findtext("desc") == drawing.text
        written = squeezed("".join("".join(text.itertext()) for text in root.iter("text")))
        for node in drawing.graph.nodes:
            assert squeezed("".join(node.lines)) in written
        targets = {
            LINKS[node.kind](label.target)
            for node in drawing.graph.nodes
            for label in node.labels
            if label.target
        }
        assert {link.get("href") for link in root.iter("a")} == targets


def test_one_goes_through_the_links_from_left_to_right():
    chain = [
        case(1, takes=["C"], gives=["D"]),
        case(2, takes=["A"], gives=["B"]),
        case(3, takes=["B"], gives=["C"]),
    ]
    root = ET.fromstring(drawn(*chain, external=["A"]).svg("T", LINKS))

    found = [link.get("href").split("/")[2] for link in root.iter("a")]
    assert [bytes.fromhex(text).decode() for text in found] == [
        "A",
        "case-2",
        "B",
        "case-3",
        "C",
        "case-1",
        "D",
    ]


def test_a_link_is_escaped():
    text = drawn(case(1)).svg("Title", {Kind.CASE: lambda slug: '?a="b"&c=<d>'})

    assert next(ET.fromstring(text).iter("a")).get("href") == '?a="b"&c=<d>'


def test_a_file_has_its_colours_and_no_links():
    root = ET.fromstring(drawn(case(1, gives=["Card"])).svg("Title"))

    assert root.tag == f"{SVG}svg"
    assert root.findtext("{*}title") == "Title"
    assert root.find("{*}style") is not None
    assert root.find(".//{*}a") is None


def test_the_shapes_of_use_cases_and_arrows_say_what_is_optional():
    root = ET.fromstring(drawn(case(1, takes=["A"], may=["B"]), case(2, optional=True)).svg("T", LINKS))
    classes = [element.get("class") for element in root.iter() if element.get("class")]

    assert classes.count("d-event") == classes.count("d-event optional") == 1
    assert classes.count("d-edge") == classes.count("d-edge optional") == 1


def test_the_style_sheet_knows_every_class():
    style = (Path(__file__).parents[2] / "static" / "css" / "archportal.css").read_text(encoding="utf-8")

    for name in ("f-row", "f-back", "f-node", *(f"d-{shape}" for shape in SHAPES.values())):
        assert f".{name}" in style


def test_crossings_are_counted():
    assert crossings([[0, 1, 2], [3, 4, 5]], [[(0, 5), (1, 4), (2, 3)], []]) == 3
    assert crossings([[0, 1, 2], [5, 4, 3]], [[(0, 5), (1, 4), (2, 3)], []]) == 0


def test_arrows_do_not_cross_where_another_order_does_it():
    drawing = drawn(
        case(1, gives=["P", "Q", "R"]), case(2, takes=["R"]), case(3, takes=["Q"]), case(4, takes=["P"])
    )
    ys = {
        node.labels[0].text: box.y
        for node, box in zip(drawing.graph.nodes, drawing.layout.boxes, strict=True)
    }

    artifacts, cases = sorted("PQR", key=ys.get), sorted(["Case 4", "Case 3", "Case 2"], key=ys.get)
    assert dict(zip(artifacts, cases, strict=True)) == {"P": "Case 4", "Q": "Case 3", "R": "Case 2"}


def test_items_that_want_the_same_place_share_it_out():
    assert settled([(0, 1), (0, 1), (90, 1)], [0, 20, 40]) == [-10, 10, 90]
    assert settled([(50, 3), (0, 1)], [0, 10]) == [35, 45]


def labels_of(text):
    """Let the real Mermaid draw it; return the nodes' labels by id, and how many arrows there are."""
    root = ET.fromstring(mermaidx.render(text).svg())
    groups = [group for group in root.iter(f"{SVG}g") if "node" in group.get("class", "").split()]
    labels = {
        int(re.sub(r".*flowchart-n(\d+)-\d+$", r"\1", group.get("id"))): squeezed("".join(group.itertext()))
        for group in groups
    }
    return labels, len({path.get("data-id") for path in root.iter(f"{SVG}path")} - {None})


def judged(drawing):
    text = render_mermaid(drawing.graph, drawing.layout, "Flow of <all> & more")
    expected = {n: squeezed("".join(node.lines)) for n, node in enumerate(drawing.graph.nodes)}
    return labels_of(text) == (expected, len(drawing.graph.edges))


def test_mermaid_shows_nasty_names_as_they_were_typed():
    names = [
        "end",
        '"quoted"',
        "a | b",
        "<b>bold</b>",
        "&amp;",
        "#",
        "1. one",
        "- item",
        "`code`",
        "%%",
        "[x]",
        "{",
    ]
    nasty = [
        case(n, name, takes=[names[n - 1]], may=[f"{name};"], gives=[name, f"({name}"], optional=n % 2 == 0)
        for n, name in enumerate(names)
    ]

    assert judged(drawn(*nasty))


@pytest.mark.parametrize("fold", ["none", "tag"])
def test_mermaid_says_what_is_optional_and_what_goes_back(fold):
    loop = [case(1, takes=["B"], gives=["A"], tags=("x",)), case(2, may=["A"], gives=["B"], optional=True)]
    drawing = drawn(*loop, fold=fold)
    text = render_mermaid(drawing.graph, drawing.layout, "T")

    assert "-. goes back .->" in text
    assert "-.->" in text
    assert "linkStyle" in text
    assert ("classDef optional" in text) == (fold == "none")


def touched(root):
    """Return between which boxes the arrows run, by where they are drawn; boxes by their texts."""
    boxes = []
    for node in root.iter("g"):
        if "f-node" in node.get("class", "").split():
            rectangle = next(node.iter("rect"))
            place = [int(rectangle.get(name)) for name in ("x", "y", "width", "height")]
            boxes.append((place, " ".join(text.text for text in node.iter("text"))))

    def at(x, y):
        (found,) = [
            text
            for (left, top, width, height), text in boxes
            if (x in (left, left + width) and top < y < top + height)
            or (y in (top, top + height) and left < x < left + width)
        ]
        return found

    for path in root.iter("path"):
        if "d-edge" in path.get("class").split():
            numbers = [int(number) for number in re.findall(r"-?\d+", path.get("d"))]
            yield at(*numbers[:2]), at(*numbers[-2:]), "optional" in path.get("class")


@pytest.mark.parametrize("way", ["right", "down"])
def test_the_arrows_of_the_demonstration_are_drawn_as_its_use_cases_say(way):
    starter = Path(__file__).parents[2] / "usecases" / "starter" / "mlops.json"
    demonstration = read_json(starter.read_text(encoding="utf-8"))
    drawing = draw(view_of(outline_of(demonstration), Chosen()), "none", way)
    drawn_arrows = list(touched(ET.fromstring(drawing.svg("Title", LINKS))))

    def box(text):
        (found,) = {
            end
            for source, target, _ in drawn_arrows
            for end in (source, target)
            if squeezed(text) in squeezed(end)
        }
        return found

    expected = set()
    for use_case in demonstration.use_cases:
        place = box(use_case.title)
        expected |= {(box(row.name), place, not row.required) for row in use_case.inputs}
        expected |= {(place, box(row.name), False) for row in use_case.outputs}
    assert len(drawn_arrows) == len(set(drawn_arrows))
    assert set(drawn_arrows) == expected
