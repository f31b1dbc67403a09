"""The picture of a whole specification: the page, what narrows it, and the same as files."""

import re
import xml.etree.ElementTree as ET

import pytest

from archportal import spec
from tests.factories import make_persona, make_specification, make_usecase, make_user, origin
from usecases.models import Artifact, Specification
from usecases.specifications import save_specification_spec
from usecases.specs import Draft, save_usecase_specs

pytestmark = pytest.mark.django_db

FLOW = "/specs/mlops/flow/"


@pytest.fixture
def viewer(client):
    client.force_login(make_user("Viewer"))
    return client


@pytest.fixture
def lifecycle():
    """Three use cases: the second needs what the first gives, the third stands for itself."""
    make_persona("Testers")
    story = {"personas": ["testers"], "want": "test"}
    make_usecase(
        "Data Intake", inputs=[{"name": "Raw data"}], outputs=[{"name": "Data card"}], tags=["data", "first"]
    )
    make_usecase(
        "Data Test",
        inputs=[{"name": "Data card"}, {"name": "Labels", "required": False}],
        outputs=[{"name": "Report"}],
        tags=["data"],
        stories=[story],
    )
    make_usecase("Audit", optional=True, inputs=[{"name": "Evidence"}])
    Artifact.objects.filter(name="Raw data").update(external=True)


def read(client, address=FLOW, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.getvalue().decode()


def picture(html):
    return ET.fromstring(re.search(r'<svg role="group".*?</svg>', html, re.DOTALL).group())


def drawn(html):
    """Return what is written in the boxes of the picture."""
    return {" ".join(text.text for text in node.iter("text")) for node in picture(html).findall("g")}


def test_the_page_shows_all_use_cases_and_what_is_between_them(viewer, lifecycle):
    assert drawn(read(viewer)) == {
        "1 Data Intake",
        "2 Data Test",
        "3 · optional Audit",
        "Raw data",
        "Data card",
        "Report",
        "gap: nothing produces Labels",
        "gap: nothing produces Evidence",
    }


def test_every_part_leads_to_its_page(viewer, lifecycle):
    links = {link.get("href") for link in picture(read(viewer)).iter("a")}

    assert "/specs/mlops/use-cases/data-intake/" in links
    assert "/specs/mlops/dictionary/raw-data/" in links
    assert {viewer.get(link).status_code for link in links} == {200}


def test_the_same_stands_in_words(viewer, lifecycle):
    words = " ".join(re.sub(r"<[^>]*>", "", read(viewer).partition('id="flow-words"')[2]).split())

    assert "Data card from 1 Data Intake Labels (optional) gap: nothing produces it" in words
    assert "Raw data from outside Data card to 2 Data Test" in words
    assert "Report leaves: nothing here needs it" in words


def test_gaps_and_circles_are_told(viewer, lifecycle):
    make_usecase("Mend", inputs=[{"name": "Report"}], outputs=[{"name": "Labels"}])
    html = read(viewer)

    assert "2 Data Test gives Report to 4 Mend, which gives Labels back to 2 Data Test." in html
    assert ">Evidence</a>: needed by 3 Audit" in html


@pytest.mark.parametrize(
    ("query", "cases"),
    [
        ("persona=testers", {"2 Data Test"}),
        ("tag=first", {"1 Data Intake"}),
        ("tag=(none)", {"3 · optional Audit"}),
        ("artifact=data+CARD", {"1 Data Intake", "2 Data Test"}),
        ("optional=hide", {"1 Data Intake", "2 Data Test"}),
        ("tag=data&artifact=labels&zoom=fit&page=7", {"2 Data Test"}),
    ],
)
def test_the_address_narrows_the_picture(viewer, lifecycle, query, cases):
    assert {text for text in drawn(read(viewer, f"{FLOW}?{query}")) if text[0].isdigit()} == cases


def test_the_address_says_which_way_the_picture_runs(viewer, lifecycle):
    html = read(viewer, f"{FLOW}?way=down&tag=data")

    assert 'id="way-down" href="?way=down&amp;tag=data" aria-current="true"' in html
    assert 'href="?way=right&amp;tag=data"' in html
    assert '<input type="hidden" name="way" value="down">' in html
    assert "/flow.svg?tag=data&amp;way=down&amp;download=1" in html
    mermaid = viewer.get("/specs/mlops/flow.mmd?way=down").content
    assert mermaid.startswith(b"flowchart TD")
    assert "flowchart LR" in read(viewer, f"{FLOW}?way=sideways")


def test_htmx_gets_the_picture_alone_and_says_what_it_shows(viewer, lifecycle):
    html = read(viewer, f"{FLOW}?tag=first", **{"HX-Request": "true"})

    assert "<h1" not in html
    said = re.search(r'<p id="flow-said".*?>(.*?)</p>', html)
    assert said[1] == "1 use case, and 2 artifacts. 1 comes from outside."


def test_where_nothing_matches_the_page_says_so(viewer, lifecycle):
    html = read(viewer, f"{FLOW}?artifact=nothing+at+all")

    assert "No use case matches" in html
    assert f'href="{FLOW}"' in html


def test_an_empty_specification_says_what_to_do(viewer):
    make_specification()

    assert "Nothing to draw yet" in read(viewer)


def test_groups_by_tag_lead_to_what_is_in_them(viewer, lifecycle):
    html = read(viewer, f"{FLOW}?fold=tag&optional=hide")

    assert drawn(html) >= {"1 use case first", "1 use case Without tag", "Data card"}
    links = [link.get("href") for link in picture(html).iter("a")]
    assert "?optional=hide&tag=first" in links
    assert drawn(read(viewer, f"{FLOW}?optional=hide&tag=first")) == {
        "1 Data Intake",
        "Raw data",
        "to 2 Data card",
    }


def test_groups_by_persona_lead_to_what_is_in_them(viewer, lifecycle):
    html = read(viewer, f"{FLOW}?fold=persona&way=down")

    assert drawn(html) >= {"1 use case Testers", "2 use cases Without persona"}
    assert "one with several personas stands under the most common of them" in html
    links = [link.get("href") for link in picture(html).iter("a")]
    assert "?way=down&persona=testers" in links
    assert "?way=down&persona=%28none%29" in links
    assert drawn(read(viewer, f"{FLOW}?persona=(none)")) >= {"1 Data Intake", "3 · optional Audit"}
    assert '<option value="(none)" selected>Without persona</option>' in read(
        viewer, f"{FLOW}?persona=(none)"
    )


def test_a_large_specification_is_folded_and_its_table_is_paged(viewer):
    specification = make_specification()
    documents = [
        spec.UseCase(title=f"Case {n}", tags=[f"phase {n % 3}"], outputs=[{"name": f"Thing {n}"}])
        for n in range(1, 62)
    ]
    save_usecase_specs(specification, [Draft(document) for document in documents], origin())
    html = read(viewer, f"{FLOW}?page=2")

    assert "20 use cases phase 0" in drawn(html)
    assert "Press a group to see what is in it" in html
    assert "Page 2 of 3" in html
    assert "1 Case 1" in drawn(read(viewer, f"{FLOW}?fold=none"))


def test_what_people_typed_is_no_markup(viewer):
    nasty = '"><script>alert(1)</script>&amp;\'"'
    make_usecase(nasty, inputs=[{"name": nasty}], outputs=[{"name": nasty}], tags=[nasty])

    for query in ("", "?fold=tag", "?artifact=%22%3E%3Cscript%3E", "?tag=%22%3E%3Cscript%3E"):
        assert "<script>alert" not in read(viewer, f"{FLOW}{query}")
    assert f"1{nasty}" in {text.replace(" ", "") for text in drawn(read(viewer))}


def test_the_picture_has_no_style_of_its_own(viewer, lifecycle):
    assert not [part for part in picture(read(viewer)).iter() if part.tag == "style" or part.get("style")]


def test_the_picture_is_a_file(viewer, lifecycle):
    response = viewer.get("/specs/mlops/flow.svg?tag=first&download=1")

    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="mlops-flow.svg"'
    assert "sha256-" in response["Content-Security-Policy"]
    root = ET.fromstring(response.content)
    assert root.findtext("{*}title") == "Flow of MLOps"
    assert root.find("{*}style") is not None
    assert b"Data Test" not in response.content


def test_the_picture_is_a_mermaid_file(viewer, lifecycle):
    response = viewer.get("/specs/mlops/flow.mmd")
    text = response.content.decode()

    assert response["Content-Type"] == "text/vnd.mermaid; charset=utf-8"
    assert text.startswith("flowchart LR\n")
    assert '"2<br>Data Test"' in text


@pytest.mark.parametrize("ending", ["svg", "mmd"])
def test_a_file_that_one_has_is_not_sent_again(viewer, lifecycle, ending, django_assert_max_num_queries):
    address = f"/specs/mlops/flow.{ending}"
    etag = viewer.get(address)["ETag"]

    with django_assert_max_num_queries(6):
        assert viewer.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert viewer.get(f"{address}?tag=data", headers={"If-None-Match": etag}).status_code == 200
    make_usecase("Another")
    assert viewer.get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("ending", ["/", ".svg", ".mmd"])
def test_a_former_address_leads_to_the_picture(viewer, lifecycle, ending):
    mlops = Specification.objects.get()
    document = mlops.document.model_copy(update={"slug": "platform"})
    save_specification_spec(document, origin(), specification=mlops)

    assert viewer.get(f"/specs/mlops/flow{ending}?tag=data").url == f"/specs/platform/flow{ending}?tag=data"
    assert viewer.get(f"/specs/nothing/flow{ending}").status_code == 404
