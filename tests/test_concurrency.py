"""People who save at the same moment: real threads, real connections, on every database."""

import io
from functools import partial

import pytest
from django.core.management import call_command
from django.test import Client

from archportal import spec
from archportal.merging import Base
from archportal.revisions import Conflict
from archportal.spec import SpecError
from personas.models import Persona
from personas.specs import delete_persona, move_persona, save_persona_spec
from tests.at_once import at_once, browsers
from tests.factories import make_persona, make_specification, make_usecase, make_user, origin
from tests.postdata import form_data
from usecases.changes import delete_usecases, move_usecase
from usecases.checks.running import _check, latest_run
from usecases.importing import import_specification
from usecases.models import Artifact, CheckRun, SavedFilter, Specification, UseCase, UseCaseRevision
from usecases.specifications import delete_specification
from usecases.specs import Draft, save_usecase_spec, save_usecase_specs

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/specs/mlops/use-cases/"


@pytest.fixture(autouse=True)
def agreement():
    """Whatever came of it, rows and revisions say the same."""
    yield
    said = io.StringIO()
    call_command("check_revisions", stdout=said)
    assert "All rows and their latest revisions agree." in said.getvalue()


def document(title="Data Intake", **values):
    return spec.build(spec.UseCase, {"title": title, **values})


def saving(usecase, based_on=1, **values):
    """Return an action that saves a use case on the version that its author had."""
    new = document(**{"title": usecase.title, "slug": usecase.slug, "number": usecase.number, **values})
    return lambda: save_usecase_spec(
        usecase.specification, new, origin(), usecase=usecase, base=Base(based_on)
    )


def only(kind, answers):
    """Return the one answer of this kind."""
    (answer,) = [answer for answer in answers if isinstance(answer, kind)]
    return answer


def test_use_cases_that_are_created_at_the_same_moment_are_all_kept():
    make_specification()

    answers = at_once(
        *(lambda client=client: client.post(f"{LIST}new/", form_data()) for client in browsers(4))
    )

    assert [response.status_code for response in answers] == [302] * 4
    assert sorted(UseCase.objects.values_list("number", flat=True)) == ["1", "2", "3", "4"]
    assert {response.url for response in answers} == {
        f"{LIST}{slug}/" for slug in ("data-intake", "data-intake-1", "data-intake-2", "data-intake-3")
    }


def test_of_two_forms_sent_on_the_same_version_one_is_saved_and_the_other_comes_back():
    make_usecase()
    address = f"{LIST}data-intake/edit/"

    answers = at_once(
        *(
            lambda client=client, name=name: client.post(
                address, form_data(inputs=[{"name": name}], notes=f"About {name}", based_on="1")
            )
            for client, name in zip(browsers(2), ["First data", "Second data"], strict=True)
        )
    )

    assert sorted(response.status_code for response in answers) == [302, 409]
    refused = next(response for response in answers if response.status_code == 409)
    saved = UseCase.objects.with_document().get().document
    assert UseCaseRevision.objects.count() == 2
    # The page that comes back holds both: what was typed there and what the other one saved.
    (clash,) = refused.context["clashes"]
    assert {clash.mine, clash.theirs} == {"About First data", "About Second data"}
    assert clash.theirs == saved.notes
    for name in ("First data", "Second data"):
        assert f'value="{name}"' in refused.text


def test_two_forms_that_add_different_rows_at_the_same_moment_are_both_saved():
    make_usecase()
    address = f"{LIST}data-intake/edit/"

    answers = at_once(
        *(
            lambda client=client, name=name: client.post(
                address, form_data(inputs=[{"name": name}], based_on="1")
            )
            for client, name in zip(browsers(2), ["First data", "Second data"], strict=True)
        )
    )

    assert [response.status_code for response in answers] == [302, 302]
    names = {item.name for item in UseCase.objects.with_document().get().document.inputs}
    assert names == {"First data", "Second data"}


def test_what_was_refused_can_be_saved_on_the_newer_version():
    usecase = make_usecase()
    drafts = [document(notes="First"), document(notes="Second")]

    answers = at_once(*(saving(usecase, notes=draft.notes) for draft in drafts))

    conflict = only(Conflict, answers)
    (lost,) = [draft for draft in drafts if draft.notes not in conflict.revision.document]
    saving(usecase, based_on=conflict.revision.version, notes=lost.notes)()
    kept = [spec.read_document(spec.UseCase, row.document).notes for row in usecase.revisions.all()]
    assert kept == [lost.notes, ({"First", "Second"} - {lost.notes}).pop(), ""]


def test_one_new_artifact_that_two_name_at_the_same_moment_is_one():
    specification = make_specification()
    names = ["Raw data", "raw  DATA", "RAW data"]

    at_once(
        *(
            lambda name=name: save_usecase_spec(specification, document(inputs=[{"name": name}]), origin())
            for name in names
        )
    )

    artifact = Artifact.objects.get()
    rows = UseCase.objects.with_document()
    assert [[item.name for item in row.document.inputs] for row in rows] == [[artifact.name]] * 3


def test_moving_while_another_use_case_is_saved_loses_neither():
    first, _, third = (make_usecase(title) for title in "ABC")
    specification = Specification.objects.get()

    moved, saved = at_once(
        lambda: move_usecase(third, 1, origin()), saving(first, notes="Saved", inputs=[{"name": "Data"}])
    )

    assert [row.title for row in specification.use_cases.in_order()] == ["A", "C", "B"]
    assert len(moved) == 2
    assert saved.revision.version == 2


def test_moving_while_the_moved_use_case_is_saved_loses_neither():
    first, second = make_usecase("A"), make_usecase("B")

    _, saved = at_once(lambda: move_usecase(second, 0, origin()), saving(first, notes="Saved"))

    rows = UseCase.objects.with_document().in_order()
    assert [row.number for row in rows] == ["1", "2"]
    assert [row.title for row in rows] == ["B", "A"]
    if isinstance(saved, Conflict):  # The move was faster, and the form comes back.
        assert saved.revision.note == "Use case B was moved."
    else:
        assert rows[1].document.notes == "Saved"


def test_two_moves_at_the_same_moment_keep_every_number_once():
    rows = [make_usecase(title) for title in "ABCD"]

    at_once(lambda: move_usecase(rows[3], 0, origin()), lambda: move_usecase(rows[0], 3, origin()))

    assert sorted(UseCase.objects.values_list("number", flat=True)) == ["1", "2", "3", "4"]


def test_an_import_while_a_use_case_is_saved_and_one_created_loses_nothing():
    usecase = make_usecase("A")
    make_persona()
    brought = {
        "format": "archportal/specification",
        "version": 1,
        "slug": "mlops",
        "title": "MLOps",
        "personas": [{"name": "Data Scientists", "definition": "They look."}],
        "use_cases": [{"title": f"Imported {n}", "inputs": [{"name": "Data"}]} for n in range(5)],
    }
    imported = spec.build(spec.Specification, brought)

    report, saved, created = at_once(
        lambda: import_specification(imported, origin()),
        saving(usecase, inputs=[{"name": "data"}]),
        lambda: save_usecase_spec(usecase.specification, document("B"), origin()),
    )

    assert report.slug == "mlops"
    assert saved.revision.version == 2
    assert created.created
    numbers = UseCase.objects.values_list("number", flat=True)
    assert sorted(numbers) == ["1", "2", "3", "4", "5", "6", "7"]
    assert Artifact.objects.count() == 1


def test_the_same_import_twice_at_the_same_moment_brings_everything_once():
    make_specification()
    brought = {
        "format": "archportal/specification",
        "version": 1,
        "slug": "mlops",
        "title": "MLOps",
        "personas": [{"name": "Data Scientists"}],
        "use_cases": [{"title": "A", "stories": [{"personas": ["data-scientists"]}]}, {"title": "B"}],
    }
    imported = spec.build(spec.Specification, brought)

    at_once(*[lambda: import_specification(imported, origin())] * 2)

    assert Specification.objects.count() == Persona.objects.count() == 1
    assert sorted(UseCase.objects.values_list("title", flat=True)) == ["A", "B"]


def test_of_two_personas_of_one_name_created_at_the_same_moment_one_is_refused():
    persona = spec.Persona(name="Data Scientists")

    answers = at_once(*[lambda: save_persona_spec(persona, origin())] * 2)

    assert "Another persona has this name" in str(only(SpecError, answers))
    assert Persona.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "one", "other"),
    [
        ("/personas/data-scientists/edit/", {"definition": "They look."}, {"goals": "Find it"}),
        ("/specs/mlops/edit/", {"introduction": "All of it."}, {"title": "Platform", "slug": "platform"}),
        ("/specs/mlops/dictionary/raw-data/edit/", {"description": "As measured."}, {"type": "file"}),
    ],
)
def test_two_forms_that_change_different_fields_at_the_same_moment_are_both_saved(address, one, other):
    make_persona()
    make_usecase(inputs=[{"name": "Raw data"}])
    unchanged = {"name": "Data Scientists" if "personas" in address else "Raw data", "title": "MLOps"}
    clients = browsers(2)

    answers = at_once(
        *(
            lambda client=client, typed=typed: client.post(
                address, {**unchanged, "based_on": "1", **typed}, follow=True
            )
            for client, typed in zip(clients, [one, other], strict=True)
        )
    )

    # Who comes when the address has just changed is led to the new one with all that they sent.
    assert [response.redirect_chain[-1][1] for response in answers] == [302, 302]
    saved = clients[0].get(address, follow=True).context["form"].initial
    assert {name: saved[name] for name in one} == one
    for name, text in other.items():
        assert text in saved[name]


def test_two_moves_of_personas_at_the_same_moment_are_both_made():
    rows = [make_persona(name) for name in "ABCDEF"]

    at_once(lambda: move_persona(rows[5], 0, origin()), lambda: move_persona(rows[0], 4, origin()))

    order = "".join(Persona.objects.values_list("name", flat=True))
    assert order.replace("A", "") == "FBCDE"
    assert order != "FABCDE"


def test_a_persona_that_is_deleted_while_a_story_begins_to_speak_of_it_leaves_no_gap():
    usecase = make_usecase()
    persona = make_persona()

    _, saved = at_once(
        lambda: delete_persona(persona, origin()),
        saving(usecase, stories=[{"personas": ["data-scientists"], "want": "this"}]),
    )

    stories = UseCase.objects.with_document().get().document.stories
    gone = not Persona.objects.exists()
    assert gone is (stories == ()) is isinstance(saved, SpecError)


def test_a_persona_is_replaced_everywhere_while_stories_that_speak_of_it_are_saved():
    persona, other = make_persona(), make_persona("Others")
    story = {"personas": ["data-scientists"], "want": "this"}
    rows = [make_usecase(title, stories=[story]) for title in "AB"]

    _, *saved = at_once(
        lambda: delete_persona(persona, origin(), replacement=other),
        *(saving(row, stories=[story], notes="Saved") for row in rows),
    )

    assert Persona.objects.get() == other
    for row, answer in zip(UseCase.objects.with_document().in_order(), saved, strict=True):
        assert row.document.stories[0].personas == ("others",)
        assert isinstance(answer, Conflict | SpecError) or row.document.notes == "Saved"


def test_a_use_case_that_is_deleted_while_it_is_saved_keeps_what_was_saved_in_its_history():
    usecase = make_usecase()

    at_once(
        lambda: delete_usecases([usecase], origin()),
        lambda: save_usecase_specs(
            usecase.specification, [Draft(document(notes="Saved"), usecase, Base(1))], origin()
        ),
    )

    revisions = list(UseCaseRevision.objects.order_by("version"))
    assert [row.version for row in revisions] == list(range(1, len(revisions) + 1))
    assert revisions[-1].deleted
    assert not UseCase.objects.exists()


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/specs/mlops/delete/", {}),
        ("/specs/mlops/use-cases/data-intake/delete/", {}),
        ("/specs/mlops/use-cases/data-intake/move/", {"by": "1"}),
        ("/personas/data-scientists/delete/", {}),
        ("/personas/data-scientists/move/", {"direction": "down"}),
    ],
)
def test_what_two_people_do_at_the_same_moment_is_done(address, data):
    make_usecase()
    make_usecase("Other")
    make_persona()
    make_persona("Other")

    answers = at_once(*(lambda client=client: client.post(address, data) for client in browsers(2)))

    assert {response.status_code for response in answers} <= {302, 410}
    assert 302 in {response.status_code for response in answers}


def test_a_use_case_that_is_moved_while_it_is_deleted_is_deleted():
    usecase = make_usecase()
    make_usecase("Other")

    at_once(lambda: delete_usecases([usecase], origin()), lambda: move_usecase(usecase, 1, origin()))

    assert UseCase.objects.get().title == "Other"


def test_what_two_people_restore_at_the_same_moment_comes_back_once():
    persona = delete_persona(make_persona(), origin())
    (usecase,) = delete_usecases([make_usecase()], origin())
    other = make_specification("Other")
    make_usecase("In it", other)
    specification = delete_specification(other, origin())
    clients = browsers(2)

    for address, revision in [
        ("/personas/new/restored/", persona),
        ("/specs/mlops/use-cases/new/restored/", usecase),
        ("/specs/new/restored/", specification),
    ]:
        asked = partial(Client.post, path=address, data={"revision": revision.pk})
        answers = at_once(*(partial(asked, client) for client in clients))
        assert [response.status_code for response in answers] == [302, 302]

    assert Persona.objects.count() == 1
    assert sorted(UseCase.objects.values_list("title", flat=True)) == ["Data Intake", "In it"]
    assert Specification.objects.count() == 2


def test_checks_that_run_at_the_same_moment_are_kept_once():
    make_usecase(inputs=[{"name": "Raw data"}])
    specification = Specification.objects.with_document().get()

    # Two processes, of which none knows what the other does, and two requests of one process.
    checks = at_once(*[partial(_check, specification)] * 2, *[partial(latest_run, specification)] * 2)

    (run,) = CheckRun.objects.all()
    assert {check.pk for check in checks} == {run.pk}
    assert run.findings.filter(check_id="input-without-source").count() == 1
    assert run.open == run.findings.count()


def test_a_name_that_two_tabs_give_at_the_same_moment_is_one_filters_only():
    specification = make_specification()
    tabs = browsers(4)
    user = make_user("Editor", "of all tabs")
    keep = partial(SavedFilter.objects.create, user=user, specification=specification, listing="use-cases")
    kept = [keep(name=f"Filter {number}", query=f"q={number}") for number in range(len(tabs))]
    for tab in tabs:
        tab.force_login(user)

    at_once(
        *(
            partial(tab.post, f"/filters/{row.pk}/rename/", {"name": "Mine"})
            for tab, row in zip(tabs, kept, strict=True)
        )
    )

    assert SavedFilter.objects.filter(name="Mine").count() == 1
    assert SavedFilter.objects.count() == len(tabs)
