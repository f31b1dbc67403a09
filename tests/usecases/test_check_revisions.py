"""Proving that rows and latest revisions agree, and naming what does not."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archportal.revisions import Origin
from personas.models import Persona
from tests.factories import make_full_usecase, make_usecase
from usecases.consistency import disagreements
from usecases.models import Artifact, ArtifactName, Input, Specification, Step, StoryPersona, UseCase
from usecases.writing import revision_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def full():
    return make_full_usecase(number="1")


def test_what_went_through_the_door_agrees():
    out = io.StringIO()

    call_command("check_revisions", stdout=out)

    assert out.getvalue() == "All rows and their latest revisions agree.\n"


@pytest.mark.parametrize(
    ("rows", "values", "sentence"),
    [
        (Persona, {"definition": "x"}, "Persona {}: rows and version 1 differ in definition."),
        (Persona, {"name_key": "x"}, "Persona {}: the key of its name is not that of its name."),
        (Specification, {"title": "x"}, "Specification mlops: rows and version 1 differ in title."),
        (Artifact, {"type": "file"}, "Artifact mlops/{}: rows and version 1 differ in type."),
        (ArtifactName, {"key": "x"}, "Artifact mlops/{}: its names do not lead to it."),
        (UseCase, {"notes": "x"}, "Use case mlops/data-intake: rows and version 1 differ in notes."),
        (Input, {"required": False}, "Use case mlops/data-intake: rows and version 1 differ in inputs."),
        (Step, {"text": "x"}, "Use case mlops/data-intake: rows and version 1 differ in success_path."),
        (Step, {"text": ""}, "Use case mlops/data-intake: the rows are no valid document:"),
        (UseCase, {"search_text": ""}, "Use case mlops/data-intake: what is searched is not what it says."),
        (UseCase, {"number_key": "x"}, "Use case mlops/data-intake: the key of its number"),
        (UseCase, {"latest": None}, "Use case mlops/data-intake has no revision."),
    ],
)
def test_every_kind_of_disagreement_is_named(rows, values, sentence):
    row = rows.objects.order_by("pk").first()
    rows.objects.filter(pk=row.pk).update(**values)
    name = getattr(row, "slug", getattr(row, "name", ""))

    found = list(disagreements())

    assert any(line.startswith(sentence.format(name)) for line in found), found


def test_a_missing_persona_of_a_story_is_found():
    StoryPersona.objects.first().delete()

    assert list(disagreements()) == ["Use case mlops/data-intake: rows and version 1 differ in stories."]


def test_a_revision_that_is_not_the_latest_is_found(full):
    usecase = UseCase.objects.with_document().get()
    revision_of(usecase, usecase.latest.document, Origin(None, "form"), usecase.latest, deleted=True).save()

    assert list(disagreements()) == ["Use case mlops/data-intake: version 1 is not the last one."]


def test_the_command_ends_with_status_1_and_counts():
    Input.objects.update(required=False)
    Persona.objects.update(definition="x")
    out = io.StringIO()

    with pytest.raises(CommandError, match=r"^3 disagreements found.$") as error:
        call_command("check_revisions", stdout=out)

    assert error.value.returncode == 1
    assert len(out.getvalue().splitlines()) == 3


def test_queries_do_not_grow_with_the_content(django_assert_max_num_queries):
    for place in range(30):
        make_usecase(f"Case {place}", inputs=[{"name": f"Input {place}"}])

    with django_assert_max_num_queries(20):
        assert list(disagreements()) == []
