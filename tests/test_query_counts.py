"""Pages ask the database as often for a large specification as for a small one, session and user included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archportal import spec
from tests.factories import make_persona, make_specification, make_user, origin
from tests.postdata import fields_of, form_data
from usecases.models import UseCase
from usecases.specs import Draft, save_usecase_specs

pytestmark = pytest.mark.django_db

LIST = "/specs/mlops/use-cases/"
PAGE = f"{LIST}data-intake/"
LIMITS = {
    LIST: 5,
    f"{LIST}?page=2000": 5,
    f"{LIST}?q=data&persona=data-scientists&status=draft": 5,
    PAGE: 9,
    f"{PAGE}edit/": 10,
    f"{PAGE}history/": 9,
    "/specs/mlops/?part=1000": 9,
    "/specs/mlops/filters/": 4,
    "/search/?q=precondition&kind=preconditions&page=2": 7,
    "/search/box/?q=preconditoin": 12,
    "/specs/mlops/flow/": 9,
    "/specs/mlops/flow/?artifact=input&persona=data-scientists&fold=none": 9,
    "/specs/mlops/flow.svg": 12,
    "/specs/mlops/flow.mmd": 12,
    "/specs/mlops/matrix/": 9,
    "/specs/mlops/matrix/?what=personas&q=data&persona=data-scientists&columns=2": 9,
    "/specs/mlops/matrix.csv": 12,
    "/specs/mlops/dictionary/": 9,
    "/specs/mlops/dictionary/?q=put&sort=-used&page=2": 10,
    "/specs/mlops/dictionary/input-1/": 8,
    "/specs/mlops.json": 12,
    "/specs/mlops.zip": 12,
}
SAVE_LIMIT = 15


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def use_case(title, rows=1, personas=("data-scientists",)):
    """Return the document of a use case with that many rows of each kind."""
    numbers = range(1, rows + 1)
    content = {
        "title": title,
        "stories": [{"personas": personas, "want": f"story {n}"} for n in numbers],
        "preconditions": [f"Precondition {n}" for n in numbers],
        "inputs": [{"name": f"Input {n}", "required": n % 2 == 1} for n in numbers],
        "outputs": [{"name": f"Output {n}"} for n in numbers],
        "success_path": [{"text": f"Step {n}"} for n in numbers],
        "exceptions": [{"text": f"Exception {n}", "step": n} for n in numbers[:20]],
    }
    return spec.build(spec.UseCase, content)


def fill(specification, documents):
    save_usecase_specs(specification, [Draft(document) for document in documents], origin())


def counts(editor):
    """Return how often each page asks, a save included."""
    asked = {address: queries_of(lambda address=address: read(editor, address)) for address in LIMITS}
    typed = fields_of(editor.get(f"{PAGE}edit/"))
    sentence = f"Said in version {typed['based_on']}"
    typed |= dict.fromkeys(("notes", "inputs-0-description", "success_path-0-text"), sentence)
    asked["save"] = queries_of(lambda: post(editor, f"{PAGE}edit/", typed))
    new = form_data(f"New {sentence}", inputs=[{"name": "Input 1"}])
    asked["create"] = queries_of(lambda: post(editor, f"{LIST}new/", new))
    return asked


def queries_of(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def read(editor, address):
    response = editor.get(address)
    assert response.status_code == 200
    return response.getvalue()


def post(editor, address, typed):
    assert editor.post(address, typed).status_code == 302


def beyond_limits(asked):
    limits = {**LIMITS, "save": SAVE_LIMIT, "create": SAVE_LIMIT}
    return {name: count for name, count in asked.items() if count > limits[name]}


def test_queries_do_not_grow_with_the_number_of_use_cases(editor):
    make_persona()
    specification = make_specification()
    fill(specification, [use_case("Data Intake")])
    one = counts(editor)
    fill(specification, [use_case(f"Use {n}") for n in range(21)])
    few = counts(editor)
    fill(specification, [use_case(f"More {n}") for n in range(478)])
    many = counts(editor)
    fill(specification, [use_case(f"Most {n}") for n in range(500)])

    assert one == few == many == counts(editor)
    assert UseCase.objects.count() >= 1000
    assert not beyond_limits(few)


def test_queries_do_not_grow_with_the_rows_of_a_use_case(editor):
    make_persona()
    specification = make_specification()
    fill(specification, [use_case("Before"), use_case("Data Intake"), use_case("Behind")])
    few = counts(editor)
    intake = UseCase.objects.get(slug="data-intake")
    save_usecase_specs(specification, [Draft(use_case("Data Intake", rows=500), intake)], origin())

    assert counts(editor) == few
    assert not beyond_limits(few)


def test_queries_do_not_grow_with_the_number_of_personas(editor):
    slugs = [make_persona().slug]
    specification = make_specification()
    fill(specification, [use_case("Before"), use_case("Data Intake"), use_case("Behind")])
    few = counts(editor)
    slugs += [make_persona(f"Persona {n}").slug for n in range(499)]
    intake = UseCase.objects.get(slug="data-intake")
    document = use_case("Data Intake", personas=slugs)
    save_usecase_specs(specification, [Draft(document, intake)], origin())

    assert counts(editor) == few
    assert not beyond_limits(few)
