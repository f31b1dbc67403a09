"""The main job as a whole: files in, one change in the form, files out, and the same in another portal."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from personas.models import Persona
from tests.factories import make_user
from tests.postdata import fields_of
from usecases.models import UseCase

BAKERY = Path(__file__).parent / "examples" / "bakery"
LABEL = "/specs/bakery/use-cases/shelf-label/"

# What the files say, whichever notation they say it in.
INPUTS = {
    "Dough Preparation": [("Flour", True), ("Recipe", True)],
    "Baking": [("Dough", True), ("Oven program", True), ("Seeds", False)],
    "Shelf Label": [
        ("Bread", True),
        ("Price list", True),
        ("Allergen list", True),
        ("Portrait of the baker", False),
    ],
    "Tasting": [("Bread", False), ("Notes of last time", False)],
}


def in_another_portal(folder, *commands):
    """Run commands in a process that has a portal of its own, and return what they print."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "archportal.settings",
        "VAR_DIR": str(folder),
    }
    folder.mkdir()
    commands = [
        [str(argument) for argument in command] for command in [("migrate", "--verbosity=0"), *commands]
    ]
    process = [sys.executable, "-c", RUN, json.dumps(commands)]
    return subprocess.run(
        process, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True, text=True
    ).stdout


RUN = """
import json, sys
from django.core.management import execute_from_command_line
for arguments in json.loads(sys.argv[1]):
    execute_from_command_line(["manage.py", *arguments])
"""


def run(*arguments):
    said = io.StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue()


def files_in(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def exports_to(folder):
    """Return the commands that export the specification as JSON and as a folder of Markdown."""
    return [
        ("export_spec", "--format=json", f"--output={folder / 'bakery.json'}"),
        ("export_spec", "--format=markdown", f"--output={folder / 'bakery'}"),
    ]


def turn_optional(client, address, name):
    """Switch one input to optional in the form, and send the form as it is otherwise."""
    typed = fields_of(client.get(f"{address}edit/"))
    (key,) = [field for field, value in typed.items() if field.startswith("inputs-") and value == name]
    del typed[key.replace("-name", "-required")]
    assert client.post(f"{address}edit/", typed).status_code == 302


def shown(page):
    """Return how many inputs are marked on a page, and how many are dashed in its diagram."""
    return page.count('<span class="mark" aria-hidden="true">*</span>'), page.count("d-input optional") // 2


@pytest.fixture
def bakery(transactional_db, client):
    """The portal of an editor, with the files brought in: all personas found, every flag right."""
    report = run("import_spec", str(BAKERY))
    documents = [row.document for row in UseCase.objects.with_document().in_order()]
    found = {slug for document in documents for story in document.stories for slug in story.personas}

    assert "Created: 1 specification, 3 personas" in report
    assert "Warnings" not in report
    assert {
        document.title: [(item.name, item.required) for item in document.inputs] for document in documents
    } == INPUTS
    assert found == set(Persona.objects.values_list("slug", flat=True))
    client.force_login(make_user("Editor"))
    return client


def test_what_comes_out_of_one_portal_comes_out_of_another_byte_for_byte(bakery, tmp_path):
    before = shown(bakery.get(LABEL).text)
    turn_optional(bakery, LABEL, "Allergen list")
    after = shown(bakery.get(LABEL).text)
    assert (before, after) == ((3, 1), (2, 2))

    (tmp_path / "first").mkdir()
    for command in exports_to(tmp_path / "first"):
        run(*command)
    first = files_in(tmp_path / "first")
    assert bakery.get("/specs/bakery.json").getvalue() == first[Path("bakery.json")]
    for origin in ("bakery.json", "bakery"):
        taken_out = tmp_path / f"from {origin}"
        taken_out.mkdir()
        twice = [("import_spec", tmp_path / "first" / origin)] * 2
        said = in_another_portal(tmp_path / f"portal of {origin}", *twice, *exports_to(taken_out))
        assert said.count("Nothing has changed.") == 1
        assert files_in(taken_out) == first
