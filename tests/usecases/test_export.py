"""Taking documents out: the formats, their addresses, and equal bytes everywhere."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command

from archportal import spec
from archportal.spec.readme import render_document, render_folder
from personas.models import Persona
from personas.specs import save_persona_spec
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from tests.usecases.taking_out import CASE, PERSONA, SINGLE, TYPES, WHOLE, content, fill, whole
from usecases.management.commands.load_starter import STARTER
from usecases.models import Specification, UseCase
from usecases.specifications import save_specification_spec
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.force_login(make_user("Viewer"))
    return client


@pytest.fixture
def full(reader):
    return make_full_usecase(number="1")


# What comes out


def test_the_json_is_the_document(reader, full):
    assert content(reader.get("/specs/mlops.json")).decode() == spec.to_json(whole())
    assert content(reader.get(f"{CASE}.json")).decode() == spec.to_json(whole().use_cases[0])
    assert content(reader.get(PERSONA[0])).decode() == spec.to_json(whole().personas[0])


def test_the_markdown_is_that_of_the_document(reader, full):
    files = dict(render_folder(whole()))

    assert content(reader.get("/specs/mlops.md")).decode() == render_document(whole())
    assert content(reader.get(f"{CASE}.md")).decode() == files["use-cases/1-data-intake.md"]
    assert content(reader.get(PERSONA[1])).startswith(b"# Data Scientists\n")


def test_the_zip_is_the_markdown_folder(reader, full):
    with zipfile.ZipFile(io.BytesIO(content(reader.get("/specs/mlops.zip")))) as archive:
        files = {info.filename: archive.read(info).decode() for info in archive.infolist()}
        times = {info.date_time for info in archive.infolist()}

    assert files == dict(render_folder(whole()))
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_the_diagram_comes_as_a_picture_that_may_show_its_colours(reader, full):
    response = reader.get(f"{CASE}.svg")

    assert content(response).startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert "'sha256-" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert content(reader.get(f"{CASE}.mmd")).startswith(b"flowchart")


@pytest.mark.parametrize("address", [*WHOLE, *SINGLE, *PERSONA])
def test_every_format_says_what_it_is_and_is_saved_on_request_only(reader, full, address):
    shown, saved = reader.get(address), reader.get(f"{address}?download=1")

    assert shown["Content-Type"] == TYPES[address.rpartition(".")[2]]
    assert "Content-Disposition" not in shown
    assert saved["Content-Disposition"].startswith("attachment; filename=")
    assert shown["Cache-Control"] == "private, no-cache"
    content(shown)
    content(saved)


def test_a_file_is_saved_under_the_name_that_it_has_in_the_folder(reader, full):
    response = reader.get(f"{CASE}.svg?download=1")

    assert response["Content-Disposition"] == 'attachment; filename="1-data-intake.svg"'


def test_names_in_other_scripts_come_through(reader):
    make_usecase("データ取り込み", specification=make_specification("文書"))

    response = reader.get("/specs/文書/use-cases/データ取り込み.md?download=1")

    assert "filename*=utf-8''1-%E3%83%87" in response["Content-Disposition"]
    assert "データ取り込み" in content(response).decode()


@pytest.mark.parametrize("address", [*WHOLE, *SINGLE, *PERSONA])
def test_a_head_request_gets_the_headers_alone(reader, full, address):
    response = reader.head(address)

    assert (response.status_code, response.getvalue()) == (200, b"")
    assert response["ETag"] == reader.get(address)["ETag"]


def test_artifacts_are_sorted_alike_whatever_the_database_thinks(reader):
    names = ["a b", "A-b", "ab", "Ab c", "ä", "z", "_"]
    make_usecase(inputs=[{"name": name} for name in names])

    found = json.loads(content(reader.get("/specs/mlops.json")))["artifacts"]

    assert [item["name"] for item in found] == [item.name for item in whole().artifacts]
    assert spec.read_json(content(reader.get("/specs/mlops.json"))) == whole()


def test_use_cases_come_by_number_and_personas_in_their_order(reader):
    make_persona("Z")
    make_persona("A")
    for number in ("10", "2", "3a", "3"):
        make_usecase(f"Case {number}", number=number)

    found = json.loads(content(reader.get("/specs/mlops.json")))

    assert [case["number"] for case in found["use_cases"]] == ["2", "3", "3a", "10"]
    assert [persona["name"] for persona in found["personas"]] == ["Z", "A"]


def test_the_starter_content_comes_out_byte_by_byte_as_it_went_in(reader):
    call_command("load_starter", stdout=io.StringIO())

    assert content(reader.get("/specs/model-lifecycle.json")) == STARTER.read_bytes()


def test_an_empty_specification_comes_out_as_well(reader):
    make_specification()

    assert spec.read_json(content(reader.get("/specs/mlops.json"))) == whole()
    assert content(reader.get("/specs/mlops.md")).startswith(b"# MLOps\n")
    content(reader.get("/specs/mlops.zip"))


# Addresses


def test_former_slugs_lead_to_the_present_address(reader, full):
    persona = Persona.objects.with_document().get(slug="data-scientists")
    save_persona_spec(persona.document.model_copy(update={"slug": "scientists"}), origin(), persona=persona)
    document = UseCase.objects.with_document().get().document.model_copy(update={"slug": "intake"})
    save_usecase_spec(full.specification, document, origin(), usecase=full)
    specification = Specification.objects.with_document().get()
    text = specification.document.model_copy(update={"slug": "ml"})
    save_specification_spec(text, origin(), specification=specification)

    found = {}
    for address in [*WHOLE, *SINGLE, *PERSONA]:
        response = reader.get(f"{address}?download=1", follow=True)
        assert response.status_code == 200
        found[address] = response.redirect_chain[-1][0].removesuffix("?download=1")

    assert set(found.values()) == {
        *(address.replace("mlops", "ml") for address in WHOLE),
        *(address.replace("mlops", "ml").replace("data-intake", "intake") for address in SINGLE),
        *(address.replace("data-scientists", "scientists") for address in PERSONA),
    }


@pytest.mark.parametrize("address", ["/specs/x.json", "/specs/mlops/use-cases/x.md", "/personas/x.md"])
def test_what_is_not_there_is_not_found(reader, full, address):
    assert reader.get(address).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client):
    make_full_usecase()

    for address in [*WHOLE, *SINGLE, *PERSONA, "/specs/mlops/source/", f"{CASE}/source/"]:
        assert client.get(address)["Location"].startswith("/accounts/login/?next=")


def test_everybody_may_read_the_schema(client):
    response = client.get("/schemas/specification-1.json")

    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(response.content)["properties"]["use_cases"]["description"]


# Pages that show it


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/specs/mlops/source/", "# MLOps"),
        ("/specs/mlops/source/?format=json", "&quot;archportal/specification&quot;"),
        (f"{CASE}/source/", "# Use Case 1: Data Intake"),
        (f"{CASE}/source/?format=json", "&quot;data-intake&quot;"),
        (f"{CASE}/source/?format=mermaid", "flowchart"),
        (f"{CASE}/source/?format=nonsense", "# Use Case 1: Data Intake"),
        ("/personas/data-scientists/source/", "# Data Scientists"),
        ("/personas/data-scientists/source/?format=json", "&quot;data-scientists&quot;"),
    ],
)
def test_every_format_is_shown_to_be_copied_and_downloaded(reader, full, address, text):
    page = content(reader.get(address)).decode()

    assert text in page
    assert 'data-copy="#source-text"' in page
    assert "?download=1" in page
    assert "Export" in page


def test_of_a_large_document_the_beginning_is_shown(reader):
    fill(600)

    page = content(reader.get("/specs/mlops/source/")).decode()

    assert "This is the beginning" in page
    assert "data-copy" not in page
    assert len(page) < 500_000
