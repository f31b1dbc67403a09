"""Nothing is lost: what a person types comes back, whatever happens to tab, session, connection or server."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from archportal import spec
from tests.browser.form import EDIT, NEW, save
from tests.browser.looks import faults
from tests.browser.waiting import PATIENCE, until
from tests.drafting import OTHER_KEY as OTHER
from tests.factories import PASSWORD, make_specification, make_usecase, make_user, origin
from tests.postdata import fields_of
from usecases.models import Editing, UseCase, UseCaseRevision
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db(transaction=True)


def state(page):
    return page.locator("#editor-state .note").first


def others(page):
    return page.locator("#editor-state .others")


def look_around(page):
    """Let the page ask now who else is there, instead of some seconds later."""
    page.evaluate("dispatchEvent(new Event('online'))")


def said_at_once(field, text):
    """Type into a field; return what is said of the draft in that moment, which lasts a second only."""
    return field.evaluate(
        """(field, text) => {
          field.value = text;
          field.dispatchEvent(new Event("input", { bubbles: true }));
          return document.querySelector("#editor-state .note").textContent;
        }""",
        text,
    )


@pytest.fixture
def free_port(occupied_port):
    with occupied_port() as port:
        return port


def test_a_closed_tab_comes_back_with_everything_that_was_typed(editor, context):
    make_usecase(inputs=[{"name": "Raw data"}])
    editor.goto(EDIT)
    expect(state(editor)).to_have_text("Nothing to save")
    assert said_at_once(editor.get_by_label("Notes"), "Half a thought") == "Unsaved changes"
    expect(state(editor)).to_have_text(re.compile(r"^Draft kept at \d\d:\d\d"))
    editor.locator("#inputs").get_by_label("Name").fill("Raw numbers")
    # Closed within the second in which it was typed.
    editor.close(run_before_unload=True)

    again = context.new_page()
    # It says good-bye after it has sent what was typed.
    until(again, lambda: Editing.objects.left().filter(content__contains="Raw+numbers").exists())
    again.goto(EDIT)

    expect(again.get_by_label("Notes")).to_have_value("")
    notice = again.get_by_role("region", name="You have unsaved work here")
    expect(notice).to_contain_text("Data Intake")
    notice.get_by_role("link", name="Continue").click()
    expect(again.get_by_label("Notes")).to_have_value("Half a thought")
    expect(again.locator("#inputs").get_by_label("Name")).to_have_value("Raw numbers")
    expect(state(again)).to_have_text(re.compile("^Draft kept at"))
    again.get_by_label("Notes").fill("Half a thought, now whole")
    # Loaded anew faster than the draft can be kept.
    again.reload()
    # The page may have been made before the last words arrived; then it loads them by itself.
    kept = Editing.objects.filter(content__contains="now+whole")
    until(again, lambda: kept.filter(turn=again.locator("[name=turn]").input_value()).exists())
    expect(again.get_by_label("Notes")).to_have_value("Half a thought, now whole")

    again.keyboard.press("Control+s")

    expect(again.get_by_text("Use Case 1: Data Intake was saved.")).to_be_visible()
    expect(again).to_have_url(re.compile("/edit/$"))
    expect(again.get_by_label("Notes")).to_have_value("Half a thought, now whole")
    expect(state(again)).to_have_text("Nothing to save")
    assert not Editing.objects.unsaved().exists()
    assert UseCaseRevision.objects.count() == 2


def test_a_session_that_ends_while_one_types_loses_nothing(editor):
    make_usecase()
    editor.goto(EDIT)
    editor.get_by_label("Notes").fill("Before")
    expect(state(editor)).to_have_text(re.compile("^Draft kept at"))
    Session.objects.all().delete()

    editor.get_by_label("Notes").fill("Before and after")
    expect(state(editor)).to_have_text(re.compile("^You were signed out: press Save and sign in"))
    save(editor)
    editor.get_by_label("Username").fill("editor")
    editor.get_by_label("Password").fill("wrong")
    editor.get_by_role("button", name="Sign in").click()
    expect(editor.get_by_text("not correct")).to_be_visible()
    editor.get_by_label("Password").fill(PASSWORD)
    editor.get_by_role("button", name="Sign in").click()

    expect(editor.get_by_text("You were signed out. This is what you had typed; save it.")).to_be_visible()
    expect(editor.get_by_label("Notes")).to_have_value("Before and after")
    expect(state(editor)).to_have_text(re.compile("^Draft kept at"))
    save(editor)
    expect(editor.locator("article.document")).to_contain_text("Before and after")
    assert not Editing.objects.unsaved().exists()


def test_who_signs_in_anew_in_another_tab_goes_on_here(editor, context, sign_in):
    make_usecase()
    editor.goto(EDIT)
    Session.objects.all().delete()
    context.clear_cookies()
    editor.get_by_label("Notes").fill("After")
    expect(state(editor)).to_have_text(re.compile("^You were signed out"))

    sign_in(context, get_user_model().objects.get(username="editor")).goto("/personas/new/")
    look_around(editor)

    expect(state(editor)).to_have_text(re.compile("^Draft kept at"))
    editor.locator("#inputs").get_by_text("Paste a list").click()
    editor.get_by_label("One input a line").fill("Raw data\nLabels")
    editor.get_by_role("button", name="Add these inputs").click()
    expect(editor.locator("#inputs li.row")).to_have_count(2)


def test_what_is_typed_offline_is_sent_when_the_connection_is_back(editor, context, without_connection):
    make_specification()
    editor.goto(NEW)
    context.set_offline(True)

    editor.get_by_label("Title").first.fill("Written on the train")
    expect(state(editor)).to_have_text(re.compile("^Offline: what you typed stays on this page"))
    save(editor)
    expect(editor.locator("#editor-state .said")).to_contain_text("Not saved: there is no connection")
    # Listened for before there can be one: what nobody listens for, Playwright accepts by itself.
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    editor.close(run_before_unload=True)
    until(editor, lambda: asked)
    assert asked == ["beforeunload"]
    # What is typed while the first answer is on its way is kept with the next one.
    held = []
    editor.route("**/new/draft/", lambda route: route.continue_() if held else held.append(route))
    context.set_offline(False)
    until(editor, lambda: held)
    editor.get_by_label("Title").first.fill("Written on the train, read on the way home")
    held[0].continue_()
    expect(editor.locator("#editor-state .said")).to_have_text("What you typed is kept again.")
    expect(state(editor)).to_have_text(re.compile("^Draft kept at"))
    editor.unroute("**/new/draft/")
    assert Editing.objects.unsaved().get().title == "Written on the train, read on the way home"

    button = editor.get_by_role("button", name="Save", exact=True).last
    button.dblclick()

    expect(editor.get_by_role("heading", name="Written on the train, read on the way home")).to_be_visible()
    assert UseCase.objects.count() == 1
    assert not Editing.objects.unsaved().exists()


@pytest.mark.database
def test_two_people_see_each_other_and_what_is_unsaved(editor, new_context, sign_in):
    make_usecase()
    editor.clock.install()
    editor.goto(EDIT)
    other = sign_in(new_context(), make_user("Editor", "ada", first_name="Ada"))
    other.goto(EDIT)

    expect(others(other)).to_have_text("Edda is editing this too.")
    # Looked up by itself, every six seconds.
    editor.clock.fast_forward("00:06")
    expect(others(editor)).to_have_text("Ada is editing this too.")
    other.get_by_label("Notes").fill("From Ada")
    expect(state(other)).to_have_text(re.compile("^Draft kept at"))
    look_around(editor)
    expect(others(editor)).to_have_text("Ada is editing this too, with unsaved changes.")
    save(other)
    expect(other.get_by_text("was saved.")).to_be_visible()
    look_around(editor)
    expect(others(editor)).to_have_text(
        "Ada saved version 2 a moment ago; what you both changed is merged when you save."
    )


def test_two_tabs_of_one_person_never_overwrite_each_other(editor, context):
    make_usecase()
    editor.goto(EDIT)
    editor.get_by_label("Notes").fill("In the first tab")
    expect(state(editor)).to_have_text(re.compile("^Draft kept at"))
    expect(editor).to_have_url(re.compile(r"\?draft="))
    second = context.new_page()
    second.clock.install()
    with second.expect_response("**/draft/"):
        second.goto(editor.url)
    expect(second.get_by_label("Notes")).to_have_value("In the first tab")
    # A tab in which nobody has typed yet loads what another one has written since: no time for that.
    second.clock.pause_at(datetime.now() + timedelta(seconds=1))

    editor.get_by_label("Notes").fill("Once more in the first tab")
    expect(state(editor)).to_have_text(re.compile("^Draft kept at"))
    second.get_by_label("Notes").fill("In the second tab")
    second.clock.resume()
    # What the first tab has written since under the key of both is not touched.
    expect(second).not_to_have_url(editor.url)
    look_around(second)
    expect(others(second)).to_have_text("You are editing this in another tab too, with unsaved changes.")

    drafts = Editing.objects.unsaved()
    assert len(drafts) == 2
    assert {"notes=In+the+second+tab" in one.content for one in drafts} == {True, False}


@contextmanager
def running(port):
    """Run the portal as it is run in earnest, on the database of the tests; end it as a power cut would."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DEBUG": "1",  # Static files are served from where they lie.
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "archportal.wsgi"]
    server = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(f"http://localhost:{port}/healthz", server)
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(address, server):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with suppress(URLError, OSError), urlopen(address, timeout=5):
            return
        time.sleep(0.05)
    pytest.fail("The server does not answer.")


def test_a_server_that_dies_while_one_types_loses_nothing(new_context, without_connection, free_port):
    make_specification()
    client = Client()
    client.force_login(make_user("Editor"))
    address = f"http://localhost:{free_port}"
    context = new_context()
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    page = context.new_page()
    with running(free_port):
        page.goto(f"{address}{NEW}")
        page.get_by_label("Title").first.fill("Before")
        expect(state(page)).to_have_text(re.compile("^Draft kept at"))

    page.get_by_label("Title").first.fill("Before and during")
    expect(state(page)).to_have_text(re.compile("^Offline"))

    with running(free_port):
        expect(state(page)).to_have_text(re.compile("^Draft kept at"))
        assert Editing.objects.unsaved().get().title == "Before and during"
        page.get_by_label("Title").first.fill("Before, during and after")
        save(page)
        expect(page.get_by_role("heading", name="Before, during and after")).to_be_visible()
        context.close()
    assert not Editing.objects.unsaved().exists()


def test_drafts_that_clash_or_were_discarded_look_as_they_should(editor, client):
    user = get_user_model().objects.get(username="editor")
    client.force_login(user)
    usecase = make_usecase(inputs=[{"name": "Raw data"}])
    typed = fields_of(client.get(EDIT)) | {"notes": "Mine", "inputs-0-description": "Mine"}
    inputs = [{"name": "Raw data", "description": "Theirs"}]
    theirs = spec.build(spec.UseCase, {**usecase.document.model_dump(), "notes": "Theirs", "inputs": inputs})
    save_usecase_spec(usecase.specification, theirs, origin(), usecase=usecase)
    refused = client.post(EDIT, typed)
    editor.goto(f"{EDIT}?draft={refused.context['draft'].showing.key}")

    mine, take = (
        editor.locator("#clash-inputs-0-description").get_by_role("button", name=name)
        for name in ("Take mine", "Take theirs")
    )
    expect(mine).to_have_attribute("aria-pressed", "true")
    take.click()
    expect(editor.locator("#inputs-0-description")).to_have_value("Theirs")
    expect(take).to_have_attribute("aria-pressed", "true")
    editor.locator("#inputs-0-description").fill("A third")
    for button in (mine, take):
        expect(button).to_have_attribute("aria-pressed", "false")
    assert faults(editor) == []

    client.post(f"{NEW}draft/", {"title": "Thrown away", "draft": OTHER, "turn": "1", "state": "typed"})
    client.post("/drafts/", {"discard": OTHER})
    editor.goto("/drafts/")
    expect(editor.get_by_role("button", name="Bring it back")).to_be_visible()
    assert faults(editor) == []
