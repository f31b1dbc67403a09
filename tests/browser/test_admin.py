"""The admin in a real browser: nothing the policy refuses, rows added and removed, the theme."""

import pytest
from playwright.sync_api import expect

from personas.models import Persona
from tests.factories import make_full_usecase, make_user
from usecases.models import Artifact, Specification, UseCase, UseCaseRevision

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin(page, client, live_server):
    """A page in which an administrator is signed in; errors of its console are in `page.said`."""
    client.force_login(make_user("Administrator"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.said = []
    page.on("console", lambda message: message.type == "error" and page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


def test_the_policy_refuses_nothing_on_any_page(admin, live_server):
    usecase = make_full_usecase()
    rows = [usecase, *(kind.objects.first() for kind in (Persona, Artifact, Specification, UseCaseRevision))]
    bases = [f"/admin/{row._meta.app_label}/{row._meta.model_name}/" for row in rows]
    pages = ["/admin/", "/admin/auth/user/add/", "/admin/auth/user/", "/admin/auth/group/1/change/"]
    pages += [*bases, *(f"{base}add/" for base in bases[:-1])]
    for row, base in zip(rows, bases, strict=True):
        pages += [f"{base}{row.pk}/{page}/" for page in ("change", "history")]
    pages += [f"{base}{row.pk}/delete/" for row, base in zip(rows[:-1], bases[:-1], strict=True)]

    for address in pages:
        response = admin.goto(live_server.url + address)
        assert response.status == 200, address

    assert admin.said == []


def test_rows_are_added_and_removed(admin, live_server):
    usecase = make_full_usecase()
    admin.goto(f"{live_server.url}/admin/usecases/usecase/{usecase.pk}/change/")
    inputs = admin.locator("#input_rows-group")

    inputs.get_by_role("button", name="Add another Input").click()
    inputs.locator("#input_rows-3").get_by_label("Artifact").fill("Third")
    inputs.locator("#input_rows-2").get_by_role("button", name="Remove").click()
    inputs.locator("#input_rows-0").get_by_label("Remove").check()
    admin.locator("#step_rows-1").get_by_label("Order").fill("1")
    admin.get_by_role("button", name="Save and continue editing").click()

    expect(admin.get_by_text("was changed successfully")).to_be_visible()
    document = UseCase.objects.with_document().get().document
    assert [(row.name, row.required) for row in document.inputs] == [("Labels", False), ("Third", True)]
    assert [step.text for step in document.success_path] == ["Send a message", "Check the form"]
    assert admin.said == []


def test_the_switch_of_light_and_dark_works_at_once(admin, live_server):
    admin.emulate_media(color_scheme="light")
    admin.goto(f"{live_server.url}/admin/")
    background = "getComputedStyle(document.body).backgroundColor"
    light = admin.evaluate(background)

    admin.get_by_role("button", name="Dark").click()

    dark = admin.evaluate(background)
    assert light != dark
    admin.reload()
    assert admin.evaluate(background) == dark
    admin.get_by_role("button", name="Light").click()
    assert admin.evaluate(background) == light


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(admin, live_server, width):
    usecase = make_full_usecase()
    admin.set_viewport_size({"width": width, "height": 800})

    for address in (
        "usecases/usecase/",
        f"usecases/usecase/{usecase.pk}/change/",
        "usecases/usecaserevision/",
    ):
        admin.goto(f"{live_server.url}/admin/{address}")
        assert admin.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
