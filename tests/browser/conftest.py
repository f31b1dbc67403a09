"""Browser tests: `live_server` answers, Chromium asks, and whatever it complains of fails the test."""

import os

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from tests.browser.gate import Gate
from tests.browser.waiting import PATIENCE
from tests.factories import make_user

# Playwright runs an event loop in the thread of the test, and Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# Other tests share the machine; what holds is seen at once all the same.
expect.set_options(timeout=PATIENCE * 1000)

# The browser notes every answer of 400 or more as an error; a page that refuses something is meant.
REFUSED_PAGE = "Failed to load resource: the server responded with a status of 4"
# Who leaves a page takes what it still fetches along. Of every request that fails htmx says that it is over
# first, and then why: the reason is what is listened for.
MEANT = (REFUSED_PAGE, "htmx:sendAbort,", "htmx:afterRequest,")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, live_server):
    return {**browser_context_args, "base_url": live_server.url, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def gate(live_server):
    """The gate before the live server."""
    server = live_server.thread.httpd
    server.set_app(Gate(server.get_app()))
    return server.get_app()


@pytest.fixture(autouse=True)
def only_requests_of_this_test(gate, transactional_db):
    """Keep the gate open while browsers are: they are closed before, and the tables are emptied after it."""
    # Its table is no model's, and nothing else empties it: sign-ins of other tests would count.
    cache.clear()
    gate.open()
    yield
    gate.close()


@pytest.fixture
def complaints():
    """Collect what browsers complain of: errors, refused by the policy, missing files. None may be left."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def without_connection(complaints):
    """Let a browser complain that it reaches nobody: that is what its tests bring about."""
    yield
    complaints[:] = [text for text in complaints if "net::ERR_" not in text and "Failed to fetch" not in text]


@pytest.fixture
def new_context(new_context, complaints):
    """Give a function that opens another browser, whose complaints are collected."""

    def open_context(**options):
        context = new_context(**options)
        context.set_default_timeout(PATIENCE * 1000)
        context.on("console", lambda message: _hear(message, complaints))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("response", lambda response: _look_at(response, complaints))
        return context

    return open_context


def _hear(message, complaints):
    if message.type in ("error", "warning") and not message.text.startswith(MEANT):
        complaints.append(message.text)


def _look_at(response, complaints):
    if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
        complaints.append(f"{response.status} {response.url}")


@pytest.fixture
def sign_in(live_server):
    """Give a function that opens a page in which somebody is signed in, without the form."""

    def signed_in(context, user):
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    return signed_in


@pytest.fixture
def editor(context, sign_in):
    """A page in which an editor is signed in."""
    return sign_in(context, make_user("Editor", first_name="Edda"))
