"""Personas, specifications and artifacts in the admin go through the same door as everywhere."""

import pytest

from archportal import spec
from archportal.revisions import Door
from personas.models import Persona, PersonaRevision
from personas.specs import persona_spec, save_persona_spec
from tests.admin.forms import address, errors, reload, save, sent
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    origin,
)
from usecases.dictionary.specs import artifact_spec
from usecases.models import Artifact, Input, Specification, UseCase
from usecases.specifications import specification_text
from usecases.specs import usecase_spec


def test_a_persona_is_added_and_changed(admin, administrator):
    save(admin, "/admin/personas/persona/add/", name="AI Engineers", goals="one\r\n\r\ntwo")
    persona = Persona.objects.with_document().get()
    save(admin, address(persona), singular="AI Engineer", note="Asked for")

    persona = Persona.objects.with_document().get()
    assert persona.document.goals == ("one", "two")
    assert persona_spec(persona) == persona.document
    assert list(PersonaRevision.objects.values_list("version", "author", "door", "note")) == [
        (2, administrator.pk, "admin", "Asked for"),
        (1, administrator.pk, "admin", ""),
    ]


def test_a_persona_whose_name_is_taken_is_refused_at_the_name(admin):
    make_persona()

    response = save(admin, "/admin/personas/persona/add/", name="data scientists")

    assert errors(response) == {
        "name": ["Another persona has this name; open that one, or choose another name."]
    }


def test_a_persona_with_a_new_address_takes_its_stories_along(admin):
    usecase = make_full_usecase()

    save(admin, address(Persona.objects.get(slug="data-scientists")), slug="scientists")

    after = reload(usecase)
    assert after.document.stories[0].personas[0] == "scientists"
    assert (after.latest.door, after.latest.author_name) == ("admin", "Ada Lovelace")
    assert usecase_spec(after) == after.document


def test_a_specification_is_added_and_changed(admin, administrator):
    save(admin, "/admin/usecases/specification/add/", title="MLOps", introduction="  text")
    specification = Specification.objects.get()
    save(admin, address(specification), title="ML Operations", slug="")

    specification = Specification.objects.with_document().get()
    assert specification.document == specification_text(specification)
    assert (specification.slug, specification.introduction) == ("mlops", "  text")
    assert (specification.latest.version, specification.latest.author) == (2, administrator)
    assert specification.latest.door == Door.ADMIN


def test_an_artifact_is_added_to_the_dictionary(admin, administrator):
    specification = make_specification()

    save(
        admin,
        "/admin/usecases/artifact/add/",
        name="Raw data",
        aliases="Data, raw",
        specification=specification.pk,
        type="file",
        external="on",
    )

    artifact = Artifact.objects.select_related("latest").get()
    assert artifact_spec(artifact) == spec.Artifact(
        name="Raw data", aliases=("Data, raw",), type="file", external=True
    )
    assert artifact.latest.document == spec.to_json(artifact_spec(artifact))
    assert (artifact.latest.author, artifact.latest.door) == (administrator, Door.ADMIN)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"name": "labels"},
            {"name": ["“labels” leads to the artifact “Labels” already; choose another name."]},
        ),
        (
            {"aliases": "fine\nLABELS"},
            {"aliases": ["“LABELS” leads to the artifact “Labels” already; choose another name."]},
        ),
        (
            {"aliases": "fine\nraw  data"},
            {"aliases": ["Entry 2: “raw data” leads to this artifact already; leave it out."]},
        ),
    ],
)
def test_a_name_leads_to_one_artifact_only(admin, changes, expected):
    make_usecase(inputs=[{"name": "Raw data"}, {"name": "Labels"}])

    response = save(admin, address(Artifact.objects.get(name="Raw data")), **changes)

    assert errors(response) == expected


@pytest.mark.parametrize("name", ["Measured data", "RAW data"])
def test_a_renamed_artifact_is_renamed_in_every_use_case_that_names_it(admin, name):
    first = make_usecase(outputs=[{"name": "Raw data"}])
    second = make_usecase("Cleaning", inputs=[{"name": "Raw data"}, {"name": "Labels"}])
    other = make_usecase("Other", inputs=[{"name": "Labels"}])

    save(admin, address(Artifact.objects.get(name="Raw data")), name=name, aliases="")

    first, second, other = map(reload, (first, second, other))
    assert first.document.outputs[0].name == name == second.document.inputs[0].name
    assert usecase_spec(first) == first.document
    assert usecase_spec(second) == second.document
    assert [row.latest.version for row in (first, second, other)] == [2, 2, 1]
    artifact = Artifact.objects.select_related("latest").get(name=name)
    assert first.latest.change == second.latest.change == artifact.latest.change
    assert Artifact.objects.count() == 2
    other_names = [alias.name for alias in artifact.names.filter(position__gt=0)]
    assert other_names == (["Raw data"] if name.lower() != "raw data" else [])


def test_an_artifact_that_somebody_else_saved_is_not_overwritten(admin):
    make_usecase(inputs=[{"name": "Raw data"}])
    artifact = Artifact.objects.get()
    data = sent(admin.get(address(artifact)))
    save(admin, address(artifact), description="Theirs")

    response = admin.post(address(artifact), {**data, "description": "Mine"})

    assert response.status_code == 409
    assert Artifact.objects.get().description == "Theirs"

    response = admin.post(address(artifact), {**data, "name": "Mine"}, follow=True)

    assert (Artifact.objects.get().name, Artifact.objects.get().description) == ("Mine", "Theirs")
    assert "in between, and the two were put together" in response.content.decode()


def test_no_form_of_the_admin_writes_a_row_by_itself(admin, monkeypatch):
    usecase = make_full_usecase()
    monkeypatch.setattr(
        "usecases.admin.usecase.save_usecase_spec", lambda *args, **kwargs: FakeSaved(usecase)
    )
    before = list(Input.objects.values())

    save(admin, address(usecase), title="Other", **{"input_rows-0-DELETE": "on"})

    assert UseCase.objects.get().title == "Data Intake"
    assert list(Input.objects.values()) == before


class FakeSaved:
    def __init__(self, usecase):
        self.usecase = usecase
        self.arrival = None


def test_a_persona_can_be_saved_in_a_popup(admin):
    response = save(admin, "/admin/personas/persona/add/?_popup=1", name="Testers", _popup="1")

    assert response.status_code == 200
    assert "popup_response.js" in response.content.decode()
    assert Persona.objects.with_document().get().latest.door == Door.ADMIN


def test_save_as_new_goes_through_the_door_as_well(admin):
    persona = make_persona()

    save(admin, address(persona), _saveasnew="1", name="Testers", slug="")

    assert [row.latest.door for row in Persona.objects.with_document()] == ["form", "admin"]


def test_a_stale_save_of_a_persona_is_refused(admin):
    persona = make_persona()
    data = sent(admin.get(address(persona)))
    row = Persona.objects.with_document().get()
    save_persona_spec(row.document.model_copy(update={"singular": "Theirs"}), origin(), persona=row)

    response = admin.post(address(persona), {**data, "singular": "Mine"})

    assert response.status_code == 409
    assert Persona.objects.get().singular == "Theirs"
