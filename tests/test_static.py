"""The static files as they are served: hashed names, compressed, and the very bytes that were reviewed."""

import gzip
import hashlib
import re
from contextlib import closing

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.templatetags.static import static

REVIEWED = {
    "django_htmx/htmx-2.min.js": "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de",
}


@pytest.mark.parametrize("path", REVIEWED)
def test_what_others_wrote_is_what_was_reviewed(path):
    with open(finders.find(path), "rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == REVIEWED[path]


@pytest.mark.django_db
def test_every_static_file_is_found_and_served_under_a_hashed_name(settings, tmp_path, client):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)

    address = static("css/archportal.css")
    with closing(client.get(address, headers={"accept-encoding": "gzip"})) as response:
        sent = b"".join(response)
    assert re.fullmatch(r"/static/css/archportal\.[0-9a-f]{12}\.css", address)
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response.headers["Content-Encoding"] == "gzip"
    with open(finders.find("css/archportal.css"), "rb") as file:
        assert gzip.decompress(sent) == file.read()
