"""Dismissed findings go out with the Markdown and come back with it."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archportal.spec import SpecError
from archportal.spec.dismissed import dismissed_text, read_dismissed
from tests.factories import make_usecase, make_user, origin
from usecases.changes import delete_usecases
from usecases.checks.dismissals import dismissals_text
from usecases.checks.dismissing import bring_back, dismiss
from usecases.checks.running import latest_run
from usecases.models import Dismissal, Specification
from usecases.specifications import delete_specification, restore_specification

pytestmark = pytest.mark.django_db

FILE = "dismissed-findings.json"


def run(*arguments):
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def specification():
    return Specification.objects.with_document().get()


def findings():
    return latest_run(specification()).findings.filter(check_id="input-without-source").order_by("position")


@pytest.fixture
def dismissed():
    """Return two findings that were dismissed."""
    make_usecase(number="1", inputs=[{"name": "Raw “data”"}, {"name": "データ"}])
    ada = make_user("Editor", first_name="Ada", last_name="Lovelace")
    for row in findings():
        dismiss(specification(), [row], "It comes by <post>.", ada)
    return list(Dismissal.objects.all())


@pytest.fixture
def folder(dismissed, tmp_path):
    run("export_spec", "--format", "markdown", "--output", tmp_path)
    return tmp_path


def test_there_is_no_such_file_where_nothing_was_dismissed(tmp_path):
    make_usecase(inputs=[{"name": "Raw data"}])

    run("export_spec", "--format", "markdown", "--output", tmp_path)

    assert not (tmp_path / FILE).exists()


def test_the_file_says_what_was_dismissed_why_and_by_whom_and_no_time(folder):
    text = (folder / FILE).read_text()

    content = json.loads(text)
    assert content["format"] == "archportal/dismissed-findings"
    assert [one["about"] for one in content["findings"]] == [{"kind": "use_case", "key": "data-intake"}] * 2
    assert {(one["reason"], one["author"]) for one in content["findings"]} == {
        ("It comes by <post>.", "Ada Lovelace")
    }
    assert "2026" not in text
    assert text == dismissed_text(reversed(read_dismissed(text)))


def test_they_come_back_into_an_empty_portal_and_the_bytes_are_the_same(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    delete_specification(Specification.objects.get(), origin())
    Dismissal.objects.all().delete()

    assert "2 dismissals" in run("import_spec", folder, "--spec", "mlops")

    assert [row.dismissal.author_name for row in findings()] == ["Ada Lovelace"] * 2
    assert latest_run(specification()).errors == 0
    run("export_spec", "--format", "markdown", "--output", folder, "--check")
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    assert "Nothing has changed." in run("import_spec", folder, "--spec", "mlops")


def test_they_travel_in_a_zip_under_an_etag_of_their_own(dismissed, client, tmp_path):
    client.force_login(make_user("Viewer"))
    response = client.get("/specs/mlops.zip")
    (tmp_path / "mlops.zip").write_bytes(response.getvalue())
    assert FILE in zipfile.ZipFile(tmp_path / "mlops.zip").namelist()

    bring_back(specification(), [dismissed[0]], None)

    assert client.get("/specs/mlops.zip")["ETag"] != response["ETag"]
    assert "Created: 1 dismissal" in run("import_spec", tmp_path / "mlops.zip")
    assert Dismissal.objects.count() == 2


def test_what_was_found_already_is_dismissed_by_an_import(folder, dismissed):
    bring_back(specification(), [dismissed[0]], None)
    assert latest_run(specification()).errors == 1

    run("import_spec", folder)

    assert latest_run(specification()).errors == 0


def test_an_import_keeps_what_was_found_also_where_that_stands_again_later(folder, dismissed):
    count = latest_run(specification()).findings.count()
    added = make_usecase("Added", specification())
    latest_run(specification())
    Dismissal.objects.all().delete()

    run("import_spec", folder, "--spec", "mlops")
    delete_usecases([added], origin())

    again = latest_run(specification())
    assert again.findings.count() == count
    assert (again.open, again.dismissed) == (count - len(dismissed), len(dismissed))


def test_a_dry_run_dismisses_nothing(folder, dismissed):
    bring_back(specification(), [dismissed[0]], None)

    assert "1 dismissal" in run("import_spec", folder, "--dry-run")

    assert Dismissal.objects.count() == 1


def test_check_shows_how_the_file_differs_and_the_file_goes_with_the_last(folder, dismissed):
    bring_back(specification(), [dismissed[0]], None)
    with pytest.raises(CommandError):
        run("export_spec", "--format", "markdown", "--output", folder, "--check")

    bring_back(specification(), [dismissed[1]], None)
    run("export_spec", "--format", "markdown", "--output", folder)

    assert not (folder / FILE).exists()


def test_a_file_of_somebody_else_stays_where_it_is(folder, dismissed):
    for row in dismissed:
        bring_back(specification(), [row], None)
    (folder / FILE).write_text("{}")

    run("export_spec", "--format", "markdown", "--output", folder)

    assert (folder / FILE).read_text() == "{}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[", "dismissed-findings.json is not JSON"),
        ("{}", "is of another format"),
        ('{"format": "archportal/dismissed-findings", "version": 2, "findings": []}', "version"),
        (
            '{"format": "archportal/dismissed-findings", "version": 1, "findings": [{"check": "a b"}]}',
            r"findings\[0\]",
        ),
    ],
)
def test_a_damaged_file_is_refused_with_its_place(text, sentence):
    with pytest.raises(SpecError, match=sentence):
        read_dismissed(text)


def test_what_cannot_be_stored_is_left_out_of_a_reason_and_of_a_name(client):
    make_usecase(inputs=[{"name": "Raw data"}])
    client.force_login(make_user("Editor", first_name="A\x01da"))
    data = {"finding": findings()[0].fingerprint, "reason": "It comes\0 by\x1b post."}

    client.post("/specs/mlops/checks/dismiss/", data)

    (row,) = json.loads(dismissals_text(specification()))["findings"]
    assert (row["reason"], row["author"]) == ("It comes by post.", "Ada")


@pytest.mark.parametrize("part", ["\0", "a\nb", True, -1, 10**30, 1.5, ["inputs"]])
def test_a_place_that_no_document_has_is_refused(folder, part):
    content = json.loads((folder / FILE).read_text())
    content["findings"][0]["place"] = [part]

    with pytest.raises(SpecError, match=r"findings\[0\].place\[0\]"):
        read_dismissed(json.dumps(content))


def test_what_was_dismissed_comes_back_with_a_specification_that_was_deleted(dismissed):
    restore_specification(delete_specification(specification(), origin()), origin())

    assert latest_run(specification()).dismissed == 2
