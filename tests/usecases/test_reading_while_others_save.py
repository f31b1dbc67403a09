"""Pages that are read in several queries stand also where somebody saves between two of them."""

import pytest
from django.db.models.signals import post_save

from tests.factories import make_usecase, make_user
from tests.meanwhile import before_reading
from usecases.checks.running import latest_run
from usecases.models import Dismissal, Specification

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    make_usecase(inputs=[{"name": "Raw data"}], outputs=[{"name": "Dataset"}])
    client.force_login(make_user("Editor"))
    return client


def somebody_saves():
    make_usecase("Report", inputs=[{"name": "Paper"}], outputs=[{"name": "Book"}])


def finding():
    run = latest_run(Specification.objects.with_document().get())
    return run.findings.get(check_id="input-without-source", sentence__contains="Raw data")


@pytest.mark.parametrize("part", ["matrix/", "matrix.csv", "flow/", "dictionary/"])
def test_a_page_knows_artifacts_that_come_while_it_is_read(editor, part):
    with before_reading("usecases_output", somebody_saves):
        response = editor.get(f"/specs/mlops/{part}")
        b"".join(response)

    assert response.status_code == 200


def test_a_finding_can_be_dismissed_while_somebody_saves(editor):
    data = {"finding": finding().fingerprint, "reason": "It comes by post."}

    def saved(**kwargs):
        post_save.disconnect(saved, sender=Dismissal)
        somebody_saves()

    post_save.connect(saved, sender=Dismissal)
    response = editor.post("/specs/mlops/checks/dismiss/", data, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert finding().dismissal.reason == "It comes by post."
