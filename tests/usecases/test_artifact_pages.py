"""The page of an artifact, its form and its history."""

import pytest
from django.contrib.auth import get_user_model

from archportal import spec
from archportal.spec import rules, vocabulary
from tests.factories import make_usecase, make_user, origin
from tests.postdata import sent_by
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, ArtifactRevision, Specification, UseCase
from usecases.undoing import undo
from usecases.whole import read_whole, save_whole

pytestmark = pytest.mark.django_db
DICTIONARY = "/specs/mlops/dictionary/"
RAW = f"{DICTIONARY}raw-data/"


@pytest.fixture
def mlops():
    make_usecase("Intake", inputs=[{"name": "Form", "required": False}], outputs=[{"name": "Raw data"}])
    for number in range(6):
        make_usecase(f"Use {number}", inputs=[{"name": "Raw data", "required": number > 0}],
                     outputs=[{"name": "C++ <code>"}])  # fmt: skip
    return Specification.objects.with_document().get()


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def save(name="Raw data", **values):
    artifact = Artifact.objects.get(name=name)
    document = spec.build(spec.Artifact, {"name": name, **values})
    ada = get_user_model().objects.filter(username="ada").first() or make_user("Editor", "ada")
    return save_artifact(document, artifact.specification, origin(ada), artifact=artifact)


def typed(editor, **values):
    return {**sent_by(editor.get(f"{RAW}edit/")), **values}


def test_the_page_shows_what_lies_before_and_behind(mlops, editor):
    response = editor.get(RAW)

    around = response.context["around"]
    assert [(one.usecase.title, one.artifacts) for one in around.givers] == [("Intake", [("Form", False)])]
    assert [one.usecase.title for one in around.takers] == [*(f"Use {n}" for n in range(1, 6)), "Use 0"]
    assert [one.required for one in around.takers] == [True] * 5 + [False]
    address = f"{DICTIONARY}{rules.artifact_slug('C++ <code>')}/"
    assert f'<a href="{address}" dir="auto">C++ &lt;code&gt;</a>' in response.text
    assert editor.get(address).status_code == 200


@pytest.mark.parametrize(
    "name", ["Raw data", "C++", "C#", "new", "日本語のデータ", "Données: brutes/2", "…", "x" * 200]
)
def test_every_name_has_an_address_of_its_own(mlops, editor, name):
    if name != "Raw data":
        save_artifact(spec.Artifact(name=name), mlops, origin())

    response = editor.get(f"{DICTIONARY}{rules.artifact_slug(name)}/")

    assert response.context["artifact"].name == name


@pytest.mark.parametrize("name", ["Old-name", "Old name"])
def test_every_other_and_former_name_leads_there(mlops, editor, name):
    save(aliases=[name])
    alias = editor.get(f"{DICTIONARY}{rules.artifact_slug(name)}/?x=1")
    save(aliases=[])
    save(name="Raw data", aliases=[])
    artifact = Artifact.objects.get(name="Raw data")
    save_artifact(spec.Artifact(name=name), mlops, origin(), artifact=artifact)
    save_artifact(spec.Artifact(name="Newest"), mlops, origin(), artifact=artifact)
    former = editor.get(f"{DICTIONARY}{rules.artifact_slug(name)}/history/")

    assert alias.url == f"{RAW}?x=1"
    assert former.url == f"{DICTIONARY}newest/history/"


def test_the_form_saves_all_of_it_and_a_new_name_reaches_every_use_case(mlops, editor):
    values = typed(editor, name="Measurements", type="file", external="on", description="Rows.", note="Why")

    answer = editor.post(f"{RAW}edit/", values)

    document = read_whole(mlops).artifacts[2]
    assert answer.url == f"{DICTIONARY}measurements/"
    assert document == spec.Artifact(
        name="Measurements", aliases=("Raw data",), type="file", external=True, description="Rows."
    )
    assert {row.name for case in read_whole(mlops).use_cases for row in case.inputs} == {
        "Measurements",
        "Form",
    }
    assert 'undo/"' in editor.get(answer.url).text
    undo(ArtifactRevision.objects.latest("pk").change, origin())
    assert read_whole(mlops).artifacts[-1].name == "Raw data"


def test_the_old_name_can_be_given_up(mlops, editor):
    values = typed(editor, name="Measurements")
    del values["keep"]

    editor.post(f"{RAW}edit/", values)

    assert Artifact.objects.get(name="Measurements").names.count() == 1


def test_what_was_typed_comes_back_with_the_reason(mlops, editor):
    answer = editor.post(f"{RAW}edit/", typed(editor, name="form", description="Kept"))

    assert answer.status_code == 422
    assert "“form” leads to the artifact “Form” already" in answer.text
    assert sent_by(answer)["description"] == "Kept"


def test_two_who_edit_it_are_put_together(mlops, editor):
    values = typed(editor, description="Mine", type="file")
    save(external=True)

    answer = editor.post(f"{RAW}edit/", values)

    artifact = Artifact.objects.get(name="Raw data")
    assert (artifact.description, artifact.type, artifact.external) == ("Mine", "file", True)
    assert "ada had saved version 2 in between" in editor.get(answer.url).text


def test_two_who_change_the_same_see_both(mlops, editor):
    values = typed(editor, description="Mine", external="on")
    save(description="Theirs", type="list")

    answer = editor.post(f"{RAW}edit/", values)

    assert answer.status_code == 409
    fields = sent_by(answer)
    assert (fields["description"], fields["type"], fields["external"]) == ("Mine", "list", "on")
    assert "Theirs" in answer.text
    editor.post(f"{RAW}edit/", fields)
    assert Artifact.objects.get(name="Raw data").description == "Mine"


def test_an_artifact_is_added_and_removed_and_comes_back(mlops, editor):
    added = editor.post(f"{DICTIONARY}new/", {"name": "Weights", "aliases": "W\nMass"})
    weights = f"{DICTIONARY}weights/"
    refused = editor.post(f"{RAW}delete/")
    removed = editor.post(f"{weights}delete/")
    gone = editor.get(weights)
    last = ArtifactRevision.objects.get(deleted=True)
    back = editor.post(f"{DICTIONARY}new/restored/", {"revision": last.pk})

    assert (added.url, refused.url, removed.url, back.url) == (weights, RAW, DICTIONARY, weights)
    assert gone.status_code == 410
    assert "Artifact Weights" in gone.text
    assert Artifact.objects.get(name="Weights").names.count() == 3
    assert "A use case names Raw data" in gone.text


def test_what_was_typed_into_an_artifact_that_was_merged_away_changes_no_other(mlops, editor):
    form, values = (
        f"{RAW}edit/?of={Artifact.objects.get(name='Raw data').pk}",
        typed(editor, description="Kept"),
    )
    before = read_whole(mlops)
    save_whole(mlops, before, vocabulary.merged(before, ["Raw data"], "Form"), origin())

    moved = editor.post(form, values)
    answer = editor.post(moved.url, values)

    assert moved.status_code == 307
    assert answer.status_code == 409
    assert "This artifact became “Form” while you were writing" in answer.text
    assert sent_by(answer)["description"] == "Kept"
    assert Artifact.objects.get(name="Form").latest.version == 2


def test_what_was_typed_into_an_artifact_that_was_removed_can_be_saved_anew(mlops, editor):
    editor.post(f"{DICTIONARY}new/", {"name": "Weights"})
    values = {**sent_by(editor.get(f"{DICTIONARY}weights/edit/")), "description": "Kept"}
    editor.post(f"{DICTIONARY}weights/delete/")

    answer = editor.post(f"{DICTIONARY}weights/edit/", values)
    editor.post(f"{DICTIONARY}new/", sent_by(answer))

    assert answer.status_code == 409
    assert Artifact.objects.get(name="Weights").description == "Kept"


def test_the_history_shows_and_restores_its_states(mlops, editor):
    editor.post(f"{RAW}edit/", typed(editor, name="Measurements"))
    measurements = f"{DICTIONARY}measurements/"

    history = editor.get(f"{measurements}history/")
    state = editor.get(f"{measurements}history/1/")
    restored = editor.post(f"{measurements}history/1/restore/")

    assert "Version 2" in history.text
    assert "Raw data" in state.text
    assert restored.url == RAW
    assert {row.name for row in UseCase.objects.with_document().last().document.inputs} == {"Raw data"}


def test_names_in_use_cases_and_in_the_reading_view_lead_to_the_page(mlops, editor):
    link = f'<a href="{RAW}">Raw data</a>'

    assert link in editor.get("/specs/mlops/use-cases/intake/").text
    assert editor.get("/specs/mlops/").text.count(link) == 8


def test_what_nothing_produces_is_one_click_from_being_marked_as_from_outside(mlops, editor):
    form = Artifact.objects.get(name="Form")
    offer = f"{DICTIONARY}new/change/?do=outside&amp;a={form.pk}"

    assert offer in editor.get(f"{DICTIONARY}form/").text
    assert "do=outside" not in editor.get(RAW).text
    editor.force_login(make_user("Viewer", "vi"))
    assert "do=outside" not in editor.get(f"{DICTIONARY}form/").text
