"""Drafts that are discarded, brought back, or left for long."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.drafting import EDIT, KEY, OTHER_KEY, beat, leave
from tests.factories import make_usecase, make_user
from tests.postdata import fields_of, form_data
from usecases.models import Editing

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Edda"))
    return client


@pytest.fixture
def ada(db):
    client = Client()
    client.force_login(make_user("Editor", "ada", first_name="Ada"))
    return client


def test_a_discarded_draft_is_gone_and_leads_back(editor):
    make_usecase()
    beat(editor, notes="Typed")

    response = editor.post(f"/drafts/?next={EDIT}", {"discard": KEY}, follow=True)

    assert response.redirect_chain == [(EDIT, 302)]
    assert "The unsaved work was discarded." in response.text
    assert not Editing.objects.unsaved().exists()
    assert editor.post("/drafts/?next=//example.org/", {"discard": KEY}).status_code == 404


def test_discarding_leads_to_no_other_site(editor):
    make_usecase()
    beat(editor, notes="Typed")

    assert editor.post("/drafts/?next=//example.org/", {"discard": KEY}).url == "/drafts/"


def test_an_old_draft_is_marked_and_never_goes_by_itself(editor, ada):
    make_usecase()
    beat(editor, notes="Typed")

    leave(timedelta(days=29))
    fresh = editor.get("/drafts/").text
    leave(timedelta(days=400))
    beat(ada, key=OTHER_KEY, state="here")
    old = editor.get("/drafts/").text

    assert "Nobody has touched it for a month" not in fresh
    assert "Nobody has touched it for a month" in old
    assert "Typed" in Editing.objects.unsaved().get().content


def test_what_is_over_goes_in_the_end(editor, ada):
    make_usecase()
    beat(editor, state="here")
    beat(editor, key=OTHER_KEY, notes="Typed")
    editor.post("/drafts/", {"discard": OTHER_KEY})
    leave(timedelta(days=3))

    beat(ada, state="here")

    assert [one.user.username for one in Editing.objects.all()] == ["ada"]


def test_a_discarded_draft_is_brought_back_within_half_an_hour(editor, ada):
    make_usecase()
    beat(editor, title="Half", notes="Typed")
    leave()
    editor.post(f"/drafts/?next={EDIT}", {"discard": KEY})

    offered = [editor.get("/drafts/").text, editor.get(EDIT).text]
    late_word = beat(editor, turn=2, notes="Typed later")
    of_another = ada.post("/drafts/", {"bring_back": KEY})
    response = editor.post(f"/drafts/?next={EDIT}", {"bring_back": KEY}, follow=True)

    assert all(f'name="bring_back" value="{KEY}"' in text for text in offered)
    assert not late_word["kept"]
    assert of_another.status_code == 404
    assert response.redirect_chain == [(EDIT, 302)]
    assert f'href="{EDIT}?draft={KEY}"' in response.text
    assert "bring_back" not in response.text
    assert fields_of(editor.get(f"{EDIT}?draft={KEY}"))["notes"] == "Typed"

    editor.post("/drafts/", {"discard": KEY})
    leave(timedelta(minutes=31))
    assert "bring_back" not in editor.get("/drafts/").text + editor.get(EDIT).text
    assert editor.post("/drafts/", {"bring_back": KEY}).status_code == 404


def test_what_was_saved_cannot_be_brought_back(editor):
    make_usecase()
    editor.post(EDIT, {**form_data(notes="Mine", based_on="1"), "draft": KEY, "turn": "1"})

    assert editor.post("/drafts/", {"bring_back": KEY}).status_code == 404
