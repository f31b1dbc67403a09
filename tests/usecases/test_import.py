"""Importing: what is found, what is changed, what is left alone, and what is reported."""

import pytest

from archportal import spec
from archportal.reports import Outcome
from archportal.revisions import Door
from personas.models import Persona, PersonaRevision
from personas.specs import move_persona, save_persona_spec
from tests.documents import specification_spec
from tests.factories import make_full_usecase, make_persona, make_specification, make_usecase, origin
from usecases.artifacts import save_artifact
from usecases.changes import delete_usecases
from usecases.consistency import disagreements
from usecases.importing import import_specification
from usecases.models import Artifact, ArtifactRevision, Specification, UseCase, UseCaseRevision
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db


def document(**values):
    head = {"format": spec.FORMAT, "version": spec.VERSION, "slug": "mlops", "title": "MLOps"}
    return spec.build(spec.Specification, {**head, **values})


def bring_in(slug=None, dry_run=False, references=(), **values):
    report = import_specification(
        document(**values),
        origin(door=Door.IMPORT),
        slug=slug,
        dry_run=dry_run,
        references=frozenset(references),
    )
    assert list(disagreements()) == []
    return report


def outcomes(report, kind):
    return {entry.name: str(entry.outcome) for entry in report.entries if entry.kind == kind}


def only(slug="data-intake"):
    return UseCase.objects.with_document().get(slug=slug)


def revisions():
    return UseCaseRevision.objects.count(), PersonaRevision.objects.count(), ArtifactRevision.objects.count()


def rename(usecase, **values):
    changed = usecase.latest and only(usecase.slug).document.model_copy(update=values)
    return save_usecase_spec(usecase.specification, changed, origin(), usecase=usecase).usecase


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


# Personas


def persona(name="Data Scientists", **values):
    return {"slug": "data-scientists", "name": name, **values}


def test_a_persona_is_found_by_every_name_it_ever_had():
    row = make_persona(definition="Old")
    renamed = row.latest and Persona.objects.with_document().get().document
    save_persona_spec(
        renamed.model_copy(update={"slug": "scientists", "name": "Scientists"}), origin(), persona=row
    )

    for found in (
        {"slug": "scientists", "name": "Scientists", "definition": "By slug"},
        {"slug": "data-scientists", "name": "Scientists", "definition": "By former slug"},
        {"slug": "x", "name": "scientists", "definition": "By name"},
        {"slug": "x", "name": "Data  Scientists", "definition": "By former name"},
    ):
        bring_in(personas=[found])
        assert (Persona.objects.get().slug, Persona.objects.get().definition) == (
            "scientists",
            found["definition"],
        )


def test_a_persona_of_the_import_takes_over_what_is_mentioned_of_it():
    make_persona(definition="Old", goals=["Goal"])

    report = bring_in(personas=[persona("Researchers", definition="New")])

    document = Persona.objects.with_document().get().document
    assert (document.slug, document.name, document.definition) == ("data-scientists", "Researchers", "New")
    assert document.goals == ("Goal",)
    assert outcomes(report, "persona") == {"Researchers": "changed"}


def test_a_persona_known_by_reference_only_is_found_and_never_changed():
    make_persona("Data Scientists", singular="Data Scientist", definition="Old")
    before = Persona.objects.with_document().get().document

    stories = [{"personas": ["data-scientists"], "want": "more"}]
    bring_in(
        personas=[persona("Data Scientist")],
        references={"data-scientists"},
        use_cases=[{"title": "Data Intake", "stories": stories}],
    )

    assert Persona.objects.with_document().get().document == before


def test_unknown_slugs_in_stories_become_personas_without_a_definition():
    make_persona("Data Scientists")
    stories = [{"personas": ["data-scientist", "qa--test-leads", "data-scientists"]}]

    report = bring_in(use_cases=[{"title": "Data Intake", "stories": stories}])

    assert only().document.stories[0].personas == ("data-scientists", "qa--test-leads")
    added = Persona.objects.with_document().get(slug="qa--test-leads").document
    assert (added.name, added.definition) == ("Qa / Test Leads", "")
    assert report.warnings == [
        "Persona “qa--test-leads” is not known; “Qa / Test Leads” was added without a definition."
    ]


def test_stories_follow_a_persona_whose_address_is_another_here():
    row = make_persona()
    document = Persona.objects.with_document().get().document
    save_persona_spec(document.model_copy(update={"slug": "scientists"}), origin(), persona=row)

    stories = [{"personas": ["data-scientists"]}]
    bring_in(personas=[persona()], use_cases=[{"title": "Data Intake", "stories": stories}])

    assert only().document.stories[0].personas == ("scientists",)


def test_a_name_that_is_passed_on_within_one_import_is_no_conflict():
    make_persona("Analysts")
    make_persona("Engineers")

    bring_in(
        personas=[{"slug": "analysts", "name": "Engineers"}, {"slug": "engineers", "name": "Data Engineers"}]
    )

    assert {row.slug: row.name for row in Persona.objects.all()} == {
        "analysts": "Engineers",
        "engineers": "Data Engineers",
    }


def test_a_name_that_belongs_to_another_persona_is_refused_and_nothing_written():
    make_persona("Analysts")
    make_persona("Engineers")
    before = revisions()

    with pytest.raises(spec.SpecError, match=r"Engineers.*Another persona has this name"):
        bring_in(personas=[{"slug": "analysts", "name": "Engineers"}], introduction="New")

    assert revisions() == before
    assert not Specification.objects.exists()


def test_the_order_of_personas_is_taken_over_when_all_are_mentioned():
    first, second = make_persona("A"), make_persona("B")
    several = [{"name": "B"}, {"name": "New people"}, {"name": "A"}]

    bring_in(personas=several[:1])
    assert list(Persona.objects.all()) == [first, second]
    bring_in(personas=several)

    assert [row.name for row in Persona.objects.all()] == ["B", "New people", "A"]
    before = revisions()
    bring_in(personas=several)
    assert revisions() == before
    move_persona(second, 2, origin())
    assert list(disagreements()) == []


# The dictionary


def artifact(**values):
    specification = Specification.objects.filter(slug="mlops").first() or make_specification()
    document = spec.build(spec.Artifact, values)
    return save_artifact(document, specification, origin()).artifact


def dictionary():
    return {item.name: item for item in specification_spec(Specification.objects.get()).artifacts}


def test_an_artifact_is_found_by_any_of_its_names():
    artifact(name="Curated data", aliases=["Clean data"], type="file", description="Old")

    report = bring_in(
        artifacts=[{"name": "clean  DATA", "description": "New"}],
        use_cases=[{"title": "Data Intake", "inputs": [{"name": "Clean data"}]}],
    )

    found = dictionary()["Curated data"]
    assert (found.aliases, found.type, found.description) == (("Clean data",), "file", "New")
    assert outcomes(report, "artifact") == {"Curated data": "changed"}
    assert only().document.inputs[0].name == "Curated data"


def test_an_artifact_that_only_a_use_case_names_stays_as_it_is():
    artifact(name="Raw data", type="file")

    report = bring_in(use_cases=[{"title": "Data Intake", "inputs": [{"name": "RAW DATA"}]}])

    assert dictionary()["Raw data"].type == "file"
    assert outcomes(report, "artifact") == {"Raw data": "unchanged"}


def test_a_renamed_artifact_takes_all_use_cases_along():
    make_full_usecase()
    make_usecase("Other", inputs=[{"name": "Raw data"}])

    report = bring_in(
        artifacts=[{"name": "Measurements", "aliases": ["Raw data"]}],
        use_cases=[{"title": "Data Intake", "notes": "New"}],
    )

    assert [row.name for row in only().document.inputs] == ["Measurements", "Labels"]
    assert [row.name for row in only("other").document.inputs] == ["Measurements"]
    assert outcomes(report, "use case") == {"1 Data Intake": "changed", "2 Other": "changed"}


def test_an_alias_becomes_an_artifact_of_its_own():
    artifact(name="Data", aliases=["Labels"])

    bring_in(artifacts=[{"name": "Data", "aliases": []}, {"name": "Labels", "type": "list"}])

    assert {name: item.aliases for name, item in dictionary().items()} == {"Data": (), "Labels": ()}


def test_two_artifacts_exchange_their_names():
    artifact(name="A", aliases=["X"], type="file")
    artifact(name="B", aliases=["Y"], type="text")

    bring_in(artifacts=[{"name": "A", "aliases": ["Y"]}, {"name": "B", "aliases": ["X"]}])

    assert {name: item.aliases for name, item in dictionary().items()} == {"A": ("Y",), "B": ("X",)}


def test_an_alias_that_leads_to_another_artifact_is_left_out_and_reported():
    artifact(name="Curated data")
    artifact(name="Raw data")

    for _ in range(2):
        report = bring_in(artifacts=[{"name": "Raw data", "aliases": ["Curated data", "Input"]}])

    assert dictionary()["Raw data"].aliases == ("Input",)
    assert report.warnings == [
        "Artifact “Raw data”: the alias “Curated data” leads to another artifact and was left out."
    ]
    assert report.changes_nothing


def test_an_entry_whose_name_is_an_alias_already_is_reported():
    artifact(name="Raw data", aliases=["Input"])

    report = bring_in(artifacts=[{"name": "Raw data", "type": "file"}, {"name": "Input", "type": "text"}])

    assert list(dictionary()) == ["Raw data"]
    assert "Artifact “Input”: the name is an alias" in report.warnings[0]
    assert Artifact.objects.count() == 1


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
