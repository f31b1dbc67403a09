"""Every page of the admin answers, at a fixed number of queries, and only for administrators."""

import re

import pytest
from django.contrib import admin as django_admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.models import Persona, PersonaRevision
from tests.admin.forms import save
from tests.factories import (
    PASSWORD,
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from tests.routes import make_findings
from usecases.changes import delete_usecases
from usecases.models import (
    Artifact,
    ArtifactRevision,
    BroughtBack,
    CheckRun,
    Dismissal,
    Specification,
    SpecificationRevision,
    UseCase,
    UseCaseRevision,
)

REVISIONS = [PersonaRevision, SpecificationRevision, UseCaseRevision, ArtifactRevision]
CONTENT = [Persona, Specification, UseCase, Artifact]
CHECKS = [CheckRun, Dismissal, BroughtBack]
MODELS = [*CONTENT, *REVISIONS, *CHECKS, User, Group]
PAGES = ["", "add/", "{}/change/", "{}/history/", "{}/delete/"]
INLINE = re.compile(" style=|<style|javascript:|<script>")


def base(model):
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def test_the_admin_knows_what_it_should():
    assert set(django_admin.site._registry) == set(MODELS)


# Pages


@pytest.mark.parametrize("model", MODELS)
def test_every_page_answers_without_inline_script_or_style(admin, model):
    make_findings(make_full_usecase().specification)
    row = model._default_manager.first()

    answers = {page: admin.get(base(model) + page.format(row.pk)) for page in PAGES}

    refused = {page for page, answer in answers.items() if answer.status_code != 200}
    assert refused == ({"add/", "{}/delete/"} if model in [*REVISIONS, *CHECKS] else set())
    assert {answers[page].status_code for page in refused} <= {403}
    assert [INLINE.findall(answer.text) for answer in answers.values()] == [[]] * len(PAGES)


@pytest.mark.parametrize("model", MODELS)
def test_what_is_not_there_leads_back_with_a_message(admin, model):
    for page in ("99999/change/", "99999/history/", "99999/delete/", "x/change/"):
        assert admin.get(base(model) + page).status_code in (302, 403), page


def test_the_start_page_names_the_site_and_leads_to_the_portal(admin):
    html = admin.get("/admin/").content.decode()

    assert "archportal administration" in html
    assert '<a href="/">' in html


@pytest.mark.parametrize(
    ("address", "found", "missing"),
    [
        ("usecases/usecase/?q=DATASET+measured", "Data Intake", "Cleaning"),
        ("usecases/usecase/?persona=data-scientists", "Data Intake", "Cleaning"),
        ("usecases/usecase/?status__exact=approved", "Cleaning", "Data Intake"),
        ("usecases/usecase/?optional__exact=1", "Cleaning", "Data Intake"),
        ("usecases/artifact/?q=rough", "Raw data", "Labels"),
        ("usecases/artifact/?type__exact=file", "Raw data", "Labels"),
        ("personas/persona/?q=manager", "Product Managers", "Data Scientists"),
        ("usecases/usecaserevision/?door__exact=form", "data-intake", "no entry of this name"),
        ("usecases/specification/?q=mlops", "MLOps", "Other"),
    ],
)
def test_lists_are_searched_and_filtered(admin, address, found, missing):
    make_full_usecase()
    make_usecase("Cleaning", status="approved", optional=True)
    make_specification("Other")
    artifact = Artifact.objects.get(name="Raw data")
    save(admin, f"{base(Artifact)}{artifact.pk}/change/", type="file", aliases="Rough data")

    table = admin.get(f"/admin/{address}").content.decode().partition('id="result_list"')[2]

    assert found in table
    assert missing not in table


def test_use_cases_stand_in_the_order_of_their_numbers(admin):
    for number in ("10", "3a", "2", "3"):
        make_usecase(f"Title {number}", number=number)

    rows = admin.get(base(UseCase)).context["cl"].result_list

    assert [row.number for row in rows] == ["2", "3", "3a", "10"]


@pytest.mark.parametrize("model", CONTENT)
def test_the_history_shows_the_revisions_of_every_door(admin, model):
    make_full_usecase()
    row = model._default_manager.first()
    field = "title" if model in (UseCase, Specification) else "name"
    save(admin, f"{base(model)}{row.pk}/change/", note="A better word", **{field: "Something else"})

    html = admin.get(f"{base(model)}{row.pk}/history/").content.decode()

    assert "Version 1" in html
    assert "Version 2" in html
    assert "A better word" in html
    assert "Ada Lovelace" in html
    assert "Administration" in html


# Revisions


@pytest.mark.parametrize("model", REVISIONS)
def test_revisions_are_read_only(admin, model, administrator):
    make_full_usecase()
    revision = model.objects.first()
    before = model.objects.count()
    administrator.is_superuser = True
    administrator.save()

    assert admin.post(f"{base(model)}add/", {"version": 9}).status_code == 403
    assert admin.post(f"{base(model)}{revision.pk}/change/", {"note": "x"}).status_code == 403
    assert admin.post(f"{base(model)}{revision.pk}/delete/", {"post": "yes"}).status_code == 403
    admin.post(base(model), {"action": "delete_selected", "_selected_action": revision.pk, "post": "yes"})
    assert model.objects.count() == before
    assert revision.document[:1] == "{"
    assert b'name="_save"' not in admin.get(f"{base(model)}{revision.pk}/change/").content


def test_a_revision_of_something_deleted_can_still_be_read(admin):
    usecase = make_full_usecase()
    (revision,) = delete_usecases([usecase], origin())

    response = admin.get(f"{base(UseCaseRevision)}{revision.pk}/change/")

    assert "deleted since" in response.content.decode()
    assert "upload a dataset" in response.content.decode()
    assert "deleted since" in admin.get(base(UseCaseRevision)).content.decode()


# Who gets in


@pytest.mark.parametrize(
    ("role", "values", "status"),
    [
        (None, {}, 403),
        ("Viewer", {}, 403),
        ("Editor", {}, 403),
        ("Administrator", {}, 200),
        ("Editor", {"is_staff": True}, 200),
        (None, {"is_superuser": True}, 200),
    ],
)
def test_administrators_get_in(client, db, role, values, status):
    client.force_login(make_user(role, **values))

    assert client.get("/admin/").status_code == status
    assert client.get("/admin/login/").status_code == (302 if status == 200 else 403)
    entry = b'href="/admin/"' in client.get("/accounts/password/change/").content
    assert entry == (status == 200)


@pytest.mark.parametrize("role", ["Viewer", "Editor"])
def test_nobody_else_reaches_any_page(client, db, role):
    make_findings(make_full_usecase().specification)
    client.force_login(make_user(role, "somebody"))

    for model in MODELS:
        row = model._default_manager.first()
        for page in PAGES:
            assert client.get(base(model) + page.format(row.pk)).status_code == 403
            assert client.post(base(model) + page.format(row.pk)).status_code == 403


def test_somebody_inactive_does_not_get_in(client, administrator):
    client.force_login(administrator)
    administrator.is_active = False
    administrator.save()

    assert client.get("/admin/").status_code == 302


def test_a_stranger_is_sent_to_the_sign_in_of_the_portal_and_comes_back(client, administrator):
    page = "/admin/usecases/usecase/?q=a"
    response = client.get(page, follow=True)

    assert [url for url, _ in response.redirect_chain][-1].startswith("/accounts/login/?next=/admin/")
    address = response.redirect_chain[-1][0]
    signed_in = client.post(address, {"login": "administrator", "password": PASSWORD, "next": page})
    assert signed_in["Location"] == page


def test_the_sign_in_never_leads_to_another_site(client, db):
    response = client.get("/admin/login/?next=https://example.org/")

    assert response["Location"] == "/accounts/login/?next=/admin/"


def test_bad_passwords_lock_the_way_into_the_admin(client, administrator):
    answers = [
        client.post("/accounts/login/?next=/admin/", {"login": "administrator", "password": "wrong"})
        for _ in range(8)
    ]

    assert any("Too many" in answer.content.decode() for answer in answers) or answers[-1].status_code == 429


def test_staff_without_permissions_on_rows_keep_the_rows(client, db):
    usecase = make_full_usecase()
    make_user("Editor", "staff", is_staff=True)
    client.login(username="staff", password=PASSWORD)

    response = save(client, f"{base(UseCase)}{usecase.pk}/change/", title="Other")

    assert response.status_code == 302
    after = UseCase.objects.with_document().get()
    assert (after.document.title, len(after.document.inputs)) == ("Other", 2)


def test_staff_who_only_read_see_and_cannot_save(client, db):
    usecase = make_full_usecase()
    client.force_login(make_user("Viewer", "reader", is_staff=True))
    address = f"{base(UseCase)}{usecase.pk}/change/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "Other", "based_on": 1}).status_code == 403
    assert client.get(f"{base(UseCase)}{usecase.pk}/delete/").status_code == 403


# Users and groups


def test_an_administrator_makes_a_user_and_a_group(admin):
    admin.post(
        "/admin/auth/user/add/",
        {"username": "grace", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
    )
    grace = User.objects.get(username="grace")
    response = save(
        admin,
        f"/admin/auth/user/{grace.pk}/change/",
        groups=[Group.objects.get(name="Editor").pk],
        date_joined_0="2026-01-01",
        date_joined_1="10:00:00",
    )

    assert response.status_code == 302
    assert grace.has_perm("usecases.change_usecase")
    assert admin.post("/admin/auth/group/add/", {"name": "Guests"}).status_code == 302


def test_a_deleted_user_stays_the_author_of_what_they_saved(admin):
    author = make_user("Editor", "ben", first_name="Ben")
    make_usecase(author=author)

    response = admin.post(f"/admin/auth/user/{author.pk}/delete/", {"post": "yes"})

    assert response.status_code == 302
    assert UseCaseRevision.objects.get().author_name == "Ben"


# Queries


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as context:
        assert client.get(address).status_code == 200
    return len(context)


def test_lists_cost_the_same_for_one_row_and_for_twenty(admin):
    make_full_usecase()
    few = {model: queries(admin, base(model)) for model in [*CONTENT, *REVISIONS]}
    for number in range(20):
        make_persona(f"Persona {number}")
        specification = make_specification(f"Specification {number}")
        make_usecase(
            f"Title {number}",
            specification,
            inputs=[{"name": f"Input {number}"}],
            stories=[{"personas": [f"persona-{number}"]}],
        )

    assert {model: queries(admin, base(model)) for model in few} == few
    assert max(few.values()) <= 14


def test_the_pages_of_a_use_case_cost_the_same_for_one_row_and_for_twenty(admin):
    make_persona()
    few = make_usecase(inputs=[{"name": "One"}], stories=[{"personas": ["data-scientists"]}])
    for number in range(20):
        make_persona(f"Persona {number}")
    many = make_usecase(
        "Many",
        inputs=[{"name": f"Input {number}"} for number in range(20)],
        success_path=[{"text": f"Step {number}"} for number in range(20)],
        stories=[{"personas": [f"persona-{number}"]} for number in range(20)],
    )

    for page in ("change", "history", "delete"):
        costs = [queries(admin, f"{base(UseCase)}{row.pk}/{page}/") for row in (few, many)]
        assert costs[0] == costs[1] <= 10, page


def test_the_page_of_an_artifact_costs_the_same_for_one_use_and_for_twenty(admin):
    make_usecase(inputs=[{"name": "Rare"}])
    for number in range(20):
        make_usecase(f"Title {number}", inputs=[{"name": "Frequent"}])

    costs = [queries(admin, f"{base(Artifact)}{row.pk}/change/") for row in Artifact.objects.all()]

    assert costs[0] == costs[1] <= 10


def test_saving_leaves_an_entry_in_the_log_of_the_admin(admin, administrator):
    save(admin, "/admin/personas/persona/add/", name="Testers")

    assert LogEntry.objects.get().user == administrator
