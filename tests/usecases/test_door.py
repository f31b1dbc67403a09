"""Saving use cases: rows, revisions, numbers, names, conflicts."""

import pytest

from archportal import spec
from archportal.merging import Base
from archportal.revisions import Conflict
from archportal.spec import rules
from personas.models import Persona
from personas.specs import (
    InUse,
    delete_persona,
    find_personas,
    move_persona,
    restore_persona,
    save_persona_spec,
)
from tests.documents import specification_spec
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from usecases.changes import delete_usecases, deleted_usecases, move_usecase, restore_usecase
from usecases.models import Artifact, Specification, UseCase, UseCaseRevision
from usecases.specifications import (
    delete_specification,
    deleted_specifications,
    restore_specification,
)
from usecases.specs import save_usecase_spec, usecase_spec, with_rows

pytestmark = pytest.mark.django_db


def reload(usecase):
    return UseCase.objects.with_document().prefetch_related(*with_rows()).get(pk=usecase.pk)


def save(usecase, based_on=None, author=None, **changes):
    document = spec.build(spec.UseCase, {**reload(usecase).document.model_dump(), **changes})
    return save_usecase_spec(
        usecase.specification,
        document,
        origin(author),
        usecase=usecase,
        base=based_on and Base(based_on),
    )


def numbers(specification):
    return [(row.number, row.title) for row in specification.use_cases.in_order()]


def test_rows_and_revision_hold_the_same_document():
    usecase = reload(make_full_usecase())

    assert usecase_spec(usecase) == usecase.document
    assert usecase.document.stories[0].personas == ("data-scientists", "product-managers")
    assert usecase.latest.version == 1


def test_rows_follow_every_change():
    usecase = make_full_usecase()
    document = reload(usecase).document

    save(
        usecase,
        stories=[{"personas": ["product-managers"], "want": "less"}],
        inputs=[{"name": "labels"}, {"name": "Raw data", "required": False}, {"name": "More"}],
        outputs=[],
        success_path=[*document.success_path[::-1], spec.Step(text="Third")],
        exceptions=[],
        preconditions=["a", "b"],
    )

    after = reload(usecase)
    assert usecase_spec(after) == after.document
    assert [row.name for row in after.document.inputs] == ["Labels", "Raw data", "More"]
    assert after.document.outputs == after.document.exceptions == ()


def test_saving_the_same_again_makes_no_revision():
    usecase = make_full_usecase()

    saved = save(usecase)

    assert saved.revision is None
    assert UseCaseRevision.objects.count() == 1


def test_a_revision_tells_who_saved_on_which_version_and_why(django_user_model):
    author = make_user("Editor", first_name="Ada", last_name="Lovelace")
    usecase = make_usecase()

    revision = save(usecase, author=author, title="Data In", based_on=1).revision

    assert (revision.version, revision.based_on, revision.door) == (2, 1, "form")
    assert (revision.author, revision.author_name) == (author, "Ada Lovelace")
    author.delete()
    assert UseCaseRevision.objects.get(pk=revision.pk).author_name == "Ada Lovelace"


def test_a_stale_save_is_refused_and_writes_nothing():
    usecase = make_usecase()
    save(usecase, title="Theirs")

    with pytest.raises(Conflict) as conflict:
        save(usecase, title="Mine", based_on=1)

    assert conflict.value.revision.version == 2
    assert reload(usecase).title == "Theirs"


def test_a_stale_save_of_what_stands_already_is_no_conflict():
    usecase = make_usecase()
    save(usecase, title="Both")

    assert save(usecase, title="Both", based_on=1).revision is None


def test_revisions_cannot_be_changed_or_deleted():
    revision = make_usecase().latest

    with pytest.raises(TypeError):
        revision.save()
    with pytest.raises(TypeError):
        revision.delete()
    with pytest.raises(TypeError):
        UseCaseRevision.objects.update(note="x")
    with pytest.raises(TypeError):
        UseCaseRevision.objects.all().delete()


def test_new_use_cases_get_the_next_number_and_a_free_slug():
    make_usecase(number="7")
    again = make_usecase()
    reserved = make_usecase("New")

    assert (again.number, again.slug) == ("8", "data-intake-1")
    assert (reserved.number, reserved.slug) == ("9", "new-1")


def test_a_number_of_another_use_case_is_refused_with_the_next_free_one():
    make_usecase(number="3")
    other = make_usecase("Other")

    with pytest.raises(
        spec.SpecError, match="number: Number 3 belongs to “Data Intake”; the next free number is 4"
    ):
        save(other, number="3")


def test_a_slug_of_another_use_case_is_refused():
    make_usecase()
    other = make_usecase("Other")

    with pytest.raises(spec.SpecError, match="slug: This address belongs to “Data Intake”"):
        save(other, slug="data-intake")


def test_the_slug_stays_when_the_title_changes_and_a_former_slug_leads_on():
    usecase = make_usecase()
    save(usecase, title="Other")
    save(usecase, slug="other")

    assert UseCase.objects.named("mlops", "data-intake").first() == usecase
    assert UseCase.objects.named("mlops", "other").first() == usecase
    newer = make_usecase("Data intake")
    assert UseCase.objects.named("mlops", "data-intake").first() == newer


def test_moving_deals_the_numbers_out_anew():
    for number, title in [("1", "A"), ("3", "B"), ("3a", "C"), ("10", "D")]:
        make_usecase(title, number=number)
    specification = Specification.objects.get()

    move_usecase(UseCase.objects.get(title="D"), 1, origin())

    assert numbers(specification) == [("1", "A"), ("3", "D"), ("3a", "B"), ("10", "C")]
    assert [row.latest.version for row in specification.use_cases.in_order()] == [1, 2, 2, 2]
    for row in specification.use_cases.all():
        assert usecase_spec(row) == row.document


def test_names_lead_to_one_artifact_without_regard_to_case_and_spacing():
    make_usecase(inputs=[{"name": "Raw data"}])
    usecase = make_usecase("Other", inputs=[{"name": "raw  DATA"}], outputs=[{"name": "Card"}])

    assert reload(usecase).document.inputs[0].name == "Raw data"
    assert [artifact.name for artifact in Artifact.objects.all()] == ["Card", "Raw data"]


def test_an_unknown_persona_is_refused_at_its_story():
    with pytest.raises(spec.SpecError, match=r"stories\[0\].personas\[0\]: There is no persona “nobody”"):
        make_usecase(stories=[{"personas": ["nobody"]}])

    assert not UseCase.objects.exists()


def test_a_deleted_use_case_comes_back_as_it_was():
    usecase = make_full_usecase(number="4")
    before = reload(usecase).document
    (last,) = delete_usecases([usecase], origin())
    specification = Specification.objects.get()
    assert deleted_usecases(specification) == [last]
    assert not UseCase.objects.exists()

    saved = restore_usecase(last, origin())

    assert saved.usecase.pk == usecase.pk
    assert reload(saved.usecase).document == before == usecase_spec(reload(saved.usecase))
    assert [row.version for row in saved.usecase.revisions.all()] == [3, 2, 1]
    assert deleted_usecases(specification) == []


def test_a_restored_use_case_whose_number_and_address_are_taken_gets_free_ones():
    usecase = make_usecase(number="1")
    (last,) = delete_usecases([usecase], origin())
    make_usecase(number="1")

    saved = restore_usecase(last, origin())

    assert (saved.usecase.number, saved.usecase.slug) == ("2", "data-intake-1")


def test_restoring_an_older_state_is_a_new_revision():
    usecase = make_usecase()
    save(usecase, title="Other")

    saved = restore_usecase(usecase.revisions.get(version=1), origin())

    assert (saved.revision.version, saved.revision.note) == (3, "Restored version 1.")
    assert reload(usecase).title == "Data Intake"


def test_a_deleted_specification_comes_back_with_all_that_was_in_it():
    make_full_usecase()
    specification = Specification.objects.get()
    before = specification_spec(specification)
    revision = delete_specification(specification, origin())
    assert not Artifact.objects.exists()
    assert deleted_specifications() == [revision]

    saved = restore_specification(revision, origin())

    assert specification_spec(saved.specification) == before
    assert deleted_specifications() == []


def test_a_persona_in_use_is_not_deleted_without_a_replacement():
    usecase = make_full_usecase()
    scientists = Persona.objects.get(slug="data-scientists")
    managers = Persona.objects.get(slug="product-managers")

    with pytest.raises(InUse):
        delete_persona(scientists, origin())
    revision = delete_persona(scientists, origin(), replacement=managers)

    after = reload(usecase)
    assert after.document.stories[0].personas == ("product-managers",)
    assert usecase_spec(after) == after.document
    assert after.latest.version == 2
    assert after.latest.change == revision.change


def test_a_deleted_persona_comes_back():
    persona = make_persona()
    revision = delete_persona(persona, origin())

    saved = restore_persona(revision, origin())

    assert (saved.persona.pk, saved.revision.version) == (persona.pk, 3)


def test_a_persona_with_a_new_address_takes_its_stories_along():
    usecase = make_full_usecase()
    persona = Persona.objects.with_document().get(slug="data-scientists")
    document = persona.document.model_copy(update={"slug": "scientists", "name": "Scientists"})

    save_persona_spec(document, origin(), persona=persona, base=Base(1))

    after = reload(usecase)
    assert after.document.stories[0].personas[0] == "scientists"
    assert usecase_spec(after) == after.document
    assert find_personas(["data-scientists"])["data-scientists"] == persona
    assert Persona.objects.named("data-scientists").first() == persona


def test_two_personas_cannot_bear_one_name():
    make_persona()

    with pytest.raises(spec.SpecError, match="name: Another persona has this name"):
        make_persona("data  SCIENTISTS")


def test_personas_with_one_anchor_get_two_slugs():
    make_persona("A & B")

    assert make_persona("A / B").slug == "a--b-1"


def test_a_moved_persona_gets_a_revision_that_says_so():
    first, second = make_persona("A"), make_persona("B")

    move_persona(second, 0, origin())

    assert list(Persona.objects.all()) == [second, first]
    assert second.revisions.first().note == "Moved from place 2 to 1."


def test_texts_at_their_limits_are_saved_on_every_database():
    name = "ﷺ" * rules.LINE_LIMIT

    usecase = make_usecase("x" * rules.LINE_LIMIT, inputs=[{"name": name}], notes="n" * rules.MARKDOWN_LIMIT)

    assert reload(usecase).document.inputs[0].name == name
    assert make_specification("文" * rules.LINE_LIMIT).slug
