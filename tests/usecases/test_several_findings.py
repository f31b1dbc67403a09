"""Several findings are chosen, and mended, dismissed or brought back at once."""

import re

import pytest

from tests.factories import make_usecase, make_user, origin
from usecases.checks.running import latest_run
from usecases.dictionary.changing import save_artifact
from usecases.models import Artifact, ArtifactRevision, BroughtBack, Dismissal, Specification
from usecases.undoing import undo
from usecases.whole import read_whole

pytestmark = pytest.mark.django_db

CHECKS = "/specs/mlops/checks/"
SEVERAL = f"{CHECKS}several/"
SOURCE = "input-without-source"


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Ada"))
    return client


@pytest.fixture
def intake():
    """Three inputs that nothing provides, one of them in two use cases."""
    make_usecase(inputs=[{"name": "Raw data"}, {"name": "Labels"}, {"name": "Schema"}])
    return make_usecase("Check", inputs=[{"name": "Raw data"}])


def specification():
    return Specification.objects.with_document().get()


def run():
    return latest_run(specification())


def found(check=SOURCE, **values):
    return list(run().findings.filter(check_id=check, **values).order_by("position"))


def prints(check=SOURCE):
    return [row.fingerprint for row in found(check)]


def post(client, does, state=None, **asked):
    return client.post(SEVERAL, {"do": does, "state": state or run().state, **asked}, follow=True)


def outside():
    return set(Artifact.objects.filter(external=True).values_list("name", flat=True))


# Looking


def test_what_says_the_same_is_said_once_with_its_places_below(editor, intake):
    page = editor.get(f"{CHECKS}?check={SOURCE}").text

    assert page.count("Nothing produces “") == 1
    assert "Nothing produces “…”" in page
    assert "4 places" in page
    assert page.count('name="finding" value=') > 4
    assert 'value="input-without-source" form="finding-choice" data-all="4"' in page


def test_a_finding_whose_names_its_place_does_not_say_keeps_its_words(editor):
    for name in ("Filtered data", "Filtered dataset", "Annual report", "Annual reports"):
        make_usecase(f"Use {name}", outputs=[{"name": name}])

    page = editor.get(f"{CHECKS}?check=near-names").text

    assert "“Filtered dataset”" in page
    assert "“Annual reports”" in page


def test_many_places_of_a_hint_are_folded_beside_others_and_open_alone(editor):
    make_usecase(inputs=[{"name": f"Thing of many {n}"} for n in range(12)])

    assert '<details class="finding-same"><summary>' in editor.get(f"{CHECKS}?severity=info").text
    assert '<details class="finding-same"><summary>' not in editor.get(f"{CHECKS}?severity=error").text
    alone = editor.get(f"{CHECKS}?check=artifact-without-type").text
    assert '<details class="finding-same" open><summary>' in alone


def test_a_reader_has_nothing_to_choose_with(client, intake):
    client.force_login(make_user("Viewer"))

    assert "finding-choice" not in client.get(CHECKS).text


# Choosing


def test_the_chosen_are_shown_with_what_can_be_done(editor, intake):
    page = editor.get(SEVERAL, {"finding": prints()[:2]}).text

    assert "2 chosen findings" in page
    assert 'name="do" value="from-outside"' in page
    assert "2 of them" in page
    assert "Dismiss 2 findings" in page
    assert 'value="bring-back"' not in page


def test_all_of_a_check_are_those_that_match_on_every_page(editor):
    make_usecase(inputs=[{"name": f"Thing {n} of many {n * 7}"} for n in range(60)])

    everything = editor.get(SEVERAL, {"all": SOURCE, "back": ""})
    matching = editor.get(SEVERAL, {"all": SOURCE, "back": "q=many+413"})

    assert len(everything.context["chosen"].findings) == 60
    assert len(matching.context["chosen"].findings) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Choose findings first."),
        ({"finding": "nothing"}, "What was chosen is not found any more."),
        ({"finding": "\0", "all": "no-such-check"}, "What was chosen is not found any more."),
    ],
)
def test_nothing_chosen_leads_back_and_says_so(editor, intake, asked, said):
    answer = editor.get(SEVERAL, {**asked, "back": "severity=error"}, follow=True)

    assert answer.redirect_chain[-1][0] == f"{CHECKS}?severity=error"
    assert said in answer.text


def test_what_is_gone_is_counted(editor, intake):
    assert (
        "1 of those that were chosen is not found any more."
        in editor.get(SEVERAL, {"finding": [*prints(), "gone"]}).text
    )


# Dismissing


@pytest.mark.database
def test_several_are_dismissed_with_one_reason_and_brought_back_with_a_trace(editor, intake):
    back = f"check={SOURCE}"
    answer = post(editor, "dismiss", all=SOURCE, back=back, reason="They come by post.")

    assert answer.redirect_chain[-1][0] == f"{CHECKS}?{back}"
    assert "Dismissed: 4 findings." in answer.text
    assert set(Dismissal.objects.values_list("reason", "author_name")) == {("They come by post.", "Ada")}
    assert (run().errors, run().dismissed) == (0, 4)

    answer = post(editor, "bring-back", all=SOURCE, back="shown=dismissed")
    assert "Open again: 4 findings." in answer.text
    assert (run().errors, run().dismissed) == (4, 0)
    traces = BroughtBack.objects.values_list("author_name", "reason", "dismissed_by")
    assert set(traces) == {("Ada", "They come by post.", "Ada")}
    page = editor.get(f"{CHECKS}?{back}").text
    assert page.count("<b>Brought back</b> by Ada") == 4


def test_only_what_is_open_is_dismissed(editor, intake):
    first, *others = prints()
    post(editor, "dismiss", finding=first, reason="First")

    page = editor.get(SEVERAL, {"finding": [first, *others]}).text
    assert "Dismiss 3 findings" in page
    assert "Bring back 1 finding" in page
    post(editor, "dismiss", finding=[first, *others], reason="Others")

    assert found(fingerprint=first)[0].dismissal.reason == "First"
    assert run().dismissed == 4


def test_a_reason_is_asked_for(editor, intake):
    answer = post(editor, "dismiss", all=SOURCE, reason=" \n ")

    assert answer.status_code == 422
    assert "Say why" in answer.text
    assert not Dismissal.objects.exists()


def test_nothing_is_dismissed_that_was_not_shown(editor, intake):
    state = run().state
    make_usecase("Later", inputs=[{"name": "Late"}])

    answer = post(editor, "dismiss", state=state, all=SOURCE, reason="They come by post.")

    assert answer.status_code == 409
    assert "5 chosen findings" in answer.text
    assert 'value="They come by post."' in answer.text
    assert not Dismissal.objects.exists()


def test_dismissing_asks_as_often_for_many_as_for_few(editor, django_assert_max_num_queries):
    make_usecase(inputs=[{"name": f"Thing {n} of many {n * 7}"} for n in range(60)])
    state = run().state

    with django_assert_max_num_queries(14):
        editor.get(SEVERAL, {"all": SOURCE})
    with django_assert_max_num_queries(14):
        editor.get(SEVERAL, {"all": SOURCE, "do": "from-outside"})
    with django_assert_max_num_queries(32):
        editor.post(SEVERAL, {"do": "dismiss", "state": state, "all": SOURCE, "reason": "By post."})

    assert run().dismissed == 60


# Mending


@pytest.mark.database
def test_several_are_mended_as_one_change_that_is_undone_as_one(editor, intake):
    before = read_whole(specification())
    chosen = {"finding": prints(), "back": "severity=error"}

    page = editor.get(SEVERAL, {"do": "from-outside", **chosen}).text
    assert "4 of the 4 chosen findings are mended in this way." in page
    assert "3 documents" in page
    answer = post(editor, "from-outside", **chosen)

    assert "Mended. Mark as from outside: 4 findings." in answer.text
    assert outside() == {"Raw data", "Labels", "Schema"}
    (change,) = set(ArtifactRevision.objects.filter(version=2).values_list("change", flat=True))
    assert re.findall('action="/changes/([^/]+)/undo/"', answer.text) == [str(change)]
    undo(change, origin())
    assert read_whole(specification()) == before


def test_those_that_do_not_offer_it_stay(editor, intake):
    chosen = {"all": [SOURCE, "artifact-without-type"], "back": ""}

    page = editor.get(SEVERAL, {"do": "from-outside", **chosen}).text
    post(editor, "from-outside", **chosen)

    assert "4 of the 7 chosen findings are mended in this way. 3 do not offer it" in page
    assert outside() == {"Raw data", "Labels", "Schema"}


def test_each_is_mended_in_the_one_way_that_it_offers(editor):
    names = ["Start date", "Row count", "Plan"]
    make_usecase(inputs=[{"name": name} for name in names])

    post(editor, "each", all="artifact-without-type")

    assert set(Artifact.objects.values_list("name", "type")) == {
        ("Start date", "date"),
        ("Row count", "integer"),
        ("Plan", ""),
    }


def test_nothing_is_saved_that_was_not_shown(editor, intake):
    state, chosen = run().state, {"finding": prints(), "back": ""}
    artifact = Artifact.objects.get(name="Labels")
    document = read_whole(specification()).artifacts[0].model_copy(update={"external": True})
    save_artifact(document, specification(), origin(), artifact=artifact)

    answer = post(editor, "from-outside", state=state, **chosen)

    assert answer.status_code == 409
    assert "Somebody has changed the specification" in answer.text
    assert "3 of the 3 chosen findings are mended" in answer.text
    assert outside() == {"Labels"}


def test_a_way_that_none_of_them_offers_changes_nothing(editor, intake):
    answer = post(editor, "renumber", finding=prints())

    assert "Nothing was changed. None of the chosen findings can be mended in this way" in answer.text
    assert ArtifactRevision.objects.filter(version=2).count() == 0
