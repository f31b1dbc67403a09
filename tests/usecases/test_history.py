"""The histories of specifications and use cases, and what was deleted."""

import pytest

from archportal import spec
from archportal.spec.documents import SpecificationText
from personas.models import Persona
from personas.specs import delete_persona, save_persona_spec
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from usecases.changes import delete_usecases
from usecases.models import Specification, UseCase
from usecases.specifications import delete_specification, save_specification_spec
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db

SPECIFICATION = "/specs/mlops/history/"
USECASE = "/specs/mlops/use-cases/data-intake/history/"
DELETED = "/specs/mlops/deleted/"
RESTORED = "/specs/mlops/use-cases/new/restored/"


@pytest.fixture
def viewer(client):
    client.force_login(make_user("Viewer"))
    return client


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Ada", last_name="Lovelace"))
    return client


def usecase():
    return UseCase.objects.with_document().select_related("specification").get()


def save(**values):
    row = usecase()
    document = spec.build(spec.UseCase, {**row.document.model_dump(), **values})
    return save_usecase_spec(row.specification, document, origin(note="On purpose"), usecase=row)


def save_text(**values):
    row = Specification.objects.with_document().get()
    document = spec.build(SpecificationText, {**row.document.model_dump(), **values})
    return save_specification_spec(document, origin(), specification=row)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# Specifications


def test_a_specification_has_a_history_of_its_own_text(viewer):
    make_specification(introduction="Before")
    save_text(introduction="After")

    page, before = viewer.get(SPECIFICATION).text, viewer.get(f"{SPECIFICATION}1/").text

    assert page.index("Version 2") < page.index("Version 1")
    assert "<p>Before</p>" in before
    assert "After" not in before


def test_the_text_of_a_specification_is_restored(editor):
    make_specification(introduction="Before")
    save_text(introduction="After")

    response = editor.post(f"{SPECIFICATION}1/restore/")

    assert response["Location"] == "/specs/mlops/"
    assert Specification.objects.get().introduction == "Before"


def test_a_deleted_specification_is_restored_from_its_history(editor):
    make_full_usecase()
    delete_specification(Specification.objects.get(), origin())

    assert "Specification MLOps was deleted by" in editor.get(SPECIFICATION).text
    assert editor.post(f"{SPECIFICATION}1/restore/").status_code == 302
    assert usecase().title == "Data Intake"


def test_the_history_of_a_use_case_goes_with_its_specification(viewer):
    make_usecase()
    delete_specification(Specification.objects.get(), origin())

    response = viewer.get(USECASE)

    assert response.status_code == 410
    assert "Specification MLOps was deleted" in response.text


# Use cases


def test_the_history_of_a_use_case_tells_every_state(viewer):
    make_full_usecase()
    save(title="Intake")

    page = viewer.get(USECASE).text

    assert page.index("Version 2") < page.index("Version 1")
    assert "On purpose" in page
    assert '<a href="/specs/mlops/use-cases/data-intake/" dir="auto">1 Intake</a>' in page


@pytest.mark.parametrize("rows", [1, 50])
def test_the_queries_of_a_history_do_not_grow(viewer, django_assert_num_queries, rows):
    make_usecase()
    for number in range(rows - 1):
        save(notes=str(number))

    with django_assert_num_queries(5):
        viewer.get(USECASE)


def test_an_earlier_state_reads_like_the_page_did(viewer, django_assert_max_num_queries):
    make_full_usecase()
    save(inputs=[{"name": "Nothing else"}], stories=[])

    with django_assert_max_num_queries(9):
        page = viewer.get(f"{USECASE}1/").text

    assert 'href="/personas/data-scientists/">' in page
    assert "Labels" in page
    assert 'class="diagram"' in page
    assert "Nothing else" not in page
    assert "<b>Version 1</b> of Use Case 1: Data Intake, saved" in page


def test_a_state_whose_persona_has_another_address_now_links_to_it(viewer):
    make_full_usecase()
    persona = Persona.objects.get(slug="data-scientists")
    save_persona_spec(spec.Persona(slug="scientists", name="Scientists"), origin(), persona=persona)

    assert 'href="/personas/scientists/">Scientists</a>' in viewer.get(f"{USECASE}1/").text


def test_an_earlier_state_is_restored_as_a_new_one(editor):
    make_full_usecase()
    save(title="Intake", inputs=[])

    response = editor.post(f"{USECASE}1/restore/", follow=True)

    assert response.redirect_chain == [("/specs/mlops/use-cases/data-intake/", 302)]
    assert messages_of(response) == ["Use Case 1: Intake is again as it was in version 1."]
    assert [row.name for row in usecase().document.inputs] == ["Raw data", "Labels"]
    assert usecase().latest.author_name == "Ada Lovelace"


def test_a_state_with_a_persona_that_is_gone_is_not_restored(editor):
    make_full_usecase()
    save(stories=[])
    delete_persona(Persona.objects.get(slug="data-scientists"), origin())

    response = editor.post(f"{USECASE}1/restore/", follow=True)

    assert "was not restored. There is no persona “data-scientists”" in messages_of(response)[0]
    assert usecase().latest.version == 2


def test_a_former_address_leads_to_the_same_page_at_the_present_one(viewer):
    make_usecase()
    save(slug="intake")
    save_text(slug="ml-ops")

    response = viewer.get(f"{USECASE}1/", follow=True)

    assert response.status_code == 200
    assert response.redirect_chain[-1] == ("/specs/ml-ops/use-cases/intake/history/1/", 302)


@pytest.mark.parametrize(
    "address", [f"{USECASE}9/", "/specs/mlops/use-cases/nothing/history/", f"{SPECIFICATION}9/"]
)
def test_what_never_was_is_not_found(viewer, address):
    make_usecase()

    assert viewer.get(address).status_code == 404


# Deleted use cases


def test_a_deleted_use_case_is_listed_and_comes_back(editor):
    make_full_usecase()
    (last,) = delete_usecases([usecase()], origin())

    page = editor.get(DELETED).text
    response = editor.post(RESTORED, {"revision": last.pk}, follow=True)

    assert 'aria-label="Restore Use Case 1: Data Intake"' in page
    assert response.redirect_chain == [("/specs/mlops/use-cases/data-intake/", 302)]
    assert messages_of(response) == ["Use Case 1: Data Intake was restored."]
    assert "Nothing is deleted" in editor.get(DELETED).text


def test_the_address_of_a_deleted_use_case_says_so(editor):
    make_usecase()
    delete_usecases([usecase()], origin(make_user(username="grace", first_name="Grace")))

    for page in ("", "edit/", "delete/"):
        response = editor.get(f"/specs/mlops/use-cases/data-intake/{page}")
        assert response.status_code == 410
        assert "Use Case 1: Data Intake was deleted" in response.text
        assert f'action="{RESTORED}"' in response.text


def test_a_deleted_use_case_keeps_its_history_and_comes_back_from_it(editor):
    make_usecase(notes="Before")
    save(notes="After")
    delete_usecases([usecase()], origin())

    assert "Use Case 1: Data Intake was deleted by" in editor.get(USECASE).text
    assert "Before" in editor.get(f"{USECASE}1/").text
    assert editor.post(f"{USECASE}1/restore/").status_code == 302
    assert usecase().notes == "Before"


@pytest.mark.parametrize("rows", [1, 50])
def test_the_queries_of_the_deleted_do_not_grow(viewer, django_assert_num_queries, rows):
    make_specification()
    delete_usecases([make_usecase(f"Case {number}") for number in range(rows)], origin())

    with django_assert_num_queries(4):
        viewer.get(DELETED)


def test_only_editors_restore(viewer):
    make_usecase()
    save(notes="After")
    (last,) = delete_usecases([make_usecase("Other")], origin())

    assert viewer.post(RESTORED, {"revision": last.pk}).status_code == 403
    assert viewer.post(f"{USECASE}1/restore/").status_code == 403
    assert viewer.post(f"{SPECIFICATION}1/restore/").status_code == 403
    assert "Restore" not in viewer.get(DELETED).text


@pytest.mark.parametrize("address", [SPECIFICATION, f"{SPECIFICATION}1/", USECASE, f"{USECASE}1/", DELETED])
def test_strangers_are_sent_to_sign_in(client, address):
    make_usecase()

    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_a_use_case_of_another_specification_is_not_restored_here(editor):
    make_specification()
    elsewhere = make_specification("Other")
    (last,) = delete_usecases([make_usecase(specification=elsewhere)], origin())

    assert editor.post(RESTORED, {"revision": last.pk}).status_code == 404


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 30, "9" * 5000])
def test_what_is_no_revision_is_not_restored(editor, number):
    make_specification()

    assert editor.post(RESTORED, {"revision": number}).status_code == 404


def test_names_in_a_history_are_text(editor):
    evil = "<script>alert(1)</script>"
    make_persona()
    make_usecase(evil, slug="data-intake", inputs=[{"name": evil}], notes=evil, description=evil)
    delete_usecases([make_usecase("Other " + evil)], origin())

    for address in (USECASE, f"{USECASE}1/", DELETED):
        html = editor.get(address).text
        assert evil not in html, address
        assert "&lt;script&gt;alert(1)" in html, address
