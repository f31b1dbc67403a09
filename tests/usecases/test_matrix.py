"""The page of the matrix and its CSV."""

import csv
import io
import re

import pytest

from archportal import spec
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from usecases.models import Artifact
from usecases.specs import Draft, save_usecase_specs

pytestmark = pytest.mark.django_db

MATRIX = "/specs/mlops/matrix/"
CSV = "/specs/mlops/matrix.csv"


@pytest.fixture
def viewer(client):
    client.force_login(make_user("Viewer"))
    return client


@pytest.fixture
def two():
    make_full_usecase(optional=True)
    return make_usecase("Curation", inputs=[{"name": "dataset"}], outputs=[{"name": "Dataset"}])


def rows(response):
    return [line["name"] for line in response.context["lines"]]


def columns(response):
    return [head["label"] for head in response.context["heads"]]


def test_artifacts_stand_against_use_cases_in_signs_and_words(viewer, two):
    page = viewer.get(MATRIX).text

    assert '<th scope="col" class="corner">Artifacts</th>' in page
    assert 'href="/specs/mlops/use-cases/data-intake/" title="1 Data Intake (optional)"' in page
    assert '<th scope="row"><a href="/specs/mlops/dictionary/dataset/" dir="auto">Dataset</a>' in page
    assert page.count('<th scope="row"') == 3
    for sign, word in (("◆", "produces"), ("●", "needs"), ("○", "may use")):
        assert f'aria-hidden="true"><b>{sign}</b>{word}</span>' in page
    assert '<span class="visually-hidden">Use Case 1 may use Labels</span>' in page
    assert '<span class="visually-hidden">Use Case 2 produces and needs Dataset</span>' in page


def test_personas_stand_against_use_cases(viewer, two):
    make_persona("Nobodies")

    page = viewer.get(f"{MATRIX}?what=personas")

    assert rows(page) == ["Data Scientists", "Product Managers", "Nobodies"]
    assert '<a href="/personas/data-scientists/" dir="auto">Data Scientists</a>' in page.text
    assert "Use Case 1 has a story of Data Scientists" in page.text
    assert '<span class="gap-words">no use case</span>' in page.text
    assert '<span class="gap-words">no persona</span>' in page.text


def test_gaps_are_said_in_words(viewer, two):
    make_usecase("Idle")
    Artifact.objects.filter(name="Raw data").update(external=True)

    page = viewer.get(MATRIX).text

    assert re.findall(r'<span class="gap-words">(.*?)</span>', page) == [
        "no inputs",
        "no outputs",
        "nothing produces it",
    ]
    assert '<span class="note">from outside</span>' in page


@pytest.mark.parametrize(
    ("query", "found", "use_cases"),
    [
        ("persona=data-scientists", ["Dataset", "Labels", "Raw data"], ["1 Data Intake"]),
        ("tag=first&q=raw", ["Raw data"], ["1 Data Intake"]),
        ("q=CURATION", ["Dataset"], ["2 Curation"]),
        ("gaps=yes", ["Labels", "Raw data"], ["1 Data Intake"]),
        ("q=labels&gaps=yes&what=artifacts", ["Labels"], ["1 Data Intake"]),
        ("status=approved", [], []),
        ("q=%00&rows=x&columns=99", ["Dataset", "Labels", "Raw data"], ["1 Data Intake", "2 Curation"]),
    ],
)
def test_the_address_narrows_the_matrix(viewer, two, query, found, use_cases):
    page = viewer.get(f"{MATRIX}?{query}")

    assert (rows(page), columns(page)) == (found, use_cases)


def test_large_matrices_come_page_by_page_in_both_directions(viewer):
    names = [f"Artifact {number:03}" for number in range(60)]
    empty = [spec.build(spec.UseCase, {"title": f"Case {number}"}) for number in range(40)]
    full = spec.build(spec.UseCase, {"title": "Case 40", "inputs": [{"name": name} for name in names]})
    save_usecase_specs(make_specification(), [Draft(document) for document in (*empty, full)], origin())

    first = viewer.get(MATRIX)
    last = viewer.get(f"{MATRIX}?rows=2&columns=2")

    assert (len(rows(first)), len(columns(first))) == (50, 40)
    assert (rows(last), columns(last)) == (names[50:], ["41 Case 40"])
    assert "Use cases 1–40 of 41" in first.text
    assert "Artifacts 51–60 of 60" in last.text
    assert 'rel="prev" href="?rows=1&amp;columns=2"' in last.text
    assert "Use Case 41 needs Artifact 059" in last.text


def test_the_other_matrix_shows_the_same_part(viewer, two):
    page = viewer.get(f"{MATRIX}?q=data&status=draft&rows=2&columns=2").text

    assert f'href="{MATRIX}?q=data&amp;status=draft&amp;what=personas"' in page
    assert f'href="{MATRIX}?q=data&amp;status=draft&amp;what=artifacts" aria-current="page"' in page


def test_a_filter_through_htmx_gets_the_matrix_alone(viewer, two):
    response = viewer.get(f"{MATRIX}?q=raw", headers={"HX-Request": "true"})

    assert response.text.lstrip().startswith('<div id="matrix">')
    assert 'hx-swap-oob="innerHTML">1 artifact and 1 use case match.' in response.text


def test_what_has_no_use_case_is_found_all_the_same(viewer, two):
    make_persona("Nobodies")

    page = viewer.get(f"{MATRIX}?what=personas&q=nobodies")

    assert (rows(page), columns(page)) == (["Nobodies"], [])
    assert "<table" in page.text


def test_where_nothing_is_written_the_page_says_what_the_matrix_is(viewer):
    make_specification()

    assert "Nothing to set against each other yet" in viewer.get(MATRIX).text


def test_where_nothing_matches_the_page_shows_the_way_back(viewer, two):
    assert "Nothing matches" in viewer.get(f"{MATRIX}?q=nothing+at+all").text
    assert "No gap here" in viewer.get(f"{MATRIX}?q=curation&gaps=yes").text


def test_names_are_shown_as_text(viewer):
    make_usecase("<b>Bold</b>", inputs=[{"name": "<i>Raw</i>"}])

    page = viewer.get(MATRIX).text

    assert "&lt;i&gt;Raw&lt;/i&gt;" in page
    assert "<i>Raw" not in page
    assert "<b>Bold" not in page


def test_a_matrix_is_saved_as_csv_without_formulas(viewer):
    make_usecase("=Sum", inputs=[{"name": '=1+1 "a", b'}], outputs=[{"name": "-5"}])

    response = viewer.get(f"{CSV}?download=1")
    text = response.getvalue().decode("utf-8-sig")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="mlops-artifacts.csv"'
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["Artifact", "About", "Gaps", "1 =Sum"],
        ["-5", "", "nothing uses it", "produces"],
        ['\'=1+1 "a", b', "", "nothing produces it", "needs"],
    ]


def test_a_saved_csv_says_how_its_accents_are_written_and_a_script_gets_none_of_that(viewer):
    make_usecase("Données d’été", outputs=[{"name": "Modèle 模型"}])

    saved = viewer.get(f"{CSV}?download=1")
    plain = viewer.get(CSV)
    text = plain.getvalue()

    assert saved.getvalue() == b"\xef\xbb\xbf" + text
    assert saved["ETag"] != plain["ETag"]
    head, *rows = csv.reader(io.StringIO(text.decode(), newline=""))
    assert head[3] == "1 Données d’été"
    assert "Modèle 模型" in [name for name, *_ in rows]


def test_csv_is_sent_once_and_again_when_something_changed(viewer, two):
    response = viewer.get(f"{CSV}?what=personas")
    headers = {"If-None-Match": response["ETag"]}

    assert response.getvalue().decode().startswith("Persona,About,Gaps,1 Data Intake,2 Curation\r\n")
    assert viewer.get(f"{CSV}?what=personas", headers=headers).status_code == 304
    assert viewer.get(f"{CSV}?what=artifacts", headers=headers).status_code == 200
    make_usecase("More")
    assert viewer.get(f"{CSV}?what=personas", headers=headers).status_code == 200
