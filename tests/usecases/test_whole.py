"""Saving what differs between two states of a whole specification, as one change."""

import pytest

from archportal import spec
from archportal.spec import vocabulary
from archportal.turns import Clashed
from personas.models import Persona
from tests.documents import specification_spec
from tests.factories import make_persona, make_specification, make_usecase, make_user, origin
from usecases.changes import delete_usecases
from usecases.consistency import disagreements
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, ArtifactRevision, Specification, UseCase, UseCaseRevision
from usecases.specs import save_usecase_spec
from usecases.whole import read_whole, save_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def mlops():
    """Give a specification in which six use cases share an artifact, and some have one with a near name."""
    make_persona()
    for number in range(1, 7):
        make_usecase(
            f"Case {number}",
            stories=[{"personas": ["data-scientists"], "want": "data", "so_that": "it is there"}],
            inputs=[{"name": "Raw data", "description": f"In {number}"}, {"name": "Labels"}],
            outputs=[{"name": "Dataset" if number % 2 else "Data set"}],
        )
    return Specification.objects.with_document().get()


def edit(slug, author=None, **values):
    usecase = UseCase.objects.with_document().get(slug=slug)
    document = usecase.document.model_copy(update=values)
    return save_usecase_spec(usecase.specification, document, origin(author), usecase=usecase)


def change(specification, make):
    before = read_whole(specification)
    return save_whole(specification, before, make(before), origin())


def assert_sound(specification):
    assert list(disagreements()) == []
    fresh = Specification.objects.with_document().get(pk=specification.pk)
    assert read_whole(fresh) == specification_spec(fresh)


def test_a_whole_specification_is_read_in_three_queries(mlops, django_assert_num_queries):
    with django_assert_num_queries(3):
        whole = read_whole(mlops)

    assert whole == specification_spec(mlops)


def test_nothing_that_differs_writes_nothing(mlops):
    count = UseCaseRevision.objects.count()

    saved = change(mlops, lambda whole: whole)

    assert saved.changed == ()
    assert UseCaseRevision.objects.count() == count


def test_a_new_name_is_one_change_of_all_that_bear_it(mlops):
    saved = change(mlops, lambda whole: vocabulary.renamed(whole, "Raw data", "Measurements"))

    revisions = UseCaseRevision.objects.filter(change=saved.change)
    assert revisions.count() == 6
    assert {one.inputs[0].name for one in read_whole(mlops).use_cases} == {"Measurements"}
    assert Artifact.objects.get(name="Measurements").names.get(position=1).name == "Raw data"
    assert ArtifactRevision.objects.get(change=saved.change).version == 2
    assert_sound(mlops)


def test_a_merged_artifact_leaves_its_name_and_a_last_revision(mlops):
    saved = change(mlops, lambda whole: vocabulary.merged(whole, ["Data set"], "Dataset"))

    assert {one.outputs[0].name for one in read_whole(mlops).use_cases} == {"Dataset"}
    assert not Artifact.objects.filter(name="Data set").exists()
    assert ArtifactRevision.objects.get(deleted=True).change == saved.change
    assert UseCaseRevision.objects.filter(change=saved.change).count() == 3
    assert_sound(mlops)


def test_what_somebody_saved_in_between_is_taken_in(mlops):
    before = read_whole(mlops)
    edit("case-1", make_user("Editor"), description="Theirs")

    after = vocabulary.renamed(before, "Raw data", "Measurements")
    save_whole(mlops, before, after, origin())

    (first, *_) = read_whole(mlops).use_cases
    assert (first.description, first.inputs[0].name) == ("Theirs", "Measurements")
    assert_sound(mlops)


def test_an_edit_of_a_renamed_row_is_no_clash(mlops):
    before = read_whole(mlops)
    (first, *_) = before.use_cases
    rows = (first.inputs[0].model_copy(update={"required": False}), *first.inputs[1:])
    edit("case-1", inputs=rows)

    save_whole(mlops, before, vocabulary.renamed(before, "Raw data", "Measurements"), origin())

    (first, *_) = read_whole(mlops).use_cases
    assert (first.inputs[0].name, first.inputs[0].required) == ("Measurements", False)


def test_a_use_case_that_began_to_name_it_in_between_is_renamed_too(mlops):
    before = read_whole(mlops)
    make_usecase("Late", mlops, inputs=[{"name": "Raw data"}], outputs=[{"name": "Data set"}])

    after = vocabulary.merged(before, ["Data set"], "Dataset")
    save_whole(mlops, before, vocabulary.renamed(after, "Raw data", "Measurements"), origin())

    late = read_whole(mlops).use_cases[-1]
    assert (late.inputs[0].name, late.outputs[0].name) == ("Measurements", "Dataset")
    assert_sound(mlops)


def test_the_same_place_changed_by_both_is_refused_with_nothing_written(mlops):
    before = read_whole(mlops)
    cases = tuple(one.model_copy(update={"description": f"Mine {one.number}"}) for one in before.use_cases)
    edit("case-4", make_user("Editor"), description="Theirs")
    count = UseCaseRevision.objects.count()

    with pytest.raises(Clashed) as caught:
        save_whole(mlops, before, before.model_copy(update={"use_cases": cases}), origin())

    assert str(caught.value) == (
        "Use Case 4: Case 4: editor has changed the same since, in version 2: Description. "
        "Nothing was changed."
    )
    assert UseCaseRevision.objects.count() == count


def test_a_use_case_deleted_in_between_is_refused_where_it_is_changed(mlops):
    before = read_whole(mlops)
    delete_usecases([UseCase.objects.get(slug="case-2")], origin(make_user("Editor")))

    cases = tuple(one.model_copy(update={"notes": "Mine"}) for one in before.use_cases)
    with pytest.raises(Clashed, match="Use Case 2: Case 2: editor has deleted it since"):
        save_whole(mlops, before, before.model_copy(update={"use_cases": cases}), origin())
    save_whole(mlops, before, vocabulary.renamed(before, "Raw data", "Rows"), origin())

    assert {(one.notes, one.inputs[0].name) for one in read_whole(mlops).use_cases} == {("", "Rows")}


def test_artifacts_can_exchange_their_names(mlops):
    before = read_whole(mlops)
    after = vocabulary.renamed(before, "Raw data", "X")
    after = vocabulary.renamed(after, "Labels", "Y")
    pk = Artifact.objects.get(name="Raw data").pk

    save_whole(mlops, before, after, origin())

    assert Artifact.objects.get(name="X").pk == pk
    assert_sound(mlops)


def test_use_cases_come_and_go_and_take_over_numbers(mlops):
    before = read_whole(mlops)
    new = spec.UseCase(title="New", number="2", inputs=(spec.Input(name="Labels"),))
    kept = [one for one in before.use_cases if one.number != "2"]

    saved = save_whole(mlops, before, before.model_copy(update={"use_cases": (*kept, new)}), origin())

    assert [one.title for one in read_whole(mlops).use_cases][:3] == ["Case 1", "New", "Case 3"]
    assert UseCaseRevision.objects.filter(change=saved.change).count() == 2
    assert_sound(mlops)


def test_a_removed_artifact_goes_unless_somebody_has_begun_to_use_it(mlops):
    for name in ("Unused", "Late"):
        save_artifact(spec.Artifact(name=name), mlops, origin())
    before = read_whole(mlops)
    make_usecase("Late", mlops, inputs=[{"name": "Late"}])

    save_whole(mlops, before, vocabulary.without_unused(before, ["Unused", "Late"]), origin())

    assert {one.name for one in Artifact.objects.all()} == {
        "Raw data",
        "Labels",
        "Dataset",
        "Data set",
        "Late",
    }
    assert_sound(mlops)


def test_personas_and_the_text_are_part_of_the_change(mlops):
    before = read_whole(mlops)
    people = (
        before.personas[0].model_copy(update={"definition": "They look."}),
        spec.Persona(name="Writers"),
    )

    save_whole(
        mlops, before, before.model_copy(update={"personas": people, "introduction": "Read me"}), origin()
    )

    assert Persona.objects.get(slug="data-scientists").definition == "They look."
    assert Persona.objects.filter(slug="writers").exists()
    assert Specification.objects.get().introduction == "Read me"


def test_a_new_name_that_somebody_took_in_between_is_refused(mlops):
    before = read_whole(mlops)
    save_artifact(spec.Artifact(name="measurements"), mlops, origin())

    with pytest.raises(spec.SpecError, match="“Measurements” leads to the artifact “measurements” now"):
        save_whole(mlops, before, vocabulary.renamed(before, "Raw data", "Measurements"), origin())

    assert UseCaseRevision.objects.filter(version=2).count() == 0


def test_two_specifications_have_nothing_to_do_with_each_other(mlops):
    other = make_usecase("Other", make_specification("Other"), inputs=[{"name": "Raw data"}])

    change(mlops, lambda whole: vocabulary.renamed(whole, "Raw data", "Measurements"))

    assert UseCase.objects.with_document().get(pk=other.pk).document.inputs[0].name == "Raw data"
