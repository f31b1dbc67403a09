"""Actions of the lists, and deleting."""

import io
import json
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archportal import spec
from archportal.revisions import Door
from personas.models import Persona, PersonaRevision
from tests.documents import specification_spec
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from usecases.changes import restore_usecase
from usecases.dictionary.changing import InUse, delete_unused_artifacts
from usecases.models import Artifact, ArtifactRevision, Specification, UseCase, UseCaseRevision
from usecases.specs import usecase_spec


def act(client, model, action, rows, **more):
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(address, data)


def content(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
def test_a_row_that_cannot_be_is_refused(admin, number):
    make_usecase()
    data = {"action": "set_approved", "_selected_action": number}

    assert admin.post("/admin/usecases/usecase/", data).status_code == 400
    assert admin.post("/admin/auth/user/", {**data, "action": "delete_selected"}).status_code == 400


# Status


@pytest.mark.parametrize("status", UseCase.Status)
def test_the_status_of_many_use_cases_is_set_as_one_change(admin, administrator, status):
    others = [choice for choice in UseCase.Status if choice != status]
    usecases = [make_usecase(f"Title {n}", status=others[n % 2]) for n in range(3)]
    usecases.append(make_usecase("Elsewhere", make_specification("Other"), status=others[0]))
    usecases.append(make_usecase("There already", status=status))

    response = act(admin, UseCase, f"set_{status.value}", usecases)

    assert response.status_code == 302
    rows = UseCase.objects.with_document().all()
    assert {row.status for row in rows} == {status.value}
    assert all(usecase_spec(row) == row.document for row in rows)
    new = UseCaseRevision.objects.filter(version=2)
    assert [(row.author, row.door, row.note) for row in new] == [
        (administrator, Door.ADMIN, f"Status: {status.label}.")
    ] * 4
    assert len({row.change for row in new}) == 1
    page = admin.get(response["Location"]).content.decode()
    assert f"Status “{status.label}” was set for 4 use cases. 1 had it already." in page


def test_setting_the_status_costs_one_query_more_for_each_use_case(admin):
    first = make_usecase("First")
    many = [make_usecase(f"Title {n}") for n in range(50)]
    costs = []

    for rows in ([first], many):
        with CaptureQueriesContext(connection) as context:
            act(admin, UseCase, "set_approved", rows)
        costs.append(len(context))

    assert UseCase.objects.filter(status="approved").count() == 51
    assert costs[1] <= costs[0] + 49


def test_staff_who_only_read_have_no_action_that_changes(client, db):
    usecase = make_usecase()
    client.force_login(make_user("Viewer", is_staff=True))

    for action in ("set_approved", "delete_selected"):
        act(client, UseCase, action, [usecase], post="yes")
    assert UseCase.objects.get().status == "draft"
    assert content(act(client, UseCase, "export_json", [usecase]))


# Exports


def test_one_specification_is_exported_as_one_file(admin):
    make_full_usecase()
    specification = Specification.objects.with_document().get()

    exported = act(admin, Specification, "export_json", [specification])

    assert exported["Content-Disposition"] == 'attachment; filename="mlops.json"'
    assert content(exported).decode() == spec.to_json(specification_spec(specification))
    markdown = act(admin, Specification, "export_markdown", [specification])
    assert content(markdown).decode() == spec.render_document(specification_spec(specification))


@pytest.mark.parametrize("ending", ["markdown", "json"])
def test_several_specifications_are_exported_as_a_zip(admin, ending):
    rows = [make_specification(), make_specification("Other")]

    response = act(admin, Specification, f"export_{ending}", rows)

    assert response["Content-Disposition"] == 'attachment; filename="specifications.zip"'
    with zipfile.ZipFile(io.BytesIO(content(response))) as archive:
        suffix = {"markdown": "md", "json": "json"}[ending]
        assert sorted(archive.namelist()) == [f"mlops.{suffix}", f"other.{suffix}"]
        assert b"MLOps" in archive.read(f"mlops.{suffix}")


def test_use_cases_are_exported_with_the_personas_and_artifacts_that_they_name(admin):
    usecase = make_full_usecase()
    make_persona("Testers")
    other = make_usecase("Other", inputs=[{"name": "Secret"}])

    exported = spec.read_json(content(act(admin, UseCase, "export_json", [usecase])))

    assert [row.slug for row in exported.use_cases] == ["data-intake"]
    assert {row.slug for row in exported.personas} == {"data-scientists", "product-managers"}
    assert [row.name for row in exported.artifacts] == ["Dataset", "Labels", "Raw data"]
    both = content(act(admin, UseCase, "export_markdown", [usecase, other])).decode()
    assert "## Use Case 1: Data Intake" in both
    assert "## Use Case 2: Other" in both


def test_use_cases_of_several_specifications_are_exported_as_a_zip(admin):
    rows = [make_usecase(), make_usecase("Other", make_specification("Other"))]

    response = act(admin, UseCase, "export_json", rows)

    with zipfile.ZipFile(io.BytesIO(content(response))) as archive:
        assert sorted(archive.namelist()) == ["mlops-extract.json", "other-extract.json"]


def test_personas_are_exported(admin):
    persona, other = make_persona(goals=["one\ntwo"]), make_persona("Testers")

    one = content(act(admin, Persona, "export_json", [persona]))
    both = json.loads(content(act(admin, Persona, "export_json", [persona, other])))
    markdown = content(act(admin, Persona, "export_markdown", [persona, other])).decode()

    assert one.decode() == Persona.objects.with_document().get(pk=persona.pk).latest.document
    assert [row["slug"] for row in both] == ["data-scientists", "testers"]
    assert markdown.startswith("# Data Scientists\n")
    assert "\n# Testers\n" in markdown


# Deleting


def delete(client, row):
    meta = row._meta
    return client.post(f"/admin/{meta.app_label}/{meta.model_name}/{row.pk}/delete/", {"post": "yes"})


def test_a_use_case_is_deleted_through_the_door_and_comes_back(admin, administrator):
    usecase = make_full_usecase()
    before = UseCase.objects.with_document().get().document

    response = delete(admin, usecase)

    assert response.status_code == 302
    assert not UseCase.objects.exists()
    last = UseCaseRevision.objects.first()
    assert (last.deleted, last.author, last.door) == (True, administrator, Door.ADMIN)
    restore_usecase(last, origin())
    assert UseCase.objects.with_document().get().document == before


@pytest.mark.parametrize("confirmed", [False, True])
def test_many_use_cases_are_deleted_as_one_change(admin, confirmed):
    rows = [make_usecase(f"Title {n}") for n in range(3)]

    response = act(admin, UseCase, "delete_selected", rows, **({"post": "yes"} if confirmed else {}))

    if not confirmed:
        assert "Use Case 3: Title 2" in response.content.decode()
        assert UseCase.objects.count() == 3
        return
    assert not UseCase.objects.exists()
    assert len(set(UseCaseRevision.objects.filter(deleted=True).values_list("change", flat=True))) == 1


def test_a_specification_says_what_goes_with_it(admin):
    make_full_usecase()
    specification = Specification.objects.get()

    html = admin.get(f"/admin/usecases/specification/{specification.pk}/delete/").content.decode()
    delete(admin, specification)

    assert "Use cases: 1" in html
    assert "Artifacts: 3" in html
    assert not Specification.objects.exists()
    assert UseCaseRevision.objects.filter(deleted=True, door=Door.ADMIN).count() == 1
    assert ArtifactRevision.objects.filter(deleted=True, door=Door.ADMIN).count() == 3


def test_a_specification_is_not_deleted_by_somebody_who_may_not_delete_its_use_cases(client, db):
    make_full_usecase()
    specification = Specification.objects.get()
    staff = make_user(is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="delete_specification"))
    client.force_login(staff)

    response = delete(client, specification)

    assert response.status_code == 403
    assert Specification.objects.exists()


def test_a_persona_in_use_is_refused_with_its_uses_and_a_way_on(admin):
    make_full_usecase()
    persona = Persona.objects.get(slug="data-scientists")

    html = admin.get(f"/admin/personas/persona/{persona.pk}/delete/").content.decode()
    response = delete(admin, persona)

    assert "Use Case 1: Data Intake" in html
    assert 'href="/personas/data-scientists/delete/"' in html
    assert response.status_code == 200
    assert Persona.objects.count() == 2
    selected = act(admin, Persona, "delete_selected", [persona], post="yes").content.decode()
    assert "Use Case 1: Data Intake" in selected
    assert Persona.objects.count() == 2


def test_a_persona_that_nobody_names_is_deleted_through_the_door(admin, administrator):
    persona = make_persona()

    delete(admin, persona)

    last = PersonaRevision.objects.first()
    assert (last.deleted, last.author, last.door) == (True, administrator, Door.ADMIN)


def test_an_artifact_in_use_is_refused_with_its_uses(admin):
    make_full_usecase()
    artifact = Artifact.objects.get(name="Labels")

    response = delete(admin, artifact)

    assert "Use Case 1: Data Intake" in response.content.decode()
    assert Artifact.objects.count() == 3


def test_an_artifact_that_no_use_case_names_is_deleted_through_the_door(admin, administrator):
    usecase = make_full_usecase()
    artifacts = list(Artifact.objects.all())
    delete(admin, usecase)

    delete(admin, artifacts[0])
    act(admin, Artifact, "delete_selected", artifacts[1:], post="yes")

    assert not Artifact.objects.exists()
    last = ArtifactRevision.objects.filter(deleted=True)
    assert {(row.author, row.door) for row in last} == {(administrator, "admin")}


@pytest.mark.parametrize("kind", [Persona, Artifact])
@pytest.mark.parametrize("selected", [False, True])
def test_what_comes_into_use_while_it_is_deleted_stays(admin, monkeypatch, kind, selected):
    make_full_usecase()
    monkeypatch.setattr("archportal.document_admin.DocumentAdmin.get_deleted_objects", nothing_in_the_way)
    row = kind.objects.first()

    response = act(admin, kind, "delete_selected", [row], post="yes") if selected else delete(admin, row)

    assert response.status_code == 302
    assert "othing was deleted" in admin.get(response["Location"]).content.decode()
    assert kind.objects.filter(pk=row.pk).exists()


def nothing_in_the_way(self, objs, request):
    return [], {}, set(), []


@pytest.mark.django_db
def test_a_named_artifact_is_not_deleted_by_the_door_itself():
    make_full_usecase()

    with pytest.raises(InUse):
        delete_unused_artifacts(Artifact.objects.all(), origin())

    assert Artifact.objects.count() == 3
