"""The dictionary as a list, and near names."""

import pytest

from archportal import spec
from tests.factories import make_specification, make_usecase, make_user, origin
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, Dismissal, Specification

pytestmark = pytest.mark.django_db
PAGE = "/specs/mlops/dictionary/"


@pytest.fixture
def mlops():
    """Give a dictionary in which something of everything is missing."""
    make_usecase("Intake", inputs=[{"name": "Raw data"}, {"name": "Form", "required": False}],
                 outputs=[{"name": "Dataset"}])  # fmt: skip
    make_usecase("Test", inputs=[{"name": "Dataset"}, {"name": "Form"}], outputs=[{"name": "Report"}])
    specification = Specification.objects.get()
    raw = Artifact.objects.get(name="Raw data")
    document = spec.Artifact(
        name="Raw data",
        aliases=("Rows",),
        type="file",
        external=True,
        description="What was <b>measured</b>.",
    )
    save_artifact(document, specification, origin(), artifact=raw)
    save_artifact(spec.Artifact(name="Alone", type="list"), specification, origin())
    return specification


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


@pytest.fixture
def viewer(client):
    client.force_login(make_user("Viewer"))
    return client


def shown(client, query=""):
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return [line.entry.name for line in response.context["lines"]]


def test_every_artifact_stands_with_what_gives_and_what_uses_it(mlops, viewer):
    response = viewer.get(PAGE)

    facts = {
        line.entry.name: (
            [use.title for use in line.givers],
            [(use.title, required) for use, required in line.takers],
            line.entry.state,
        )
        for line in response.context["lines"]
    }
    assert facts == {
        "Alone": ([], [], "unused"),
        "Dataset": (["Intake"], [("Test", True)], ""),
        "Form": ([], [("Test", True), ("Intake", False)], "no-source"),
        "Raw data": ([], [("Intake", True)], ""),
        "Report": (["Test"], [], "no-use"),
    }
    page = " ".join(response.text.split())
    assert (
        '<a href="/specs/mlops/dictionary/raw-data/">Raw data</a> <span class="badge">from outside</span>'
        in page
    )
    assert "What was &lt;b&gt;measured&lt;/b&gt;." in page
    assert "also Rows" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=rows", ["Raw data"]),
        ("?q=MEASURED", ["Raw data"]),
        ("?q=a+data", ["Dataset", "Raw data"]),
        ("?type=file", ["Raw data"]),
        ("?type=none", ["Dataset", "Form", "Report"]),
        ("?outside=yes", ["Raw data"]),
        ("?outside=no&type=list", ["Alone"]),
        ("?state=no-source", ["Form"]),
        ("?state=no-use", ["Report"]),
        ("?state=unused", ["Alone"]),
        ("?sort=-name", ["Report", "Raw data", "Form", "Dataset", "Alone"]),
        ("?sort=-used", ["Form", "Dataset", "Raw data", "Alone", "Report"]),
        ("?sort=type", ["Raw data", "Alone", "Dataset", "Form", "Report"]),
        ("?sort=nonsense&page=99", ["Alone", "Dataset", "Form", "Raw data", "Report"]),
        ("?q=%00", ["Alone", "Dataset", "Form", "Raw data", "Report"]),
        ("?q=nothing", []),
    ],
)
def test_the_address_narrows_and_sorts(mlops, viewer, query, names):
    assert shown(viewer, query) == names


def test_heads_say_how_it_is_sorted_and_keep_the_filter(mlops, viewer):
    page = viewer.get(f"{PAGE}?q=a&sort=-used&page=1").text

    assert 'aria-sort="descending"><a id="sort-used" href="?q=a&amp;sort=used"' in page
    assert 'href="?q=a&amp;sort=name"' in page


def test_fifty_stand_on_a_page(viewer):
    make_usecase(inputs=[{"name": f"Artifact {number:03}"} for number in range(120)])

    assert shown(viewer, "?page=3") == [f"Artifact {number:03}" for number in range(100, 120)]


def test_a_filter_asks_for_the_list_alone(mlops, viewer):
    response = viewer.get(f"{PAGE}?q=data", headers={"HX-Request": "true"})

    assert "<html" not in response.text
    assert "2 artifacts match." in response.text


def test_only_editors_choose_and_change(mlops, viewer):
    page = viewer.get(PAGE).text

    assert 'name="a"' not in page
    assert "new/change" not in page


def test_an_empty_dictionary_says_what_stands_there(viewer):
    make_specification()

    assert "No artifacts yet" in viewer.get(PAGE).text


def test_near_names_are_offered_until_somebody_keeps_them_apart(editor):
    make_usecase(inputs=[{"name": "Filtered data"}, {"name": "Filtered dataset"}, {"name": "Model card"}])

    before = editor.get(PAGE)
    answer = editor.post(f"{PAGE}new/apart/", {"one": "Filtered dataset", "other": "filtered data"})
    after = editor.get(PAGE)

    (pair,) = before.context["pairs"]
    assert (pair["one"], pair["other"]) == ("Filtered data", "Filtered dataset")
    assert answer.url == PAGE
    assert after.context["pairs"] == []
    assert Dismissal.objects.get().reason == "These are different things."


def test_of_very_many_near_names_the_first_are_shown_and_the_checks_list_all(viewer):
    make_usecase(inputs=[{"name": f"{one} {ending}"} for one in range(55) for ending in ("data", "dataset")])

    page = viewer.get(PAGE)

    assert len(page.context["pairs"]) == 50
    assert "55 pairs of names" in page.text
    assert '<a href="/specs/mlops/checks/?check=near-names">All 55 pairs</a>' in page.text


def test_the_checks_know_what_was_kept_apart(editor):
    make_usecase(inputs=[{"name": "Filtered data"}, {"name": "Filtered dataset"}])
    found = "“Filtered data” and “Filtered dataset” are probably the same thing"

    before = editor.get("/specs/mlops/checks/").text
    editor.post(f"{PAGE}new/apart/", {"one": "Filtered data", "other": "Filtered dataset"})
    after = editor.get("/specs/mlops/checks/").text

    assert found in before
    assert found not in after


def test_a_pair_that_is_there_no_more_is_not_noted(editor):
    make_usecase(inputs=[{"name": "Filtered data"}])

    editor.post(f"{PAGE}new/apart/", {"one": "Filtered data", "other": "Gone\x00"})

    assert not Dismissal.objects.exists()
    assert "called otherwise by now" in editor.get(PAGE).text
