import pytest

from archportal.spec import UseCase, flow_of, flow_text, render_mermaid, render_svg
from archportal.spec.numbering import letters, numbered_exceptions


def use_case(*steps, path=4):
    return UseCase(
        title="Payment",
        success_path=[{"text": f"Step {n}"} for n in range(1, path + 1)],
        exceptions=[{"text": f"It fails ({n})", "step": step} for n, step in enumerate(steps, 1)],
    )


def labels(document):
    return [(row.label, row.exception.text[-2], row.step) for row in numbered_exceptions(document)]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (use_case(), []),
        (use_case(None, None), [("1", "1", None), ("2", "2", None)]),
        (use_case(3, 1, 3), [("1a", "2", 1), ("3a", "1", 3), ("3b", "3", 3)]),
        (use_case(None, 3, None), [("3a", "2", 3), ("1", "1", None), ("2", "3", None)]),
        (use_case(5, 4), [("4a", "2", 4), ("1", "1", None)]),
        (use_case(2, path=0), [("1", "1", None)]),
    ],
)
def test_exceptions_are_numbered_by_their_step(document, expected):
    assert labels(document) == expected


def test_after_z_comes_aa_as_in_a_spreadsheet():
    assert [row.label for row in numbered_exceptions(use_case(*[3] * 28))][25:] == ["3z", "3aa", "3ab"]
    assert [letters(place) for place in (52, 53, 702, 703)] == ["az", "ba", "zz", "aaa"]


def test_the_picture_and_its_words_number_them_alike():
    document = use_case(None, 3, 1)
    drawn = [node.label for node in flow_of(document).exceptions.nodes]

    assert drawn == ["1a. It fails (3)", "3a. It fails (2)", "1. It fails (1)"]
    assert "1a. It fails (3); 3a. It fails (2); 1. It fails (1)." in flow_text(document)
    assert all(label in render_svg(document) for label in drawn)
    assert 'exception1["1a. It fails (3)"]' in render_mermaid(document)
