"""Every fix of every check is saved as one change, mends what was found, and can be taken back."""

import pytest

from archportal import spec
from archportal.revisions import Door
from archportal.spec.checks import CHECKS
from tests.factories import make_user, origin
from usecases.checks.running import latest_run
from usecases.importing import import_specification
from usecases.models import Specification
from usecases.undoing import undo
from usecases.whole import read_whole

pytestmark = pytest.mark.django_db

FIX = "/specs/faulty/checks/fix/"


def case(number, title, takes=(), gives=(), **values):
    """Return a use case; what it takes ends in “?” where it is optional."""
    inputs = [{"name": name.removesuffix("?"), "required": not name.endswith("?")} for name in takes]
    outputs = [{"name": name} for name in gives]
    return {"number": number, "title": title, "inputs": inputs, "outputs": outputs, **values}


STORY = {"personas": ["testers"], "want": "know more", "so_that": "I learn"}
FAULTY = {
    "title": "Faulty",
    "introduction": "See [the site](www.example.org).",
    "personas": [{"name": "Quality Engineers", "slug": "testers", "definition": "They test."}],
    "artifacts": [{"name": "Forecast", "external": True}, {"name": "Leftover"}, {"name": "Birth date"}],
    "use_cases": [
        case(
            "1",
            "Intake",
            ["Raw data", "Test reports", "Labels (optional)", "Schema (required)"],
            ["Forecast"],
        ),
        case("2", "Testing", ["Draft?"], ["Test report", "Summary (optional)"], stories=[STORY, STORY]),
        case("3", "Early", ["Late result"], ["Final score", "Score final"]),
        case(
            "5",
            "Late",
            [],
            ["Late result"],
            notes="As [they](../README.md#testers) say.",
            exceptions=[{"text": "Fails", "step": 3}],
        ),
        case("6", "Hen", ["Egg"], ["Chick"]),
        case("7", "Nest", ["Chick"], ["Egg"]),
        case("8", "Maybe", [], ["Extra"], optional=True),
        case("9", "Surely", ["Extra"], ["Draft"]),
        case("10", "Also maybe", ["Extra"], ["More"], optional=True),
    ],
}


@pytest.fixture
def faulty(client):
    client.force_login(make_user("Editor"))
    import_specification(
        spec.build(spec.Specification, {"format": spec.FORMAT, "version": 1, **FAULTY}),
        origin(door=Door.IMPORT),
    )
    return client


def specification():
    return Specification.objects.with_document().get()


def offered():
    """Return one finding for each fix of each check."""
    found = {}
    for row in latest_run(specification()).findings.order_by("position"):
        for name, _ in row.fixes:
            found.setdefault((row.check_id, name), row)
    return found


def test_every_fix_is_shown_applied_and_taken_back(faulty):
    # Types are set in one way; which one a name says is no matter of saving.
    everything = {
        (check.id, name) for check in CHECKS for name in check.fixes if not name.startswith("type-")
    }
    before = read_whole(specification())
    fixes = offered()
    assert everything | {("artifact-without-type", "type-date")} == set(fixes)

    for (check, name), row in fixes.items():
        asked = {"finding": row.fingerprint, "fix": name}
        assert "What will change" in faulty.get(FIX, asked).text, (check, name)
        answer = faulty.post(FIX, {**asked, "state": latest_run(specification()).state}, follow=True)
        assert "Mended: " in answer.text, (check, name)
        same = latest_run(specification()).findings.filter(fingerprint=row.fingerprint)
        assert not same.exists(), (check, name)

        (address,) = {form for form in answer.text.split('"') if form.startswith("/changes/")}
        undo(address.split("/")[2], origin())
        assert read_whole(specification()) == before, (check, name)
