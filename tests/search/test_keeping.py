"""The index follows every door: after each change it is what a fresh one would be."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from archportal import spec
from archportal.revisions import Conflict
from personas.models import PersonaRevision
from personas.specs import delete_persona, move_persona, restore_persona, save_persona_spec
from search.agreement import NAMES, disagreements
from search.filling import all_pieces
from search.finding import found
from search.keeping import entry_of
from search.models import Entry, Word
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from tests.postdata import fields_of
from usecases.changes import delete_usecases, move_usecase, restore_usecase, set_status
from usecases.dictionary.changing import delete_unused_artifacts, save_artifact
from usecases.importing import import_specification
from usecases.models import Artifact, Specification, UseCase, UseCaseRevision
from usecases.specifications import (
    delete_specification,
    restore_specification,
    save_specification_spec,
    specification_text,
)
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db


def save(usecase, **values):
    document = UseCase.objects.with_document().get(pk=usecase.pk).document
    return save_usecase_spec(
        usecase.specification, document.model_copy(update=values), origin(), usecase=usecase
    )


def texts(*wanted):
    """Return the texts that are found."""
    return list(found(wanted).values_list("text", flat=True))


def check(step):
    """Fail where the entries are not those of the documents, or the database finds others."""
    rows = (tuple(getattr(entry_of(piece), name) for name in NAMES) for piece in all_pieces(apps))
    indexed = set(Entry.objects.values_list(*NAMES))
    assert indexed == set(rows), step
    words = {word for own in Entry.objects.values_list("words", flat=True) for word in own.split()}
    assert words <= set(Word.objects.values_list("word", flat=True)), step
    for word in sorted(words):
        own = [
            entry.pk for entry in Entry.objects.all() if any(w.startswith(word) for w in entry.words.split())
        ]
        assert sorted(found([word]).values_list("pk", flat=True)) == sorted(own), (step, word)


def test_the_index_follows_every_door(client):
    usecase = make_full_usecase()
    specification = usecase.specification
    other = make_usecase("Card", outputs=[{"name": "Dataset"}])
    check("created")
    save(usecase, title="Intake of everything", number="7")
    check("renamed and renumbered")
    save(usecase, exceptions=(), success_path=(spec.Step(text="Look twice"),), notes="")
    check("rows taken away")
    move_usecase(usecase, 0, origin())
    check("moved")
    set_status([usecase], UseCase.Status.APPROVED, origin())
    check("another status")
    dataset = Artifact.objects.get(name="Dataset")
    renamed = spec.Artifact(name="Collection", aliases=("Dataset",), description="All that was measured")
    save_artifact(renamed, specification, origin(), artifact=dataset)
    check("artifact renamed")
    save_usecase_spec(
        specification, spec.UseCase(title="Third", inputs=(spec.Input(name="Brand new"),)), origin()
    )
    check("artifact added by a use case")
    managers = usecase.story_rows.get().links.last().persona
    document = managers.document.model_copy(update={"slug": "owners", "name": "Owners", "goals": ("Rest",)})
    save_persona_spec(document, origin(), persona=managers)
    check("persona renamed")
    move_persona(managers, 0, origin())
    check("persona moved")
    scientists = usecase.story_rows.get().links.first().persona
    delete_persona(scientists, origin(), replacement=managers)
    check("persona replaced")
    restore_persona(PersonaRevision.objects.filter(persona_id=scientists.pk).latest("version"), origin())
    check("persona restored")
    (gone,) = delete_usecases([other], origin())
    check("use case deleted")
    restore_usecase(gone, origin())
    check("use case restored")
    restore_usecase(UseCaseRevision.objects.get(usecase_id=usecase.pk, version=1), origin())
    check("old version restored")
    unused = save_artifact(spec.Artifact(name="Left over"), specification, origin()).artifact
    check("artifact added")
    delete_unused_artifacts([unused], origin())
    check("artifact deleted")
    text = specification_text(Specification.objects.get()).model_copy(
        update={"introduction": "# Hello\n\nAll."}
    )
    save_specification_spec(text, origin(), specification=specification)
    check("introduction written")
    deleted = delete_specification(specification, origin())
    check("specification deleted")
    assert not Entry.objects.exclude(home=0).exists()
    restore_specification(deleted, origin())
    check("specification restored")
    imported = spec.build(
        spec.Specification,
        {
            "format": "archportal/specification",
            "version": 1,
            "slug": "mlops",
            "title": "Imported",
            "artifacts": [{"name": "Raw data", "description": "From a probe"}],
            "use_cases": [{"slug": "data-intake", "title": "Intake"}, {"title": "Another"}],
        },
    )
    import_specification(imported, origin(), dry_run=True)
    check("import tried out")
    import_specification(imported, origin())
    check("imported")
    client.force_login(make_user("Editor"))
    page = "/specs/mlops/use-cases/another/edit/"
    assert client.post(page, fields_of(client.get(page)) | {"notes": "Typed by hand"}).status_code == 302
    check("saved by the form")
    assert texts("typed") == ["Typed by hand"]


def test_a_refused_save_leaves_the_index_as_it_was():
    usecase = make_usecase(notes="Before")
    taken = make_usecase("Taken")

    with pytest.raises(spec.SpecError):
        save(usecase, notes="After", number=taken.number)
    with transaction.atomic():
        save(usecase, notes="After")
        transaction.set_rollback(True)

    assert texts("before") == ["Before"]
    assert texts("after") == []
    check("refused")


def test_a_use_case_that_is_gone_is_not_indexed_again():
    usecase = make_usecase()
    document = usecase.document
    delete_usecases([usecase], origin())

    with pytest.raises(Conflict):
        save_usecase_spec(usecase.specification, document, origin(), usecase=usecase)

    assert texts("intake") == []


def test_a_save_writes_what_has_changed_and_nothing_else(django_assert_max_num_queries):
    usecase = make_full_usecase(notes="Before")
    entries = dict(Entry.objects.values_list("pk", "text"))

    save(usecase, notes="After")

    changed = set(Entry.objects.values_list("pk", "text")) - set(entries.items())
    assert [text for _, text in changed] == ["After"]


def test_a_rebuilt_index_is_the_same_and_forgets_old_words():
    usecase = make_full_usecase(notes="Misteak")
    save(usecase, notes="Mistake")
    before = sorted(Entry.objects.values_list(*NAMES))
    Entry.objects.filter(kind=9).delete()
    out = io.StringIO()

    call_command("rebuild_search", stdout=out)

    assert sorted(Entry.objects.values_list(*NAMES)) == before
    assert out.getvalue() == f"The search finds {len(before)} pieces of text.\n"
    assert not Word.objects.filter(word="misteak").exists()
    check("rebuilt")


@pytest.mark.parametrize("damage", [{"text": "x"}, {"words": "x"}, {"sort": "x"}, {"anchor": "x"}])
def test_an_index_that_is_wrong_is_named(damage):
    make_persona()
    make_specification()
    assert list(disagreements()) == []

    Entry.objects.filter(kind=2).update(**damage)

    sentence = "1 piece of text is not found as the search should; run `python manage.py rebuild_search`."
    assert list(disagreements()) == [sentence]


def test_entries_that_are_missing_or_left_over_are_counted():
    make_full_usecase()
    Entry.objects.filter(kind=9).delete()
    Entry.objects.filter(text="Data Scientists").update(owner=99)

    (sentence,) = disagreements()

    assert sentence.startswith("4 pieces of text are not found")
