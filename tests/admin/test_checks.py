"""What was found, dismissed and brought back is read in the administration."""

import pytest

from tests.factories import make_usecase, make_user, origin
from usecases.checks.dismissing import bring_back, dismiss
from usecases.checks.running import latest_run
from usecases.models import Dismissal, Specification
from usecases.specifications import delete_specification

ADMIN = "/admin/usecases/"
KEPT = "Nothing produces “Raw data”"
OPEN = "Nothing produces “Labels”"


@pytest.fixture
def specification(db):
    """Two dismissals, of which one was brought back."""
    make_usecase(inputs=[{"name": "Raw data"}, {"name": "Labels"}])
    specification = Specification.objects.with_document().get()
    author = make_user("Editor", first_name="Edda")
    rows = latest_run(specification).findings.filter(check_id="input-without-source")
    dismiss(specification, list(rows), "They come by post.", author)
    labels = Dismissal.objects.filter(sentence__contains="Labels")
    bring_back(specification, labels, make_user("Editor", "ben", first_name="Ben"))
    return specification


def rows_of(page):
    return page.text.partition('id="result_list"')[2].partition("</table>")[0]


def test_dismissals_are_listed_with_their_reason_and_author(admin, specification):
    page = rows_of(admin.get(f"{ADMIN}dismissal/"))

    assert KEPT in page
    assert OPEN not in page
    assert "Input that nothing provides" in page
    assert "They come by post." in page
    assert "Edda" in page
    assert "/specs/mlops/checks/?shown=dismissed&amp;check=input-without-source" in page


def test_what_was_brought_back_says_by_whom(admin, specification):
    page = rows_of(admin.get(f"{ADMIN}broughtback/"))

    assert OPEN in page
    assert "Ben" in page
    assert "Edda" in page


def test_runs_are_listed_in_numbers(admin, specification):
    assert "MLOps" in rows_of(admin.get(f"{ADMIN}checkrun/?q=mlops"))
    assert not rows_of(admin.get(f"{ADMIN}checkrun/?q=nothing"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=post", True),
        ("q=edda", True),
        ("check=input-without-source", True),
        ("check=cycle", False),
        ("kind=persona", False),
    ],
)
def test_they_are_searched_and_narrowed(admin, specification, query, found):
    assert (KEPT in rows_of(admin.get(f"{ADMIN}dismissal/?{query}"))) is found


def test_they_stay_when_the_specification_goes(admin, specification):
    delete_specification(specification, origin())

    for model in ("dismissal", "broughtback"):
        page = rows_of(admin.get(f"{ADMIN}{model}/"))
        assert "deleted since" in page
    assert admin.get(f"{ADMIN}dismissal/{Dismissal.objects.get().pk}/change/").status_code == 200


def test_nobody_changes_them(admin, specification):
    row = Dismissal.objects.get()

    for page in ("add/", f"{row.pk}/delete/"):
        assert admin.post(f"{ADMIN}dismissal/{page}", {"post": "yes"}).status_code == 403
    admin.post(f"{ADMIN}dismissal/{row.pk}/change/", {"reason": "Other"})
    assert Dismissal.objects.get().reason == "They come by post."


def test_the_list_asks_as_often_for_many_as_for_few(admin, specification, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        admin.get(f"{ADMIN}dismissal/")
