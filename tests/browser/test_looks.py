"""Every page in light and dark, wide and narrow: axe finds nothing, and nothing is wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from personas.specs import delete_persona
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from usecases.changes import delete_usecases

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]

PAGES = [
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
    "/specs/empty/deleted/",
]
STRANGERS_PAGES = ["/accounts/login/", "/accounts/inactive/"]


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(params=[1280, 390])
def width(request):
    return request.param


@pytest.fixture
def look(scheme, width):
    """Give a function that returns what is wrong with the looks of a page."""

    def faults(page):
        found = [
            (fault["id"], fault["nodes"][0]["html"][:300]) for fault in Axe().run(page).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        return found

    return faults


@pytest.fixture
def reader(editor, scheme, width):
    """The page of an editor, in these colours and of this width."""
    return dressed(editor, scheme, width)


def dressed(page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    return page


def visit(page, addresses, look):
    found = {}
    for address in addresses:
        page.goto(address)
        if faults := look(page):
            found[address] = faults
    return found


def test_every_page_of_a_full_portal(reader, look):
    make_full_usecase(slug="data-intake")
    make_usecase("Title only")
    delete_usecases([make_usecase("Former")], origin())
    delete_persona(make_persona("Former"), origin())

    assert visit(reader, PAGES, look) == {}


def test_every_page_of_an_empty_portal(reader, look):
    found = visit(reader, EMPTY_PAGES[:3], look)
    make_specification("Empty")

    assert found | visit(reader, EMPTY_PAGES[3:], look) == {}


def test_words_that_never_end_and_lines_from_right_to_left(reader, look):
    word, arabic = "unbreakable" * 18, "بيانات التدريب"
    make_persona("Testers", goals=(word, arabic))
    make_specification("MLOps", introduction=word)
    make_usecase(word, inputs=[{"name": word}], outputs=[{"name": arabic}], preconditions=[arabic])

    assert visit(reader, ["/personas/testers/", "/specs/mlops/", "/specs/mlops/use-cases/"], look) == {}


def test_the_contents_stand_at_the_beginning_of_the_printed_document(editor):
    make_full_usecase(slug="data-intake")
    editor.emulate_media(media="print")
    editor.goto("/specs/mlops/")

    contents = editor.get_by_role("navigation", name="Contents").bounding_box()

    assert contents["y"] < editor.get_by_role("heading", name="Personas").bounding_box()["y"]


def test_every_page_that_refuses_something(reader, look, new_context, sign_in, scheme, width):
    usecase = make_full_usecase(slug="data-intake")
    found = {}

    for address in (
        "/personas/new/",
        "/specs/new/",
        "/specs/mlops/use-cases/new/",
        "/personas/data-scientists/delete/",
        "/accounts/password/change/",
    ):
        reader.goto(address)
        submit(reader)
        found[address] = look(reader)
    for address in ("/specs/mlops/use-cases/data-intake/edit/", "/personas/data-scientists/edit/"):
        reader.goto(address)
        reader.locator("[name=based_on]").evaluate("field => { field.value = 9; }")
        reader.locator("#title, #id_definition").first.fill("Mine")
        submit(reader)
        expect(reader.locator(".conflict")).to_be_visible()
        found[f"conflict at {address}"] = look(reader)
    delete_usecases([usecase], origin())
    other = dressed(sign_in(new_context(), make_user()), scheme, width)
    other.goto("/specs/")
    found["not allowed"] = look(other)

    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("letter", ["W", "ﷺ"])
def test_words_without_end_stay_on_every_page(editor, letter):
    word = letter * 200
    make_persona(word, slug="persona", definition=word, goals=[word])
    row = {"name": word, "description": word}
    make_usecase(
        word,
        make_specification(word, slug="specification", introduction=word),
        slug="usecase",
        tags=[word[:50]],
        description=f"{word} https://example.org/{word}",
        stories=[{"personas": ["persona"], "want": word, "so_that": word}],
        inputs=[{**row, "default": word}, {"name": "Other", "required": False}],
        outputs=[row],
        success_path=[{"text": word}],
        exceptions=[{"text": word, "step": 1, "handling": word}],
    )
    wide = []
    for address in PAGES[:-5]:
        for name, slug in (
            ("mlops", "specification"),
            ("data-intake", "usecase"),
            ("data-scientists", "persona"),
        ):
            address = address.replace(f"/{name}/", f"/{slug}/")
        editor.goto(address)
        for width in (1280, 360):
            editor.set_viewport_size({"width": width, "height": 800})
            if editor.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((address, width))

    assert wide == []


def submit(page):
    """Send the form of the page without what the browser checks beforehand."""
    page.locator("main form[method=post]").last.evaluate(
        "form => { form.noValidate = true; form.querySelector('button.primary').click(); }"
    )
    page.wait_for_load_state()
    expect(page.locator(".error-summary, .errorlist, .conflict").first).to_be_visible()


def test_every_page_of_strangers(page, look, scheme, width):
    found = visit(dressed(page, scheme, width), STRANGERS_PAGES, look)
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".errorlist, .error-summary").first).to_be_visible()
    found["refused"] = look(page)
    page.get_by_label("Password").fill("wrong")
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="The form has expired")).to_be_visible()
    found["expired"] = look(page)

    assert {address: faults for address, faults in found.items() if faults} == {}
