"""What a start does before the server runs."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from archportal.management.commands import prepare


@pytest.fixture
def prepared(db, settings, tmp_path):
    """Run `prepare` with static files in a folder of their own, and give what it printed."""
    settings.STATIC_ROOT = tmp_path

    def run():
        out = StringIO()
        call_command("prepare", stdout=out)
        return out.getvalue()

    return run


def test_the_administrator_gets_a_password_that_is_printed_once(prepared):
    first, second = prepared(), prepared()
    password = re.search(r"Password: +(\S+)", first)[1]
    assert User.objects.get(username="admin", is_superuser=True).check_password(password)
    assert "changepassword admin" in first
    assert "Password" not in second


def test_no_administrator_is_made_beside_another(prepared):
    User.objects.create_superuser("anna", password="secret")
    prepared()
    assert not User.objects.filter(username="admin").exists()


def test_a_user_called_admin_who_is_no_administrator_stays_what_he_is(prepared):
    User.objects.create_user("admin")
    with pytest.raises(CommandError, match="createsuperuser"):
        prepared()
    assert not User.objects.get().is_superuser


def test_static_files_are_collected_only_when_one_has_changed(prepared, monkeypatch, tmp_path):
    prepared()
    (tmp_path / "css" / "archportal.css").unlink()
    prepared()
    assert not (tmp_path / "css" / "archportal.css").exists()

    monkeypatch.setattr(prepare, "static_state", lambda: "another")
    prepared()
    assert (tmp_path / "css" / "archportal.css").exists()


def test_the_starter_content_comes_once_and_is_then_left_alone(prepared):
    assert "Starter content: added" in prepared()
    assert "Starter content" not in prepared()


def test_a_database_that_is_not_there_is_one_line(prepared, monkeypatch):
    def refuse():
        raise OperationalError("connection failed:\n\tno such host")

    # Undone at once: the end of the test needs the database again.
    with monkeypatch.context() as patch:
        patch.setattr(connection, "ensure_connection", refuse)
        with pytest.raises(CommandError) as caught:
            prepared()
    assert caught.value.returncode == 2
    assert str(caught.value) == (
        "The database cannot be reached, check DATABASE_URL: connection failed: no such host"
    )
