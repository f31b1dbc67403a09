"""What other pages say of the checks, and how often the pages of the checks ask the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archportal import spec
from tests.factories import make_persona, make_specification, make_usecase, make_user, origin
from tests.postdata import form_data
from usecases.checks.dismissing import dismiss
from usecases.checks.running import latest_run
from usecases.models import CheckFinding, Specification
from usecases.specs import Draft, save_usecase_specs

pytestmark = pytest.mark.django_db

CHECKS = "/specs/mlops/checks/"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/"}
PLACES = ["/specs/", "/specs/mlops/"]


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def run():
    return latest_run(Specification.objects.with_document().get())


@pytest.mark.parametrize("address", PLACES)
def test_counts_are_shown_without_checking(editor, address):
    make_usecase(inputs=[{"name": "Raw data"}])
    assert "Not checked yet" in editor.get(address).text

    run()

    page = editor.get(address).text
    assert f'<a href="{CHECKS}">Checks: <span class="badge sev-error">1 error</span>' in page


@pytest.mark.parametrize("address", PLACES)
@pytest.mark.parametrize("change", [lambda: make_usecase("Later"), make_persona])
def test_counts_of_an_earlier_state_are_said_to_be_that(editor, address, change):
    make_usecase(inputs=[{"name": "Raw data"}])
    found = run().open
    change()

    page = editor.get(address).text

    assert "Check what has changed" in page
    assert f"Before: {found} open findings" in page


def test_what_is_dismissed_does_not_count(editor):
    make_usecase(inputs=[{"name": "Raw data"}])
    for row in run().findings.all():
        dismiss(Specification.objects.get(), [row], "Known", make_user("Editor", f"editor{row.pk}"))

    assert "Checks: nothing is open" in editor.get("/specs/").text


def test_the_specification_shows_how_its_findings_developed(editor):
    make_usecase(inputs=[{"name": "Raw data"}])
    run()
    assert "<rect" not in editor.get("/specs/mlops/").text.partition('<nav class="tabs"')[0]

    make_usecase("Data Check")
    run()

    head = editor.get("/specs/mlops/").text.partition('<nav class="tabs"')[0]
    assert "Open findings over the last 2 checks: from" in head
    assert "<rect" in head


# While typing


def part_of_preview(editor, data, address="/specs/mlops/use-cases/data-intake/edit/preview/"):
    text = editor.post(address, data, headers=HTMX).text
    return text.partition('data-part="checks"')[2]


def test_the_preview_says_what_the_checks_will_find_and_where(editor):
    make_usecase(inputs=[{"name": "Raw data"}])

    part = part_of_preview(editor, form_data(inputs=[{"name": "Labels", "required": True}]))

    assert "Nothing produces “Labels”" in part
    assert "Raw data" not in part
    assert '<a href="#inputs-0-name">Input 1, name</a>' in part


def test_the_preview_knows_what_other_use_cases_give(editor):
    make_usecase(number="2", inputs=[{"name": "Raw data"}])
    make_usecase("Measuring", number="1", outputs=[{"name": "Labels"}])

    part = part_of_preview(editor, form_data(number="2", inputs=[{"name": "labels", "required": True}]))

    assert "Nothing produces" not in part


def test_the_preview_of_a_new_use_case_is_checked_too(editor):
    make_specification()

    part = part_of_preview(editor, form_data("New"), "/specs/mlops/use-cases/new/preview/")

    assert "badge sev-warning" in part


def test_what_is_dismissed_is_not_open_while_typing(editor):
    usecase = make_usecase(inputs=[{"name": "Raw data"}])
    row = run().findings.get(check_id="input-without-source")
    typed = form_data(number=usecase.number, inputs=[{"name": "Raw data", "required": True}])
    assert "Nothing produces" in part_of_preview(editor, typed)

    dismiss(usecase.specification, [row], "Known", make_user("Editor", "other"))

    assert "Nothing produces" not in part_of_preview(editor, typed)


def test_a_list_that_is_read_while_a_newer_one_is_stored_does_not_say_that_all_is_well(editor):
    make_usecase(inputs=[{"name": "Raw data"}])
    found = run()

    def replaced(execute, sql, params, many, context):
        if "COUNT(" in sql and "checkfinding" in sql:
            CheckFinding.objects.filter(run=found).delete()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(replaced):
        page = editor.get(CHECKS).text

    assert "Nothing is open" not in page
    assert "Look again" in page


# However large it is


ADDRESSES = [
    (CHECKS, {}),
    (f"{CHECKS}?severity=error&q=data&shown=all", HTMX),
    (f"{CHECKS}?about=use_case:case-1", {}),
    ("/specs/mlops/use-cases/case-1/checks/", HTMX),
    ("/specs/", {}),
]
LIMITS = [13, 11, 14, 11, 9]


def test_queries_do_not_grow_with_what_is_found(editor):
    specification = make_specification()
    fill(specification, range(22))
    run()
    few = [queries(editor, *one) for one in ADDRESSES]
    fill(specification, range(22, 1000))
    run()

    assert [queries(editor, *one) for one in ADDRESSES] == few
    assert [count <= limit for count, limit in zip(few, LIMITS, strict=True)] == [True] * 5, few


def fill(specification, numbers):
    drafts = [
        Draft(spec.build(spec.UseCase, {"title": f"Case {n}", "inputs": [{"name": f"Data {n}"}]}))
        for n in numbers
    ]
    save_usecase_specs(specification, drafts, origin())


def queries(client, address, headers):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code == 200
    return len(asked)
