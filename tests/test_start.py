"""What a start loads, and what it leaves for later."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import get_resolver

from archportal import spec

LOADED = """
import json, sys
from django.test import RequestFactory
from archportal.wsgi import application
request = RequestFactory(SERVER_NAME="localhost").get("/healthz")
answered = []
list(application(request.environ, lambda status, headers: answered.append(status)))
from django.urls import get_resolver
get_resolver().reverse_dict
print(json.dumps({"answered": answered, "modules": list(sys.modules)}))
"""


@pytest.fixture(scope="module")
def loaded():
    """Return what a process of its own has answered and loaded."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADED],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_first_answer_does_not_wait_for_the_documents(loaded):
    assert loaded["answered"] in (["200 OK"], ["503 Service Unavailable"])
    assert not {"pydantic", "pydantic_core", "markdown_it", "nh3"} & set(loaded["modules"])
    assert "archportal.spec.checks.stories" not in loaded["modules"]


SHOWN = """
import django, sys
django.setup()
from archportal import spec
from usecases.presentation import present
text = '{"slug": "intake", "title": "Intake", "inputs": [{"name": "Raw data"}]}'
document = spec.stored_use_case(text)
assert "Raw data" in present(document, {}).diagram and "Raw data" in spec.render_usecase(document, {})
assert "Intake" in "".join(spec.json_chunks(text, [], [], [text]))
import usecases.views.detail, usecases.views.editing, usecases.views.histories, usecases.views.listing
sys.exit("pydantic_core" in sys.modules)
"""


def test_who_only_looks_at_documents_does_not_wait_for_what_validates_them():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    folder = Path(__file__).parent.parent

    shown = subprocess.run([sys.executable, "-W", "ignore", "-c", SHOWN], cwd=folder, env=environment)

    assert shown.returncode == 0


def test_the_first_answer_does_not_wait_for_the_pages_of_specifications(loaded):
    assert not {name for name in loaded["modules"] if name.startswith("usecases.views.")}


def test_every_view_that_an_address_leads_to_is_there():
    views = [view for view in all_views(get_resolver()) if view.__module__.startswith("usecases.views.")]

    assert len(views) > 50
    for view in views:
        assert callable(getattr(import_module(view.__module__), view.__name__)), view


def all_views(resolver):
    for pattern in resolver.url_patterns:
        yield from all_views(pattern) if hasattr(pattern, "url_patterns") else [pattern.callback]


@pytest.mark.parametrize("name", spec.__all__)
def test_every_name_of_the_documents_is_found(name):
    assert getattr(spec, name) is not None


def test_a_name_that_there_is_not_is_refused():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        spec.nothing  # noqa: B018 (asking is the test)
