"""What the form offers while one types, what it says of names, and what its dialogs make."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archportal import spec
from archportal.revisions import Door
from personas.models import Persona
from tests.factories import make_persona, make_specification, make_usecase, make_user, origin
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact
from usecases.specs import Draft, save_usecase_specs

pytestmark = pytest.mark.django_db

ARTIFACTS = "/specs/mlops/complete/artifacts/"
CHECK = f"{ARTIFACTS}check/"
TAGS = "/specs/mlops/complete/tags/"
PERSONAS = "/personas/new/complete/"
CHECK_PERSONAS = "/specs/new/personas/"
NASTY = ["\x00", "x" * 10_000, "<script>alert(1)</script>", "%_\\", "'", ",;,", "(", "  ", "\u202e", "数据"]


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def ask(client, address, text, **more):
    response = client.get(address, {"q": text, **more})
    assert response.status_code == 200
    return response.json()


def values(client, address, text):
    return [offer["value"] for offer in ask(client, address, text)["results"]]


def hints(client, address, text, **more):
    """Return what is said beside each name that is offered."""
    return {offer["value"]: "".join(offer["hint"]) for offer in ask(client, address, text, **more)["results"]}


def said(client, address, text):
    """Return each sentence about a name, with the texts of its buttons."""
    notes = ask(client, address, text)["notes"]
    return {note["text"]: [act["text"] for act in note["acts"]] for note in notes}


def names(*titles):
    """Make a use case whose inputs have these names."""
    return make_usecase(inputs=[{"name": title} for title in titles])


def test_an_artifact_says_what_it_is_and_where_it_flows(editor):
    specification = make_specification()
    raw = spec.Artifact(name="Raw data", aliases=("Measurements",), type="file", external=True)
    save_artifact(raw, specification, origin())
    make_usecase("Intake", inputs=[{"name": "Raw data"}], outputs=[{"name": "Draft data"}])
    make_usecase("Preparation", inputs=[{"name": "Draft data"}], outputs=[{"name": "Clean data"}])
    make_usecase("Review", inputs=[{"name": "Draft data"}, {"name": "Draft data"}])

    assert ask(editor, ARTIFACTS, "dra") == {
        "results": [
            {
                "value": "Draft data",
                "name": ["", "Dra", "ft data"],
                "hint": ["output of 1 Intake, input of 2, 3"],
            }
        ],
        "exact": False,
        "parts": 1,
    }
    assert ask(editor, ARTIFACTS, "measur")["results"] == [
        {
            "value": "Raw data",
            "name": ["Raw data"],
            "hint": ["also called ", "Measur", "ements · file · from outside · input of 1 Intake"],
        }
    ]
    assert hints(editor, ARTIFACTS, "dra", but="review") == {"Draft data": "output of 1 Intake, input of 2"}


def test_of_many_use_cases_the_first_are_named_and_the_others_counted(editor):
    for number in range(1, 6):
        make_usecase(
            f"Use {number}", inputs=[{"name": "Raw data"}], outputs=[{"name": "Log"}] if number < 3 else []
        )

    assert hints(editor, ARTIFACTS, "raw")["Raw data"] == "input of 1, 2, 3 and 2 more"
    assert hints(editor, ARTIFACTS, "log")["Log"] == "output of 1, 2"


def test_artifacts_are_ranked_by_where_the_text_stands(editor):
    names("Metadata", "Raw data", "Data card", "A data set", "Unrelated")
    make_usecase("Other", inputs=[{"name": "Raw data"}])

    assert values(editor, ARTIFACTS, "DA") == ["Data card", "Raw data", "A data set", "Metadata"]


@pytest.mark.parametrize("text", ["résumé", "RESUME", "writer resu", "resmue", "of writer"])
def test_accents_order_and_slips_do_not_hide_an_artifact(editor, text):
    names("Résumé of the writer", "Unrelated", "Other")

    assert values(editor, ARTIFACTS, text) == ["Résumé of the writer"]


def test_with_nothing_typed_the_most_used_are_offered(editor):
    names("Seldom", "Often")
    make_usecase("Other", inputs=[{"name": "Often"}], outputs=[{"name": "Made"}])

    assert values(editor, ARTIFACTS, "") == ["Often", "Made", "Seldom"]


def test_an_artifact_is_offered_once_whatever_leads_to_it(editor):
    save_artifact(spec.Artifact(name="Data", aliases=("Data set", "Dataset")), make_specification(), origin())

    assert hints(editor, ARTIFACTS, "data") == {"Data": ""}
    assert ask(editor, ARTIFACTS, "DATASET")["exact"] is True


def test_artifacts_of_other_specifications_are_not_offered(editor):
    names("Raw data")
    make_specification("Other")

    assert values(editor, "/specs/other/complete/artifacts/", "raw") == []
    assert ask(editor, "/specs/other/complete/artifacts/check/", "Rawdata") == {"notes": []}


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("scien", ["Data Scientists"]),
        ("data scientist", ["Data Scientists"]),
        ("Data Scientists, stew", ["Stewards"]),
        ("Data Scientists; sec", ["Security, Risk and Compliance Officers"]),
        ("Data Scientists, Security, ri", ["Security, Risk and Compliance Officers"]),
        ("scientsit", ["Data Scientists"]),
        ("", ["Data Scientists", "Stewards", "Security, Risk and Compliance Officers"]),
    ],
)
def test_personas_are_offered_for_what_is_being_typed(editor, text, offered):
    for name in ("Data Scientists", "Stewards", "Security, Risk and Compliance Officers"):
        make_persona(name)

    assert values(editor, PERSONAS, text) == offered


def test_a_persona_says_who_it_is(editor):
    make_persona(
        singular="Data Scientist", definition="They *build* [models](https://example.org).\n" + "word " * 90
    )
    make_usecase(stories=[{"personas": ["data-scientists"], "want": want} for want in ("one", "two")])

    hint = hints(editor, PERSONAS, "data")["Data Scientists"]

    assert hint.startswith("Data Scientist · 1 use case · They build models. word word")
    assert hint.endswith("word …")
    assert len(hint) < 130


def test_a_run_of_parts_is_one_name(editor):
    make_persona("Security, Risk and Compliance Officers")

    assert ask(editor, PERSONAS, "Somebody, security, ri")["parts"] == 2
    assert ask(editor, PERSONAS, "security, risk and compliance officers")["exact"] is True


def test_tags_are_offered_with_how_many_use_cases_have_them(editor):
    make_usecase("One", tags=["data", "first"])
    make_usecase("Two", tags=["data", "Metadata"])

    assert hints(editor, TAGS, "dat") == {"data": "2 use cases", "Metadata": "1 use case"}
    assert values(editor, TAGS, "") == ["data", "Metadata", "first"]


def test_a_nearly_known_name_is_asked_about(editor):
    save_artifact(spec.Artifact(name="Card", aliases=("Final data card",)), make_specification(), origin())
    names("Filtered data", "Model v1")

    assert said(editor, CHECK, "Filtered dataset") == {
        "Did you mean “Filtered data”?": ["Use it", "Keep mine"]
    }
    assert said(editor, CHECK, "data card final") == {"Did you mean “Card”?": ["Use it", "Keep mine"]}
    assert said(editor, CHECK, "final  DATA card") == {
        "“final DATA card” is also called “Card”: it will be saved as “Card”.": []
    }
    assert said(editor, CHECK, "Model v2") == said(editor, CHECK, "model V1") == {}


def test_of_several_names_that_may_be_meant_each_has_a_button(editor):
    names("Data cards", "Datacard")

    assert said(editor, CHECK, "Data card") == {
        "Did you mean “Data cards” or “Datacard”?": ["Use “Data cards”", "Use “Datacard”", "Keep mine"]
    }


def test_unknown_personas_are_named_with_those_that_were_perhaps_meant(editor):
    make_persona(singular="Data Scientist")

    assert said(editor, CHECK_PERSONAS, "Data Scientists, data scientist") == {}
    notes = ask(editor, CHECK_PERSONAS, "Artists; Data Sceintist, Art")["notes"]
    assert [note["text"] for note in notes] == [
        f"There is no persona “{name}” yet." for name in ("Artists", "Data Sceintist", "Art")
    ]
    use, make = notes[1]["acts"]
    around = {"before": "Artists, ", "after": ", Art"}
    assert use == {
        "text": "Use “Data Scientists”",
        "label": "Use Data Scientists",
        "name": "Data Scientists",
        "make": False,
        **around,
    }
    assert make["name"] == "Data Sceintist"
    assert make["make"] is True
    assert [act["before"] for act in notes[2]["acts"]] == ["Artists, Data Sceintist, "]


@pytest.mark.parametrize("address", [ARTIFACTS, CHECK, TAGS, PERSONAS, CHECK_PERSONAS])
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_whatever_is_typed_is_answered(editor, address, text):
    names("Raw data", "<b>Bold</b>")
    make_persona()

    ask(editor, address, text, but=text)


def test_an_artifact_is_made_from_the_dialog(editor):
    make_specification()
    typed = {"name": " Raw  data ", "type": "file", "description": "As measured", "external": "on"}

    response = editor.post(f"{ARTIFACTS}new/", typed)

    assert (response.status_code, response.json()) == (201, {"name": "Raw data"})
    artifact = Artifact.objects.get()
    assert (artifact.type, artifact.description, artifact.external) == ("file", "As measured", True)
    assert (artifact.latest.door, artifact.latest.author.username) == (Door.FORM, "editor")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "raw DATA"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "New", "type": "wood"}, "type"),
        ({"name": "New", "description": "x" * 5001}, "description"),
    ],
)
def test_a_faulty_artifact_is_not_made(editor, typed, field):
    names("Raw data")

    response = editor.post(f"{ARTIFACTS}new/", typed)

    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
    assert Artifact.objects.count() == 1


def test_a_persona_is_made_from_the_dialog(editor):
    typed = {"name": "Stewards", "singular": "Steward", "definition": "They care."}

    response = editor.post("/personas/new/quick/", typed)

    assert (response.status_code, response.json()) == (201, {"name": "Stewards"})
    persona = Persona.objects.get()
    assert (persona.slug, persona.singular, persona.definition) == ("stewards", "Steward", "They care.")


@pytest.mark.parametrize("name", ["", "data SCIENTISTS", "x" * 201, "a\x00b"])
def test_a_faulty_persona_is_not_made(editor, name):
    make_persona()

    response = editor.post("/personas/new/quick/", {"name": name})

    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["name"]
    assert Persona.objects.count() == 1


def test_queries_do_not_grow_with_what_there_is(editor):
    def count():
        counts = {}
        for address in (
            f"{ARTIFACTS}?q=",
            f"{ARTIFACTS}?q=inp",
            f"{ARTIFACTS}?q=zzz",
            f"{CHECK}?q=Inptu 1",
            f"{TAGS}?q=ta",
            f"{PERSONAS}?q=",
            f"{PERSONAS}?q=per",
            f"{CHECK_PERSONAS}?q=Nobody",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert editor.get(address).status_code == 200
            counts[address] = len(queries)
        return counts

    def fill(start, end):
        inputs = [{"name": f"Input {number}"} for number in range(start, end)]
        people = [make_persona(f"Person {number}").slug for number in range(start, end)]
        stories = [{"personas": people, "want": "something"}]
        content = {"inputs": inputs, "outputs": inputs[:9], "tags": [f"tag {end}"], "stories": stories}
        documents = [
            spec.build(spec.UseCase, {"title": f"Use {number}", **content}) for number in range(start, end)
        ]
        save_usecase_specs(specification, [Draft(document) for document in documents], origin())

    specification = make_specification()
    fill(0, 12)
    few = count()
    fill(12, 30)

    assert count() == few
    assert max(few.values()) <= 8
