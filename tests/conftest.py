"""What all tests share."""

import os
import socket
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from scripts import chromium

# The same examples every time, few of them, and no clock: a slow machine must not fail a property.
settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=50,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# HYPOTHESIS_PROFILE=search looks for new counterexamples.
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# What brings a database along.
DATABASE = {"db", "transactional_db"}
BROWSER = Path(__file__).parent / "browser"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what asks a database: what asks none need not run on another one.

    Nor need what is marked so by hand, nor a page that is opened in a browser, where it is not marked as one
    that shall: what it asks for is asked by other tests as well.
    """
    for item in items:
        asks = item.get_closest_marker("django_db") or not DATABASE.isdisjoint(item.fixturenames)
        if asks and not item.get_closest_marker("once") and BROWSER not in item.path.parents:
            item.add_marker(pytest.mark.database)


def pytest_make_parametrize_id(val):
    """Name bytes by their number: a zip holds the time, and two workers have to name a test alike."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the Chromium of this machine: the one Playwright would download cannot be relied on."""
    path = chromium.find()
    if not path:
        pytest.skip("There is no Chromium: `python3 scripts/chromium.py` installs it, CHROMIUM names it.")
    return {**browser_type_launch_args, "executable_path": path, "args": chromium.ARGUMENTS}


@pytest.fixture
def occupied_port():
    """Give a context manager that occupies a free port of this machine and names it."""

    @contextmanager
    def occupy():
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            yield listener.getsockname()[1]

    return occupy
