"""The history of a persona."""

import pytest

from archportal import spec
from archportal.revisions import Door, Origin
from personas.models import Persona
from personas.specs import delete_persona, save_persona_spec
from tests.factories import make_persona, make_user, origin

pytestmark = pytest.mark.django_db

HISTORY = "/personas/data-scientists/history/"


def save(persona, by=None, **values):
    document = spec.build(spec.Persona, {**persona.document.model_dump(), **values})
    return save_persona_spec(document, by or origin(), persona=persona)


def persona():
    return Persona.objects.with_document().get()


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_the_history_tells_who_saved_what_when_by_which_door_and_why(viewer):
    make_persona()
    author = make_user("Editor", first_name="Ada", last_name="Lovelace")
    save(persona(), Origin(author, Door.IMPORT, "From <the> meeting"), name="Scientists")

    page = viewer.get(HISTORY).text

    assert page.index("Version 2") < page.index("Version 1")
    for words in (
        "Ada Lovelace",
        "Import",
        "From &lt;the&gt; meeting",
        "version 1",
        "stands now",
        '<time datetime="',
    ):
        assert words in page


def test_a_history_is_paged_by_fifty(viewer):
    make_persona()
    for number in range(51):
        save(persona(), definition=str(number))

    first, second = viewer.get(HISTORY), viewer.get(f"{HISTORY}?page=2")

    assert [row.version for row in first.context["page"]] == list(range(52, 2, -1))
    assert [row.version for row in second.context["page"]] == [2, 1]
    assert 'href="?page=2"' in first.text


@pytest.mark.parametrize("rows", [1, 50])
def test_the_queries_of_a_history_do_not_grow(viewer, django_assert_num_queries, rows):
    make_persona()
    for number in range(rows - 1):
        save(persona(), definition=str(number))

    with django_assert_num_queries(5):
        viewer.get(HISTORY)


def test_an_earlier_state_is_read_as_it_was(viewer, django_assert_max_num_queries):
    make_persona(definition="Before", goals=["Once"])
    save(persona(), definition="After", goals=[])

    with django_assert_max_num_queries(9):
        page = viewer.get(f"{HISTORY}1/").text

    assert "<p>Before</p>" in page
    assert "Once" in page
    assert "After" not in page
    assert (
        'An earlier state, to read only: <a href="/personas/data-scientists/">version 2</a> stands now.'
        in page
    )
    assert "Restore this version" not in page


def test_restoring_is_a_new_revision(editor):
    make_persona(definition="Before")
    save(persona(), definition="After")
    assert 'action="restore/"' in editor.get(f"{HISTORY}1/").text

    response = editor.post(f"{HISTORY}1/restore/", follow=True)

    assert response.redirect_chain == [("/personas/data-scientists/", 302)]
    assert messages_of(response) == ["Persona Data Scientists is again as it was in version 1."]
    last = persona().latest
    assert (last.version, last.note, last.author_name) == (3, "Restored version 1.", "Ada Lovelace")
    assert persona().definition == "Before"


def test_restoring_what_stands_changes_nothing(editor):
    make_persona()

    response = editor.post(f"{HISTORY}1/restore/", follow=True)

    assert messages_of(response) == ["Version 1 is what stands already; nothing was changed."]
    assert persona().latest.version == 1


def test_a_state_whose_name_is_taken_is_not_restored(editor):
    make_persona()
    save(persona(), name="Scientists")
    make_persona("Data Scientists")

    response = editor.post(f"{HISTORY}1/restore/", follow=True)

    assert response.redirect_chain == [("../", 302)]
    assert response.status_code == 200
    assert "was not restored. Another persona has this name" in messages_of(response)[0]


def test_a_deleted_persona_keeps_its_history_and_comes_back_from_it(editor):
    delete_persona(make_persona(definition="Before"), origin())

    page, last = editor.get(HISTORY).text, editor.get(f"{HISTORY}2/").text
    response = editor.post(f"{HISTORY}1/restore/", follow=True)

    assert "Persona Data Scientists was deleted by" in page
    assert '<span class="badge bad">deleted</span>' in page
    assert "is deleted. This is what it said at last." in last
    assert messages_of(response) == ["Persona Data Scientists is back as it was in version 1."]
    assert persona().definition == "Before"


def test_only_editors_restore(viewer):
    make_persona()
    save(persona(), definition="After")

    assert viewer.post(f"{HISTORY}1/restore/").status_code == 403
    assert viewer.get(f"{HISTORY}1/restore/").status_code == 405
    assert persona().definition == "After"
