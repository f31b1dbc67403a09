"""Copying the SQLite database and putting a copy back."""

import sqlite3
import stat
from contextlib import closing

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from archportal.management import sqlite


def make_database(path, *users):
    """Make a database as archportal recognises its own, in use and in WAL mode."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE django_migrations (app)")
        database.execute("INSERT INTO django_migrations VALUES ('usecases')")
        database.execute("CREATE TABLE auth_user (username)")
        database.executemany("INSERT INTO auth_user VALUES (?)", [[user] for user in users])
        database.commit()


def users(path):
    with closing(sqlite3.connect(path)) as database:
        return [name for (name,) in database.execute("SELECT username FROM auth_user")]


@pytest.fixture
def in_use(monkeypatch, tmp_path):
    path = tmp_path / "in-use.sqlite3"
    make_database(path, "anna")
    monkeypatch.setattr(sqlite, "database_file", lambda advice: path)
    return path


def test_a_copy_is_one_sound_file_for_its_owner_alone(in_use, tmp_path):
    copy = tmp_path / "a folder?" / "copy #1.sqlite3"
    copy.parent.mkdir()
    call_command("backup", str(copy))
    assert users(copy) == ["anna"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert list(copy.parent.iterdir()) == [copy]


def test_a_copy_is_made_while_somebody_writes(in_use, tmp_path):
    with closing(sqlite3.connect(in_use)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO auth_user VALUES ('half-written')")
        call_command("backup", str(tmp_path / "copy"))
    assert users(tmp_path / "copy") == ["anna"]


def test_a_copy_replaces_no_file(in_use, tmp_path):
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(CommandError, match="cannot be made: File exists"):
        call_command("backup", str(tmp_path / "copy"))
    assert (tmp_path / "copy").read_text() == "precious"


def test_a_copy_put_back_is_seen_by_those_who_have_the_database_open(in_use, tmp_path):
    call_command("backup", str(tmp_path / "copy"))
    with closing(sqlite3.connect(in_use)) as reader:
        reader.execute("DELETE FROM auth_user")
        reader.commit()
        call_command("restore", str(tmp_path / "copy"))
        assert reader.execute("SELECT username FROM auth_user").fetchall() == [("anna",)]


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0 or what looks like it"])
def test_what_is_no_database_of_archportal_is_not_put_back(in_use, tmp_path, content):
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(CommandError, match="database"):
        call_command("restore", str(tmp_path / "copy"))
    assert users(in_use) == ["anna"]


def test_a_database_of_somebody_else_is_not_put_back(in_use, tmp_path):
    with closing(sqlite3.connect(tmp_path / "copy")) as other:
        other.execute("CREATE TABLE django_migrations (app)")
    with pytest.raises(CommandError, match="no sound database of archportal"):
        call_command("restore", str(tmp_path / "copy"))


@pytest.mark.parametrize(("command", "tool"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_on_postgresql_its_own_tools_are_named(monkeypatch, command, tool):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(CommandError, match=tool):
        call_command(command, "copy")
