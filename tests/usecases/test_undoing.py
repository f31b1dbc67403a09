"""Taking a change of many documents back."""

from uuid import uuid4

import pytest

from archportal import spec
from archportal.spec import vocabulary
from archportal.turns import Clashed
from personas.models import Persona
from personas.specs import delete_persona
from tests.factories import make_persona, make_usecase, make_user, origin
from tests.usecases.test_whole import assert_sound, change, edit, mlops  # noqa: F401
from usecases.changes import delete_usecases, set_status
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, ArtifactRevision, Specification, UseCase, UseCaseRevision
from usecases.specifications import delete_specification
from usecases.touched import NothingToUndo
from usecases.undoing import undo
from usecases.whole import read_whole, save_whole

pytestmark = pytest.mark.django_db


def rename(specification, old="Raw data", new="Measurements"):
    return change(specification, lambda whole: vocabulary.renamed(whole, old, new)).change


def merge(specification, gone="Data set", into="Dataset"):
    return change(specification, lambda whole: vocabulary.merged(whole, [gone], into)).change


def names(specification):
    return {artifact.name for artifact in read_whole(specification).artifacts}


def test_a_rename_that_six_use_cases_share_is_one_undo(mlops):  # noqa: F811
    before = read_whole(mlops)

    undone = undo(rename(mlops), origin())

    assert read_whole(mlops) == before
    assert UseCaseRevision.objects.filter(change=undone.change).count() == 6
    assert undone.documents == 7
    assert_sound(mlops)


def test_a_merged_artifact_comes_back_as_itself_with_its_history(mlops):  # noqa: F811
    before = read_whole(mlops)
    pk = Artifact.objects.get(name="Data set").pk

    undo(merge(mlops), origin())

    assert read_whole(mlops) == before
    assert Artifact.objects.get(name="Data set").pk == pk
    versions = ArtifactRevision.objects.filter(artifact_id=pk).order_by("version")
    assert [(one.version, one.deleted) for one in versions] == [(1, False), (2, True), (3, False)]
    assert_sound(mlops)


@pytest.mark.parametrize("make", [rename, merge])
def test_an_undo_is_undone(mlops, make):  # noqa: F811
    done = make(mlops)
    after = read_whole(mlops)

    first = undo(done, origin())
    second = undo(first.change, origin())

    assert read_whole(mlops) == after
    assert (first.note, second.note) == ("Undone: a change.", "Done again: a change.")
    assert undo(second.change, origin()).note == first.note
    assert_sound(mlops)


def test_the_second_undo_of_one_change_changes_nothing(mlops):  # noqa: F811
    done = rename(mlops)
    undo(done, origin())

    assert undo(done, origin()).documents == 0


def test_two_changes_are_undone_in_any_order(mlops):  # noqa: F811
    before = read_whole(mlops)
    renamed, merged = rename(mlops), merge(mlops)

    undo(renamed, origin())
    undo(merged, origin())

    assert read_whole(mlops) == before
    assert_sound(mlops)


def test_what_was_edited_elsewhere_since_stays(mlops):  # noqa: F811
    done = rename(mlops)
    edit("case-1", description="Theirs")
    first = read_whole(mlops).use_cases[1]
    edit("case-2", inputs=(first.inputs[0].model_copy(update={"required": False}), *first.inputs[1:]))
    make_usecase("Late", mlops, outputs=[{"name": "Measurements"}])

    undo(done, origin())

    cases = read_whole(mlops).use_cases
    assert cases[0].description == "Theirs"
    assert (cases[1].inputs[0].name, cases[1].inputs[0].required) == ("Raw data", False)
    assert cases[-1].outputs[0].name == "Raw data"
    assert_sound(mlops)


def test_a_row_that_was_added_since_a_merge_stays_with_what_it_named(mlops):  # noqa: F811
    done = merge(mlops)
    make_usecase("Late", mlops, inputs=[{"name": "Dataset"}])

    undo(done, origin())

    cases = read_whole(mlops).use_cases
    assert cases[-1].inputs[0].name == "Dataset"
    assert [one.outputs[0].name for one in cases[:2]] == ["Dataset", "Data set"]
    assert_sound(mlops)


def test_what_was_changed_at_the_same_place_since_is_refused_by_name(mlops):  # noqa: F811
    done = change(
        mlops,
        lambda whole: whole.model_copy(
            update={"use_cases": tuple(c.model_copy(update={"notes": "n"}) for c in whole.use_cases)}
        ),
    ).change
    edit("case-3", make_user("Editor"), notes="Theirs")

    with pytest.raises(Clashed) as caught:
        undo(done, origin())

    assert str(caught.value) == (
        "Use Case 3: Case 3: editor has changed the same since, in version 3: Notes. Nothing was changed."
    )
    assert read_whole(mlops).use_cases[0].notes == "n"


def test_an_artifact_that_was_renamed_again_is_refused_by_name(mlops):  # noqa: F811
    done = rename(mlops)
    rename(mlops, "Measurements", "Readings")

    with pytest.raises(Clashed, match=r"Artifact “Measurements”: .* changed the same since"):
        undo(done, origin())

    assert "Readings" in names(mlops)


def test_a_name_that_was_taken_since_is_refused(mlops):  # noqa: F811
    done = merge(mlops)
    artifact = Artifact.objects.get(name="Dataset")
    document = read_whole(mlops).artifacts[0].model_copy(update={"aliases": ()})
    save_artifact(document, mlops, origin(), artifact=artifact)
    save_artifact(spec.Artifact(name="Data set"), mlops, origin())

    with pytest.raises(spec.SpecError, match="“Data set” leads to the artifact “Data set” now"):
        undo(done, origin())


def test_an_older_change_is_undone_under_the_names_of_now(mlops):  # noqa: F811
    usecases = list(UseCase.objects.with_document())
    done = origin()
    set_status(usecases, UseCase.Status.APPROVED, done)
    rename(mlops)
    merge(mlops)

    undo(done.change, origin())

    whole = read_whole(mlops)
    assert {(one.status, one.inputs[0].name, one.outputs[0].name) for one in whole.use_cases} == {
        ("draft", "Measurements", "Dataset")
    }
    assert_sound(mlops)


def test_a_deleted_use_case_comes_back_and_a_new_one_goes(mlops):  # noqa: F811
    before = read_whole(mlops)
    pk = UseCase.objects.get(slug="case-2").pk
    new = spec.UseCase(title="New", number="2", inputs=(spec.Input(name="Novelty"),))
    kept = [one for one in before.use_cases if one.number != "2"]
    done = save_whole(mlops, before, before.model_copy(update={"use_cases": (*kept, new)}), origin())

    undo(done.change, origin())

    assert read_whole(mlops) == before
    assert UseCase.objects.get(slug="case-2").pk == pk
    assert_sound(mlops)


def test_a_new_artifact_that_others_name_by_now_stays(mlops):  # noqa: F811
    saved = edit("case-1", outputs=(spec.Output(name="Novelty"),))
    make_usecase("Late", mlops, inputs=[{"name": "Novelty"}])

    undo(saved.revision.change, origin())

    assert "Novelty" in names(mlops)
    assert read_whole(mlops).use_cases[0].outputs[0].name == "Dataset"
    assert_sound(mlops)


def test_a_new_use_case_that_was_changed_since_is_refused(mlops):  # noqa: F811
    done = origin()
    usecase = make_usecase("Novel", mlops)
    edit("novel", make_user("Editor"), notes="Kept")

    with pytest.raises(Clashed, match="Use Case 7: Novel: editor has saved version 2 of it since"):
        undo(UseCaseRevision.objects.get(usecase=usecase, version=1).change, done)


def test_deleted_use_cases_of_one_change_come_back_together(mlops):  # noqa: F811
    before = read_whole(mlops)
    done = origin()
    delete_usecases(list(UseCase.objects.all())[:3], done)

    undo(done.change, origin())

    assert read_whole(mlops) == before


def test_a_persona_that_another_one_replaced_comes_back(mlops):  # noqa: F811
    before = read_whole(mlops)
    writers = make_persona("Writers")
    done = origin()
    delete_persona(Persona.objects.get(slug="data-scientists"), done, replacement=writers)

    undo(done.change, origin())

    assert read_whole(mlops).use_cases == before.use_cases
    assert {persona.slug for persona in Persona.objects.all()} == {"data-scientists", "writers"}


def test_a_deleted_specification_comes_back(mlops):  # noqa: F811
    before = read_whole(mlops)
    done = origin()
    delete_specification(mlops, done)

    undo(done.change, origin())

    assert read_whole(Specification.objects.with_document().get()) == before


def test_a_change_that_never_was_is_not_undone():
    with pytest.raises(NothingToUndo):
        undo(uuid4(), origin())


@pytest.fixture
def editor(client):
    """Sign an editor in."""
    client.force_login(make_user("Editor"))
    return client


def test_the_page_says_what_goes_back_and_the_button_puts_it_back(mlops, editor):  # noqa: F811
    before = read_whole(mlops)
    done = origin(make_user("Editor", "ada"), note="“<b>” is new.")
    save_whole(mlops, before, vocabulary.renamed(before, "Raw data", "<b>"), done)
    page = f"/changes/{done.change}/undo/"

    shown = editor.get(page).text
    answer = editor.post(page, {"next": "/specs/mlops/use-cases/"})

    assert "Use Case 6: Case 6" in shown
    assert answer.url == "/specs/mlops/use-cases/"
    assert read_whole(mlops) == before
    said = editor.get(answer.url).text
    assert "Undone: “&lt;b&gt;” is new. 7 documents changed." in said
    assert 'undo/"><input type="hidden" name="csrfmiddlewaretoken"' in said


def test_a_version_leads_editors_to_the_page_that_undoes_its_change(mlops, editor):  # noqa: F811
    change = rename(mlops)
    page = "/specs/mlops/use-cases/case-6/history/2/"

    assert f'href="/changes/{change}/undo/"' in editor.get(page).text
    editor.force_login(make_user("Viewer", "vi"))
    assert "/undo/" not in editor.get(page).text


def test_an_undo_that_is_refused_says_why(mlops, editor):  # noqa: F811
    done = rename(mlops)
    rename(mlops, "Measurements", "Readings")

    answer = editor.post(f"/changes/{done}/undo/", {"next": "https://example.org/"})

    assert answer.url == "/"
    assert "It was not undone. Artifact “Measurements”:" in editor.get("/specs/").text
