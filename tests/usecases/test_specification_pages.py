"""The list of specifications, and writing their own text."""

import pytest

from archportal import spec
from archportal.spec.documents import SpecificationText
from tests.factories import make_full_usecase, make_specification, make_usecase, make_user, origin
from usecases.models import Specification, UseCase
from usecases.specifications import delete_specification, save_specification_spec

pytestmark = pytest.mark.django_db

LIST = "/specs/"
NEW = "/specs/new/"
EDIT = "/specs/mlops/edit/"
DELETE = "/specs/mlops/delete/"
EVIL = '<script>alert("x")</script>'


@pytest.fixture
def viewer(client):
    client.force_login(make_user("Viewer"))
    return client


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Ada", last_name="Lovelace"))
    return client


def typed(**values):
    return {"title": "MLOps", "introduction": "", "slug": "mlops", "note": "", "based_on": "1", **values}


def document():
    return Specification.objects.with_document().get().document


def save(specification, author=None, **values):
    content = spec.build(SpecificationText, {**specification.document.model_dump(), **values})
    return save_specification_spec(content, origin(author), specification=specification)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# List


def test_the_list_tells_how_far_each_specification_is(viewer):
    mlops = make_specification(introduction="Read *this* first.")
    make_usecase(specification=mlops)
    make_usecase("Other", mlops, status="approved", author=make_user(username="grace", first_name="Grace"))
    make_specification("Empty")

    page = viewer.get(LIST).text

    assert page.index("Empty") < page.index("MLOps")
    assert "Read this first." in page
    assert '2 use cases <span class="badge status-draft">1 draft</span> <span class="badge' in page
    assert "1 approved" in page
    assert "No use cases yet" in page
    assert 'Last changed by Grace <time datetime="' in page
    assert "New specification" not in page


def test_an_empty_list_says_what_to_do_first(editor):
    page = editor.get(LIST).text

    assert 'href="/specs/new/"' in page
    assert "manage.py load_starter" in page
    assert "manage.py import_spec" in page


def test_the_empty_list_of_a_viewer_names_who_can_begin(viewer):
    page = viewer.get(LIST).text

    assert "an editor can create the first one." in page
    assert "/specs/new/" not in page


@pytest.mark.parametrize("rows", [2, 50])
def test_the_queries_of_the_list_do_not_grow(editor, django_assert_num_queries, rows):
    for number in range(rows):
        make_usecase(specification=make_specification(f"Specification {number}"))
    delete_specification(make_specification("Former"), origin())

    with django_assert_num_queries(4):
        editor.get(LIST)


def test_the_front_page_is_the_list_until_there_is_exactly_one(editor, django_assert_max_num_queries):
    assert "Your first use case in four steps" in editor.get("/").text
    make_specification()
    assert editor.get("/")["Location"] == "/specs/mlops/"
    make_specification("Other")
    with django_assert_max_num_queries(6):
        assert "Other" in editor.get("/").text


@pytest.mark.parametrize("address", ["/", LIST, NEW, EDIT, DELETE, "/specs/mlops/deleted/"])
def test_strangers_are_sent_to_sign_in(client, address):
    make_specification()

    assert client.get(address)["Location"].startswith("/accounts/login/?next=/")


@pytest.mark.parametrize("address", [NEW, EDIT, DELETE])
def test_viewers_may_not_write(viewer, address):
    make_specification()

    assert viewer.get(address).status_code == 403
    assert viewer.post(address, typed(title="Other")).status_code == 403
    assert document().title == "MLOps"


# Create and edit


def test_a_specification_is_created_from_what_was_typed(editor):
    response = editor.post(NEW, {"title": " ML  Ops ", "introduction": "One\r\n\r\n*two*", "slug": ""})

    assert response["Location"] == "/specs/ml-ops/"
    assert document() == SpecificationText(slug="ml-ops", title="ML Ops", introduction="One\n\n*two*")
    assert messages_of(editor.get(LIST)) == ["Specification ML Ops was created."]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"title": ""}, "title", "Give the specification a title."),
        ({"title": "x" * 201}, "title", "Shorten this to at most 200 characters."),
        ({"slug": "new"}, "slug", "Write the address in lower-case letters"),
        ({"introduction": "x" * 100_001}, "introduction", "Shorten this to at most 100000 characters."),
    ],
)
def test_what_is_wrong_stands_at_its_field(editor, values, field, words):
    response = editor.post(NEW, typed(**values))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert words in response.text
    assert not Specification.objects.exists()


def test_a_change_is_saved_with_the_word_on_why(editor, django_assert_max_num_queries):
    make_specification()
    with django_assert_max_num_queries(10):
        assert 'name="based_on" value="1"' in editor.get(EDIT).text

    with django_assert_max_num_queries(15):
        response = editor.post(EDIT, typed(introduction="More", slug="ml-ops", note="Longer"))

    assert response["Location"] == "/specs/ml-ops/"
    revision = Specification.objects.get().revisions.first()
    assert (revision.version, revision.note, revision.author_name) == (2, "Longer", "Ada Lovelace")
    assert document().introduction == "More"


def test_saving_without_a_change_makes_no_revision(editor):
    make_specification(introduction="  indented\n\ntext")

    editor.post(EDIT, typed(introduction="  indented\r\n\r\ntext"))

    assert Specification.objects.get().revisions.count() == 1


def test_an_address_that_is_taken_is_refused(editor):
    make_specification()
    make_specification("Other")

    response = editor.post(EDIT, typed(slug="other"))

    assert response.status_code == 422
    assert "Another specification has this address" in response.text


def test_a_stale_save_overwrites_nothing_and_shows_both_states(editor):
    save(make_specification(), make_user(username="grace", first_name="Grace"), introduction="Theirs")

    response = editor.post(EDIT, typed(introduction="Mine"))

    assert response.status_code == 409
    assert document().introduction == "Theirs"
    assert "Grace saved this specification while you were writing" in response.text
    assert "Mine</textarea>" in response.text
    assert 'name="theirs-introduction" value="Theirs"' in response.text
    assert editor.post(EDIT, typed(introduction="Both", based_on="2")).status_code == 302
    assert document().introduction == "Both"


def test_what_was_typed_survives_that_the_specification_is_deleted(editor):
    delete_specification(make_specification(), origin())

    response = editor.post(EDIT, typed(introduction="Mine"))

    assert response.status_code == 409
    assert "deleted this specification while you were writing" in response.text
    assert "Mine</textarea>" in response.text


@pytest.mark.parametrize("page", ["edit/", "delete/", "deleted/", "history/", "history/1/"])
def test_a_former_address_leads_to_the_present_one(editor, page):
    save(make_specification(), slug="ml-ops")

    assert editor.get(f"/specs/mlops/{page}")["Location"] == f"/specs/ml-ops/{page}"


@pytest.mark.parametrize("page", ["edit/", "delete/", "deleted/", "history/", "history/1/"])
def test_what_never_was_is_not_found(editor, page):
    assert editor.get(f"/specs/nothing/{page}").status_code == 404


def test_titles_are_text_and_markdown_does_no_harm(editor):
    text = f"{EVIL} [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    specification = make_specification(EVIL, introduction=text)
    make_specification("Other")

    for page in (
        "",
        *(f"{specification.slug}/{part}" for part in ("edit/", "delete/", "history/", "history/1/")),
    ):
        html = editor.get(f"/specs/{page}").text
        assert "<script>alert" not in html, page
        assert "&lt;script&gt;alert" in html, page
        assert 'href="javascript:' not in html, page
        assert "<img src=x" not in html, page


# Delete and restore


def test_the_question_before_deleting_counts_what_goes(editor, django_assert_max_num_queries):
    make_full_usecase()

    with django_assert_max_num_queries(9):
        page = editor.get(DELETE).text

    assert "1 use case " in page
    assert "3 artifacts" in page
    assert Specification.objects.exists()


def test_a_deleted_specification_comes_back_with_all_that_was_in_it(editor):
    make_full_usecase()

    response = editor.post(DELETE, follow=True)
    assert messages_of(response) == ["Specification MLOps was deleted. It can be restored below."]
    assert not UseCase.objects.exists()
    ((revision, title),) = response.context["deleted"]
    assert title == "MLOps"
    gone = editor.get("/specs/mlops/")
    assert gone.status_code == 410
    assert "Specification MLOps was deleted" in gone.text

    restored = editor.post("/specs/new/restored/", {"revision": revision.pk})
    assert restored["Location"] == "/specs/mlops/"
    assert UseCase.objects.get().title == "Data Intake"


def test_a_viewer_restores_nothing(viewer):
    revision = delete_specification(make_specification(), origin())

    assert "Deleted specifications" not in viewer.get(LIST).text
    assert viewer.post("/specs/new/restored/", {"revision": revision.pk}).status_code == 403
