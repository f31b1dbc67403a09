"""The command line: what goes in comes out again, and bad input ends in one line and status 2."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from archportal import spec
from archportal.spec.sources import MARKDOWN_SIZE_LIMIT
from personas.models import Persona, PersonaRevision
from personas.specs import save_persona_spec
from tests.documents import specification_spec
from tests.factories import make_full_usecase, make_persona, make_specification, make_usecase, origin
from tests.spec.strategies import specifications
from usecases.changes import delete_usecases, move_usecase
from usecases.consistency import disagreements
from usecases.exports import export_json
from usecases.importing import import_specification
from usecases.management.commands.load_starter import STARTER
from usecases.models import Specification, SpecificationRevision, UseCase, UseCaseRevision
from usecases.specifications import delete_specification
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]

FOREIGN = """# Use Case 3: Data Check (optional)

## Description

As a <a href="https://x.org/#data-scientists">Data Scientist</a>, I want to check data so that I trust it.

## Inputs

- Raw data (required)
- Labels (optional)

## Output

- Report

## Success Path

1. Look at it

## Exceptions / Errors

N/A
"""


class Sink(io.TextIOWrapper):
    """Standard output as a command sees it: text, with bytes beneath."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    @property
    def bytes(self):
        self.flush()
        return self.buffer.getvalue()


def run(*arguments):
    """Run a command and return what it prints."""
    sink = Sink()
    call_command(*map(str, arguments), stdout=sink)
    return sink.bytes


def fails(*arguments):
    """Run a command that has to fail, and return its exit status and its one line."""
    before = state()
    with pytest.raises(CommandError) as error:
        call_command(*map(str, arguments), stdout=io.StringIO())
    assert "\n" not in str(error.value)
    assert state() == before
    return error.value.returncode, str(error.value)


def state():
    models = (SpecificationRevision, UseCaseRevision, PersonaRevision)
    return [model.objects.count() for model in models]


def empty():
    """Delete everything, so that an import finds nothing."""
    for specification in Specification.objects.all():
        delete_specification(specification, origin())
    Persona.objects.all().delete()


@pytest.fixture
def full():
    make_full_usecase(number="2", title="Data – “Intake”")
    make_usecase("Nothing yet", number="10", optional=True)
    return make_usecase("データ", number="1")


@pytest.fixture
def written(tmp_path):
    def write(content, name="file.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


# There and back


def test_json_comes_back_byte_by_byte_into_an_empty_portal(full, written):
    before = run("export_spec", "--format", "json")
    path = written(before, "any.json")
    empty()

    assert "Created: 1 specification, 2 personas" in run("import_spec", path).decode()

    assert run("export_spec", "--format", "json") == before
    assert "Nothing has changed." in run("import_spec", path).decode()
    assert list(disagreements()) == []


@pytest.mark.parametrize("kind", ["folder", "single", "zip"])
def test_markdown_comes_back_byte_by_byte_into_an_empty_portal(full, tmp_path, kind):
    before = run("export_spec", "--format", "json")
    path = tmp_path / {"folder": "folder", "single": "all.md", "zip": "all.zip"}[kind]
    if kind == "single":
        path.write_bytes(run("export_spec", "--format", "markdown"))
    else:
        run("export_spec", "--format", "markdown" if kind == "folder" else "zip", "--output", path)
    empty()

    run("import_spec", path)

    assert run("export_spec", "--format", "json") == before
    assert "Nothing has changed." in run("import_spec", path).decode()


@pytest.mark.parametrize("format", ["markdown", "zip", "json"])
def test_every_format_of_the_starter_content_comes_back(format, tmp_path):
    call_command("load_starter", stdout=io.StringIO())
    path = tmp_path / "model-lifecycle"
    run("export_spec", "--format", format, "--output", path)
    empty()

    run("import_spec", path)

    assert run("export_spec", "--format", "json") == STARTER.read_bytes()


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(specifications())
def test_importing_any_document_twice_changes_nothing_the_second_time(document):
    with transaction.atomic():
        import_specification(document, origin())
        before = state()

        report = import_specification(document, origin())

        assert report.changes_nothing
        assert state() == before
        assert list(disagreements()) == []
        transaction.set_rollback(True)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(specifications())
def test_any_document_comes_back_from_the_database(document):
    with transaction.atomic():
        slug = import_specification(document, origin()).slug

        stored = specification_spec(Specification.objects.get(slug=slug))

        numbers = [case.number for case in document.use_cases]
        assert stored.personas == document.personas
        assert stored.artifacts == document.artifacts
        if all(numbers):
            assert stored.use_cases == document.use_cases
        row = Specification.objects.with_document().get(slug=slug)
        assert b"".join(export_json(row)).decode() == spec.to_json(stored)
        transaction.set_rollback(True)


# Importing


def test_the_report_says_what_was_done_and_what_to_look_at(written):
    make_persona("Data Scientists")
    make_specification("Checks")
    path = written(
        FOREIGN.replace("Data Scientist<", "Data Owner<").replace("#data-scientists", "#owner"), "checks.md"
    )

    report = run("import_spec", path).decode()

    assert report.splitlines()[:3] == [
        "Specification checks: Checks",
        "Created: 1 persona, 3 artifacts, 1 use case",
        "  persona Data Owner",
    ]
    assert "Unchanged: 1 specification" in report
    assert "  checks.md:5: warning: The persona “Data Owner” is not known" in report
    revision = UseCaseRevision.objects.get()
    assert (revision.author_name, revision.door) == ("Command line", "import")
    assert revision.note == "Imported from checks.md."


def test_a_file_of_other_people_leaves_alone_what_it_cannot_know(written):
    make_persona("Data Scientists", definition="Definition", goals=["Goal"])
    usecase = make_usecase(
        "Data Check",
        make_specification("Checks"),
        number="3",
        status="approved",
        tags=["a"],
        notes="Notes",
        slug="check",
    )

    run("import_spec", written(FOREIGN, "checks.md"))

    after = UseCase.objects.with_document().get(pk=usecase.pk).document
    assert (after.slug, after.status, after.tags, after.notes) == ("check", "approved", ("a",), "Notes")
    assert [(row.name, row.required) for row in after.inputs] == [("Raw data", True), ("Labels", False)]
    persona = Persona.objects.with_document().get().document
    assert (persona.definition, persona.goals) == ("Definition", ("Goal",))
    assert Specification.objects.get().title == "Checks"


def test_a_persona_is_found_by_its_former_name_and_its_singular(written):
    persona = make_persona("Data Scientists", singular="Data Scientist")
    document = Persona.objects.with_document().get().document
    changed = document.model_copy(
        update={"name": "Researchers", "slug": "researchers", "singular": "Researcher"}
    )
    save_persona_spec(changed, origin(), persona=persona)

    run("import_spec", written(FOREIGN))

    assert UseCase.objects.with_document().get().document.stories[0].personas == ("researchers",)
    assert Persona.objects.with_document().get().document == changed


def test_pasted_text_is_read_from_standard_input(monkeypatch):
    pasted = "# Use Case 2: Pay\n\n## Inputs\n\n* Bill\n* Discount (optional)\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pasted.encode())))

    run("import_spec", "-", "--spec", "shop")

    (use_case,) = specification_spec(Specification.objects.get(slug="shop")).use_cases
    assert (use_case.number, use_case.title) == ("2", "Pay")
    assert [(item.name, item.required) for item in use_case.inputs] == [("Bill", True), ("Discount", False)]


def test_a_dry_run_says_what_would_be_done(written):
    report = run("import_spec", written(FOREIGN), "--dry-run").decode()

    assert "Would be created: 1 specification" in report
    assert report.endswith("This was a dry run: nothing was written.\n")
    assert not Specification.objects.exists()


def test_an_import_goes_where_it_is_told(full, written):
    exported = written(run("export_spec", "--format", "json"), "x.json")

    assert run("import_spec", exported, "--spec", "second").startswith(b"Specification second:")

    assert json.loads(run("export_spec", "second", "--format", "json"))["slug"] == "second"
    assert Specification.objects.count() == 2


def zipped(*files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("latin.md", "Fälle".encode("latin-1"), "not UTF-8"),
        ("empty.md", b"", "is empty"),
        ("blank.json", b" \n", "is empty"),
        ("large.json", b"x" * (50 * 1024 * 1024), "larger than 40 MiB"),
        ("other.json", b'{"openapi": "3.1.0"}', "another format"),
        ("list.json", b"[1, 2]", "another format"),
        ("broken.json", b'{"format": ', "not JSON"),
        ("newer.json", b'{"format": "archportal/specification", "version": 2}', "upgrade the portal"),
        (
            "faults.json",
            b'{"format": "archportal/specification", "version": 1, "title": 3, "colour": 1, '
            b'"use_cases": [{"title": "A", "inputs": [{"name": "B", "required": "yes"}]}]}',
            "use_cases[0].inputs[0].required: Write true or false.",
        ),
        ("slip.zip", zipped(("../evil.md", FOREIGN)), "outside of its folder"),
        ("bomb.zip", zipped(("1.md", b"#" * (MARKDOWN_SIZE_LIMIT + 1))), "larger than 5 MiB"),
        ("many.zip", zipped(*((f"{n}.md", b"#" * (MARKDOWN_SIZE_LIMIT - 1)) for n in range(9))), "40 MiB"),
        ("nothing.zip", zipped(("picture.png", b"x")), "no Markdown file"),
        ("no.zip", b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_hostile_files_get_one_sentence_and_change_nothing(full, written, name, content, sentence):
    status, line = fails("import_spec", written(content, name))

    assert status == 2
    assert sentence in line


def test_what_is_no_file_gets_one_sentence(full, tmp_path):
    assert fails("import_spec", tmp_path / "missing.md") == (
        2,
        f"There is no file or folder {tmp_path}/missing.md.",
    )
    assert fails("import_spec", tmp_path)[0] == 2
    assert fails("import_spec", "/dev/null")[0] == 2


def test_a_slug_that_is_none_is_refused(full, written):
    status, line = fails("import_spec", written(FOREIGN), "--spec", "No Slug")

    assert (status, line.partition(":")[0]) == (2, "slug")


# Exporting


def test_markdown_goes_to_standard_output_as_one_document_and_to_a_folder_as_files(full, tmp_path):
    run("export_spec", "--format", "markdown", "--output", tmp_path / "a" / "b")

    assert run("export_spec", "--format", "markdown").startswith(b"# MLOps\n")
    assert sorted(path.relative_to(tmp_path / "a/b").as_posix() for path in tmp_path.rglob("*.md")) == [
        "README.md",
        "use-cases/1-データ.md",
        "use-cases/10-nothing-yet.md",
        "use-cases/2-data-intake.md",
    ]


def test_renumbering_leaves_no_second_file_and_the_files_of_others_alone(full, tmp_path):
    output = ["export_spec", "--format", "markdown", "--output", tmp_path]
    run(*output)
    own = tmp_path / "use-cases" / "about.md"
    own.write_text("<!-- mine -->")
    move_usecase(full, 2, origin())
    delete_usecases([UseCase.objects.get(slug="data-intake")], origin())

    run(*output)

    names = sorted(path.name for path in (tmp_path / "use-cases").iterdir())
    assert names == ["10-データ.md", "2-nothing-yet.md", "about.md"]


def test_unchanged_files_are_not_written_again(full, tmp_path):
    output = ["export_spec", "--format", "markdown", "--output", tmp_path]
    run(*output)
    os.utime(tmp_path / "README.md", (0, 0))

    run(*output)

    assert (tmp_path / "README.md").stat().st_mtime == 0


@pytest.mark.parametrize("format", ["json", "markdown", "zip"])
def test_a_check_passes_on_what_was_written_and_writes_nothing(full, tmp_path, format):
    output = ["export_spec", "--format", format, "--output", tmp_path / "out"]
    run(*output)
    assert run(*output, "--check") == b""

    save_usecase_spec(
        full.specification,
        UseCase.objects.with_document().get(pk=full.pk).document.model_copy(update={"notes": "New note"}),
        origin(),
        usecase=full,
    )

    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    sink = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command(*map(str, output), "--check", stdout=sink)
    assert error.value.returncode == 1
    assert "differs" in sink.getvalue() if format == "zip" else "New note" in sink.getvalue()
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_a_check_names_missing_and_stale_files(full, tmp_path):
    output = ["export_spec", "--format", "markdown", "--output", tmp_path]
    run(*output)
    (tmp_path / "README.md").unlink()
    stale = tmp_path / "use-cases" / "2-data-intake.md"
    stale.rename(stale.with_name("3-data-intake.md"))
    sink = io.StringIO()

    with pytest.raises(CommandError):
        call_command(*map(str, output), "--check", stdout=sink)

    assert "+# MLOps" in sink.getvalue()
    assert f"--- {tmp_path}/use-cases/3-data-intake.md" in sink.getvalue()
    assert f"+++ {tmp_path}/use-cases/2-data-intake.md (portal)" in sink.getvalue()


def test_a_difference_far_down_says_where_it_is(full, tmp_path):
    path = tmp_path / "all.json"
    lines = run("export_spec", "--format", "json").decode().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if "As it was measured" in line)
    lines[place] = lines[place].replace("measured", "guessed")
    path.write_text("".join(lines))
    sink = io.StringIO()

    with pytest.raises(CommandError):
        call_command("export_spec", "--format", "json", "--output", str(path), "--check", stdout=sink)

    assert f"@@ -{place - 2},7 +{place - 2},7 @@" in sink.getvalue()
    assert sum(line.startswith(("+ ", "- ")) for line in sink.getvalue().splitlines()) == 2


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(full, tmp_path):
    path = tmp_path / "all.json"
    path.write_text("old")
    path.chmod(0o600)

    run("export_spec", "--format", "json", "--output", path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert spec.read_json(path.read_bytes()).slug == "mlops"
    assert [file.name for file in tmp_path.iterdir()] == ["all.json"]


def test_an_export_that_fails_leaves_the_old_file(full, tmp_path, monkeypatch):
    path = tmp_path / "all.json"
    path.write_text("old")

    def broken(*args):
        yield "{"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("archportal.spec.json_chunks", broken)

    assert fails("export_spec", "--format", "json", "--output", path) == (
        2,
        f"{path} cannot be written: No space left on device.",
    )
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("all.json", "old")]


def test_the_schema_is_exported_without_a_specification():
    assert json.loads(run("export_spec", "--format", "schema"))["$schema"]


def test_bad_requests_get_one_sentence(full, tmp_path):
    (tmp_path / "file").write_text("x")

    assert (
        fails("export_spec", "x", "--format", "json")[1] == "There is no specification “x”. There are: mlops."
    )
    assert fails("export_spec", "--format", "json", "--check")[0] == 2
    assert fails("export_spec", "--format", "json", "--output", tmp_path)[0] == 2
    assert fails("export_spec", "--format", "json", "--output", tmp_path / "no" / "x")[0] == 2
    assert fails("export_spec", "--format", "markdown", "--output", tmp_path / "file")[0] == 2
    make_specification("Another")
    assert "There are: another, mlops." in fails("export_spec", "--format", "json")[1]
    assert run("export_spec", "mlops", "--format", "json")


def test_without_any_specification_it_says_so():
    assert fails("export_spec", "--format", "json") == (2, "There is no specification yet.")


# As a process


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
