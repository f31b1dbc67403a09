"""`check_spec`: what is wrong, for people and for programs, and an exit status for CI."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import make_specification, make_usecase, make_user
from usecases.checks.dismissing import dismiss
from usecases.checks.running import latest_run
from usecases.models import Specification

pytestmark = pytest.mark.django_db


def check(*arguments):
    """Return what the command prints, and its exit status."""
    out = io.StringIO()
    try:
        call_command("check_spec", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue() or str(error), error.returncode
    return out.getvalue(), 0


@pytest.fixture
def intake():
    return make_usecase(number="3", inputs=[{"name": "Raw data"}])


def found(check_id="input-without-source"):
    return latest_run(Specification.objects.with_document().get()).findings.get(check_id=check_id)


def dismiss_all(severity):
    specification = Specification.objects.with_document().get()
    for row in latest_run(specification).findings.filter(severity=severity):
        dismiss(specification, [row], "Known", make_user("Editor", f"editor{row.pk}", first_name="Ada"))


def test_each_finding_is_a_line_with_its_place_and_its_check(intake):
    text, status = check()
    lines = text.splitlines()

    assert status == 1
    assert lines[0].startswith("error: use case 3 Data Intake, inputs[0]: Nothing produces “Raw data”")
    assert lines[0].endswith("(input-without-source)")
    assert lines[-1].startswith("Specification mlops: 1 error, ")


def test_it_says_the_same_to_programs(intake):
    dismiss_all("error")

    data = json.loads(check("mlops", "--format", "json")[0])

    assert list(data) == ["format", "version", "specification", "counts", "findings"]
    assert (data["format"], data["version"]) == ("archportal/findings", 1)
    assert (data["counts"]["error"], data["counts"]["dismissed"]) == (0, 1)
    (one,) = [one for one in data["findings"] if one["check"] == "input-without-source"]
    assert one["subject"] == {"kind": "use_case", "key": "data-intake", "label": "3 Data Intake"}
    assert (one["severity"], one["place"], one["fixes"]) == ("error", "inputs[0]", ["from-outside"])
    assert one["dismissed"] == {"reason": "Known", "author": "Ada"}
    assert len(data["findings"]) == sum(data["counts"].values())


@pytest.mark.parametrize(
    ("dismissed", "statuses"),
    [([], [1, 1, 1]), (["error"], [0, 1, 1]), (["error", "warning"], [0, 0, 1])],
)
def test_it_fails_on_what_is_as_grave_as_asked_and_open(intake, dismissed, statuses):
    for severity in dismissed:
        dismiss_all(severity)

    assert [check("--fail-on", severity)[1] for severity in ("error", "warning", "info")] == statuses


def test_what_is_dismissed_is_counted_and_not_listed(intake):
    dismiss_all("error")

    text, status = check()

    assert status == 0
    assert "input-without-source" not in text
    assert "0 errors" in text
    assert "1 dismissed" in text


def test_bad_input_ends_in_one_line_and_status_2(intake):
    make_specification("Other")

    assert check("nothing")[1] == 2
    sentence, status = check()
    assert status == 2
    assert "Say which specification you mean." in sentence
