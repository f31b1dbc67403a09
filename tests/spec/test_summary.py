"""What a list says of a use case, taken from its JSON."""

from archportal import spec
from archportal.spec.summary import Summary, summary_of


def test_a_summary_counts_inputs_and_names_each_persona_once():
    document = spec.UseCase(
        title="Data Intake",
        stories=(spec.Story(personas=("b", "a")), spec.Story(personas=("a", "c"))),
        inputs=(spec.Input(name="X"), spec.Input(name="Y", required=False), spec.Input(name="Z")),
    )

    assert summary_of(spec.to_json(document)) == Summary(("b", "a", "c"), required=2, optional=1)


def test_the_summary_of_a_title_alone_is_empty():
    assert summary_of(spec.to_json(spec.UseCase(title="Data Intake"))) == Summary((), 0, 0)
