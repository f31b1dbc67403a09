"""Changing the dictionary, together with the use cases that name what changes."""

import pytest

from archportal import spec
from archportal.merging import Base
from archportal.revisions import Conflict
from tests.factories import make_specification, make_usecase, make_user, origin
from usecases.dictionary.changing import InUse, delete_unused_artifacts, naming, save_artifact
from usecases.dictionary.specs import artifact_spec
from usecases.models import Artifact, ArtifactRevision, Specification, UseCase, UseCaseRevision
from usecases.specs import usecase_spec

pytestmark = pytest.mark.django_db


def save(name="Raw data", to=None, based_on=None, author=None, **values):
    artifact = Artifact.objects.get(name=name)
    document = spec.build(spec.Artifact, {"name": to or name, **values})
    return save_artifact(
        document,
        artifact.specification,
        origin(author),
        artifact=artifact,
        base=based_on and Base(based_on),
    )


def test_a_new_artifact_has_a_revision():
    document = spec.build(spec.Artifact, {"name": "Raw data", "aliases": ["Data"], "type": "file"})

    saved = save_artifact(document, make_specification(), origin(make_user("Editor")))

    assert artifact_spec(saved.artifact) == document
    assert (saved.revision.version, saved.revision.author_name) == (1, "editor")


def test_an_unchanged_artifact_gets_no_revision():
    make_usecase(inputs=[{"name": "Raw data"}])

    assert save().revision is None


def test_a_new_name_reaches_every_use_case_in_one_change():
    make_usecase(inputs=[{"name": "Raw data"}], outputs=[{"name": "raw DATA"}, {"name": "Card"}])

    saved = save(to="Measurements")

    usecase = UseCase.objects.with_document().get()
    assert usecase.document.inputs[0].name == usecase.document.outputs[0].name == "Measurements"
    assert usecase_spec(usecase) == usecase.document
    assert usecase.latest.change == saved.revision.change
    assert usecase.latest.note == "“Raw data” is called “Measurements” now."
    assert not Artifact.objects.filter(name="Raw data").exists()


def test_two_artifacts_of_two_specifications_are_two():
    make_usecase(inputs=[{"name": "Raw data"}])
    other = make_usecase(
        "Other", make_specification("Other"), inputs=[{"name": "Data"}, {"name": "raw data"}]
    )

    save(to="Measurements")

    assert [row.name for row in UseCase.objects.with_document().get(pk=other.pk).document.inputs] == [
        "Data",
        "raw data",
    ]


def test_what_both_changed_is_refused_and_the_rest_put_together():
    make_usecase(inputs=[{"name": "Raw data"}])
    save(description="Theirs")

    with pytest.raises(Conflict):
        save(description="Mine", based_on=1)
    save(to="Measurements", based_on=1)

    artifact = Artifact.objects.get()
    assert (artifact.name, artifact.description) == ("Measurements", "Theirs")


def test_a_refused_name_leaves_everything_as_it_was():
    make_usecase(inputs=[{"name": "Raw data"}, {"name": "Labels"}])

    with pytest.raises(spec.SpecError, match="name: “labels” leads to the artifact “Labels” already"):
        save(to="labels")

    assert ArtifactRevision.objects.count() == 2
    assert UseCaseRevision.objects.count() == 1


def test_an_artifact_that_is_named_is_not_deleted():
    make_usecase(inputs=[{"name": "Raw data"}])
    specification = Specification.objects.get()
    unused = save_artifact(spec.Artifact(name="Unused"), specification, origin()).artifact

    with pytest.raises(InUse):
        delete_unused_artifacts([*Artifact.objects.all()], origin())
    delete_unused_artifacts([unused], origin())

    assert [artifact.name for artifact in Artifact.objects.all()] == ["Raw data"]
    assert ArtifactRevision.objects.get(deleted=True).identity == "unused"


def test_the_use_cases_that_name_an_artifact_come_once_and_in_order():
    for number in ("10", "3a", "3"):
        make_usecase(number=number, inputs=[{"name": "Raw data"}], outputs=[{"name": "Raw data"}])
    make_usecase("Other")

    assert [row.number for row in naming(Artifact.objects.get())] == ["3", "3a", "10"]
