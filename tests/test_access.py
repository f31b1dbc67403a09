"""Every route, asked by everybody: who gets what, and what every answer carries."""

import re
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from tests import routes
from tests.factories import PASSWORD, make_user
from tests.routes import ADMINISTRATOR, AUDIENCES, EDITOR, OUTSIDE, SIGN_IN

pytestmark = pytest.mark.django_db

POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; script-src 'self'; style-src 'self'"
)
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
# What the policy above would refuse: scripts and styles in the page, and anything of another host.
REFUSED = re.compile(
    r"""<script(?![^>]*\ssrc=)|<style\b|<[^>]*\s(?:style|on\w+)=|(?:src|action)=["'](?:https?:)?//|javascript:"""
)


@pytest.fixture
def facts(db):
    return routes.make_portal()


@pytest.fixture
def requests(facts):
    return [*routes.portal_requests(facts), *routes.administration_requests()]


def browser(audience, **options):
    """Return a browser in which somebody of this audience is signed in."""
    client = Client(**options)
    if audience == routes.SUPERUSER:
        client.force_login(get_user_model().objects.create_superuser("root", password=PASSWORD))
    elif audience not in OUTSIDE:
        client.force_login(make_user(None if audience == routes.NOBODY else audience))
    return client


@contextmanager
def undone():
    """Take back what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answers(client, requests):
    """Yield each request with its answer; none sees what another one has written, and all keep signed in."""
    cookies = client.cookies.copy()
    for request in requests:
        with undone():
            yield request, request.send(client)
        client.cookies = cookies.copy()


def outcome(response):
    target = response.headers.get("HX-Redirect") or response.headers.get("Location", "")
    # The administration's own sign-in page leads to the one of the portal.
    leads_to_sign_in = urlsplit(target).path in ("/accounts/login/", "/admin/login/")
    return SIGN_IN if leads_to_sign_in else response.status_code


def strict(response):
    """Say whether an answer carries the headers that keep the browser strict."""
    policy = "; ".join(sorted(response.headers.get("Content-Security-Policy", "").split("; ")))
    # A diagram on its own holds its style, which is allowed by its hash.
    policy = re.sub(r" 'sha256-[\w+/=]+'", "", policy)
    return policy == POLICY and HEADERS.items() <= dict(response.headers).items()


def all_routes(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern).removeprefix("^")
        else:
            yield from all_routes(pattern.url_patterns, prefix + str(pattern.pattern))


def route_of(request):
    return resolve(urlsplit(request.address).path).route


@pytest.mark.once
def test_no_route_is_left_out(requests):
    assert {route_of(request) for request in requests} == set(all_routes())


# Administrators come everywhere, so every route is asked on every database.
ONCE = [pytest.param(one, marks=pytest.mark.once) for one in AUDIENCES if one != ADMINISTRATOR]


@pytest.mark.parametrize("audience", [ADMINISTRATOR, *ONCE])
def test_everybody_gets_what_they_may_have(requests, audience, settings):
    settings.PUBLIC_READ = audience == routes.PUBLIC

    got = {request: outcome(response) for request, response in answers(browser(audience), requests)}

    wrong = {
        request.label: f"{got[request]}, not {request.answer(audience)}"
        for request in requests
        if got[request] != request.answer(audience)
    }
    assert wrong == {}


@pytest.mark.once
def test_every_answer_keeps_the_browser_strict(requests):
    faults = {}

    for request, response in answers(browser(ADMINISTRATOR), requests):
        html = response.get("Content-Type", "").startswith("text/html")
        refused = REFUSED.findall(response.text) if html else []
        if refused or not strict(response):
            faults[request.label] = refused or dict(response.headers)

    assert faults == {}


@pytest.mark.once
def test_nothing_is_posted_without_a_token(requests):
    client = browser(ADMINISTRATOR, enforce_csrf_checks=True)
    posts = [request for request in requests if request.post is not None]

    got = {request.label: request.send(client) for request in posts}

    assert {label: response.status_code for label, response in got.items()} == dict.fromkeys(got, 403)
    assert [label for label, response in got.items() if "The form has expired" not in response.text] == []


@pytest.mark.once
def test_a_head_request_is_answered_as_the_page_is(facts):
    pages = [request for request in routes.portal_requests(facts) if request.post is None]
    client = browser(ADMINISTRATOR)

    heads = {}
    for request in pages:
        heads[request.label] = client.head(request.address, headers=routes.HTMX if request.htmx else {})

    expected = {request.label: request.send(client).status_code for request in pages}
    assert {label: response.status_code for label, response in heads.items()} == expected


@pytest.mark.once
def test_other_methods_are_refused(facts):
    requests = [request for request in routes.portal_requests(facts) if "/accounts/" not in request.address]
    methods = {}
    for request in requests:
        allowed = {"GET"} if request.post is None else {"POST"}
        methods.setdefault(route_of(request), (request.address, set()))[1].update(allowed)
    client = browser(EDITOR)

    answered = {
        f"{method} {address}": client.generic(method, address).status_code
        for address, allowed in methods.values()
        for method in sorted({"GET", "POST", "PUT", "PATCH", "DELETE"} - allowed)
    }

    assert {label: status for label, status in answered.items() if status != 405} == {}


NOWHERE = [
    "/nothing/",
    "/personas/nothing/",
    "/personas/nothing/edit/",
    "/personas/nothing.md",
    "/personas/data-scientists/history/9/",
    "/specs/nothing/",
    "/specs/nothing.zip",
    "/specs/nothing/use-cases/",
    "/specs/nothing/use-cases/data-intake/",
    "/specs/mlops/use-cases/nothing/",
    "/specs/mlops/use-cases/nothing/edit/",
    "/specs/mlops/use-cases/nothing.svg",
    "/specs/mlops/use-cases/data-intake/history/9/",
    "/specs/mlops/use-cases/data-intake.pdf",
]


@pytest.mark.once
def test_what_is_not_there_is_said_in_our_own_clothes(facts):
    client = browser(EDITOR)

    for address in NOWHERE:
        response = client.get(address)

        assert response.status_code == 404, address
        assert "There is no page at this address" in response.text, address
        assert '<nav class="site-nav"' in response.text, address
        assert strict(response), address


def test_a_stranger_does_not_learn_what_exists(facts, client):
    there = client.get("/specs/mlops/use-cases/data-intake/")
    nowhere = client.get("/specs/mlops/use-cases/nothing/")

    assert outcome(there) == outcome(nowhere) == SIGN_IN


def test_sign_in_leads_back_to_where_it_was_needed(client):
    page = client.get("/personas/?a=b")
    fragment = client.get("/specs/mlops/use-cases/?q=x", headers=routes.HTMX)

    assert page["Location"] == "/accounts/login/?next=/personas/%3Fa%3Db"
    assert fragment["HX-Redirect"] == "/accounts/login/?next=/personas/"
