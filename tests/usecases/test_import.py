"""Importing: what is found, what is changed, what is left alone, and what is reported."""

import pytest

from archportal import spec
from archportal.reports import Outcome
from personas.models import Persona
from tests.documents import specification_spec
from tests.factories import make_full_usecase, make_usecase, origin
from tests.usecases.bringing_in import bring_in, document, only, outcomes, rename, revisions
from usecases.changes import delete_usecases
from usecases.consistency import disagreements
from usecases.importing import import_specification
from usecases.models import Specification, UseCase, UseCaseRevision

pytestmark = pytest.mark.django_db


# New and known


def test_an_empty_portal_gets_everything():
    report = bring_in(
        introduction="Read me",
        personas=[{"name": "Data Scientists", "definition": "Do *science*"}],
        artifacts=[{"name": "Raw data", "external": True}],
        use_cases=[
            {"title": "Data Intake", "inputs": [{"name": "raw data"}], "outputs": [{"name": "Card"}]},
        ],
    )

    assert {str(entry.outcome) for entry in report.entries} == {"created"}
    assert (report.slug, report.title) == ("mlops", "MLOps")
    assert only().document.inputs[0].name == "Raw data"
    assert only().number == "1"
    revision = UseCaseRevision.objects.get()
    assert (revision.author, revision.author_name, revision.door) == (None, "Command line", "import")


def test_importing_the_same_again_changes_nothing():
    make_full_usecase()
    exported = specification_spec(Specification.objects.get())
    before = revisions()

    report = import_specification(exported, origin())

    assert report.changes_nothing
    assert revisions() == before


def test_what_the_import_does_not_mention_is_left_alone():
    make_full_usecase()
    make_usecase("Other")
    before = only().document

    report = bring_in(use_cases=[{"title": "Data Intake", "notes": "New"}])

    assert only().document == before.model_copy(update={"notes": "New"})
    assert outcomes(report, "use case") == {"1 Data Intake": "changed"}
    assert report.of(Outcome.CHANGED)[0].fields == ("notes",)
    assert UseCase.objects.count() == 2


def test_an_empty_list_that_is_mentioned_empties_the_list():
    make_full_usecase()

    bring_in(use_cases=[{"title": "Data Intake", "inputs": []}])

    assert only().document.inputs == ()
    assert only().document.outputs


def test_naming_an_alias_does_not_make_other_lists_mentioned():
    make_full_usecase()
    artifacts = [{"name": "Dataset", "aliases": ["Data set"]}]

    bring_in(artifacts=artifacts, use_cases=[{"title": "Data Intake", "inputs": [{"name": "Data set"}]}])

    assert [row.name for row in only().document.inputs] == ["Dataset"]
    assert [row.description for row in only().document.outputs] == ["With a name"]


def test_a_dry_run_reports_and_writes_nothing():
    make_full_usecase()
    before = revisions()

    report = bring_in(
        dry_run=True,
        personas=[{"name": "New people"}],
        use_cases=[{"title": "Data Intake", "notes": "New"}, {"title": "Another"}],
    )

    assert outcomes(report, "use case") == {"1 Data Intake": "changed", "2 Another": "created"}
    assert revisions() == before
    assert not Persona.objects.filter(name="New people").exists()


def test_a_slug_on_the_command_line_names_another_specification():
    make_full_usecase()
    exported = specification_spec(Specification.objects.get())

    report = import_specification(exported, origin(), slug="copy")

    assert report.slug == "copy"
    copied = specification_spec(Specification.objects.get(slug="copy"))
    assert copied == exported.model_copy(update={"slug": "copy"})
    with pytest.raises(spec.SpecError, match="slug: Write the address"):
        import_specification(exported, origin(), slug="No Address")


# Use cases


def test_a_use_case_is_found_by_a_former_slug_and_keeps_its_address():
    rename(make_usecase(), slug="intake", title="Intake")

    report = bring_in(use_cases=[{"slug": "data-intake", "title": "Data Intake", "event": "Go"}])

    assert (only("intake").title, only("intake").event) == ("Data Intake", "Go")
    assert outcomes(report, "use case") == {"1 Data Intake": "changed"}


def test_a_use_case_is_found_by_its_title_without_regard_to_case():
    rename(make_usecase(), slug="intake")

    bring_in(use_cases=[{"title": "data  INTAKE", "event": "Go"}])

    assert only("intake").event == "Go"


def test_two_of_one_title_are_never_merged_into_one():
    make_usecase()

    for _ in range(2):
        bring_in(
            use_cases=[
                {"slug": "data-intake", "title": "Data Intake", "event": "A"},
                {"slug": "data-intake-1", "title": "Data Intake", "event": "B"},
            ]
        )

    assert {row.slug: row.event for row in UseCase.objects.all()} == {
        "data-intake": "A",
        "data-intake-1": "B",
    }


def test_a_slug_counts_more_than_a_title():
    make_usecase("First")
    make_usecase("Second")

    bring_in(use_cases=[{"slug": "new-one", "title": "First"}, {"slug": "first", "title": "Second"}])

    assert {row.slug: row.title for row in UseCase.objects.all()} == {
        "first": "Second",
        "second": "Second",
        "new-one": "First",
    }


def test_a_deleted_use_case_comes_in_as_a_new_one():
    delete_usecases([make_usecase()], origin())

    report = bring_in(use_cases=[{"title": "Data Intake"}])

    assert outcomes(report, "use case") == {"1 Data Intake": "created"}


def test_numbers_are_exchanged_within_one_import():
    make_usecase("A", number="1")
    make_usecase("B", number="2")

    report = bring_in(use_cases=[{"title": "A", "number": "2"}, {"title": "B", "number": "1"}])

    assert {row.slug: row.number for row in UseCase.objects.all()} == {"a": "2", "b": "1"}
    assert report.warnings == []


def test_a_new_use_case_whose_number_belongs_to_another_gets_the_next_free_one():
    make_usecase("A", number="7")

    for _ in range(2):
        report = bring_in(use_cases=[{"title": "B", "number": "7"}])
        assert report.warnings == ["Use case “B” is number 8: number 7 belongs to “A”."]

    assert only("b").number == "8"
    assert report.changes_nothing


def test_an_old_use_case_whose_wish_belongs_to_another_keeps_its_number():
    make_usecase("A", number="1")
    make_usecase("B", number="2")

    report = bring_in(use_cases=[{"title": "B", "number": "1", "event": "Go"}])

    assert (only("b").number, only("b").event) == ("2", "Go")
    assert "number 1 belongs to “A”" in report.warnings[0]


def test_a_use_case_that_mentions_no_number_keeps_it_before_one_that_wants_it():
    make_usecase("A", number="1")

    bring_in(use_cases=[{"title": "A"}, {"title": "B", "number": "1"}])

    assert {row.slug: row.number for row in UseCase.objects.all()} == {"a": "1", "b": "2"}


def test_a_number_that_is_given_up_goes_to_whoever_wants_it():
    make_usecase("A", number="1")

    bring_in(use_cases=[{"title": "A", "number": "5"}, {"title": "B", "number": "1"}, {"title": "C"}])

    assert {row.slug: row.number for row in UseCase.objects.all()} == {"a": "5", "b": "1", "c": "6"}


# Much


def test_many_use_cases_come_in_and_change_with_few_queries(django_assert_max_num_queries):
    def cases(event):
        return [
            {
                "title": f"Case {place}",
                "number": str(place),
                "event": event,
                "inputs": [{"name": f"In {place}"}],
            }
            for place in range(1, 601)
        ]

    with django_assert_max_num_queries(150):
        import_specification(document(use_cases=cases("A")), origin())
    swapped = cases("B")
    for place, case in enumerate(swapped):
        case["number"] = str(600 - place)
    import_specification(document(use_cases=swapped), origin())

    assert UseCase.objects.get(number="1").title == "Case 600"
    assert list(disagreements()) == []
