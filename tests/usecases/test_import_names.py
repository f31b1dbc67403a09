"""Importing personas and artifacts: known by every name they have, and renamed everywhere."""

import pytest

from archportal import spec
from personas.models import Persona
from personas.specs import move_persona, save_persona_spec
from tests.documents import specification_spec
from tests.factories import make_full_usecase, make_persona, make_specification, make_usecase, origin
from tests.usecases.bringing_in import bring_in, only, outcomes, revisions
from usecases.consistency import disagreements
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, Specification

pytestmark = pytest.mark.django_db


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
