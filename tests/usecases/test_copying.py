"""A use case begins as a copy of another one."""

import pytest

from tests.factories import make_full_usecase, make_specification, make_usecase, make_user, origin
from tests.postdata import fields_of, form_data
from usecases.changes import delete_usecases
from usecases.models import UseCase

pytestmark = pytest.mark.django_db

CASES = "/specs/mlops/use-cases/"
COPY = f"{CASES}new/?from=data-intake"


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Edda"))
    return client


def test_a_copy_has_everything_but_an_identity_of_its_own(editor):
    original = make_full_usecase(status="approved", optional=True)

    form = editor.get(COPY)
    response = editor.post(f"{CASES}new/", fields_of(form), follow=True)

    assert UseCase.objects.count() == 2
    copy = UseCase.objects.with_document().get(slug="copy-of-data-intake")
    expected = {"slug": copy.slug, "title": "Copy of Data Intake", "number": "2", "status": "draft"}
    assert copy.document == original.document.model_copy(update=expected)
    assert copy.latest.note == "Copied from Use Case 1: Data Intake"
    assert "Use Case 2: Copy of Data Intake was saved." in response.text


def test_the_form_of_a_copy_says_that_nothing_is_saved_yet(editor):
    make_full_usecase()

    page = editor.get(COPY).text

    assert "Copied from Use Case 1: Data Intake. Nothing is saved yet" in page
    assert '<input type="hidden" name="note" value="Copied from Use Case 1: Data Intake">' in page
    assert 'value="Copy of Data Intake"' in page
    assert "required autofocus data-selected>" in page
    assert "A title is enough" not in page
    assert UseCase.objects.count() == 1


def test_an_error_in_a_copy_keeps_where_it_came_from(editor):
    make_full_usecase()
    typed = {**fields_of(editor.get(COPY)), "number": "1"}

    refused = editor.post(f"{CASES}new/", typed)

    assert refused.status_code == 422
    assert "data-selected" not in refused.text
    editor.post(f"{CASES}new/", {**fields_of(refused), "number": "7"})
    assert UseCase.objects.get(number="7").latest.note == "Copied from Use Case 1: Data Intake"


def test_a_reason_that_the_person_gives_stands_instead(editor):
    make_full_usecase()

    editor.post(f"{CASES}new/", {**fields_of(editor.get(COPY)), "note": "For the other team"})

    assert UseCase.objects.get(number="2").latest.note == "For the other team"


def test_a_long_title_leaves_room_for_what_it_is(editor):
    make_usecase("T" * 200, slug="long")

    response = editor.get(f"{CASES}new/?from=long")

    assert response.context["heads"]["title"].value == "Copy of " + "T" * 192


def test_a_former_address_leads_to_what_is_copied(editor):
    make_full_usecase()
    edit = f"{CASES}data-intake/edit/"
    editor.post(edit, {**fields_of(editor.get(edit)), "slug": "intake"})

    assert "Copied from Use Case 1: Data Intake" in editor.get(COPY).text


def test_what_cannot_be_copied_is_named(editor):
    make_specification()
    gone = make_usecase("Gone")
    delete_usecases([gone], origin())

    unknown = editor.get(f"{CASES}new/?from=<nothing>")
    deleted = editor.get(f"{CASES}new/?from=gone")

    assert unknown.status_code == 404
    assert "There is no use case “&lt;nothing&gt;” to copy." in unknown.text
    assert deleted.status_code == 410
    assert "Use Case 1: Gone was deleted" in deleted.text


def test_only_editors_are_offered_a_copy(client, editor):
    make_full_usecase()
    address = f'href="{COPY}"'

    assert address in editor.get(CASES).text
    assert address in editor.get(f"{CASES}?q=intake").text
    assert address in editor.get(f"{CASES}data-intake/").text
    client.force_login(make_user("Viewer"))
    assert address not in client.get(CASES).text + client.get(f"{CASES}data-intake/").text


def test_a_reason_typed_into_a_new_use_case_is_not_taken_for_a_copy(editor):
    make_specification()

    assert 'id="copied"' not in editor.post(f"{CASES}new/", form_data("", note="Why not")).text
