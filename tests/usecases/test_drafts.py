"""Drafts: what is typed and not saved, through HTTP."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.drafting import EDIT, KEY, NEW, OTHER_KEY, beat, leave
from tests.factories import make_specification, make_usecase, make_user, origin
from tests.postdata import fields_of, form_data
from usecases.changes import delete_usecases
from usecases.models import Editing, UseCase, UseCaseRevision
from usecases.specifications import delete_specification
from usecases.views.drafts import usecase_draft

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


def test_what_is_typed_is_kept_and_no_version_is_made(editor):
    make_usecase()

    answer = beat(editor, title="Half", notes="Öl & more", csrfmiddlewaretoken="secret")

    assert answer["kept"]
    assert answer["kept_at"]
    draft = Editing.objects.get()
    assert (draft.title, draft.usecase.slug, draft.alive) == ("Half", "data-intake", True)
    assert draft.content == "based_on=1&title=Half&notes=%C3%96l+%26+more"
    assert UseCaseRevision.objects.count() == 1


def test_a_draft_is_offered_and_continued_with_everything_in_it(editor):
    usecase = make_usecase(inputs=[{"name": "Raw data"}])
    beat(
        editor,
        title="Half",
        number="1",
        status="draft",
        slug="data-intake",
        inputs=[{"name": "Raw"}, {"name": "New", "required": True}],
    )
    assert editor.get(EDIT).context["draft"].left == []
    leave()

    notice = editor.get(EDIT)
    page = editor.get(f"{EDIT}?draft={KEY}")

    assert f'href="{EDIT}?draft={KEY}"' in notice.text
    assert notice.context["draft"].left[0].parts == "Title, Inputs"
    fields = fields_of(page)
    assert fields["title"] == "Half"
    assert [fields["inputs-0-name"], fields["inputs-1-name"]] == ["Raw", "New"]
    assert ("inputs-0-required" in fields, fields["inputs-1-required"]) == (False, "on")
    assert fields["based_on"] == "1"
    assert str(page.context["draft"].showing.key) == KEY
    assert usecase.latest.version == 1


def test_a_draft_is_based_on_the_version_that_it_was_typed_from(editor, ada):
    make_usecase(notes="First", event="Old")
    beat(editor, notes="Mine", event="Old", number="1")
    ada.post(EDIT, form_data(notes="First", event="New", number="1", based_on="1"))
    leave()

    page = editor.get(f"{EDIT}?draft={KEY}")
    response = editor.post(EDIT, fields_of(page))

    assert response.status_code == 302
    document = UseCase.objects.with_document().get().document
    assert (document.notes, document.event) == ("Mine", "New")


def test_two_tabs_of_one_person_are_two_drafts(editor):
    make_usecase()

    beat(editor, key=KEY, notes="One")
    answer = beat(editor, key=OTHER_KEY, notes="Two")

    assert answer["others"][0]["own"]
    assert answer["others"][0]["unsaved"]
    assert Editing.objects.unsaved().count() == 2


def test_an_older_state_never_replaces_a_newer_one(editor):
    make_usecase()
    beat(editor, turn=5, notes="Newer")

    answer = beat(editor, turn=4, notes="Older")

    assert not answer["kept"]
    assert answer["turn"] == 5
    assert "Newer" in Editing.objects.get().content


def test_saving_forgets_the_draft_of_its_tab_and_no_other(editor):
    make_usecase()
    beat(editor, notes="Mine")
    beat(editor, key=OTHER_KEY, notes="Other tab")

    response = editor.post(EDIT, {**form_data(notes="Mine", based_on="1"), "draft": KEY, "turn": "1"})

    assert response.status_code == 302
    assert [str(one.key) for one in Editing.objects.unsaved()] == [OTHER_KEY]


def test_a_late_request_does_not_bring_back_what_was_saved(editor):
    make_usecase()
    editor.post(EDIT, {**form_data(notes="Mine", based_on="1"), "draft": KEY, "turn": "1"})

    answer = beat(editor, turn=9, notes="Mine")

    assert not answer["kept"]
    assert not Editing.objects.unsaved().exists()


def test_saving_a_page_that_is_behind_its_draft_leaves_the_draft(editor):
    """Loaded again faster than the last words were sent, and saved faster than it could load them."""
    make_usecase()
    beat(editor, turn=2, notes="Mine, and the last words")

    response = editor.post(EDIT, {**form_data(notes="Mine", based_on="1"), "draft": KEY, "turn": "1"})

    assert response.status_code == 302
    assert UseCase.objects.with_document().get().document.notes == "Mine"
    leave()
    assert "and+the+last+words" in editor.get(EDIT).context["draft"].left[0].draft.content


def test_a_new_use_case_whose_answer_was_lost_is_not_made_twice(editor):
    make_specification()
    beat(editor, url=NEW, title="Data intake", slug="data-intake", number="1")
    sent = {**form_data("Data intake"), "draft": KEY, "turn": "1"}

    for _ in range(2):
        assert editor.post(NEW, sent).status_code == 302

    assert UseCase.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "status"), [({"title": ""}, 422), ({"title": "Mine", "notes": "M", "based_on": "1"}, 409)]
)
def test_a_refused_save_keeps_what_was_typed_under_the_same_key(editor, ada, values, status):
    make_usecase()
    ada.post(EDIT, form_data("Theirs", notes="T", based_on="1"))

    response = editor.post(EDIT, {**form_data(**values), "draft": KEY, "turn": "3"})

    assert response.status_code == status
    assert str(response.context["draft"].showing.key) == KEY
    draft = Editing.objects.get()
    assert (str(draft.key), draft.turn) == (KEY, 4)
    assert "draft=" not in draft.content


def test_a_tab_that_has_nothing_unsaved_any_more_has_no_draft(editor):
    make_usecase()
    beat(editor, notes="Typed")

    answer = beat(editor, turn=2, state="clean")

    assert answer["kept"]
    assert not Editing.objects.unsaved().exists()


def test_a_heartbeat_keeps_the_draft_and_says_whether_it_is_there(editor):
    make_usecase()
    assert not beat(editor, state="here")["holds"]
    beat(editor, turn=2, notes="Typed")

    answer = beat(editor, turn=2, state="here")

    assert answer["holds"]
    assert "Typed" in Editing.objects.get().content


def test_people_see_each_other_and_what_was_saved_but_not_what_is_typed(editor, ada):
    make_usecase()
    alone = beat(editor, state="here")
    beat(ada, key=OTHER_KEY, notes="Secret thought")

    together = beat(editor, state="here")
    ada.post(EDIT, {**form_data(notes="Said", based_on="1"), "draft": OTHER_KEY, "turn": "1"})
    after = beat(editor, state="here")

    assert alone["others"] == []
    assert [(one["name"], one["unsaved"], one["own"]) for one in together["others"]] == [("Ada", True, False)]
    assert "Secret" not in str(together)
    assert together["newer"] is None
    assert after["others"] == []
    assert (after["newer"]["who"], after["newer"]["version"]) == ("Ada", 2)


def test_who_went_away_is_seen_no_more(editor, ada):
    make_usecase()
    beat(ada, notes="Typed")
    leave()

    assert beat(editor, state="here")["others"] == []


def test_a_tab_behind_others_is_there_though_it_is_heard_of_rarely(editor, ada):
    make_usecase()
    beat(ada, notes="Typed", hidden="1")
    Editing.objects.update(seen_at=F("seen_at") - timedelta(seconds=70))

    assert [one["unsaved"] for one in beat(editor, key=OTHER_KEY, state="here")["others"]] == [True]
    assert "hidden" not in Editing.objects.unsaved().get().content
    Editing.objects.filter(user__username="ada").update(seen_at=F("seen_at") - timedelta(seconds=10))
    assert beat(editor, key=OTHER_KEY, state="here")["others"] == []


def test_the_same_key_of_two_people_is_two_drafts(editor, ada):
    make_usecase()
    beat(editor, notes="Mine")

    assert beat(ada, notes="Theirs")["kept"]

    assert {one.user.username: one.content[-6:] for one in Editing.objects.all()} == {
        "editor": "s=Mine",
        "ada": "Theirs",
    }


def test_the_draft_of_somebody_else_is_not_there(editor, ada):
    make_usecase()
    beat(ada, notes="Secret thought")
    leave()

    for address in (f"{EDIT}?draft={KEY}", f"{EDIT}?draft={OTHER_KEY}", f"{EDIT}?draft=nonsense"):
        assert editor.get(address).status_code == 404
    assert editor.post("/drafts/", {"discard": KEY}).status_code == 404
    assert "Data Intake" not in editor.get("/drafts/").text
    assert editor.get(EDIT).context["draft"].left == []
    assert Editing.objects.unsaved().count() == 1


@pytest.mark.parametrize("data", [{}, {"draft": "x", "state": "typed"}, {"draft": KEY, "state": "other"}])
def test_what_is_no_state_of_a_form_is_refused(editor, data):
    make_usecase()

    assert editor.post(f"{EDIT}draft/", data).status_code == 400


def test_hostile_values_are_kept_as_texts(editor):
    make_usecase()

    answer = beat(
        editor,
        turn="9" * 30,
        title="<b>\x00" + "x" * 500,
        notes="<script>alert(1)</script>",
        based_on="9" * 30,
    )

    assert answer["kept"]
    leave()
    assert "<script>alert" not in editor.get(EDIT).text
    assert "<b>x" not in editor.get("/drafts/").text
    assert editor.get(f"{EDIT}?draft={KEY}").status_code == 200


def test_more_than_a_form_may_bring_is_refused(editor, settings):
    make_usecase()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = editor.post(
        f"{EDIT}draft/", f"draft={KEY}&state=typed&notes={'x' * 1000}", "application/x-www-form-urlencoded"
    )

    assert response.status_code == 400
    assert not Editing.objects.exists()


def test_drafts_of_new_use_cases_are_offered_where_new_ones_are_written(editor):
    make_specification()
    beat(editor, url=NEW, title="One")
    beat(editor, url=NEW, key=OTHER_KEY, title="")
    leave()

    page = editor.get(NEW).text
    listed = editor.get("/specs/mlops/use-cases/").text

    assert f'href="{NEW}?draft={KEY}"' in page
    assert "Without a title" in page
    assert "You have 2 unsaved drafts" in listed
    assert fields_of(editor.get(f"{NEW}?draft={KEY}"))["title"] == "One"


def test_a_use_case_that_was_deleted_is_brought_back_from_its_draft(editor):
    usecase = make_usecase()
    beat(editor, notes="Typed")
    delete_usecases([usecase], origin())
    later = beat(editor, turn=2, notes="Typed more")
    leave()

    assert later["kept"]
    assert later["newer"]["deleted"]
    assert f'href="{EDIT}?draft={KEY}"' in editor.get("/drafts/").text
    page = editor.get(f"{EDIT}?draft={KEY}")
    assert page.status_code == 200
    assert "Bring back a deleted use case" in page.text
    assert editor.post(EDIT, fields_of(page)).status_code == 302
    assert UseCase.objects.with_document().get().document.notes == "Typed more"
    assert not Editing.objects.unsaved().exists()


def test_a_draft_outlives_its_specification(editor):
    usecase = make_usecase()
    beat(editor, notes="Typed")
    leave()

    delete_specification(usecase.specification, origin())

    page = editor.get("/drafts/").text
    assert "MLOps, which was deleted" in page
    assert 'href="/specs/mlops/"' in page


def test_continuing_with_a_draft_that_was_saved_shows_what_was_saved(editor):
    make_usecase()
    editor.post(EDIT, {**form_data(notes="Saved", based_on="1"), "draft": KEY, "turn": "1"})

    page = editor.get(f"{EDIT}?draft={KEY}")

    assert page.status_code == 200
    assert fields_of(page)["notes"] == "Saved"
    assert fields_of(page)["draft"] != KEY


def test_a_page_is_never_shown_twice_out_of_a_cache(editor):
    make_usecase()

    one, two = editor.get(EDIT), editor.get(EDIT)

    assert "no-store" in one["Cache-Control"]
    assert fields_of(one)["draft"] != fields_of(two)["draft"]


@pytest.mark.django_db(transaction=True)
def test_a_word_from_an_account_that_is_deleted_right_now_is_answered_quietly(rf):
    user = make_user("Editor")
    make_usecase()
    request = rf.post(f"{EDIT}draft/", {"draft": KEY, "turn": "1", "state": "typed"})
    request.user = user
    assert user.has_perm("usecases.change_usecase")  # Asked before the account goes, and remembered.
    get_user_model().objects.filter(pk=user.pk).delete()

    response = usecase_draft(request, "mlops", "data-intake")

    assert response.status_code == 401
    assert not Editing.objects.exists()


def test_keeping_a_draft_asks_the_database_five_times(editor, ada):
    make_usecase()
    beat(editor, notes="Typed")
    beat(ada, key=OTHER_KEY, notes="Typed")

    with CaptureQueriesContext(connection) as queries:
        beat(editor, turn=2, notes="Typed more")

    # Without the savepoint that stands for the transaction here.
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 5
