"""What was there before the index is found as well, and a copy of the database finds what it should."""

import sqlite3
from contextlib import closing
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from search.agreement import NAMES
from search.finding import found
from search.models import Entry, Word
from tests.factories import make_full_usecase, make_usecase

SQLITE = connection.vendor == "sqlite"


@pytest.mark.django_db
def test_an_upgrade_finds_what_was_written_before():
    make_full_usecase()
    before = sorted(Entry.objects.values_list(*NAMES))
    Entry.objects.all().delete()
    Word.objects.all().delete()
    migration = import_module("search.migrations.0003_fill_the_index")
    state = MigrationExecutor(connection).loader.project_state([("search", "0003_fill_the_index")])

    migration.forwards(state.apps, None)

    assert sorted(Entry.objects.values_list(*NAMES)) == before
    assert found(["intake"]).exists()
    assert Word.objects.filter(word="intake").exists()


@pytest.mark.django_db(transaction=True)
def test_the_index_can_be_taken_back_and_made_again():
    make_full_usecase()
    before = sorted(Entry.objects.values_list(*NAMES))

    call_command("migrate", "search", "zero", verbosity=0)
    assert not [name for name in connection.introspection.table_names() if name.startswith("search_")]
    call_command("migrate", "search", verbosity=0)

    assert sorted(Entry.objects.values_list(*NAMES)) == before
    assert found(["intake"]).exists()


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
