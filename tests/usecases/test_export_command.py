"""Exporting by command: files that are replaced as a whole, and checked."""

import io
import json
import os

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archportal import spec
from tests.factories import make_specification, origin
from tests.usecases.commanding import fails, run
from usecases.changes import delete_usecases, move_usecase
from usecases.models import UseCase
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db


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
