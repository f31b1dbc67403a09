"""The list of personas, moving them, and the page of one."""

import pytest

from archportal import spec
from personas.models import Persona
from personas.specs import delete_persona, save_persona_spec
from tests.factories import make_full_usecase, make_persona, make_specification, make_usecase, origin

pytestmark = pytest.mark.django_db

LIST = "/personas/"
HTMX = {"HX-Request": "true"}
EVIL = '<script>alert("x")</script>'


def order():
    return list(Persona.objects.values_list("name", flat=True))


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# List


def test_the_list_shows_personas_in_their_order_with_their_uses(viewer):
    make_full_usecase()
    make_persona("Auditors", definition="Look **closely** at what others did.")

    page = viewer.get(LIST).text

    assert page.index("Data Scientists") < page.index("Product Managers") < page.index("Auditors")
    assert page.count("In 1 use case<") == 2
    assert page.count("In no use case yet") == 1
    assert "Look closely at what others did." in page


def test_only_editors_are_offered_to_write(viewer):
    make_persona()

    page = viewer.get(LIST).text

    assert "New persona" not in page
    assert "icon-button" not in page


def test_an_empty_list_says_what_to_do_first(editor):
    page = editor.get(LIST).text

    assert "No personas yet" in page
    assert 'href="/personas/new/"' in page


def test_the_empty_list_of_a_viewer_names_who_can_begin(viewer):
    page = viewer.get(LIST).text

    assert "an editor can do so." in page
    assert "/personas/new/" not in page


@pytest.mark.parametrize("rows", [1, 50])
def test_the_queries_of_the_list_do_not_grow(editor, django_assert_num_queries, rows):
    for number in range(rows):
        make_persona(f"Persona {number}")
    delete_persona(make_persona("Former"), origin())

    with django_assert_num_queries(4):
        editor.get(LIST)


@pytest.mark.parametrize(
    "address", [LIST, "/personas/data-scientists/", "/personas/data-scientists/history/"]
)
def test_strangers_are_sent_to_sign_in(client, address):
    make_persona()

    response = client.get(address)

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("address", [LIST, "/personas/data-scientists/"])
def test_everybody_may_read_what_is_public(client, settings, address):
    settings.PUBLIC_READ = True
    make_persona()

    assert client.get(address).status_code == 200


# Moving


def test_a_persona_moves_up_without_javascript(editor):
    make_persona("First")
    make_persona("Second")

    response = editor.post("/personas/second/move/", {"direction": "up"}, follow=True)

    assert order() == ["Second", "First"]
    assert response.redirect_chain == [("/personas/#second", 302)]
    assert messages_of(response) == ["Second is at place 1 of 2 now."]


def test_moving_through_htmx_gets_the_list_alone_and_keeps_the_focus(editor):
    first = make_persona("First")
    make_persona("Second")

    page = editor.post("/personas/first/move/", {"direction": "down"}, headers=HTMX).text

    assert order() == ["Second", "First"]
    assert "<html" not in page
    # htmx gives the focus back to the element with the same id.
    assert page.index('id="second"') < page.index(f'id="down-{first.pk}"')
    assert 'hx-swap-oob="innerHTML">First is at place 2 of 2 now.</p>' in page


@pytest.mark.parametrize(("slug", "direction"), [("first", "up"), ("second", "down")])
def test_nothing_moves_beyond_the_ends(editor, slug, direction):
    make_persona("First")
    make_persona("Second")

    assert editor.post(f"/personas/{slug}/move/", {"direction": direction}).status_code == 302
    assert order() == ["First", "Second"]


@pytest.mark.parametrize("direction", ["", "left"])
def test_another_direction_is_refused(editor, direction):
    make_persona()

    assert editor.post("/personas/data-scientists/move/", {"direction": direction}).status_code == 400


def test_a_viewer_moves_nothing(viewer):
    make_persona()

    assert viewer.post("/personas/data-scientists/move/", {"direction": "up"}).status_code == 403


# Page


def test_the_page_shows_all_that_is_known(viewer):
    make_persona(
        singular="Data Scientist",
        definition="Work with *data*.",
        goals=["Find out"],
        pain_points=["Nobody\nlistens"],
    )

    page = viewer.get("/personas/data-scientists/").text

    assert '<h1 dir="auto">Data Scientists</h1>' in page
    assert "One of them: <b" in page
    assert "<p>Work with <em>data</em>.</p>" in page
    assert '<li class="lines" id="goal-1" dir="auto">Find out</li>' in page
    assert "Nobody\nlistens" in page
    assert "In no use case yet." in page


def test_the_page_lists_its_use_cases_by_specification(viewer):
    make_persona()
    mlops, other = make_specification(), make_specification("Another one")
    stories = [{"personas": ["data-scientists"], "want": "upload data", "so_that": "it can be found"}]
    make_usecase("Later", mlops, number="10", stories=stories)
    make_usecase("Sooner", mlops, number="2", optional=True, stories=stories * 2)
    make_usecase("Elsewhere", other, stories=stories)
    make_usecase("Not theirs", mlops)

    uses = viewer.get("/personas/data-scientists/").context["uses"]

    assert [(group.title, [use.title for use in group.usecases.values()]) for group in uses] == [
        ("Another one", ["Elsewhere"]),
        ("MLOps", ["Sooner", "Later"]),
    ]
    sooner = uses[1].usecases["sooner"]
    assert (sooner.url, sooner.optional) == ("/specs/mlops/use-cases/sooner/", True)
    assert sooner.stories == ["I want to upload data so that it can be found."] * 2


@pytest.mark.parametrize("rows", [1, 50])
def test_the_queries_of_the_page_do_not_grow(viewer, django_assert_num_queries, rows):
    make_persona()
    for number in range(rows):
        make_usecase(f"Case {number}", stories=[{"personas": ["data-scientists"], "want": "more"}])

    with django_assert_num_queries(4):
        viewer.get("/personas/data-scientists/")


@pytest.mark.parametrize("page", ["", "edit/", "delete/", "history/", "history/1/"])
def test_a_former_address_leads_to_the_same_page_at_the_present_one(editor, page):
    persona = make_persona()
    document = spec.build(spec.Persona, {"name": "Scientists", "slug": "scientists"})
    save_persona_spec(document, origin(), persona=persona)

    response = editor.get(f"/personas/data-scientists/{page}?a=1")

    assert response.status_code == 302
    assert response["Location"] == f"/personas/scientists/{page}?a=1"


@pytest.mark.parametrize(
    "address",
    [
        "/personas/nobody/",
        "/personas/nobody/edit/",
        "/personas/nobody/history/",
        "/personas/nobody/history/1/",
        "/personas/data-scientists/history/9/",
        "/personas/data-scientists/history/99999999999999999999/",
        "/personas/%00/",
    ],
)
def test_what_never_was_is_not_found(editor, address):
    make_persona()

    assert editor.get(address).status_code == 404


def test_names_are_text_and_never_markup(editor):
    make_persona(EVIL, singular=EVIL, goals=[EVIL], pain_points=[EVIL])
    slug = Persona.objects.get().slug
    story = {"personas": [slug], "want": EVIL, "so_that": EVIL}
    make_usecase(EVIL, make_specification(EVIL), stories=[story])

    for page in (
        "",
        f"{slug}/",
        f"{slug}/edit/",
        f"{slug}/delete/",
        f"{slug}/history/",
        f"{slug}/history/1/",
    ):
        html = editor.get(f"/personas/{page}").text
        assert "<script>alert" not in html, page
        assert "&lt;script&gt;alert" in html, page


@pytest.mark.parametrize("page", ["", "data-scientists/", "data-scientists/history/1/"])
def test_markdown_does_no_harm(viewer, page):
    make_persona(definition=f"{EVIL} <img src=x onerror=alert(1)> [x](javascript:alert(1)) <b>bold</b>")

    html = viewer.get(f"/personas/{page}").text

    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="javascript:' not in html
    assert "&lt;b&gt;bold" in html


def test_the_policy_allows_no_script_of_a_page(viewer):
    assert "unsafe-inline" not in viewer.get(LIST)["Content-Security-Policy"]
