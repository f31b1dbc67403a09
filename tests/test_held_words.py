"""What is typed into a small form on another page, whose session has ended, is said after sign-in."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.factories import PASSWORD, make_full_usecase, make_user
from usecases.models import Artifact, CheckFinding

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
PAGE = "/specs/mlops/checks/?severity=info"
FROM = {"Referer": f"http://testserver{PAGE}"}
DISMISS = ("/specs/mlops/checks/dismiss/", {"finding": "x", "back": "q=y", "reason": "It is <so>."})
FORMS = [
    DISMISS,
    ("/specs/mlops/filters/", {"list": "use-cases", "query": "q=data", "name": "It is <so>."}),
    ("/filters/1/rename/", {"name": "It is <so>."}),
    ("/specs/mlops/dictionary/new/change/", {"do": "rename", "a": "1", "to": "It is <so>."}),
]


@pytest.fixture(autouse=True)
def editor(db):
    make_full_usecase()
    return make_user("Editor")


def sign_in(client, asked):
    typed = {"login": "editor", "password": PASSWORD, "held": asked.context["held"]}
    return client.post(LOGIN, typed, follow=True)


@pytest.mark.parametrize(("address", "typed"), FORMS)
def test_who_was_signed_out_is_back_on_the_page_which_says_what_was_typed(client, address, typed):
    asked = client.post(address, typed, headers=FROM)
    page = sign_in(client, asked)

    assert asked.status_code == 401
    assert page.redirect_chain == [(f"http://testserver{PAGE}", 302)]
    assert "You were signed out, and nothing was saved. You had typed: “It is &lt;so&gt;.”" in page.text
    assert "q=y" not in page.text


@pytest.mark.parametrize(("address", "typed"), FORMS)
def test_the_sign_in_page_takes_the_place_of_the_page_where_a_part_of_it_was_asked_for(
    client, address, typed
):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PAGE}"}

    asked = client.post(address, typed, headers=headers)
    page = sign_in(client, asked)

    assert (asked.status_code, asked["HX-Retarget"], asked["HX-Reswap"]) == (200, "body", "innerHTML")
    assert page.redirect_chain == [(PAGE, 302)]
    assert "You had typed: “It is &lt;so&gt;.”" in page.text


def test_where_nothing_was_typed_it_says_only_that_nothing_was_saved(client):
    page = sign_in(client, client.post(DISMISS[0], {"finding": "x"}, headers=FROM))

    assert "You were signed out, and nothing was saved." in page.text
    assert "You had typed" not in page.text


@pytest.mark.parametrize("page", ["https://example.org/", "//example.org/", "http://[", ""])
def test_it_never_leads_to_another_site(client, page):
    asked = client.post(*DISMISS, headers={"Referer": page})

    assert sign_in(client, asked).redirect_chain[0] == ("/", 302)


def test_a_token_that_is_old_shows_what_was_typed_and_leads_back(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    refused = client.post(*DISMISS, headers=FROM)
    token = client.cookies["csrftoken"].value
    page = client.post(LOGIN, {"held": refused.context["held"], "csrfmiddlewaretoken": token}, follow=True)

    assert refused.status_code == 403
    assert "It is &lt;so&gt;." in refused.text
    assert "q=y" not in refused.text
    assert page.redirect_chain == [(f"http://testserver{PAGE}", 302)]
    assert "You had typed: “It is &lt;so&gt;.”" in page.text


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/specs/mlops/use-cases/data-intake/move/", {"by": "1"}),
        ("/specs/mlops/dictionary/raw-data/delete/", {}),
        ("/specs/mlops/checks/bring-back/", {"finding": "x"}),
    ],
)
def test_a_button_that_was_pressed_after_the_session_ended_leads_back_to_its_page(client, address, data):
    asked = client.post(address, data, headers=FROM)
    back = parse_qs(urlsplit(asked["Location"]).query)["next"]
    page = client.post(LOGIN, {"login": "editor", "password": PASSWORD, "next": back[0]}, follow=True)

    assert back == [f"http://testserver{PAGE}"]
    assert page.status_code == 200
    assert Artifact.objects.filter(name="Raw data").exists()
    assert not CheckFinding.objects.exclude(dismissal=None).exists()
