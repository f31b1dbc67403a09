"""Writing personas: create, edit, conflicts."""

import pytest

from archportal import spec
from personas.forms import EntriesField, joined, split
from personas.models import Persona
from personas.specs import delete_persona, save_persona_spec
from tests.factories import make_full_usecase, make_persona, make_user, origin
from usecases.models import UseCase

pytestmark = pytest.mark.django_db

NEW = "/personas/new/"
EDIT = "/personas/data-scientists/edit/"
DELETE = "/personas/data-scientists/delete/"


def typed(**values):
    empty = {"name": "Data Scientists", "singular": "", "definition": "", "goals": "", "pain_points": ""}
    return {**empty, "slug": "data-scientists", "note": "", "based_on": "1", **values}


def document():
    return Persona.objects.with_document().get().document


def save(persona, author=None, note="", **values):
    content = {**Persona.objects.with_document().get(pk=persona.pk).document.model_dump(), **values}
    return save_persona_spec(spec.build(spec.Persona, content), origin(author, note=note), persona=persona)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# Entries


ENTRIES = [(), ("one",), ("one", "two"), ("one\ntwo", "three"), ("a\n\nb\n  c", "d")]


@pytest.mark.parametrize("entries", ENTRIES)
def test_entries_and_lines_say_the_same(entries):
    assert split(joined(entries), indented=True) == entries


def test_pasted_lines_may_be_indented():
    assert split("  one\n  two\n\tthree", indented=False) == ("one", "two", "three")


def test_an_entry_that_no_line_can_say_stays_as_it_is_until_it_is_touched():
    entries = ("first\nline", "  indented")
    field = EntriesField()
    field.start_from(entries)

    assert field.clean("first\r\n  line\r\n  indented") == entries
    assert field.clean("first\r\n  line\r\nsecond") == ("first\nline", "second")
    assert "two spaces" in field.help_text


# Create


def test_a_persona_is_created_from_what_was_typed(editor):
    data = typed(
        slug="",
        singular=" Data  Scientist ",
        definition="Work with *data*.\r\n\r\nMuch of it.",
        goals="Find out\r\n\r\n  \r\nTell others",
        pain_points="Noise",
    )

    response = editor.post(NEW, data, follow=True)

    assert response.redirect_chain == [("/personas/data-scientists/", 302)]
    assert messages_of(response) == ["Persona Data Scientists was created."]
    assert document() == spec.Persona(
        slug="data-scientists",
        name="Data Scientists",
        singular="Data Scientist",
        definition="Work with *data*.\n\nMuch of it.",
        goals=("Find out", "Tell others"),
        pain_points=("Noise",),
    )
    assert Persona.objects.get().revisions.get().author_name == "Ada Lovelace"


def test_a_name_is_all_it_takes(editor):
    editor.post(NEW, {"name": "AI Engineers / Intelligent App Developers"})

    assert document().slug == "ai-engineers--intelligent-app-developers"


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": " "}, "name", "Give the persona a name."),
        ({"name": "x" * 201}, "name", "Shorten this to at most 200 characters."),
        ({"name": "a\x00b"}, "name", "Null characters are not allowed."),
        ({"name": "a\x01b"}, "name", "Remove the character U+0001"),
        ({"slug": "Data Scientists"}, "slug", "Write the address in lower-case letters"),
        ({"goals": "short\n" + "x" * 5001}, "goals", "Entry 2: Shorten this to at most 5000 characters."),
        ({"definition": "x" * 100_001}, "definition", "Shorten this to at most 100000 characters."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_comes_back(editor, values, field, words):
    response = editor.post(NEW, typed(pain_points="Kept", **values))

    assert response.status_code == 422
    assert words in response.text
    assert list(response.context["form"].errors) == [field]
    assert "Kept</textarea>" in response.text
    assert f'href="#id_{field}"' in response.text
    assert not Persona.objects.exists()


def test_one_submit_shows_every_fault(editor):
    response = editor.post(NEW, typed(name="", slug="A b", goals="x" * 5001))

    assert set(response.context["form"].errors) == {"name", "slug", "goals"}


def test_a_missing_name_is_all_that_is_said_where_the_address_would_be_made_from_it(editor):
    response = editor.post("/personas/new/", {})

    assert response.context["form"].errors == {"name": ["Give the persona a name."]}


def test_a_name_that_is_taken_is_refused(editor):
    make_persona()

    response = editor.post(NEW, typed(name="data  scientists"))

    assert response.status_code == 422
    assert "Another persona has this name" in response.text


# Edit


def test_the_form_shows_the_latest_state(editor, django_assert_max_num_queries):
    make_persona(goals=["one", "two"], singular="Data Scientist")

    with django_assert_max_num_queries(10):
        page = editor.get(EDIT).text

    assert "one\ntwo</textarea>" in page
    assert 'value="Data Scientist"' in page
    assert '<input type="hidden" name="based_on" value="1"' in page


def test_a_change_is_saved_with_the_word_on_why(editor, django_assert_max_num_queries):
    make_persona()

    with django_assert_max_num_queries(15):
        response = editor.post(EDIT, typed(name="Scientists", note="Shorter"))

    assert response["Location"] == "/personas/data-scientists/"
    revision = Persona.objects.get().revisions.first()
    assert (revision.version, revision.based_on, revision.note) == (2, 1, "Shorter")
    assert document().name == "Scientists"
    assert messages_of(editor.get("/personas/")) == ["Persona Scientists was saved."]


def test_saving_without_a_change_makes_no_revision(editor):
    make_persona(goals=["a\nb", " c"], definition="  indented\n\ntext")
    form = editor.get(EDIT).context["form"]

    data = {field.html_name: str(field.value() or "").replace("\n", "\r\n") for field in form}
    response = editor.post(EDIT, data, follow=True)

    assert messages_of(response) == ["Persona Data Scientists is as it was: nothing had changed."]
    assert Persona.objects.get().revisions.count() == 1


def test_another_address_takes_the_stories_along_and_the_former_one_leads_on(editor):
    make_full_usecase()

    response = editor.post(EDIT, typed(slug="scientists"))

    assert response["Location"] == "/personas/scientists/"
    assert UseCase.objects.with_document().get().document.stories[0].personas[0] == "scientists"
    assert editor.get("/personas/data-scientists/")["Location"] == "/personas/scientists/"


def test_an_address_that_is_taken_is_refused(editor):
    make_persona()
    make_persona("Auditors")

    response = editor.post(EDIT, typed(slug="auditors"))

    assert response.status_code == 422
    assert "Another persona has this address" in response.text
    assert '<details class="more" open>' in response.text


def test_a_form_that_does_not_know_its_version_overwrites_nothing(editor):
    make_persona()

    response = editor.post(EDIT, typed(name="Other", based_on=""))

    assert response.status_code == 422
    assert "copy what you typed and reload it" in response.text
    assert document().name == "Data Scientists"


# Conflicts


def test_a_stale_save_overwrites_nothing_and_shows_both_states(editor):
    persona = make_persona()
    save(
        persona, make_user(username="grace", first_name="Grace"), note="Agreed on Monday", definition="Theirs"
    )

    response = editor.post(EDIT, typed(definition="Mine"))

    assert response.status_code == 409
    assert document().definition == "Theirs"
    assert "Grace saved this persona while you were writing" in response.text
    assert "Agreed on Monday" in response.text
    assert "Mine</textarea>" in response.text
    assert [(clash.label, clash.mine, clash.theirs) for clash in response.context["clashes"]] == [
        ("Definition", "Mine", "Theirs")
    ]
    assert 'name="theirs-definition" value="Theirs"' in response.text


def test_theirs_is_taken_without_scripts_too(editor):
    save(make_persona(), definition="Theirs")

    editor.post(
        EDIT,
        typed(definition="Mine", based_on="2", **{"theirs-definition": "Theirs", "take-definition": "on"}),
    )

    assert document().definition == "Theirs"


def test_what_both_changed_apart_is_put_together(editor):
    ada = make_user(username="ada", first_name="Ada")
    save(make_persona(), ada, goals=["Reach", "Measure"])

    response = editor.post(EDIT, typed(definition="Mine", goals="Learn"), follow=True)

    assert set(document().goals) == {"Reach", "Measure", "Learn"}
    assert document().definition == "Mine"
    assert "Ada had saved version 2 in between, and the two were put together." in response.text


def test_a_conflict_with_another_window_of_ones_own_says_so(editor):
    make_persona()
    editor.post(EDIT, typed(definition="First"))

    page = editor.post(EDIT, typed(definition="Second")).text

    assert "You saved this persona in another window while you were writing" in page


def test_saving_again_after_a_conflict_is_based_on_what_was_shown(editor):
    save(make_persona(), definition="Theirs")
    page = editor.post(EDIT, typed(definition="Mine")).text
    assert '<input type="hidden" name="based_on" value="2"' in page

    response = editor.post(EDIT, typed(definition="Both", based_on="2"))

    assert response.status_code == 302
    assert document().definition == "Both"


def test_a_save_on_top_of_a_new_address_keeps_both(editor):
    save(make_persona(), slug="scientists")

    response = editor.post(EDIT, typed(definition="Mine"))

    assert response.status_code == 302
    assert (document().slug, document().definition) == ("scientists", "Mine")


def test_what_was_typed_survives_that_the_persona_is_deleted(editor):
    delete_persona(make_persona(), origin(make_user(username="grace", first_name="Grace")))

    response = editor.post(EDIT, typed(definition="Mine"))

    assert response.status_code == 409
    assert "Grace deleted this persona while you were writing" in response.text
    assert "Mine</textarea>" in response.text
    assert editor.post(NEW, typed(definition="Mine")).status_code == 302
    assert document().definition == "Mine"


# Permissions


@pytest.mark.parametrize("address", [NEW, EDIT, DELETE])
def test_viewers_may_not_write(viewer, address):
    make_persona()

    assert viewer.get(address).status_code == 403
    assert viewer.post(address, typed()).status_code == 403


@pytest.mark.parametrize("address", [NEW, EDIT, DELETE, "/personas/data-scientists/move/"])
def test_strangers_are_sent_to_sign_in(client, address):
    make_persona()

    response = client.post(address, typed())

    if address in (NEW, EDIT):  # What was typed comes along.
        assert response.status_code == 401
    else:
        assert response["Location"].startswith("/accounts/login/?next=")
    assert Persona.objects.count() == 1
