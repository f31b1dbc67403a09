"""Two people, or two tabs of one, save the same use case: nothing is overwritten by any door."""

import json

import pytest

from archportal import spec
from archportal.merging import Base
from archportal.revisions import Conflict
from tests.factories import make_usecase, make_user, origin
from tests.postdata import fields_of, form_data
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, Editing, UseCase, UseCaseRevision
from usecases.specs import save_usecase_spec, usecase_spec

pytestmark = pytest.mark.django_db

EDIT = "/specs/mlops/use-cases/data-intake/edit/"
ROWS = {
    "inputs": [{"name": "Raw data"}, {"name": "Labels", "required": False}],
    "success_path": [{"text": "Check the form"}, {"text": "Store the data"}, {"text": "Send a message"}],
    "exceptions": [{"text": "No space is left", "step": 2}],
}


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Edda"))
    return client


@pytest.fixture
def usecase():
    return make_usecase(**ROWS)


def saved():
    row = UseCase.objects.with_document().get()
    assert usecase_spec(row) == row.document
    return row.document


def ada_saves(**changes):
    """Save another state as Ada, while somebody has the form of version 1 open."""
    row = UseCase.objects.with_document().get()
    document = spec.build(spec.UseCase, {**row.document.model_dump(), **changes})
    ada = make_user("Administrator", f"ada{row.latest.version}", first_name="Ada")
    return save_usecase_spec(row.specification, document, origin(ada, note="Agreed"), usecase=row)


def opened(editor, **changes):
    """Return what the form of version 1 would send, with these changes."""
    return {**fields_of(editor.get(EDIT)), **changes}


def test_changes_to_different_places_are_put_together_and_told(editor, usecase):
    typed = opened(editor, notes="Mine", **{"inputs-0-description": "As measured"})
    ada_saves(event="Theirs", inputs=[*ROWS["inputs"], {"name": "Owner"}])

    response = editor.post(EDIT, typed, follow=True)

    document = saved()
    assert (document.notes, document.event) == ("Mine", "Theirs")
    assert [item.name for item in document.inputs] == ["Raw data", "Labels", "Owner"]
    assert document.inputs[0].description == "As measured"
    assert "Ada had saved version 2 in between, and the two were put together." in response.text
    assert "Owner" in next(str(m) for m in response.context["messages"] if "came in" in str(m))
    newest = UseCaseRevision.objects.first()
    assert (newest.version, newest.based_on, newest.author_name) == (3, 2, "Edda")


def test_a_moved_row_and_an_edited_row_merge(editor, usecase):
    typed = opened(editor, **{"success_path-1-text": "Store the data twice"})
    first, second, third = ROWS["success_path"]
    ada_saves(success_path=[third, first, second], exceptions=[{"text": "No space is left", "step": 3}])

    assert editor.post(EDIT, typed).status_code == 302

    document = saved()
    steps = [step.text for step in document.success_path]
    assert steps == ["Send a message", "Check the form", "Store the data twice"]
    assert document.exceptions[0].step == 3


def test_where_both_changed_the_same_both_stand_at_the_field(editor, usecase):
    typed = opened(editor, title="Intake of mine", notes="Mine")
    ada_saves(title="Intake of theirs", event="Theirs")

    response = editor.post(EDIT, typed)

    assert response.status_code == 409
    assert saved().title == "Intake of theirs"
    assert "Ada saved this use case while you were writing" in response.text
    assert '<a href="#clash-title">Title</a>' in response.text
    (clash,) = response.context["clashes"]
    assert (clash.mine_value, clash.theirs_value) == ("Intake of mine", "Intake of theirs")
    page = fields_of(response)
    assert (page["title"], page["event"], page["notes"]) == ("Intake of mine", "Theirs", "Mine")
    assert page["based_on"] == "2"

    editor.post(EDIT, {**page, "title": "A third"})

    assert (saved().title, saved().event, saved().notes) == ("A third", "Theirs", "Mine")


def test_theirs_is_taken_without_scripts_too(editor, usecase):
    typed = opened(editor, **{"inputs-0-description": "Mine", "inputs-0-required": ""})
    ada_saves(inputs=[{"name": "Raw data", "description": "Theirs"}, ROWS["inputs"][1]])
    page = editor.post(EDIT, typed)
    assert 'name="theirs-inputs-0-description" value="Theirs"' in page.text

    editor.post(
        EDIT,
        {
            **fields_of(page),
            "theirs-inputs-0-description": "Theirs",
            "take-inputs-0-description": "on",
        },
    )

    assert saved().inputs[0].description == "Theirs"
    assert not saved().inputs[0].required


def test_a_row_that_one_removed_and_the_other_changed_stays_and_says_so(editor, usecase):
    typed = {name: text for name, text in opened(editor).items() if not name.startswith("inputs-1-")}
    ada_saves(inputs=[ROWS["inputs"][0], {"name": "Labels", "description": "Theirs"}])

    response = editor.post(EDIT, typed)

    assert response.status_code == 409
    assert "You removed this, and Ada changed it." in response.text
    assert fields_of(response)["inputs-1-description"] == "Theirs"


def test_a_form_that_does_not_say_what_it_is_based_on_overwrites_nothing(editor, usecase):
    typed = opened(editor, notes="Mine", based_on="")
    ada_saves(notes="Theirs", event="Theirs")

    response = editor.post(EDIT, typed)

    assert response.status_code == 409
    assert saved().notes == "Theirs"
    assert {clash.field for clash in response.context["clashes"]} >= {"notes"}


def test_two_tabs_of_one_person_overwrite_nothing(editor, usecase):
    first = opened(editor, notes="First")
    second = opened(editor, notes="Second")
    editor.post(EDIT, first)

    response = editor.post(EDIT, second)

    assert response.status_code == 409
    assert "You saved this use case in another window while you were writing" in response.text
    assert saved().notes == "First"


def test_the_same_change_twice_is_no_conflict_and_no_revision(editor, usecase):
    typed = opened(editor, notes="Same")
    ada_saves(notes="Same")

    assert editor.post(EDIT, typed).status_code == 302
    assert UseCaseRevision.objects.count() == 2


def test_an_artifact_that_was_renamed_in_between_is_not_removed(editor, usecase):
    typed = {name: text for name, text in opened(editor).items() if not name.startswith("inputs-0-")}
    artifact = Artifact.objects.get(name="Raw data")
    save_artifact(
        spec.build(spec.Artifact, {"name": "Source", "aliases": ["Raw data"]}),
        usecase.specification,
        origin(),
        artifact=artifact,
    )

    assert editor.post(EDIT, typed).status_code == 302
    assert [item.name for item in saved().inputs] == ["Labels"]


def test_who_has_seen_the_other_state_keeps_their_own_where_both_changed_the_same(usecase):
    ada_saves(title="Theirs", event="Theirs")
    mine = spec.build(spec.UseCase, {**ROWS, "title": "Mine", "slug": "data-intake", "number": "1"})

    with pytest.raises(Conflict):
        save_usecase_spec(usecase.specification, mine, origin(), usecase=usecase, base=Base(1))
    save_usecase_spec(usecase.specification, mine, origin(), usecase=usecase, base=Base(1, seen=2))

    assert (saved().title, saved().event) == ("Mine", "Theirs")


def test_a_use_case_that_moved_meanwhile_keeps_its_new_number(editor, usecase):
    typed = opened(editor, notes="Mine")
    ada_saves(number="7")

    editor.post(EDIT, typed)

    assert (saved().number, saved().notes) == ("7", "Mine")


def test_the_form_of_a_new_use_case_is_based_on_nothing(editor, usecase):
    editor.post("/specs/mlops/use-cases/new/", form_data("Data Intake", based_on="1"))

    assert UseCase.objects.count() == 2


def test_both_versions_stay_at_the_field_in_a_draft_and_beside_errors(editor, usecase):
    typed = opened(editor, notes="Mine", **{"inputs-0-description": "Mine too"})
    ada_saves(notes="Theirs", inputs=[{"name": "Raw data", "description": "Theirs too"}, ROWS["inputs"][1]])
    editor.post(EDIT, typed)
    (left,) = Editing.objects.unsaved()

    continued = editor.get(f"{EDIT}?draft={left.key}")
    taken = {**fields_of(continued), "title": "", "notes": "Theirs"}
    refused = editor.post(EDIT, taken)
    after_button = editor.post(f"{EDIT}rows/", {**fields_of(continued), "row": "down-inputs-0"})

    for page in (continued, refused, after_button):
        assert [clash.field for clash in page.context["clashes"]] == ["inputs-0-description", "notes"]
        assert 'id="clash-inputs-0-description"' in page.text
        assert '<a href="#clash-notes">Notes</a>' in page.text
    assert (continued.status_code, refused.status_code) == (200, 422)
    assert fields_of(continued)["based_on"] == "2"
    assert [page.context["clashes"][1].taken for page in (continued, refused)] == ["mine", "theirs"]

    assert editor.post(EDIT, fields_of(continued)).status_code == 302
    assert (saved().notes, saved().inputs[0].description) == ("Mine", "Mine too")


def steps_of(document):
    return [step.text for step in document.success_path]


def test_where_both_moved_the_same_row_both_orders_stand_above_the_rows(editor, usecase):
    check, store, send = ROWS["success_path"]
    typed = opened(editor)
    rows = {name: typed.pop(name) for name in list(typed) if name.startswith("success_path-2")}
    ada_saves(success_path=[check, send, store], exceptions=[{"text": "No space is left", "step": 3}])

    response = editor.post(EDIT, rows | typed)

    (clash,) = response.context["clashes"]
    assert (clash.field, clash.kind) == ("success_path", "moved")
    assert clash.theirs == "1. Check the form\n2. Send a message\n3. Store the data"
    assert 'id="clash-success_path"' in response.text
    theirs = {"theirs-success_path": "1,0,2", "take-success_path": "on"}
    assert 'name="theirs-success_path" value="1,0,2"' in response.text
    editor.post(EDIT, {**fields_of(response), **theirs, "success_path-9-text": "Tell the owner"})
    assert steps_of(saved()) == ["Check the form", "Send a message", "Store the data", "Tell the owner"]
    assert saved().exceptions[0].step == 3


def test_an_order_that_was_not_decided_is_still_offered_when_somebody_saves_once_more(editor, usecase):
    check, store, send = ROWS["success_path"]
    typed = opened(editor, notes="Mine")
    rows = {name: typed.pop(name) for name in list(typed) if name.startswith("success_path-2")}
    ada_saves(success_path=[check, send, store])
    page = fields_of(editor.post(EDIT, rows | typed))
    ada_saves(success_path=[{"text": "Open the portal"}, check, send, store], notes="Theirs")

    again = editor.post(EDIT, page)
    assert 'name="theirs-success_path" value="2,1,3"' in again.text
    editor.post(EDIT, {**fields_of(again), "theirs-success_path": "2,1,3", "take-success_path": "on"})

    assert steps_of(saved()) == ["Open the portal", "Check the form", "Send a message", "Store the data"]


def test_clashes_that_no_page_can_show_are_cleaned(editor, usecase):
    clash = {"field": "title", "label": "Ti\ud800tle", "who": "A", "kind": "text", "mine": "a", "theirs": ""}

    page = editor.post(EDIT, opened(editor, title="", clashes=json.dumps([clash])))

    assert [one.label for one in page.context["clashes"]] == ["Title"]


@pytest.mark.parametrize("clashes", ["nonsense", "[1]", '[{"a": 1}]', "{}", "[" * 9999, '[{"field": "x"}]'])
def test_clashes_that_cannot_be_read_are_none(editor, usecase, clashes):
    page = editor.post(EDIT, opened(editor, title="", clashes=clashes))

    assert page.status_code == 422
    assert page.context["clashes"] == []


def test_what_was_not_decided_stays_at_its_field_when_somebody_saves_once_more(editor, usecase):
    typed = opened(
        editor, notes="Mine", **{"inputs-1-description": "My labels", "success_path-0-text": "Check"}
    )
    first = {"notes": "Theirs", "inputs": [ROWS["inputs"][0], {"name": "Labels", "description": "Theirs"}]}
    ada_saves(**first)
    page = fields_of(editor.post(EDIT, {**typed, "title": "My title"}))
    ada_saves(title="Their title", inputs=[{"name": "Owner"}, *first["inputs"]])

    response = editor.post(EDIT, {**page, "inputs-1-description": "Theirs"})

    clashes = {one.field: (one.mine, one.theirs, one.taken) for one in response.context["clashes"]}
    assert clashes == {
        "title": ("My title", "Their title", "mine"),
        "notes": ("Mine", "Theirs", "mine"),
        "inputs-2-description": ("My labels", "Theirs", "theirs"),
    }
    assert fields_of(response)["inputs-2-description"] == "Theirs"
    refused = editor.post(EDIT, {**fields_of(response), "title": ""})
    assert clashes.keys() == {one.field for one in refused.context["clashes"]}
