"""Deleting personas, only where nobody needs them, and restoring them."""

import pytest

from personas.models import Persona
from personas.specs import delete_persona, restore_persona
from tests.factories import make_full_usecase, make_persona, make_usecase, make_user, origin
from usecases.models import UseCase

pytestmark = pytest.mark.django_db

DELETE = "/personas/data-scientists/delete/"


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_a_persona_without_stories_is_deleted_after_a_question(editor):
    make_persona()
    assert "Delete Data Scientists?" in editor.get(DELETE).text

    response = editor.post(DELETE, follow=True)

    assert response.redirect_chain == [("/personas/", 302)]
    assert messages_of(response)[0].startswith("Persona Data Scientists was deleted.")
    assert "Deleted personas" in response.text
    assert not Persona.objects.exists()


def test_a_persona_in_use_is_kept_and_its_uses_are_listed(editor):
    make_full_usecase()

    page = editor.get(DELETE).text
    response = editor.post(DELETE)

    assert 'href="/specs/mlops/use-cases/data-intake/"' in page
    assert '<option value="product-managers">Product Managers</option>' in page
    assert '<option value="data-scientists">' not in page
    assert response.status_code == 422
    assert "Choose the persona that takes its place." in response.text
    assert Persona.objects.filter(slug="data-scientists").exists()


def test_another_persona_takes_its_place_everywhere(editor):
    make_full_usecase()

    response = editor.post(DELETE, {"replacement": "product-managers"}, follow=True)

    assert messages_of(response) == [
        "Product Managers took the place of Data Scientists in all stories, and Data Scientists was deleted."
    ]
    assert UseCase.objects.with_document().get().document.stories[0].personas == ("product-managers",)


def test_a_persona_that_is_used_meanwhile_is_kept(editor, monkeypatch):
    make_full_usecase()
    # The story was written between the question and the answer.
    monkeypatch.setattr("personas.views.uses_of", lambda persona: [])

    response = editor.post(DELETE)

    assert response["Location"] == DELETE
    assert Persona.objects.filter(slug="data-scientists").exists()


@pytest.mark.parametrize("replacement", ["data-scientists", "nobody", ""])
def test_only_another_persona_can_take_its_place(editor, replacement):
    make_full_usecase()

    assert editor.post(DELETE, {"replacement": replacement}).status_code == 422


def test_the_only_persona_cannot_be_replaced(editor):
    make_persona()
    make_usecase(stories=[{"personas": ["data-scientists"]}])

    assert "There is no other persona." in editor.get(DELETE).text


@pytest.mark.parametrize("rows", [1, 50])
def test_the_queries_of_the_question_do_not_grow(editor, django_assert_num_queries, rows):
    make_persona()
    make_persona("Others")
    for number in range(rows):
        make_usecase(f"Case {number}", stories=[{"personas": ["data-scientists"]}])

    with django_assert_num_queries(6):
        editor.get(DELETE)


def test_the_address_of_a_deleted_persona_says_so_and_offers_to_restore_it(editor):
    revision = delete_persona(
        make_persona(), origin(make_user(username="grace", first_name="Grace"), note="Twice")
    )

    response = editor.get("/personas/data-scientists/")

    assert response.status_code == 410
    assert "Persona Data Scientists was deleted" in response.text
    assert "Grace deleted it <time" in response.text
    restored = editor.post("/personas/new/restored/", {"revision": revision.pk}, follow=True)
    assert restored.redirect_chain == [("/personas/data-scientists/", 302)]
    assert messages_of(restored) == ["Persona Data Scientists was restored."]


def test_a_viewer_is_not_offered_to_restore(viewer):
    revision = delete_persona(make_persona(), origin())

    response = viewer.get("/personas/data-scientists/")

    assert response.status_code == 410
    assert "An editor can bring it back." in response.text
    assert "<form" not in response.text.split("<main")[1].split("</main>")[0]
    assert viewer.post("/personas/new/restored/", {"revision": revision.pk}).status_code == 403


def test_a_persona_whose_name_is_taken_is_not_restored(editor):
    revision = delete_persona(make_persona(), origin())
    make_persona()

    response = editor.post("/personas/new/restored/", {"revision": revision.pk}, follow=True)

    assert "was not restored. Another persona has this name" in messages_of(response)[0]


def test_what_was_restored_already_stays_as_it_is(editor):
    revision = delete_persona(make_persona(), origin())
    restore_persona(revision, origin())

    assert editor.post("/personas/new/restored/", {"revision": revision.pk}).status_code == 302
    assert Persona.objects.get().revisions.count() == 3


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999999", "²", "\x00"])
def test_restoring_nothing_is_not_found(editor, revision):
    assert editor.post("/personas/new/restored/", {"revision": revision}).status_code == 404
