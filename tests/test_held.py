"""What is typed into a form whose session has ended comes along through sign-in."""

import pytest
from django.core import signing
from django.test import Client

from archportal import held
from personas.models import Persona
from personas.specs import delete_persona
from tests.factories import PASSWORD, make_persona, make_specification, make_usecase, make_user, origin
from tests.postdata import fields_of, form_data
from usecases.models import Specification, UseCase
from usecases.specifications import delete_specification

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
CASE = "/specs/mlops/use-cases/data-intake/edit/"
SAID = "You were signed out. This is what you had typed; save it."


def carried(response):
    return response.context["held"]


def sign_in(client, response, password=PASSWORD, name="editor"):
    return client.post(LOGIN, {"login": name, "password": password, "held": carried(response)}, follow=True)


@pytest.fixture
def editor_away(db):
    return make_user("Editor")


def test_a_use_case_comes_back_as_it_was_typed_on_the_version_that_it_was_typed_from(client, editor_away):
    make_usecase()
    text = "Öl & <b>\r\nsecond line"
    typed = form_data("Mine", notes=text, based_on="1", inputs=[{"name": "Raw"}], number="1")

    asked = client.post(CASE, {**typed, "csrfmiddlewaretoken": "x", "then": "edit"})
    page = sign_in(client, asked)

    assert asked.status_code == 401
    assert 'name="held"' in asked.text
    assert page.redirect_chain == [(f"{CASE}?held=1", 302)]
    assert SAID in page.text
    fields = fields_of(page)
    assert (fields["title"], fields["notes"], fields["based_on"]) == ("Mine", text, "1")
    assert fields["inputs-0-name"] == "Raw"
    assert client.post(CASE, fields).status_code == 302
    assert UseCase.objects.get().title == "Mine"


def test_a_new_use_case_and_a_row_button_lead_back_to_the_form(client, editor_away):
    make_specification()
    new = "/specs/mlops/use-cases/new/"

    asked = client.post(f"{new}rows/", {**form_data("Idea"), "row": "add-inputs"})
    page = sign_in(client, asked)

    assert asked.status_code == 401
    assert page.redirect_chain == [(f"{new}?held=1", 302)]
    assert fields_of(page)["title"] == "Idea"


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/personas/new/", {"name": "Writers", "goals": "one\ntwo"}),
        ("/personas/data-scientists/edit/", {"name": "Writers", "based_on": "1"}),
        ("/specs/new/", {"title": "Platform", "introduction": "Text"}),
        ("/specs/mlops/edit/", {"title": "Platform", "based_on": "1"}),
    ],
)
def test_personas_and_specifications_come_back_too(client, editor_away, address, typed):
    make_persona()
    make_specification()

    page = sign_in(client, client.post(address, typed))

    assert page.status_code == 200
    assert SAID in page.text
    assert {name: page.context["form"].data[name] for name in typed} == typed
    assert client.post(address, typed).status_code == 302
    assert (
        Persona.objects.filter(name="Writers").exists()
        or Specification.objects.filter(title="Platform").exists()
    )


def test_what_was_deleted_in_the_meantime_comes_back_too(client, editor_away):
    persona, specification = make_persona(), make_specification()
    one = client.post("/personas/data-scientists/edit/", {"name": "Writers", "based_on": "1"})
    two = client.post("/specs/mlops/edit/", {"title": "Typed", "based_on": "1"})
    delete_persona(persona, origin())
    delete_specification(specification, origin())

    pages = [sign_in(client, one), client.post(LOGIN, {"held": carried(two)}, follow=True)]

    assert [page.status_code for page in pages] == [409, 409]
    assert "Writers" in pages[0].text
    assert "Typed" in pages[1].text


def test_a_wrong_password_in_between_keeps_it(client, editor_away):
    make_persona()
    asked = client.post("/personas/new/", {"name": "Writers"})

    wrong = sign_in(client, asked, password="wrong")
    right = sign_in(client, wrong)

    assert wrong.status_code == 200
    assert "Writers" in right.text


def test_a_page_that_is_loaded_again_still_has_it_and_a_sent_one_has_it_no_more(client, editor_away):
    sign_in(client, client.post("/personas/new/", {"name": "Writers"}))

    again = client.get("/personas/new/?held=1")
    client.post("/personas/new/", {"name": ""})
    after = client.get("/personas/new/?held=1")

    assert "Writers" in again.text
    assert "Writers" not in after.text
    assert "Writers" not in client.get("/personas/new/").text


def test_nothing_is_stored_before_somebody_has_signed_in(client, db):
    client.post("/personas/new/", {"name": "Writers"})

    assert not client.session.keys()


def test_it_leads_only_to_forms_that_were_asked_for(client, editor_away):
    forged = signing.dumps(["//example.org/", "name=x"], salt="other", compress=True)

    page = client.post(
        LOGIN, {"login": "editor", "password": PASSWORD, "held": forged, "next": "//example.org/"}
    )

    assert page.status_code == 302
    assert page.url == "/"
    assert held.SESSION not in client.session


def test_who_may_not_edit_is_refused_after_signing_in(client, db):
    make_user("Viewer")

    page = sign_in(client, client.post("/personas/new/", {"name": "Writers"}), name="viewer")

    assert page.status_code == 403
    assert "Writers" not in page.text


def test_one_session_keeps_few_forms(client, editor_away):
    asked = [Client().post(f"/personas/{number}/edit/", {"name": "X"}) for number in range(8)]
    client.force_login(editor_away)

    for response in asked:
        client.post(LOGIN, {"held": carried(response)})

    assert list(client.session[held.SESSION]) == [f"/personas/{number}/edit/" for number in range(3, 8)]


def strict_client(user=None):
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    return client


def test_a_form_whose_token_is_old_shows_what_was_typed_and_leads_back(editor_away):
    client = strict_client(editor_away)
    make_usecase()

    refused = client.post(CASE, form_data("Mine <b>", based_on="1", notes="All that work"))
    token = client.cookies["csrftoken"].value
    data = {"held": carried(refused), "csrfmiddlewaretoken": token}
    page = client.post(LOGIN, data, follow=True)

    assert refused.status_code == 403
    assert "The form has expired" in refused.text
    assert "All that work" in refused.text
    assert "Mine &lt;b&gt;" in refused.text
    assert page.redirect_chain == [(f"{CASE}?held=1", 302)]
    assert fields_of(page)["notes"] == "All that work"
    assert UseCase.objects.get().title == "Data Intake"


def test_a_stranger_whose_token_is_old_is_asked_to_sign_in_with_it(editor_away):
    client = strict_client()

    refused = client.post("/personas/new/", {"name": "Writers"})
    again = client.post(LOGIN, {"login": "editor", "password": PASSWORD, "held": carried(refused)})

    assert refused.status_code == 403
    assert again.status_code == 403
    assert held.signing.loads(carried(again), salt=held.SALT) == ["/personas/new/", "name=Writers", ""]


def test_the_token_of_the_page_alone_carries_nothing_back(editor_away):
    """Who has no token of ours cannot put a text into somebody's session."""
    asked = Client().post("/personas/new/", {"name": "Writers"})

    refused = strict_client(editor_away).post(LOGIN, {"held": carried(asked)})

    assert refused.status_code == 403


def test_other_forms_say_that_they_have_expired(editor_away):
    refused = strict_client(editor_away).post("/personas/data-scientists/delete/", {})

    assert refused.status_code == 403
    assert "Nothing was saved. Go back" in refused.text
