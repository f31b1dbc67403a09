"""The list, the page and the whole document."""

import pytest

from tests.factories import make_full_usecase, make_persona, make_specification, make_usecase, make_user
from usecases.models import UseCase

pytestmark = pytest.mark.django_db

LIST = "/specs/mlops/use-cases/"


@pytest.fixture
def viewer(client):
    client.force_login(make_user("Viewer"))
    return client


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def titles(response):
    return [line["title"] for line in response.context["lines"]]


def test_the_list_tells_what_a_use_case_is_about(viewer):
    make_full_usecase(optional=True)

    page = viewer.get(LIST).text

    assert "Data Scientists, Product Managers" in page
    assert '<td data-label="Inputs">1\N{NO-BREAK SPACE}required, 1\N{NO-BREAK SPACE}optional</td>' in page
    assert '<span class="badge optional">optional</span>' in page
    assert "icon-button" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=INTAKE", ["Data Intake"]),
        ("?q=straße", ["Other"]),
        ("?q=raw+intake", ["Data Intake"]),
        ("?q=nothing", []),
        ("?persona=data-scientists", ["Data Intake"]),
        ("?status=approved", ["Other"]),
        ("?q=a&status=draft&persona=product-managers", ["Data Intake"]),
        ("?q=%00", ["Data Intake", "Other"]),
    ],
)
def test_the_list_is_filtered_by_text_persona_and_status(viewer, query, found):
    make_full_usecase()
    make_usecase("Other", status="approved", notes="STRASSE")

    assert titles(viewer.get(LIST + query)) == found


def test_the_list_shows_what_people_typed_as_text(editor):
    make_usecase('<b>Bold</b> & "quoted"')
    make_usecase()

    page = editor.get(LIST).text

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; &quot;quoted&quot;" in page
    assert "<b>Bold" not in page
    assert "&amp;amp;" not in page


def test_a_filter_through_htmx_gets_the_table_alone(viewer):
    make_usecase()

    response = viewer.get(LIST, headers={"HX-Request": "true"})

    assert response.text.lstrip().startswith('<div id="usecase-table">')
    assert "HX-Request" in response["Vary"]


def test_the_list_is_paged(viewer):
    for _ in range(26):
        make_usecase()

    page = viewer.get(f"{LIST}?page=2")

    assert len(titles(page)) == 1
    assert "Page 2 of 2" in page.text


def test_numbers_stand_in_natural_order(viewer):
    for number in ["10", "3a", "2", "3", "3.1"]:
        make_usecase(number, number=number)

    assert titles(viewer.get(LIST)) == ["2", "3", "3.1", "3a", "10"]


@pytest.mark.parametrize(("by", "order"), [("-1", ["B", "A", "C"]), ("1", ["A", "C", "B"])])
def test_moving_a_row_renumbers_at_once(editor, by, order):
    for title in "ABC":
        make_usecase(title)

    fragment = editor.post(f"{LIST}b/move/", {"by": by}, headers={"HX-Request": "true"})
    plain = editor.get(LIST)

    assert titles(fragment) == titles(plain) == order
    assert [line["number"] for line in plain.context["lines"]] == ["1", "2", "3"]


def test_moving_works_without_javascript(editor):
    make_usecase("A")
    make_usecase("B")

    response = editor.post(f"{LIST}b/move/", {"by": "-1"}, follow=True)

    assert titles(response) == ["B", "A"]


def test_an_empty_list_says_what_to_do_first(editor):
    make_specification()

    assert "Write the first use case" in editor.get(LIST).text


def test_the_page_reads_like_a_document(viewer):
    make_full_usecase()

    page = " ".join(viewer.get(f"{LIST}data-intake/").text.split())

    assert '>Data Scientists</a> or <a href="/personas/product-managers/">Product Manager</a>,' in page
    assert "<b>I want</b> to upload a dataset <b>so that</b> it can be found." in page
    raw = '<a href="/specs/mlops/dictionary/raw-data/">Raw data</a>'
    assert f'<span class="term">{raw}</span><span class="mark" aria-hidden="true">*</span>' in page
    assert '>Labels</a></span> <span class="extra">default: none</span>' in page
    assert "= required input" in page
    assert "<em>first</em>" in page
    assert '<svg class="diagram' in page
    assert '<a href="#exception-1a">1a</a> stands under step 1.' in page
    assert "Ask again" in page


def test_turning_an_input_optional_changes_marks_legend_and_diagram(editor):
    make_usecase(inputs=[{"name": "A"}, {"name": "B"}])
    before = editor.get(f"{LIST}data-intake/").text

    editor.post(
        f"{LIST}data-intake/edit/",
        {"title": "Data Intake", "inputs-0-name": "A", "inputs-0-required": "on", "inputs-1-name": "B"},
    )

    after = editor.get(f"{LIST}data-intake/").text
    assert "= required input" not in before
    assert "d-input optional" not in before
    assert "= required input" in after
    assert "d-input optional" in after


def test_all_optional_inputs_carry_no_mark(viewer):
    make_usecase(inputs=[{"name": "A", "required": False}])

    page = viewer.get(f"{LIST}data-intake/").text

    assert "All inputs are optional." in page
    assert '<span class="mark"' not in page


def test_a_former_address_leads_to_the_present_one(editor):
    make_usecase()
    editor.post(f"{LIST}data-intake/edit/", {"title": "Data Intake", "slug": "intake", "based_on": "1"})

    assert editor.get(f"{LIST}data-intake/").url == f"{LIST}intake/"
    assert editor.get(f"{LIST}data-intake/edit/").url == f"{LIST}intake/edit/"


def test_a_deleted_use_case_can_be_restored(editor):
    make_usecase()

    response = editor.post(f"{LIST}data-intake/delete/", follow=True)

    assert "Use Case 1: Data Intake was deleted." in response.text
    assert not UseCase.objects.exists()


def test_the_whole_specification_is_one_document(viewer):
    make_persona("Platform Engineers", definition="They *run* things.")
    make_full_usecase()
    make_usecase("Other")

    page = viewer.get("/specs/mlops/").text

    assert (
        page.index("Platform Engineers")
        < page.index('id="data-intake-use-case"')
        < page.index('id="other-use-case"')
    )
    assert '<a href="#other-use-case">' in page
    assert "<em>run</em>" in page
    assert (
        page.index('id="other-use-case"')
        < page.index('id="dictionary"')
        < page.index(">Raw data", page.index('id="dictionary"'))
    )


def test_a_large_specification_is_read_in_parts(viewer):
    for _ in range(51):
        make_usecase()

    page = viewer.get("/specs/mlops/?part=2")

    assert "Part 2 of 2" in page.text
    assert page.text.count('class="document use-case"') == 1
    assert 'href="?part=1#data-intake-use-case"' in page.text


def test_exceptions_stand_under_their_step_and_the_others_in_their_own_section(viewer):
    make_usecase(
        success_path=[{"text": "Check"}, {"text": "Send"}],
        exceptions=[
            {"text": "The line is down"},
            {"text": "Nobody answers", "step": 2, "handling": "Try <again>"},
            {"text": "The form is empty", "step": 1},
            {"text": "The form is late", "step": 1},
            {"text": "It rains", "step": 7},
        ],
    )

    page = viewer.get(f"{LIST}data-intake/").text
    path, section = page.split('<ol class="steps">')[1].split('<h2 id="exceptions">')

    first, second = path.split('id="step-2"')
    assert first.index(">Check<ol") < first.index('id="exception-1a"') < first.index('id="exception-1b"')
    assert 'Exception </span>2a</span> Nobody answers<p class="handling">Try &lt;again&gt;</p>' in second
    assert (
        '<a href="#exception-1a">1a</a> and <a href="#exception-1b">1b</a> stand under step 1; '
        '<a href="#exception-2a">2a</a> stands under step 2.'
    ) in section
    assert "The form" not in section
    assert section.index("The line is down") < section.index("It rains")
    assert "at step 7 (there is no such step)" in section


def test_ids_of_exceptions_are_kept_apart_where_several_use_cases_stand_on_one_page(viewer):
    make_full_usecase()

    page = viewer.get("/specs/mlops/").text

    assert 'id="data-intake-exception-1a"' in page
    assert 'href="#data-intake-exception-1a"' in page


def test_the_first_does_not_move_up_and_the_last_not_down(editor):
    specification = make_specification()
    for number in range(1, 27):
        make_usecase(f"Case {number}", specification)

    first, second = editor.get(LIST).text, editor.get(f"{LIST}?page=2").text

    assert '<button class="icon-button" id="up-case-1" type="button" aria-disabled="true"' in first
    assert '<button class="icon-button" id="down-case-26" type="button" aria-disabled="true"' in second
    assert (first + second).count("aria-disabled") == 2
