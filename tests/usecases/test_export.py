"""Taking documents out: the formats, their addresses, their ETags, and equal bytes everywhere."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command

from archportal import spec
from archportal.exports import PIECE, in_pieces
from archportal.spec.readme import render_document, render_folder
from personas.models import Persona
from personas.specs import delete_persona, move_persona, save_persona_spec
from tests.documents import specification_spec
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from usecases.artifacts import save_artifact
from usecases.changes import delete_usecases, move_usecase
from usecases.exports import FORMATS, export_json
from usecases.management.commands.load_starter import STARTER
from usecases.models import Specification, UseCase
from usecases.specifications import save_specification_spec
from usecases.specs import Draft, save_usecase_spec, save_usecase_specs

pytestmark = pytest.mark.django_db

WHOLE = ["/specs/mlops.json", "/specs/mlops.md", "/specs/mlops.zip"]
CASE = "/specs/mlops/use-cases/data-intake"
SINGLE = [f"{CASE}.json", f"{CASE}.md", f"{CASE}.svg", f"{CASE}.mmd"]
PERSONA = ["/personas/data-scientists.json", "/personas/data-scientists.md"]
TYPES = {
    "json": "application/json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "mmd": "text/vnd.mermaid; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "zip": "application/zip",
}


@pytest.fixture
def reader(client):
    client.force_login(make_user("Viewer"))
    return client


@pytest.fixture
def full(reader):
    return make_full_usecase(number="1")


def content(response):
    assert response.status_code == 200
    return response.getvalue()


def whole():
    return specification_spec(Specification.objects.get())


def fill(count):
    make_persona()
    specification = make_specification()
    drafts = [
        Draft(
            spec.build(
                spec.UseCase,
                {
                    "title": f"Case {place}",
                    "number": str(place),
                    "stories": [{"personas": ["data-scientists"], "want": "more"}],
                    "inputs": [{"name": f"Input {place % 50}"}],
                    "notes": "n" * 300,
                },
            )
        )
        for place in range(count, 0, -1)
    ]
    save_usecase_specs(specification, drafts, origin())
    return Specification.objects.with_document().get()


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


# ETags


def etags(reader):
    return {address: reader.head(address)["ETag"] for address in [*WHOLE, *SINGLE, *PERSONA]}


@pytest.mark.parametrize("address", [*WHOLE, *SINGLE, *PERSONA])
def test_who_has_it_already_gets_it_not_again(reader, full, address):
    etag = reader.head(address)["ETag"]

    response = reader.get(address, headers={"If-None-Match": etag})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert reader.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_etags_are_strong_and_each_address_has_its_own(reader, full):
    found = etags(reader)

    assert len(set(found.values())) == len(found)
    assert all(etag.startswith('"') for etag in found.values())
    assert found == etags(reader)


def change_usecase():
    row = UseCase.objects.with_document().get(slug="data-intake")
    document = row.document.model_copy(update={"notes": "New"})
    save_usecase_spec(row.specification, document, origin(), usecase=row)


def add_usecase():
    make_usecase("Other")


def delete_usecase():
    delete_usecases([UseCase.objects.get(slug="second")], origin())


def move():
    move_usecase(UseCase.objects.get(slug="second"), 0, origin())


def change_artifact():
    row = Specification.objects.get().artifacts.get(name="Raw data")
    save_artifact(spec.Artifact(name="Raw data", type="file"), row.specification, origin(), artifact=row)


def rename_persona():
    row = Persona.objects.with_document().get(slug="data-scientists")
    save_persona_spec(row.document.model_copy(update={"name": "Researchers"}), origin(), persona=row)


def move_personas():
    move_persona(Persona.objects.get(slug="product-managers"), 0, origin())


def delete_a_persona():
    delete_persona(Persona.objects.get(slug="nobody"), origin())


def rename_specification():
    row = Specification.objects.with_document().get()
    save_specification_spec(row.document.model_copy(update={"title": "New"}), origin(), specification=row)


@pytest.mark.parametrize(
    "change",
    [
        change_usecase,
        add_usecase,
        delete_usecase,
        move,
        change_artifact,
        rename_persona,
        move_personas,
        delete_a_persona,
        rename_specification,
    ],
)
def test_an_etag_changes_with_everything_that_is_in_it(reader, full, change):
    make_usecase("Second")
    make_persona("Nobody")
    addresses = [*WHOLE, *SINGLE, *PERSONA]
    before = {address: (reader.head(address)["ETag"], content(reader.get(address))) for address in addresses}

    change()

    for address, (etag, text) in before.items():
        if content(reader.get(address)) != text:
            assert reader.head(address)["ETag"] != etag, address
    assert reader.head(WHOLE[0])["ETag"] != before[WHOLE[0]][0]


def test_another_version_of_archportal_gives_other_etags(reader, full, monkeypatch):
    before = etags(reader)

    monkeypatch.setattr("archportal.exports.__version__", "99")

    assert not set(before.values()) & set(etags(reader).values())


# Streams


@pytest.mark.parametrize("count", [22, 1000])
def test_a_whole_export_takes_few_queries(reader, django_assert_max_num_queries, count):
    fill(count)

    for address in WHOLE:
        with django_assert_max_num_queries(12):
            content(reader.get(address))
    for address in ["/specs/mlops/source/", "/specs/mlops/source/?format=json"]:
        with django_assert_max_num_queries(9):
            content(reader.get(address))


def test_a_whole_export_comes_in_pieces_of_about_64_kib():
    specification = fill(600)

    for name, format in FORMATS.items():
        sizes = [len(piece) for piece in format.export(specification)]

        assert all(PIECE <= size < 2 * PIECE for size in sizes[:-1])
        assert sizes[-1] < 2 * PIECE
        assert len(sizes) > 3 or name == "zip"


def test_large_parts_are_cut_and_small_ones_joined():
    parts = ["a" * 500_000, "é" * 100, b"x", *["b"] * 200_000]

    pieces = list(in_pieces(parts))

    assert b"".join(pieces) == b"".join(part.encode() if isinstance(part, str) else part for part in parts)
    assert max(map(len, pieces)) < 2 * PIECE


def test_a_reader_who_leaves_early_leaves_nothing_open():
    pieces = export_json(fill(300))
    next(pieces)

    pieces.close()

    assert make_usecase("Writable").pk


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
