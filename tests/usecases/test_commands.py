"""The command line: what goes in comes out again, and bad input ends in one line and status 2."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from archportal import spec
from archportal.spec.sources import MARKDOWN_SIZE_LIMIT
from personas.models import Persona
from personas.specs import save_persona_spec
from tests.documents import specification_spec
from tests.factories import make_persona, make_specification, make_usecase, origin
from tests.spec.strategies import specifications
from tests.usecases.commanding import FOREIGN, empty, fails, run, state
from usecases.consistency import disagreements
from usecases.exports import export_json
from usecases.importing import import_specification
from usecases.management.commands.load_starter import STARTER
from usecases.models import Specification, UseCase, UseCaseRevision

pytestmark = pytest.mark.django_db


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
