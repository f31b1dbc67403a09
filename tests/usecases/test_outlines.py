"""The outline that is read from the rows is the one of the documents."""

import pytest

from archportal import spec
from archportal.spec.outline import Need, outline_of, usecase_outline, with_use_case
from tests.factories import make_full_usecase, make_persona, make_usecase
from usecases.exports import artifact_texts, personas_in_order, use_case_texts
from usecases.outlines import read_outline

pytestmark = pytest.mark.django_db


def whole(specification):
    return spec.Specification(
        format=spec.FORMAT,
        version=spec.VERSION,
        **specification.document.model_dump(),
        personas=personas_in_order(),
        artifacts=[spec.read_document(spec.Artifact, text) for text in artifact_texts(specification)],
        use_cases=[spec.read_document(spec.UseCase, text) for text in use_case_texts(specification)],
    )


def test_rows_and_documents_give_one_outline(django_assert_num_queries):
    make_persona("Ärzte")
    full = make_full_usecase()
    make_usecase(
        "Äpfel",
        number="10",
        optional=True,
        tags=["b", "a"],
        stories=[{"personas": ["ärzte"], "want": "x"}, {"personas": ["ärzte"], "want": "y"}],
        inputs=[{"name": "äpfel", "required": False}, {"name": "Zebra"}, {"name": "Äpfel"}],
        outputs=[{"name": "apfel"}, {"name": "ÄPFEL"}],
    )
    make_usecase("Bare", number="2")
    specification = full.specification
    specification.refresh_from_db()

    with django_assert_num_queries(6):
        outline = read_outline(specification)

    assert outline == outline_of(whole(specification))
    assert [use_case.number for use_case in outline.use_cases][-1] == "10"
    apples = outline.use_cases[-1]
    assert apples.inputs == (Need("äpfel", required=True), Need("Zebra", required=True))
    assert outline.producers["äpfel"] == outline.consumers["äpfel"] == [apples]
    assert outline.producers.get("Zebra") is None


def test_what_is_typed_takes_the_place_of_what_was_saved():
    usecase = make_usecase("Intake", outputs=[{"name": "Data"}])
    make_usecase("Report", inputs=[{"name": "Data"}])
    outline = read_outline(usecase.specification)
    document = spec.build(
        spec.UseCase, {"title": "Intake anew", "number": "30", "inputs": [{"name": "A thing"}], "outputs": []}
    )

    changed = with_use_case(outline, usecase_outline(document), former="intake")

    assert [use_case.title for use_case in changed.use_cases] == ["Report", "Intake anew"]
    assert [artifact.name for artifact in changed.artifacts] == ["A thing", "Data"]
    assert changed.producers == {}
