"""What was there before the index is found as well, and a copy of the database finds what it should."""

import hashlib
import io
import sqlite3
from contextlib import closing
from threading import Thread
from time import sleep

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from archportal import spec
from archportal.spec.pieces import EDITION, Kind, Owner, artifact_pieces, persona_pieces, use_case_pieces
from search.agreement import NAMES, disagreements
from search.filling import fill, fill_if_outdated
from search.finding import found
from search.models import Edition, Entry, Word
from tests.factories import make_full_usecase, make_usecase, origin
from tests.meanwhile import before_reading
from usecases.specs import save_usecase_spec

SQLITE = connection.vendor == "sqlite"


def everything():
    return sorted(Entry.objects.values_list(*NAMES))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("earlier", ["zero", "0001", "0002", "0003"])
def test_an_upgrade_from_any_earlier_state_finds_what_was_written_before(earlier):
    make_full_usecase()
    before = everything()
    call_command("migrate", "search", earlier, verbosity=0)
    left = [name for name in connection.introspection.table_names() if name.startswith("search_")]
    with connection.cursor() as cursor:
        for table in {"search_entry", "search_word"}.intersection(left):
            cursor.execute(f"DELETE FROM {table}")
    assert ("search_edition" in left, bool(left)) == (False, earlier != "zero")

    call_command("migrate", verbosity=0)

    assert everything() == before
    assert found(["intake"]).exists()
    assert Word.objects.filter(word="intake").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("command", [["migrate", "--verbosity=0"], ["rebuild_search", "--if-outdated"]])
def test_an_index_of_another_edition_is_made_anew(command):
    make_full_usecase()
    before = everything()
    Entry.objects.filter(place__gt=5000).delete()
    fill_if_outdated()
    Edition.objects.update(number=EDITION - 1)

    call_command(*command, stdout=io.StringIO())

    assert everything() == before
    assert [edition.number for edition in Edition.objects.all()] == [EDITION]


@pytest.mark.django_db
def test_an_index_of_this_edition_is_left_as_it_is():
    make_full_usecase()
    fill_if_outdated()
    Entry.objects.all().delete()

    call_command("migrate", verbosity=0)
    call_command("rebuild_search", "--if-outdated")

    assert not Entry.objects.exists()


def test_the_edition_is_raised_with_what_the_pieces_are():
    content = {
        "number": "3a",
        "title": "Data-card Prüfung",
        "tags": ["one"],
        "stories": [{"personas": ["data-scientists"], "want": "a *card*", "so_that": "it is there"}],
        "description": f"# Head\n\n[a](b) text_with_marks\n\n{'long ' * 600}",
        "inputs": [{"name": "Raw data", "default": "none"}],
        "outputs": [{"name": "数据 Card"}],
        "exceptions": [{"text": "It is torn", "handling": "Ask"}],
    }
    persona = {"name": "Owners", "singular": "Owner", "goals": ["Order"], "pain_points": ["Noise"]}
    artifact = {"name": "Data card", "aliases": ["Card"], "description": "What it says"}
    owner = Owner(Kind.USE_CASE, 1, 1)
    made = [
        *use_case_pieces(spec.build(spec.UseCase, content), owner),
        *persona_pieces(spec.build(spec.Persona, persona), owner),
        *artifact_pieces(spec.build(spec.Artifact, artifact), owner),
    ]

    assert (EDITION, hashlib.sha256(repr(made).encode()).hexdigest()[:12]) == (2, "f9ec15555d9a")


@pytest.mark.django_db(transaction=True)
def test_who_saves_while_the_index_is_made_anew_comes_after_it():
    usecase = make_full_usecase(notes="Before")
    shorter = usecase.document.model_copy(update={"success_path": (), "exceptions": (), "notes": "After"})

    def save():
        try:
            save_usecase_spec(usecase.specification, shorter, origin(), usecase=usecase)
        finally:
            connection.close()

    def start():
        saving.start()
        while not SQLITE and saving.is_alive() and not somebody_waits():
            sleep(0.01)

    saving = Thread(target=save)
    with before_reading("usecases_usecase", start):
        fill(apps)
    saving.join(60)

    assert list(found(["after"]).values_list("text", flat=True)) == ["After"]
    assert list(disagreements()) == []


def somebody_waits():
    """Say whether a transaction of PostgreSQL waits for another one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


@pytest.mark.skipif(not SQLITE, reason="On PostgreSQL its own tools copy a database.")
@pytest.mark.django_db(transaction=True)
def test_a_copy_of_the_database_can_be_searched(tmp_path):
    make_full_usecase()

    call_command("backup", str(tmp_path / "copy.sqlite3"))

    query = "SELECT count(*) FROM search_index WHERE search_index MATCH ?"
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute(query, ['"intak"*']).fetchone()[0] > 3
        copy.execute("DELETE FROM search_entry WHERE place = 0")
        copy.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")


@pytest.mark.skipif(not SQLITE, reason="PostgreSQL keeps its index itself.")
@pytest.mark.django_db
def test_the_index_of_sqlite_never_differs_from_its_table():
    usecase = make_full_usecase()
    make_usecase("Second")
    Entry.objects.filter(owner=usecase.pk).update(words="other words")
    Entry.objects.filter(place__gt=5000).delete()

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    assert found(["other"]).count() == Entry.objects.filter(words="other words").count()
