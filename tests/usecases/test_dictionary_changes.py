"""Renaming, merging and setting many artifacts from the dictionary."""

import pytest

from archportal import spec
from tests.factories import make_usecase, make_user, origin
from tests.postdata import sent_by
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, ArtifactRevision, Specification, UseCaseRevision
from usecases.whole import read_whole

pytestmark = pytest.mark.django_db
DICTIONARY = "/specs/mlops/dictionary/"
CHANGE = f"{DICTIONARY}new/change/"


@pytest.fixture
def mlops():
    for number in range(6):
        make_usecase(f"Case {number}", inputs=[{"name": "Raw data"}, {"name": "Labels"}],
                     outputs=[{"name": "Dataset" if number % 2 else "Data set"}])  # fmt: skip
    specification = Specification.objects.with_document().get()
    save_artifact(spec.Artifact(name="Unused"), specification, origin())
    return specification


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def keys(*names):
    return [Artifact.objects.get(name=name).pk for name in names]


def names(specification):
    return [(one.name, one.aliases) for one in read_whole(specification).artifacts]


def look_and_do(editor, **values):
    """Look at what changes, send the form as it was shown, and follow."""
    page = editor.get(CHANGE, values)
    assert page.status_code == 200
    return page, editor.post(CHANGE, {**sent_by(page), "a": values["a"]}, follow=True)


def test_where_nothing_changes_there_is_nothing_to_save(mlops, editor):
    kept = editor.get(CHANGE, {"do": "remove", "a": keys("Raw data")}).text
    gone = editor.get(CHANGE, {"do": "remove", "a": keys("Unused")}).text

    assert "Nothing changes" in kept
    assert ">Remove<" not in kept
    assert ">Remove<" in gone


def test_a_rename_shows_what_follows_and_is_one_change_that_is_undone(mlops, editor):
    before = read_whole(mlops)

    page, done = look_and_do(editor, do="rename", a=keys("Raw data"), to="Measurements")

    assert page.text.count("Input “Raw data” is now “Measurements”.") == 6
    assert done.redirect_chain == [(f"{DICTIONARY}measurements/", 302)]
    assert ("Measurements", ("Raw data",)) in names(mlops)
    change = UseCaseRevision.objects.latest("pk").change
    assert UseCaseRevision.objects.filter(change=change).count() == 6
    editor.post(f"/changes/{change}/undo/", follow=True)
    assert read_whole(mlops) == before


def test_before_a_name_is_typed_the_page_says_what_would_follow(mlops, editor):
    page = editor.get(CHANGE, {"do": "rename", "a": keys("Raw data")})

    assert [usecase.title for usecase in page.context["uses"]] == [f"Case {number}" for number in range(6)]
    assert sent_by(page)["to"] == "Raw data"


def test_a_name_that_is_taken_leads_to_no_change(mlops, editor):
    answer = editor.post(CHANGE, {"do": "rename", "a": keys("Raw data"), "to": "labels"})

    assert answer.status_code == 422
    assert "“labels” leads to the artifact “Labels” already; merge the two" in answer.text


def test_an_old_name_can_be_forgotten_and_the_history_stays(mlops, editor):
    (pk,) = keys("Raw data")
    editor.post(CHANGE, {"do": "rename", "a": pk, "to": "Measurements", "keep": "no"})

    assert ("Measurements", ()) in names(mlops)
    assert ArtifactRevision.objects.filter(artifact_id=pk).count() == 2


def test_a_merge_asks_which_name_stays_and_shows_every_document(mlops, editor):
    one, other = keys("Data set", "Dataset")

    asked = editor.get(CHANGE, {"do": "merge", "a": [one, other]})
    page, done = look_and_do(editor, do="merge", a=[one, other], into=other)

    assert "What changes" not in asked.text
    assert "“Data set” becomes another name of “Dataset”." in page.text
    assert page.text.count("Output “Data set” is now “Dataset”.") == 3
    assert done.redirect_chain == [(f"{DICTIONARY}dataset/", 302)]
    assert "“Data set” became “Dataset”." in done.text
    assert ("Dataset", ("Data set",)) in names(mlops)


def test_one_artifact_is_merged_into_one_that_is_typed(mlops, editor):
    (pk,) = keys("Data set")

    asked = editor.get(CHANGE, {"do": "merge", "a": pk})
    wrong = editor.get(CHANGE, {"do": "merge", "a": pk, "with": "nothing"})
    done = editor.post(CHANGE, {"do": "merge", "a": pk, "with": " dataset"})

    assert '<option value="Dataset">' in asked.text
    assert "There is no artifact “nothing”" in wrong.text
    assert done.url == f"{DICTIONARY}dataset/"


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("type-file", ("file", False)),
        ("outside", ("", True)),
        ("type-", ("", False)),
        ("inside", ("", False)),
    ],
)
def test_types_and_origins_are_set_for_the_chosen_ones(mlops, editor, do, expected):
    _page, done = look_and_do(editor, do=do, a=keys("Raw data", "Labels"), back="q=a&page=1")

    chosen = Artifact.objects.filter(name__in=["Raw data", "Labels"])
    assert {(one.type, one.external) for one in chosen} == {expected}
    assert not Artifact.objects.exclude(pk__in=chosen).exclude(type="", external=False).exists()
    assert done.redirect_chain == [(f"{DICTIONARY}?q=a&page=1", 302)]


def test_all_that_match_are_chosen_on_every_page(editor):
    make_usecase(inputs=[{"name": f"Artifact {number:03}"} for number in range(120)])
    make_usecase("Other", inputs=[{"name": "Elsewhere"}])
    chosen = {"do": "type-file", "all": "yes", "back": "q=artifact&page=2"}

    listed = editor.get(f"{DICTIONARY}?q=artifact").text
    page = editor.get(CHANGE, chosen)
    seen = page.context["seen"]
    answer = editor.post(CHANGE, {**chosen, "seen": seen}, follow=True)

    assert "Choose all 120 that match" in listed
    assert "120 artifacts were chosen" in page.text
    assert '<li dir="auto">Artifact 119</li>' in page.text
    assert page.text.count('name="a"') == 0
    assert answer.redirect_chain[-1][0] == f"{DICTIONARY}?q=artifact&page=2"
    assert Artifact.objects.filter(type="file").count() == 120
    assert Artifact.objects.get(name="Elsewhere").type == ""


def test_choosing_all_asks_as_often_for_many_as_for_few(editor, django_assert_max_num_queries):
    make_usecase(inputs=[{"name": f"Artifact {number:03}"} for number in range(120)])

    with django_assert_max_num_queries(14):
        editor.get(CHANGE, {"do": "outside", "all": "yes", "back": ""})


def test_all_where_nothing_matches_leads_back(editor):
    make_usecase(inputs=[{"name": "Raw data"}])

    answer = editor.get(CHANGE, {"do": "outside", "all": "yes", "back": "q=nothing"}, follow=True)

    assert "Choose artifacts first" in answer.text


def test_only_what_nothing_uses_is_removed(mlops, editor):
    look_and_do(editor, do="remove", a=keys("Raw data", "Unused"))

    assert not Artifact.objects.filter(name="Unused").exists()
    assert Artifact.objects.filter(name="Raw data").exists()


def test_what_changed_since_it_was_shown_is_shown_again(mlops, editor):
    chosen = keys("Data set", "Dataset")
    page = editor.get(CHANGE, {"do": "merge", "a": chosen, "into": chosen[1]})
    make_usecase("Late", mlops, inputs=[{"name": "Data set"}])

    answer = editor.post(CHANGE, {**sent_by(page), "a": chosen})

    assert answer.status_code == 409
    assert "Somebody has saved in between" in answer.text
    assert "7 Late" in answer.text
    assert Artifact.objects.filter(name="Data set").exists()


def test_nothing_chosen_leads_back(mlops, editor):
    answer = editor.get(
        CHANGE, {"do": "merge", "back": "state=unused", "a": ["x", "0", "99999999999999999999"]}
    )

    assert answer.url == f"{DICTIONARY}?state=unused"


def test_artifacts_of_another_specification_are_not_touched(mlops, editor):
    from tests.factories import make_specification

    other = make_usecase("Other", make_specification("Other"), inputs=[{"name": "Theirs"}])
    theirs = Artifact.objects.get(specification=other.specification).pk

    answer = editor.get(CHANGE, {"do": "outside", "a": theirs})

    assert answer.url == DICTIONARY


def test_imports_by_an_old_name_reach_the_artifact(mlops, editor):
    from usecases.importing import import_specification

    editor.post(CHANGE, {"do": "rename", "a": keys("Raw data"), "to": "Measurements"})
    case = {"title": "Case 0", "inputs": [{"name": "Raw data", "required": False}]}
    values = {"format": spec.FORMAT, "version": 1, "title": "MLOps", "use_cases": [case]}
    import_specification(spec.build(spec.Specification, values), origin(), slug="mlops")

    (row,) = read_whole(mlops).use_cases[0].inputs
    assert (row.name, row.required) == ("Measurements", False)
    assert not Artifact.objects.filter(name="Raw data").exists()
