"""The static files as they are served: hashed names, compressed, and the very bytes that were reviewed."""

import gzip
import hashlib
import re
from contextlib import closing

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client, override_settings

from archportal.bundles import BUNDLES
from tests.factories import make_persona, make_usecase, make_user

REVIEWED = {
    "django_htmx/htmx-2.min.js": "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de",
}


@pytest.mark.parametrize("path", REVIEWED)
def test_what_others_wrote_is_what_was_reviewed(path):
    with open(finders.find(path), "rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == REVIEWED[path]


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Collect the static files once, as an installation does."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "archportal.bundles.BundlingStorage"}}
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static"), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("collected")
def test_every_static_file_is_found_and_served_under_a_hashed_name(client):
    address = static("css/archportal.css")
    with closing(client.get(address, headers={"accept-encoding": "gzip"})) as response:
        sent = b"".join(response)
    assert re.fullmatch(r"/static/css/archportal\.[0-9a-f]{12}\.css", address)
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response.headers["Content-Encoding"] == "gzip"
    with open(finders.find("css/archportal.css"), "rb") as file:
        assert gzip.decompress(sent) == file.read()


class Visitor:
    """A browser with an empty cache: it asks for compressed answers, and for each file once."""

    def __init__(self):
        self.client = Client(headers={"accept-encoding": "gzip"})
        self.received = {}

    def visit(self, address):
        """Ask for a page and for the files it names."""
        response = self.client.get(address)
        self.received[address] = len(response.content)
        html = gzip.decompress(response.content).decode()
        for file in re.findall(r'(?:src|href)="/static/([^"]+)"', html):
            self.received[file] = min(self.sizes(file))

    def sizes(self, file):
        """Return the size of a file, and of the compressed one that is sent where there is one."""
        paths = (settings.STATIC_ROOT / f"{file}{suffix}" for suffix in ("", ".gz"))
        return [path.stat().st_size for path in paths if path.exists()]


@pytest.mark.django_db
@pytest.mark.usefixtures("collected")
def test_a_first_visit_is_light():
    for number in range(10):
        make_persona(f"Persona {number}")
    for number in range(25):
        make_usecase(f"Use case {number}", stories=[{"personas": ["persona-1"], "want": "see it"}])
    visitor = Visitor()

    visitor.visit("/accounts/login/")
    visitor.client.force_login(make_user("Editor"))
    for address in ("/specs/", "/specs/mlops/use-cases/", "/specs/mlops/use-cases/new/"):
        visitor.visit(address)

    assert sum(visitor.received.values()) < 150_000, visitor.received


@pytest.mark.usefixtures("collected")
def test_the_scripts_of_archportal_are_light_on_every_page():
    written = {f"js/{path.name}" for path in (settings.BASE_DIR / "static" / "js").glob("*.js")}
    asked = {path.name: scripts_named_in(path) for path in (settings.BASE_DIR / "templates").rglob("*.html")}
    common = asked["base.html"]

    weights = {
        page: sum(collected_file(name, ".gz").stat().st_size for name in common | names)
        for page, names in asked.items()
    }

    sent = {part for names in asked.values() for name in names for part in BUNDLES.get(name, [name])}
    assert sent == written
    assert max(weights.values()) < 20_000, weights


def scripts_named_in(template):
    """Return the scripts of archportal that a template loads, whatever it shows, beside those of its base."""
    return set(re.findall(r'(?:static|scripts) ["\'](js/\w+\.js)', template.read_text("utf-8")))


def collected_file(name, suffix=""):
    return settings.STATIC_ROOT / f"{staticfiles_storage.stored_name(name)}{suffix}"


@pytest.mark.django_db
@pytest.mark.usefixtures("collected")
def test_scripts_that_belong_together_are_sent_as_one(client):
    make_usecase()
    client.force_login(make_user("Editor"))

    html = client.get("/specs/mlops/use-cases/new/").content.decode()

    sent = [name.split(".")[0] for name in re.findall(r'src="/static/js/([^"]+)"', html)]
    assert sent == ["theme", "page", "editor"]
    for name, parts in BUNDLES.items():
        written = [(settings.BASE_DIR / "static" / part).read_text("utf-8") for part in parts]
        assert collected_file(name).read_text("utf-8") == "\n".join(written)


@pytest.mark.django_db
def test_pages_are_sent_compressed_and_zip_files_as_they_are(client):
    make_usecase()
    client.force_login(make_user("Viewer"))
    coding = {}

    for address in ("/specs/mlops/", "/specs/mlops.json", "/specs/mlops.md", "/specs/mlops.zip"):
        response = client.get(address, headers={"accept-encoding": "gzip"})
        response.getvalue()
        coding[address] = response.headers.get("Content-Encoding")

    assert coding == {
        "/specs/mlops/": "gzip",
        "/specs/mlops.json": "gzip",
        "/specs/mlops.md": "gzip",
        "/specs/mlops.zip": None,
    }


@pytest.mark.django_db
def test_what_was_sent_compressed_is_not_sent_again_while_nothing_changes(client):
    make_usecase()
    client.force_login(make_user("Viewer"))

    first = client.get("/specs/mlops.json", headers={"accept-encoding": "gzip"})
    again = client.get(
        "/specs/mlops.json", headers={"accept-encoding": "gzip", "if-none-match": first.headers["ETag"]}
    )

    assert again.status_code == 304
