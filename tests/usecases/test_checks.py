"""The checks of a specification on its page: found, narrowed, mended, dismissed, brought back."""

import pytest
from django.test import Client

from archportal import spec
from tests.factories import make_persona, make_specification, make_usecase, make_user, origin
from usecases.checks.running import latest_run
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, CheckFinding, CheckRun, Dismissal, Specification, UseCase
from usecases.specs import Draft, save_usecase_specs

pytestmark = pytest.mark.django_db

CHECKS = "/specs/mlops/checks/"
HTMX = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{CHECKS}"}
OUTSIDE = "from-outside"


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Ada", last_name="Lovelace"))
    return client


@pytest.fixture
def intake():
    return make_usecase(number="3", inputs=[{"name": "Raw data"}], description="More is to be decided: TODO")


def run():
    return latest_run(Specification.objects.with_document().get())


def finding(check="input-without-source"):
    return run().findings.select_related("dismissal", "former").get(check_id=check)


def post(client, action, row, htmx=False, **values):
    data = {"finding": row.fingerprint, **values}
    return client.post(f"{CHECKS}{action}/", data, headers=HTMX if htmx else {}, follow=not htmx)


def dismiss(client, row, reason="It is agreed by hand.", **more):
    return post(client, "dismiss", row, reason=reason, **more)


def rename(artifact, name):
    document = spec.build(spec.Artifact, {"name": name})
    save_artifact(document, artifact.specification, origin(), artifact=artifact)


# Looking


def test_it_says_what_is_wrong_where_it_is_and_what_to_do(editor, intake):
    page = editor.get(CHECKS).text

    assert "Nothing produces “Raw data”" in page
    assert "3 Data Intake<span" in page
    assert 'href="/specs/mlops/use-cases/data-intake/edit/#inputs-0-name"' in page
    assert "Mark “Raw data” as from outside" in page
    assert "Whoever builds it cannot tell who has to provide it" in page
    assert "/checks/about/#input-without-source" in page


def test_a_reader_is_led_to_the_page_and_sees_no_buttons(client, intake):
    client.force_login(make_user("Viewer"))
    dismiss(make_editor(), finding("placeholder"), "Known")

    for address in (CHECKS, f"{CHECKS}?shown=dismissed"):
        page = client.get(address).text
        assert "<form method" not in page.partition('id="findings"')[2].partition("</main>")[0]
    assert "checks/fix/" not in client.get(CHECKS).text
    assert 'href="/specs/mlops/use-cases/data-intake/#inputs"' in client.get(CHECKS).text
    assert "Known" in page


def make_editor():
    other = Client()
    other.force_login(make_user("Editor", "other"))
    return other


def test_every_place_that_a_finding_names_leads_to_a_page_and_a_field_on_it(editor):
    make_persona("Testers")
    make_usecase("Empty")
    make_usecase(
        "Full",
        number="7",
        stories=[{"personas": ["testers"], "want": "data"}],
        inputs=[{"name": "Raw data (optional)"}],
        outputs=[{"name": "Report"}],
        success_path=[{"text": "Do it fast, etc."}],
        exceptions=[{"text": "TBD", "step": 4}],
        notes="See [this](#nowhere).",
    )
    pages = {}

    for address, fragment in {tuple(row.address.partition("#")[::2]) for row in shown(editor)}:
        if address not in pages:
            pages[address] = editor.get(address)
            assert pages[address].status_code == 200, address
        assert not fragment or f'id="{fragment}"' in pages[address].text, (address, fragment)
    assert len(pages) > 2


def shown(client, query=""):
    groups = client.get(CHECKS + query).context["groups"]
    return [found for group in groups for found in group.findings]


def test_what_is_shown_follows_the_address(editor, intake):
    make_usecase("Data Check", number="4", inputs=[{"name": "Raw data"}])
    both = shown(editor, "?check=input-without-source")

    assert {one.row.key for one in both} == {"data-intake", "data-check"}
    assert [
        one.row.key for one in shown(editor, "?check=input-without-source&about=use_case:data-check")
    ] == ["data-check"]
    assert [one.row.key for one in shown(editor, "?check=input-without-source&q=data+INTAKE")] == [
        "data-intake"
    ]
    assert {one.row.severity for one in shown(editor, "?severity=info")} == {"info"}
    assert shown(editor, "?shown=dismissed") == []
    assert "No finding matches" in editor.get(f"{CHECKS}?q=nothing+at+all").text


def test_a_fragment_comes_without_the_page(editor, intake):
    response = editor.get(f"{CHECKS}?severity=error", headers=HTMX)

    assert "<html" not in response.text
    assert 'id="findings"' in response.text
    assert "finding match" in response.text


def test_many_findings_come_page_by_page(editor):
    make_usecase(inputs=[{"name": f"Thing {n} of many {n * 7}"} for n in range(60)])

    first, second = (shown(editor, f"?check=input-without-source&page={n}") for n in (1, 2))

    assert (len(first), len(second)) == (50, 10)


def test_what_is_empty_says_what_to_do_and_what_is_done_is_worth_reaching(editor):
    make_specification()
    assert "Nothing to check yet" in editor.get(CHECKS).text

    row = make_usecase()
    for found in run().findings.all():
        dismiss(editor, found)

    page = editor.get(CHECKS).text
    assert "Nothing is open" in page
    assert "See what was dismissed" in page
    assert row.title in editor.get(f"{CHECKS}?shown=dismissed").text


def test_one_page_documents_every_check(editor, intake):
    response = editor.get(f"{CHECKS}about/")

    for check in response.context["checks"]:
        assert f'id="{check.id}"' in response.text
        assert check.title.replace("'", "&#x27;").replace('"', "&quot;") in response.text
    assert "Mark as from outside" in response.text


# Running


def test_checks_run_once_for_each_state_and_only_when_somebody_looks(editor, intake):
    assert not CheckRun.objects.exists()
    first = run()
    editor.get(CHECKS)
    assert CheckRun.objects.get() == first

    make_usecase("Data Check")
    assert CheckRun.objects.count() == 1
    editor.get(CHECKS)

    assert CheckRun.objects.count() == 2
    assert set(CheckFinding.objects.values_list("run", flat=True)) == {run().pk}


def test_how_it_developed_is_drawn_and_told(editor, intake):
    assert "How it developed" not in editor.get(CHECKS).text
    run()
    rename(Artifact.objects.get(), "Measurements")

    page = editor.get(CHECKS).text

    assert "Open findings over the last 2 checks: from" in page
    assert page.count("<rect") >= 4
    assert "style=" not in page.partition("<main")[2]


# Mending


def fix(row, name=OUTSIDE):
    return f"{CHECKS}fix/?finding={row.fingerprint}&fix={name}&back=severity%3Derror"


def apply(client, row, state=None, name=OUTSIDE):
    state = state or run().state
    return post(client, "fix", row, fix=name, state=state, back="severity=error")


def test_a_fix_shows_what_will_change_and_changes_nothing_yet(editor, intake):
    page = editor.get(fix(finding())).text

    assert "What will change" in page
    assert "Raw data" in page
    assert "not from outside" in page
    assert not Artifact.objects.get().external


def test_a_fix_is_one_change_with_a_reason_that_can_be_undone(editor, intake):
    response = apply(editor, finding())

    assert response.redirect_chain[-1][0] == f"{CHECKS}?severity=error"
    assert "Mended: Mark “Raw data” as from outside." in response.text
    assert "Nothing produces" not in response.text
    artifact = Artifact.objects.select_related("latest").get()
    assert artifact.external
    assert artifact.latest.note.startswith("Mark “Raw data” as from outside: Nothing produces")
    assert artifact.latest.author_name == "Ada Lovelace"

    response = editor.post(f"/changes/{artifact.latest.change}/undo/", follow=True)
    assert not Artifact.objects.get().external
    assert "Nothing produces “Raw data”" in editor.get(CHECKS).text


def test_a_fix_of_what_has_changed_since_is_shown_anew(editor, intake):
    row, state = finding(), run().state
    make_usecase("Data Check")

    response = apply(editor, row, state)

    assert response.status_code == 409
    assert "Somebody has changed the specification since" in response.text
    assert not Artifact.objects.get().external


@pytest.mark.parametrize("act", [apply, dismiss])
def test_what_is_gone_is_said_to_be_gone(editor, intake, act):
    row, state = finding(), run().state
    make_usecase("Data Source", outputs=[{"name": "Raw data"}])

    response = act(editor, row, state)

    assert "somebody has mended or changed it in between" in response.text


def test_a_way_of_mending_that_there_is_not_is_refused(editor, intake):
    assert "cannot be mended in this way" in editor.get(fix(finding(), "magic"), follow=True).text


# Dismissing


def test_a_dismissed_finding_stands_apart_with_its_reason(editor, intake):
    response = dismiss(editor, finding(), "The team of the lake provides it.", back="severity=error")

    assert response.redirect_chain[-1][0] == f"{CHECKS}?severity=error"
    assert "Dismissed: Nothing produces" in response.text
    assert finding().dismissal.reason == "The team of the lake provides it."
    assert finding().pk not in [one.row.pk for one in shown(editor)]
    page = editor.get(f"{CHECKS}?shown=dismissed").text
    assert "The team of the lake provides it." in page
    assert "Ada Lovelace" in page
    assert (run().errors, run().dismissed) == (0, 1)


@pytest.mark.parametrize("reason", ["", "  \n "])
@pytest.mark.parametrize("htmx", [True, False])
def test_it_is_not_dismissed_without_a_reason(editor, intake, reason, htmx):
    response = dismiss(editor, finding(), reason, htmx=htmx)

    assert "Say why, so that others understand it later." in response.text
    assert not Dismissal.objects.exists()


def test_it_is_dismissed_and_brought_back_in_its_place_on_the_page(editor, intake):
    row = finding()

    response = dismiss(editor, row, htmx=True)
    assert response.text.count('<li class="finding') == 1
    assert "Bring back" in response.text
    assert 'id="check-counts" hx-swap-oob' in response.text

    response = post(editor, "bring-back", row, htmx=True)
    assert "Mark “Raw data” as from outside" in response.text
    assert not Dismissal.objects.exists()
    assert (run().errors, run().dismissed) == (1, 0)
    assert post(editor, "bring-back", row, htmx=True).headers["HX-Redirect"] == CHECKS


def test_it_stays_dismissed_when_rows_and_numbers_move(editor, intake):
    dismiss(editor, finding())
    moved = {"number": "9", "inputs": [{"name": "Other"}, {"name": "Raw data"}]}
    save(intake, **moved)

    assert run().findings.get(check_id="input-without-source", place=["inputs", 1]).dismissal


def save(usecase, **values):
    usecase = UseCase.objects.with_document().get(pk=usecase.pk)
    document = spec.build(spec.UseCase, {**usecase.document.model_dump(), **values})
    save_usecase_specs(usecase.specification, [Draft(document, usecase)], origin())


def test_it_is_open_again_by_itself_when_the_place_changes(editor, intake):
    dismiss(editor, finding(), "Raw data comes by post.")
    save(intake, inputs=[{"name": "Measurements"}])

    assert finding().dismissal is None
    page = editor.get(CHECKS).text
    assert "Dismissed before it changed:" in page
    assert "Raw data comes by post." in page

    dismiss(editor, finding(), "These too.")
    assert Dismissal.objects.get().reason == "These too."


def test_the_same_thing_is_dismissed_again_when_it_comes_back(editor, intake):
    dismiss(editor, finding())
    save(intake, inputs=[])
    run()
    save(intake, inputs=[{"name": "Raw data"}])

    assert finding().dismissal


# At the use case


def test_the_panel_of_a_use_case_shows_what_is_open_in_it(editor, intake):
    make_usecase("Data Check", inputs=[{"name": "Elsewhere"}])
    address = "/specs/mlops/use-cases/data-intake/checks/"

    panel = editor.get(address, headers=HTMX).text

    assert "Nothing produces “Raw data”" in panel
    assert "Elsewhere" not in panel
    assert "<html" not in panel
    assert editor.get(address).headers["Location"] == f"{CHECKS}?about=use_case%3Adata-intake"

    dismiss(editor, run().findings.get(check_id="input-without-source", key="data-intake"))
    assert "Raw data" not in editor.get(address, headers=HTMX).text


def test_the_panel_does_not_check_a_large_specification_again(editor, intake, monkeypatch):
    monkeypatch.setattr("usecases.checks.running.LARGE", 0)
    address = "/specs/mlops/use-cases/data-intake/checks/"
    assert "Before the last change" not in editor.get(address, headers=HTMX).text

    make_usecase("Data Check")

    assert "Before the last change" in editor.get(address, headers=HTMX).text
    assert CheckRun.objects.count() == 1
