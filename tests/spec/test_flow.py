import pytest

from archportal.spec import Input, UseCase, flow_of, flow_text
from archportal.spec.flow import EXCEPTION_LENGTH, EXCEPTIONS_LIMIT
from tests.spec.diagrams import DATA_INTAKE, MODEL_CARD, TITLE_ONLY


def labels(lane):
    return [node.label for node in lane.nodes]


def with_inputs(*required):
    return UseCase(title="Test", inputs=[Input(name=f"In {n}", required=r) for n, r in enumerate(required)])


def test_the_lanes_follow_the_arrows():
    flow = flow_of(DATA_INTAKE)

    assert [lane.id for lane in flow.lanes] == ["inputs", "event", "check", "outputs", "exceptions"]
    assert [(edge.source, edge.target, edge.label) for edge in flow.edges] == [
        ("inputs", "event", ""),
        ("event", "check", ""),
        ("check", "outputs", "Yes"),
        ("check", "exceptions", "No"),
    ]


@pytest.mark.parametrize(
    ("required", "expected", "note"),
    [
        ([True, True], ["In 0", "In 1"], ""),
        ([True, False], ["In 0*", "In 1"], "* = required input"),
        ([False, False], ["In 0", "In 1"], "All inputs are optional."),
        ([], ["None"], ""),
    ],
)
def test_inputs_are_marked_as_on_the_page(required, expected, note):
    lane = flow_of(with_inputs(*required)).inputs

    assert labels(lane) == expected
    assert lane.note == note


def test_optional_inputs_are_known_as_such():
    assert [node.optional for node in flow_of(with_inputs(True, False)).inputs.nodes] == [False, True]


def test_the_event_of_an_optional_use_case_says_so():
    (event,) = flow_of(MODEL_CARD).event.nodes

    assert event.optional
    assert event.label == "Model card created (optional)"


def test_an_event_without_a_name_of_its_own_is_called_as_the_title():
    assert labels(flow_of(DATA_INTAKE).event) == ["Data Intake"]


def test_a_lane_without_anything_says_none():
    flow = flow_of(TITLE_ONLY)

    assert [labels(lane) for lane in (flow.inputs, flow.outputs, flow.exceptions)] == [["None"]] * 3


def test_exceptions_are_numbered():
    assert labels(flow_of(DATA_INTAKE).exceptions) == [
        "1. The form is incomplete.",
        "2. The store cannot be reached.",
    ]


@pytest.mark.parametrize(
    ("count", "last"),
    [(EXCEPTIONS_LIMIT, "6. It fails."), (EXCEPTIONS_LIMIT + 1, "+ 2 more"), (100, "+ 95 more")],
)
def test_many_exceptions_are_folded(count, last):
    flow = flow_of(UseCase(title="Test", exceptions=[{"text": "It fails."}] * count))

    assert len(flow.exceptions.nodes) == EXCEPTIONS_LIMIT
    assert labels(flow.exceptions)[-1] == last


@pytest.mark.parametrize("text", ["word " * 500, "w" * 2000, "line\n" * 500])
def test_a_long_exception_ends_with_an_ellipsis(text):
    (label,) = labels(flow_of(UseCase(title="Test", exceptions=[{"text": text}])).exceptions)

    assert label.endswith("…")
    assert "\n" not in label
    assert EXCEPTION_LENGTH // 2 < len(label) < EXCEPTION_LENGTH + 10


def test_names_are_never_cut():
    name = "very " * 39 + "long"

    assert labels(flow_of(UseCase(title="Test", outputs=[{"name": name}])).outputs) == [name]


def test_the_text_equivalent_tells_the_whole_picture():
    assert flow_text(MODEL_CARD) == (
        "Inputs: Model overview*; Evaluation results of every release candidate (optional); "
        "Trust score (optional). * = required input. Event: Model card created (optional). "
        "Outputs, if it is valid: Model card. "
        "Exceptions, if it is not: 1. Section 1 of the card cannot be filled; "
        "2. Section 2 of the card cannot be filled; 3. Section 3 of the card cannot be filled; "
        "4. Section 4 of the card cannot be filled; 5. Section 5 of the card cannot be filled; + 4 more."
    )


def test_the_title_names_number_and_title():
    assert flow_of(MODEL_CARD).title == "Use Case 15: Model Card (optional)"
    assert flow_of(TITLE_ONLY).title == "Use Case: Nothing yet"
