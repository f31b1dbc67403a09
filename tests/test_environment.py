import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archportal import environment
from archportal.environment import BadSetting


@pytest.mark.parametrize("value", ["1", "true", "Yes", " on "])
def test_a_switch_is_on(monkeypatch, value):
    monkeypatch.setenv("SWITCH", value)
    assert environment.boolean("SWITCH") is True


@pytest.mark.parametrize("value", ["0", "false", "No", "off"])
def test_a_switch_is_off(monkeypatch, value):
    monkeypatch.setenv("SWITCH", value)
    assert environment.boolean("SWITCH", default=True) is False


def test_an_empty_switch_keeps_its_default(monkeypatch):
    monkeypatch.setenv("SWITCH", "")
    assert environment.boolean("SWITCH", default=True) is True


def test_a_switch_refuses_other_words(monkeypatch):
    monkeypatch.setenv("SWITCH", "perhaps")
    with pytest.raises(BadSetting, match="SWITCH must be 1 or 0, not “perhaps”"):
        environment.boolean("SWITCH")


@pytest.mark.parametrize("value", ["-1", "many", "1.5", "0"])
def test_a_number_refuses_what_is_none_or_too_small(monkeypatch, value):
    monkeypatch.setenv("NUMBER", value)
    with pytest.raises(BadSetting, match="NUMBER must be a whole number from 1 up"):
        environment.integer("NUMBER", default=3, least=1)


def test_a_list_is_separated_by_commas_or_spaces(monkeypatch):
    monkeypatch.setenv("LIST", "a.example, b.example  c.example,")
    assert environment.words("LIST") == ["a.example", "b.example", "c.example"]


@pytest.mark.parametrize("value", ["https://a.example/", "a.example:8000", "a.example/path"])
def test_a_host_is_a_name_alone(monkeypatch, value):
    monkeypatch.setenv("HOSTS", f"b.example {value}")
    with pytest.raises(BadSetting, match="HOSTS must hold names"):
        environment.hosts("HOSTS")


def test_hosts_may_be_domains_addresses_or_all(monkeypatch):
    monkeypatch.setenv("HOSTS", "a.example,.b.example,192.0.2.1,[2001:db8::1],*")
    assert environment.hosts("HOSTS") == ["a.example", ".b.example", "192.0.2.1", "[2001:db8::1]", "*"]


@pytest.mark.parametrize("value", ["a.example", "//a.example", "https://a.example/path", "https://"])
def test_an_origin_has_a_scheme_and_no_path(monkeypatch, value):
    monkeypatch.setenv("ORIGINS", value)
    with pytest.raises(BadSetting, match="ORIGINS must hold origins"):
        environment.origins("ORIGINS")


def test_origins_may_have_ports_and_stand_for_domains(monkeypatch):
    monkeypatch.setenv("ORIGINS", "https://a.example:8443 http://*.b.example/")
    assert environment.origins("ORIGINS") == ["https://a.example:8443", "http://*.b.example"]


@pytest.mark.parametrize("value", ["Mars/Olympus", "../../etc/passwd", "/etc/passwd"])
def test_a_time_zone_has_to_exist(monkeypatch, value):
    monkeypatch.setenv("ZONE", value)
    with pytest.raises(BadSetting, match="ZONE must be the name of a time zone"):
        environment.time_zone("ZONE", "UTC")


def test_a_log_level_has_to_exist(monkeypatch):
    monkeypatch.setenv("LEVEL", "loud")
    with pytest.raises(BadSetting, match="LEVEL must be one of DEBUG"):
        environment.log_level("LEVEL", "INFO")


def test_a_folder_is_made_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("FOLDER", str(tmp_path / "a" / "b"))
    made = environment.folder("FOLDER", Path("unused"))
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FOLDER", str(tmp_path / "file" / "b"))
    with pytest.raises(BadSetting, match="cannot be made"):
        environment.folder("FOLDER", Path("unused"))


def test_the_secret_key_is_generated_once_and_only_its_owner_reads_it(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "secret_key"

    first = environment.secret_key(path)

    assert len(first) > 60
    assert environment.secret_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_one_secret_key(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(environment.secret_key, [tmp_path / "secret_key"] * 64))
    assert len(keys) == 1


def test_a_secret_key_file_left_empty_is_filled(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "secret_key"
    path.write_text("")
    assert environment.secret_key(path) == path.read_text().strip() != ""


def test_a_given_secret_key_needs_no_file(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment.secret_key(tmp_path / "secret_key") == "given"
    assert os.listdir(tmp_path) == []


def test_a_secret_key_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(BadSetting, match="cannot be read or written"):
        environment.secret_key(tmp_path)


def test_without_a_url_the_database_is_a_file_in_wal_mode(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    config = environment.database(Path("/base"), Path("/var/default.sqlite3"))
    assert config["NAME"] == Path("/var/default.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///data/a.db", "/base/data/a.db"), ("sqlite:////data/a.db", "/data/a.db")],
)
def test_a_relative_sqlite_path_counts_from_the_project(monkeypatch, url, path):
    monkeypatch.setenv("DATABASE_URL", url)
    assert environment.database(Path("/base"), Path("unused"))["NAME"] == Path(path)


def test_a_postgresql_url_is_taken_apart(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:p%40ss@db.example:5433/portal?sslmode=require")
    config = environment.database(Path("/base"), Path("unused"))
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["USER"], config["PASSWORD"]) == ("anna", "p@ss")
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "portal")
    assert config["OPTIONS"] == {"connect_timeout": 10, "sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("portal.sqlite3", "must begin with postgresql://"),
        ("mysql://anna:secret@db/portal", "must begin with postgresql://"),
        ("postgresql://anna:secret@db:port/portal", "is malformed"),
        ("postgresql://anna:secret@[db/portal", "is malformed"),
        ("postgresql://anna:secret@db", "names no database"),
        ("sqlite://", "names no database"),
        ("sqlite://:memory:", "names no database"),
    ],
)
def test_a_malformed_database_url_is_refused_without_showing_the_password(monkeypatch, url, message):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(BadSetting, match=message) as caught:
        environment.database(Path("/base"), Path("unused"))
    assert "secret" not in str(caught.value)
