"""Every page, light and dark, wide and narrow: axe finds nothing, and nothing is too wide or too small."""

import io
import uuid
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import resolve
from playwright.sync_api import expect

from personas.models import Persona
from personas.specs import delete_persona, save_persona_spec
from tests import routes
from tests.browser.looks import TOO_WIDE, faults, only_faulty, visit
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from usecases.changes import delete_usecases
from usecases.specifications import save_specification_spec, specification_text
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db(transaction=True)

CHANGE = uuid.UUID(int=1)
PAGES = [
    f"/changes/{CHANGE}/undo/",
    "/specs/",
    "/specs/new/",
    "/specs/mlops/",
    "/specs/mlops/source/",
    "/specs/mlops/source/?format=json",
    "/specs/mlops/edit/",
    "/specs/mlops/delete/",
    "/specs/mlops/deleted/",
    "/specs/mlops/history/",
    "/specs/mlops/history/1/",
    "/specs/mlops/flow/",
    "/specs/mlops/flow/?fold=persona&way=down",
    "/specs/mlops/flow/?artifact=nothing+at+all",
    "/specs/mlops/matrix/",
    "/specs/mlops/matrix/?what=personas",
    "/specs/mlops/matrix/?q=nothing+at+all",
    "/specs/mlops/dictionary/",
    "/specs/mlops/dictionary/?q=nothing+at+all",
    "/specs/mlops/dictionary/new/",
    "/specs/mlops/dictionary/new/change/?do=merge&with=raw+data",
    "/specs/mlops/dictionary/new/change/?do=type-file&with=raw+data",
    "/specs/mlops/dictionary/raw-data/",
    "/specs/mlops/dictionary/raw-data/edit/",
    "/specs/mlops/dictionary/raw-data/history/",
    "/specs/mlops/dictionary/raw-data/history/1/",
    "/specs/mlops/checks/",
    "/specs/mlops/checks/?q=nothing+at+all",
    "/specs/mlops/checks/about/",
    "/specs/mlops/checks/several/?all=artifact-without-type",
    "/specs/mlops/checks/several/?do=from-outside&all=input-without-source",
    "/specs/mlops/filters/",
    "/specs/mlops/filters/?list=use-cases&query=q%3Dintake",
    "/specs/mlops/use-cases/",
    "/specs/mlops/use-cases/?q=intake",
    "/specs/mlops/use-cases/?q=nothing+at+all",
    "/specs/mlops/use-cases/new/",
    "/specs/mlops/use-cases/data-intake/",
    "/specs/mlops/use-cases/data-intake/edit/",
    "/specs/mlops/use-cases/data-intake/delete/",
    "/specs/mlops/use-cases/data-intake/source/",
    "/specs/mlops/use-cases/data-intake/source/?format=mermaid",
    "/specs/mlops/use-cases/data-intake/history/",
    "/specs/mlops/use-cases/data-intake/history/1/",
    "/specs/mlops/use-cases/former/",
    "/specs/mlops/use-cases/former/history/",
    "/specs/mlops/use-cases/title-only/",
    "/personas/",
    "/personas/new/",
    "/personas/data-scientists/",
    "/personas/data-scientists/edit/",
    "/personas/data-scientists/delete/",
    "/personas/data-scientists/source/",
    "/personas/data-scientists/history/",
    "/personas/data-scientists/history/1/",
    "/personas/former/",
    "/search/",
    "/search/?q=dtaa",
    "/search/?q=nothing+at+all&kind=steps",
    "/drafts/",
    "/filters/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
    "/accounts/inactive/",
    "/nothing/",
]
EMPTY_PAGES = [
    "/",
    "/specs/",
    "/personas/",
    "/specs/empty/",
    "/specs/empty/use-cases/",
    "/specs/empty/flow/",
    "/specs/empty/matrix/",
    "/specs/empty/dictionary/",
    "/specs/empty/checks/",
    "/specs/empty/deleted/",
]
WITHOUT_PASSWORD = "/accounts/password/set/"
STRANGERS_PAGES = ["/accounts/login/", "/accounts/inactive/"]


def test_no_page_is_left_out(client):
    asked = routes.portal_requests(routes.make_portal())
    client.force_login(make_user("Editor"))
    looked_at = {
        view_of(address) for address in [*PAGES[:-1], *EMPTY_PAGES, *STRANGERS_PAGES, WITHOUT_PASSWORD]
    }
    left_out = {
        request.address
        for request in asked
        if request.post is None and not request.htmx and view_of(request.address) not in looked_at
    }

    assert {
        address for address in left_out if "<h1" in client.get(address).getvalue().decode(errors="ignore")
    } == set()


def view_of(address):
    return resolve(address.partition("?")[0]).view_name


@pytest.mark.parametrize("part", range(4))
def test_every_page_of_a_full_portal(editor, part):
    make_full_usecase(slug="data-intake")
    make_usecase("Title only")
    delete_usecases([make_usecase("Former")], replace(origin(), change=CHANGE))
    delete_persona(make_persona("Former"), origin())

    assert visit(editor, PAGES[part::4]) == {}


def test_every_page_of_an_empty_portal(editor):
    found = visit(editor, EMPTY_PAGES[:3])
    make_specification("Empty")

    assert found | visit(editor, EMPTY_PAGES[3:]) == {}


def test_every_page_with_the_demonstration_in_it(editor):
    call_command("load_starter", stdout=io.StringIO())

    assert visit(editor, ["/", "/specs/model-lifecycle/"]) == {}


def test_what_opens_on_a_page(editor):
    usecase = make_full_usecase(slug="data-intake")
    found = {}

    editor.goto("/specs/mlops/use-cases/data-intake/edit/")
    editor.get_by_role("button", name="Keyboard shortcuts").click()
    found["shortcuts"] = faults(editor)
    editor.keyboard.press("Escape")
    editor.locator(".site-tools summary").click()
    found["account menu"] = faults(editor)
    editor.goto(usecase.get_absolute_url())
    editor.locator("main details.menu summary").click()
    found["menu"] = faults(editor)
    editor.goto("/specs/mlops/checks/")
    editor.locator(".finding-dismiss summary").first.click()
    found["dismissing"] = faults(editor)
    editor.locator(".finding a[href*='checks/fix/']").first.click()
    found["mending"] = faults(editor)
    editor.get_by_label("Search everything").fill("dtaa")
    expect(editor.get_by_role("link", name="All results")).to_be_visible()
    found["search"] = faults(editor)

    assert only_faulty(found) == {}


def test_words_that_never_end_and_lines_from_right_to_left(editor):
    word, arabic = "unbreakable" * 18, "بيانات التدريب"
    make_persona("Testers", goals=(word, arabic))
    make_specification("MLOps", introduction=word)
    make_usecase(word, inputs=[{"name": word}], outputs=[{"name": arabic}], preconditions=[arabic])

    assert visit(editor, ["/personas/testers/", "/specs/mlops/", "/specs/mlops/use-cases/"]) == {}


def test_the_contents_stand_at_the_beginning_of_the_printed_document(editor):
    make_full_usecase(slug="data-intake")
    editor.emulate_media(media="print")
    editor.goto("/specs/mlops/")

    contents = editor.get_by_role("navigation", name="Contents").bounding_box()

    assert contents["y"] < editor.get_by_role("heading", name="Personas").bounding_box()["y"]


def test_every_page_that_refuses_something(editor, new_context, sign_in):
    usecase = make_full_usecase(slug="data-intake")
    found = {}

    for address in (
        "/personas/new/",
        "/specs/new/",
        "/specs/mlops/use-cases/new/",
        "/personas/data-scientists/delete/",
        "/accounts/password/change/",
    ):
        editor.goto(address)
        submit(editor)
        found[address] = faults(editor)
    delete_usecases([usecase], origin())
    somebody = make_user()
    somebody.set_unusable_password()
    somebody.save()
    other = sign_in(new_context(), somebody)
    for address in ("/specs/", WITHOUT_PASSWORD):
        other.goto(address)
        found[address] = faults(other)

    assert only_faulty(found) == {}


def test_every_conflict(editor):
    usecase = make_full_usecase(slug="data-intake")
    persona = Persona.objects.with_document().get(slug="data-scientists")
    found = {}

    for address, field in (
        ("/specs/mlops/use-cases/data-intake/edit/", "#title"),
        ("/personas/data-scientists/edit/", "#id_definition"),
        ("/specs/mlops/edit/", "#id_title"),
    ):
        editor.goto(address)
        change_meanwhile(usecase, persona, f"Theirs: {field}")
        editor.locator(field).fill("Mine")
        submit(editor)
        found[f"conflict at {address}"] = faults(editor)

    assert only_faulty(found) == {}


def change_meanwhile(usecase, persona, text):
    """Save something else in every field that the test is about to write."""
    specification = usecase.specification
    save_usecase_spec(
        specification, usecase.document.model_copy(update={"title": text}), origin(), usecase=usecase
    )
    save_persona_spec(persona.document.model_copy(update={"definition": text}), origin(), persona=persona)
    title = specification_text(specification).model_copy(update={"title": text})
    save_specification_spec(title, origin(), specification=specification)


def test_words_without_end_stay_on_every_page(editor):
    word = f"{'W' * 100} {'ﷺ' * 99}"
    make_persona(word, slug="persona", definition=word, goals=[word])
    row = {"name": word, "description": word}
    make_usecase(
        word,
        make_specification(word, slug="specification", introduction=word),
        slug="usecase",
        tags=[word[:50], word[-50:]],
        description=f"{word} https://example.org/{word}",
        stories=[{"personas": ["persona"], "want": word, "so_that": word}],
        inputs=[{**row, "default": word}, {"name": "Other", "required": False}],
        outputs=[row],
        success_path=[{"text": word}],
        exceptions=[{"text": word, "step": 1, "handling": word}],
    )
    wide = []
    for address in PAGES[:-6]:
        for name, slug in (
            ("mlops", "specification"),
            ("data-intake", "usecase"),
            ("data-scientists", "persona"),
        ):
            address = address.replace(f"/{name}/", f"/{slug}/")
        editor.goto(address)
        for width in (1280, 320):
            editor.set_viewport_size({"width": width, "height": 800})
            if editor.evaluate(TOO_WIDE):
                wide.append((address, width))

    assert wide == []


def submit(page):
    """Send the form of the page without what the browser checks beforehand."""
    page.locator("main form[method=post]:not(dialog form)").last.evaluate(
        "form => { form.noValidate = true; form.querySelector('button.primary').click(); }"
    )
    page.wait_for_load_state()
    expect(page.locator(":is(.error-summary, .errorlist, .conflict, .clash):visible").first).to_be_visible()


def test_every_page_of_strangers(page):
    found = visit(page, STRANGERS_PAGES)
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".errorlist, .error-summary").first).to_be_visible()
    found["refused"] = faults(page)
    page.get_by_label("Password").fill("wrong")
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="The form has expired")).to_be_visible()
    found["expired"] = faults(page)

    assert only_faulty(found) == {}
