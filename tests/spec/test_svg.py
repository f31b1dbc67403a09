import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given

from archportal.spec import UseCase, flow_of, flow_text, render_mermaid, render_svg
from archportal.spec.boxes import INSET, lines_width
from archportal.spec.layout import across, down
from archportal.spec.measure import balanced, text_width, wrap
from archportal.spec.palette import DARK, LIGHT
from tests.spec.diagrams import MODEL_CARD, SAMPLES, texts, use_cases

GOLDEN = Path(__file__).parent / "golden"
STYLESHEET = Path(__file__).parents[2] / "static" / "css" / "archportal.css"
CLASSES = {
    *("diagram", "narrow", "optional", "d-lane", "d-lane-label", "d-input", "d-event", "d-check", "d-output"),
    *("d-exception", "d-edge", "d-edge-label", "d-label", "d-note", "d-arrow"),
}


def squeezed(text):
    return re.sub(r"\s", "", text)


def written(root):
    """Return all that is written in the picture, without spaces: lines break at some and inside of words."""
    return squeezed("".join("".join(text.itertext()) for text in root.iter("text")))


def overlap(one, other):
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def crosses(arrow, box):
    """Say whether any line of the arrow runs through the inside of the box."""
    return any(
        min(x, to_x) < box.right
        and max(x, to_x) > box.x
        and min(y, to_y) < box.bottom
        and max(y, to_y) > box.y
        for (x, y), (to_x, to_y) in zip(arrow.points, arrow.points[1:], strict=False)
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_the_picture_is_the_golden_one(name):
    golden = (GOLDEN / f"diagram-{name}.svg").read_text(encoding="utf-8")

    assert render_svg(SAMPLES[name], standalone=True) + "\n" == golden


def test_the_narrow_picture_is_the_golden_one():
    golden = (GOLDEN / "diagram-model-card-narrow.svg").read_text(encoding="utf-8")

    assert render_svg(MODEL_CARD, narrow=True) + "\n" == golden


@pytest.mark.parametrize("options", [{}, {"narrow": True}, {"standalone": True}])
@given(use_case=use_cases)
def test_any_text_gives_a_picture_that_holds_it(options, use_case):
    picture = re.sub(' xmlns="[^"]*"', "", render_svg(use_case, **options), count=1)
    root = ET.fromstring(picture)

    flow = flow_of(use_case)
    assert root.findtext("title") == flow.title
    assert root.findtext("desc") == flow_text(use_case)
    for lane in flow.lanes:
        assert squeezed(lane.note) in written(root)
        for node in lane.nodes:
            assert squeezed(node.label) in written(root)


@given(use_cases)
def test_every_node_and_arrow_is_in_both_renderings(use_case):
    root, mermaid = ET.fromstring(render_svg(use_case)), render_mermaid(use_case)

    flow = flow_of(use_case)
    for kind in ("input", "event", "check", "output", "exception"):
        count = sum(node.kind == kind for lane in flow.lanes for node in lane.nodes)
        assert len([e for e in root.iter() if f"d-{kind}" in e.get("class", "").split()]) == count
        assert len(re.findall(rf"^ +{kind}\d*[\[({{]", mermaid, re.MULTILINE)) == count
    assert len(root.findall("path[@class='d-edge']")) == len(re.findall("-->", mermaid)) == len(flow.edges)
    assert [text.text for text in root.findall("g[@class='d-edge-label']/text")] == ["Yes", "No"]


@pytest.mark.parametrize("lay_out", [across, down])
@given(use_case=use_cases)
def test_nothing_overlaps(lay_out, use_case):
    picture = lay_out(flow_of(use_case))

    shapes = [*picture.course, *(shape for panel in picture.panels for shape in panel.shapes)]
    for panel in picture.panels:
        for shape in panel.shapes:
            assert panel.box.x < shape.box.x
            assert shape.box.right < panel.box.right <= picture.width
            assert panel.box.y < shape.box.y
            assert shape.box.bottom < panel.box.bottom <= picture.height
    for shape in shapes:
        assert lines_width(shape.lines) + INSET <= shape.box.width
        assert not any(overlap(shape.box, other.box) for other in shapes if other is not shape)
        assert not any(crosses(arrow, shape.box) for arrow in picture.arrows)
        assert sum(overlap(shape.box, panel.box) for panel in picture.panels) == (shape not in picture.course)


@given(texts)
def test_wrapping_leaves_nothing_out(text):
    assert squeezed("".join(wrap(text, 100, 14))) == squeezed(text)
    assert squeezed("".join(balanced(text, 100, 14))) == squeezed(text)


@pytest.mark.parametrize(
    "text", ["Donaudampfschifffahrt" * 5, "数据测试" * 20, "snake_case_" * 9, "🇩🇪🇫🇷" * 20]
)
def test_long_words_are_broken(text):
    assert all(text_width(line, 14) <= 100 for line in wrap(text, 100, 14))


@pytest.mark.parametrize("whole", ["👩‍💻", "🇩🇪", "👍🏽", "e\u0301"])
def test_what_is_one_character_to_the_eye_is_not_broken(whole):
    assert all(len(line) % len(whole) == 0 for line in wrap(whole * 40, 100, 14))


def test_a_line_of_right_to_left_text_starts_at_the_right():
    use_case = UseCase(title="Test", exceptions=[{"text": "البيانات غير مكتملة."}, {"text": "Incomplete."}])

    right, left = ET.fromstring(render_svg(use_case)).findall("g/text[@text-anchor='start']")

    assert right.get("direction") == "rtl"
    assert left.get("direction") is None
    assert int(right.get("x")) > int(left.get("x"))


@pytest.mark.parametrize("narrow", [False, True])
def test_a_picture_on_a_page_has_classes_and_no_style_of_its_own(narrow):
    root = ET.fromstring(render_svg(MODEL_CARD, narrow=narrow))

    assert {name for element in root.iter() for name in element.get("class", "").split()} <= CLASSES
    assert not [element for element in root.iter() if element.tag == "style" or element.get("style")]
    assert not [element for element in root.iter() if element.get("fill") or element.get("stroke")]


def test_two_pictures_on_one_page_share_no_id():
    def ids(prefix):
        return set(re.findall(r'id="([^"]+)"', render_svg(MODEL_CARD, prefix=prefix)))

    assert ids("a").isdisjoint(ids("b"))
    assert len(ids("a")) == 3


def test_a_picture_tells_its_name_and_its_text():
    root = ET.fromstring(render_svg(MODEL_CARD, prefix="x"))

    assert root.get("role") == "img"
    assert root.find(f"title[@id='{root.get('aria-labelledby')}']") is not None
    assert root.find(f"desc[@id='{root.get('aria-describedby')}']") is not None


def test_the_colours_of_a_file_are_those_of_the_page():
    tokens = {
        name: (light, dark)
        for name, light, dark in re.findall(
            r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", STYLESHEET.read_text(encoding="utf-8")
        )
    }

    for kind, (fill, line) in LIGHT.shapes.items():
        assert (fill, DARK.shapes[kind][0]) == tokens[f"d-{kind}"]
        assert (line, DARK.shapes[kind][1]) == tokens[f"d-{kind}-line"]
    assert (LIGHT.ink, DARK.ink) == tokens["ink"]
    assert (LIGHT.soft, DARK.soft) == tokens["ink-soft"]
    assert (LIGHT.edge, DARK.edge) == tokens["d-edge"]
    assert (LIGHT.lane[0], DARK.lane[0]) == tokens["d-lane"]
