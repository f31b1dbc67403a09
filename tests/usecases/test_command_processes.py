"""Commands as processes of their own, and the starter content that a new portal gets."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from personas.models import Persona
from tests.factories import make_persona, origin
from tests.usecases.commanding import FOREIGN, state
from usecases.consistency import disagreements
from usecases.management.commands.load_starter import STARTER
from usecases.models import Specification, UseCase
from usecases.specifications import delete_specification
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def process(*arguments, folder, **options):
    environment = {
        **os.environ,
        "VAR_DIR": str(folder),
        "PYTHONWARNINGS": "error",
        "PYTHONIOENCODING": "ascii",
    }
    environment.pop("DATABASE_URL", None)
    environment["DJANGO_SETTINGS_MODULE"] = "archportal.settings"
    command = [sys.executable, "manage.py", *map(str, arguments)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, **options)


@pytest.mark.once
def test_the_commands_work_as_processes_in_a_portal_of_their_own(tmp_path, written):
    bare = process("export_spec", "--format", "json", folder=tmp_path)
    assert bare.returncode == 2
    assert bare.stderr.count(b"\n") == 1
    assert b"migrate" in bare.stderr

    process("migrate", "--verbosity=0", folder=tmp_path)
    assert b"added" in process("load_starter", "--if-empty", folder=tmp_path).stdout
    exported = process("export_spec", "--format", "json", folder=tmp_path)
    assert (exported.stdout, exported.stderr) == (STARTER.read_bytes(), b"")
    imported = process("import_spec", written(FOREIGN.replace("Data Check", "データ")), folder=tmp_path)
    assert (imported.returncode, imported.stderr) == (0, b"")
    assert rb"use case 3 \u30c7" in imported.stdout
    failed = process("import_spec", written(b"", "empty.md"), folder=tmp_path)
    assert (failed.returncode, failed.stderr.count(b"\n")) == (2, 1)


@pytest.mark.once
def test_a_reader_who_closes_the_pipe_gets_no_traceback(tmp_path):
    process("migrate", "--verbosity=0", folder=tmp_path)
    process("load_starter", folder=tmp_path)
    read, write = os.pipe()
    os.close(read)

    closed = process("export_spec", "--format", "json", folder=tmp_path, stdout=write)

    os.close(write)
    assert (closed.returncode, closed.stderr.count(b"\n")) == (2, 1)


# The starter content


def test_the_starter_content_is_added_once_and_never_overwrites():
    make_persona("Data Scientists", definition="Our own")
    out = io.StringIO()
    call_command("load_starter", stdout=out)
    assert "added 1 specification, 9 personas" in out.getvalue()
    row = UseCase.objects.with_document().select_related("specification").first()
    changed = row.document.model_copy(update={"title": "Ours"})
    save_usecase_spec(row.specification, changed, origin(), usecase=row)
    before = state()

    call_command("load_starter", stdout=out)

    assert state() == before
    assert Persona.objects.get(slug="data-scientists").definition == "Our own"
    assert list(disagreements()) == []


def test_a_persona_of_the_starter_content_comes_back_on_request():
    call_command("load_starter", stdout=io.StringIO())
    delete_specification(Specification.objects.get(), origin())
    Persona.objects.get(slug="it-operations").delete()

    call_command("load_starter", stdout=io.StringIO())

    assert Persona.objects.filter(name="IT Operations").exists()
    assert Specification.objects.get().slug == "model-lifecycle"


def test_the_starter_content_stays_away_where_somebody_was_before():
    call_command("load_starter", "--if-empty", stdout=io.StringIO())
    assert Specification.objects.exists()
    delete_specification(Specification.objects.get(), origin())

    call_command("load_starter", "--if-empty", stdout=io.StringIO())

    assert not Specification.objects.exists()
