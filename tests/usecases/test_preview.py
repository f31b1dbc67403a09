"""What the form shows beside it, through HTTP: the use case as it will be, of what is typed now."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archportal import spec
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from tests.postdata import fields_of, form_data
from usecases.changes import delete_usecases
from usecases.models import UseCase, UseCaseRevision
from usecases.specs import save_usecase_spec

pytestmark = pytest.mark.django_db

NEW = "/specs/mlops/use-cases/new/"
PAGE = "/specs/mlops/use-cases/data-intake/"
EDIT = f"{PAGE}edit/"
HTMX = {"HX-Request": "true"}
FULL = {
    "status": "in_review",
    "optional": "on",
    "tags": "data, first",
    "event": "Intake",
    "description": "A *text* with [a link](https://example.org/)",
    "notes": "More",
    "stories": [
        {"personas": "data scientists, product managers", "want": "upload", "so_that": "it is there"}
    ],
    "preconditions": [{"text": "The store is there"}],
    "inputs": [
        {"name": "raw  DATA", "required": True, "description": "As measured\nin the field"},
        {"name": "Labels", "default": "none"},
    ],
    "outputs": [{"name": "Card"}],
    "success_path": [{"text": "One"}, {"text": "Two", "optional": True}],
    "exceptions": [{"text": "No form", "step": "1", "handling": "Ask"}, {"text": "Other", "step": ""}],
}
MARKUP = "<script>alert(1)</script><b onclick=x>&amp;"
NASTY = [
    {"title": ""},
    {"title": "\x00\x07"},
    {"title": MARKUP, "number": MARKUP, "slug": MARKUP, "status": MARKUP, "tags": MARKUP, "event": MARKUP},
    {"title": "x" * 300, "description": "y" * 100_001},
    {"description": MARKUP, "notes": f"{MARKUP}\n\n[x](javascript:alert(1)) <img src=x>\n\n```\n</pre>"},
    {"stories": [{"personas": f"{MARKUP}, Nobody, Nobody", "want": MARKUP, "so_that": MARKUP}]},
    {"inputs": [{"name": MARKUP, "default": MARKUP, "description": MARKUP}, {"description": "No name"}]},
    {"outputs": [{"name": "\ud800"}, {"name": "\U0001f680" * 201}]},
    {"success_path": [{"text": MARKUP}], "exceptions": [{"text": MARKUP, "step": "0", "handling": MARKUP}]},
    {
        "exceptions": [
            {"text": "a", "step": "gone9"},
            {"text": "b", "step": "gone999"},
            {"text": "c", "step": "x"},
        ]
    },
    {"based_on": "x", "inputs-٣-name": "Arabic key", "inputs-0-nothing": "x", "inputs--name": "x"},
]


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Edda"))
    return client


@pytest.fixture
def intake(db):
    make_persona("Writers")
    return make_full_usecase()


def part(response, name):
    """Return the HTML of one part of the panel."""
    html = response.text + "<section data-part="
    return re.search(rf'<section data-part="{name}"[^>]*>(.*?)(?=<section data-part=)', html, re.DOTALL)[1]


def preview(client, address, data, **headers):
    response = client.post(f"{address}preview/", data, headers={**HTMX, **headers})
    assert response.status_code == 200
    return response


def article(html):
    """Return the document of a page without what tells its place: levels of headings and prefixes of ids.

    What is typed may not be in the dictionary yet, so its names lead nowhere.
    """
    found = re.search(r"<article.*?</article>", html, re.DOTALL)[0]
    found = re.sub(r'<a href="[^"]*/dictionary/[^"]*">(.*?)</a>', r"\1", found)
    found = re.sub(r"<(/?)h[1-6]", r"<\1h", found)
    return re.sub(r'((?:id|href|aria-labelledby|aria-describedby)="#?|url\(#)shown-', r"\1", found)


def test_the_page_reads_as_it_will_when_it_is_saved(editor, intake):
    typed = form_data("Data Intake", **FULL, based_on="1")
    before = preview(editor, EDIT, typed)

    editor.post(EDIT, typed)

    assert article(before.text) == article(editor.get(PAGE).text)
    assert "As measured\nin the field" in before.text
    markdown = editor.get(f"{PAGE[:-1]}.md").text
    assert before.context["preview"].markdown == markdown
    assert "Raw data" in markdown  # by the name that the dictionary has


def test_a_story_that_has_only_begun_ends_like_a_sentence(editor, intake):
    begun = preview(editor, NEW, form_data("Other", stories=[{"personas": "data scientists"}]))

    assert "Data Scientists</a>.</li>" in begun.text


def test_a_new_use_case_gets_the_number_it_will_have(editor, intake):
    typed = form_data("Other", inputs=[{"name": "Raw data"}])
    before = preview(editor, NEW, typed)

    editor.post(NEW, typed)

    assert article(before.text) == article(editor.get("/specs/mlops/use-cases/other/").text)
    assert "all of it is new" in part(before, "changes")


def test_nothing_is_written(editor, intake):
    revisions = UseCaseRevision.objects.count()

    preview(editor, EDIT, form_data("Other title", inputs=[{"name": "Something new"}]))

    assert UseCaseRevision.objects.count() == revisions
    assert not intake.specification.artifacts.filter(name="Something new").exists()


@pytest.mark.parametrize("typed", NASTY)
@pytest.mark.parametrize("address", [NEW, EDIT])
def test_every_form_can_be_shown_and_shows_no_markup(editor, intake, address, typed):
    data = form_data(**{"title": "Data Intake", **typed})
    data = {
        name: value.encode(errors="surrogatepass").decode(errors="replace") for name, value in data.items()
    }

    html = preview(editor, address, data).text

    assert not re.search(r"<script|<b onclick|<img|\shref=\"javascript|\sstyle=", html)


def test_what_is_faulty_is_left_out_and_named(editor, intake):
    typed = form_data("Data Intake", number="one", inputs=[{"description": "What?"}, {"name": "Labels"}])

    page = part(preview(editor, EDIT, typed), "page")

    assert '<a href="#number">Number</a>' in page
    assert '<a href="#inputs-0-name">Input 1, name</a>' in page
    assert page.count('class="term"') == 1


def test_an_unknown_persona_is_called_by_its_name_and_asked_for(editor, intake):
    typed = form_data("Data Intake", stories=[{"personas": "Data Stewards", "want": "upload"}])

    response = preview(editor, EDIT, typed)

    assert "As a Data Stewards, <b>I want</b> to upload." in part(response, "page")
    assert "As a [Data Stewards]" in response.context["preview"].markdown
    assert '<a href="#stories-0-personas">' in part(response, "missing")


def test_it_says_what_has_changed(editor, intake):
    typed = fields_of(editor.get(EDIT))
    assert "Nothing has changed" in part(preview(editor, EDIT, typed), "changes")

    people = {"stories-0-personas": "Data Scientists, Writers"}
    response = preview(editor, EDIT, {**typed, "inputs-0-name": "Weights <b>", "notes": "", **people})

    changes = part(response, "changes")
    assert 'data-part="changes" data-count="4"' in response.text
    assert re.search(r"<del[^>]*><span[^>]*>Before: </span>Raw data</del>", changes)
    assert re.search(r"<ins[^>]*><span[^>]*>Now: </span>Weights &lt;b&gt;</ins>", changes)
    assert re.search(r"<del[^>]*><span[^>]*>Before: </span>Product Managers</del>", changes)


def test_what_somebody_else_saved_in_between_is_no_change_of_mine(editor, intake):
    typed = {**fields_of(editor.get(EDIT)), "notes": "Mine"}
    document = intake.document.model_copy(update={"description": "Theirs"})
    save_usecase_spec(intake.specification, document, origin(), usecase=intake)

    changes = part(preview(editor, EDIT, typed), "changes")

    assert "Mine" in changes
    assert "Theirs" not in changes


@pytest.mark.parametrize("version", ["", "0", "9", "x", "9" * 30])
def test_a_version_that_there_is_not_does_no_harm(editor, intake, version):
    preview(editor, EDIT, form_data("Data Intake", based_on=version))


def test_it_says_what_is_missing_before_review_and_where(editor):
    make_specification()
    typed = {**form_data(" ", stories=[{"personas": "", "want": "upload"}]), "outputs-7-name": ""}

    response = preview(editor, NEW, typed)

    places = re.findall(r'href="#([^"]+)"', part(response, "missing"))
    rows = ["outputs-7-name", "success_path-add", "exceptions-add"]
    assert places == ["title", "stories-0-personas", "stories-0-so_that", *rows]
    assert 'data-part="missing" data-count="6"' in response.text


def test_no_id_of_the_preview_is_an_id_of_the_form(editor, intake):
    form = editor.get(EDIT)
    response = preview(editor, EDIT, fields_of(form))

    ids = re.findall(r'\sid="([^"]+)"', response.text)

    assert len(ids) == len(set(ids))
    assert not set(ids) & set(re.findall(r'\sid="([^"]+)"', form.text))


def test_without_javascript_it_is_a_page_of_its_own(editor, intake):
    response = editor.post(f"{EDIT}preview/", form_data("Other title"))

    assert '<nav class="site-nav"' in response.text
    assert "Other title" in part(response, "page")
    assert 'href="#' not in part(response, "missing")  # the form is in another tab


def test_a_deleted_use_case_can_still_be_looked_at_before_it_comes_back(editor, intake):
    delete_usecases([intake], origin())

    response = preview(editor, EDIT, form_data("Data Intake", notes="More"))

    assert "More" in part(response, "page")


def test_it_asks_the_database_as_often_for_a_large_use_case_as_for_a_small_one(editor, intake):
    rows = [{"name": f"Input {n}", "required": True} for n in range(500)]
    large = form_data(
        "Large", inputs=rows, stories=[{"personas": "Writers", "want": f"{n}"} for n in range(500)]
    )
    preview(editor, EDIT, large)
    for data in (form_data("Small", inputs=rows[:1]), large):
        for address in (EDIT, NEW):
            with CaptureQueriesContext(connection) as queries:
                preview(editor, address, data)
            assert len(queries) == 10


# Going to review


def saved():
    return UseCase.objects.with_document().get().document


@pytest.mark.parametrize("status", ["in_review", "approved"])
def test_a_draft_that_lacks_something_does_not_go_to_review(editor, status):
    make_usecase(inputs=[{"name": "Raw data"}])
    typed = {**form_data("Data Intake", status=status, notes="Typed", based_on="1"), "stories-0-want": ""}

    response = editor.post(EDIT, typed)

    assert response.status_code == 422
    links = [link.id for link in response.context["error_links"]]
    assert links == ["stories-0-personas", "outputs-0-name", "success_path-0-text", "exceptions-0-text"]
    assert all(f'id="{link}"' in response.text for link in links)
    assert "Typed</textarea>" in response.text
    assert saved().notes == ""

    editor.post(EDIT, {**typed, "as": "draft"})

    assert (saved().status, saved().notes) == ("draft", "Typed")


def test_a_complete_use_case_goes_to_review(editor, intake):
    response = editor.post(EDIT, form_data("Data Intake", **FULL, based_on="1"))

    assert response.status_code == 302
    assert saved().status == "in_review"


def test_where_nothing_can_go_wrong_its_author_says_so(editor, intake):
    typed = {**form_data("Data Intake", **FULL, based_on="1"), "note": "Agreed"}
    typed = {name: value for name, value in typed.items() if not name.startswith("exceptions-")}

    refused = editor.post(EDIT, typed)
    lacks_more = editor.post(EDIT, {**typed, "as": "safe", "outputs-0-name": ""})
    response = editor.post(EDIT, {**typed, "as": "safe"})

    assert (refused.status_code, lacks_more.status_code, response.status_code) == (422, 422, 302)
    assert 'name="as" value="safe"' in refused.text
    assert 'name="as" value="safe"' not in lacks_more.text
    assert (saved().status, saved().exceptions) == ("in_review", ())
    assert UseCaseRevision.objects.first().note == "Nothing can go wrong here. Agreed"


def test_a_new_use_case_may_be_saved_with_a_title_alone_but_not_sent_to_review(editor):
    make_specification()

    assert editor.post(NEW, form_data("Data Intake", status="in_review")).status_code == 422
    assert editor.post(NEW, form_data("Data Intake")).status_code == 302
    assert saved().status == "draft"


def test_what_is_in_review_already_may_be_worked_on(editor):
    make_usecase(status="in_review")

    for status in ("in_review", "approved", "draft"):
        version = UseCaseRevision.objects.count()
        response = editor.post(
            EDIT, form_data("Data Intake", status=status, notes=status, based_on=f"{version}")
        )
        assert response.status_code == 302

    assert saved().status == "draft"


def test_other_doors_ask_for_nothing(intake):
    document = spec.build(spec.UseCase, {"title": "Data Intake", "status": "approved"})

    save_usecase_spec(intake.specification, document, origin(), usecase=intake)

    assert saved().status == "approved"
