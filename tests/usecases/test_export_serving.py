"""How exports are sent: to whom has them already not again, in pieces, with few queries."""

import pytest

from archportal import spec
from archportal.exports import PIECE, in_pieces
from personas.models import Persona
from personas.specs import delete_persona, move_persona, save_persona_spec
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_usecase,
    make_user,
    origin,
)
from tests.usecases.taking_out import PERSONA, SINGLE, WHOLE, content, fill
from usecases.changes import delete_usecases, move_usecase
from usecases.dictionary.changing import save_artifact
from usecases.exports import FORMATS, export_json
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
