"""What the README and its companions say is true, and complete."""

import json
import re
import tomllib
from itertools import takewhile

import pytest
from django.conf import settings
from django.contrib.admin import site
from django.core.management import get_commands
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver

import archportal
from archportal import permissions, spec
from archportal.spec import rules
from archportal.spec.reading import read_markdown
from personas.models import PersonaRevision
from tests.factories import make_user
from usecases import groups

ROOT = settings.BASE_DIR
PAGES = ["README.md", "CHANGELOG.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
README = (ROOT / "README.md").read_text()
IMPORTING = (ROOT / "docs" / "importing.md").read_text()

FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
PROSE = FENCE.sub("", README)
APPS = ("archportal", "personas", "usecases")


def fenced(text, language):
    return [body for _, name, body in FENCE.findall(text) if name == language]


def table(header):
    """Return the rows of the tables of the README with this header, as lists of cells."""
    rows, lines = [], PROSE.splitlines()
    for place in [place for place, line in enumerate(lines) if line.startswith(f"| {header} |")]:
        body = takewhile(lambda line: line.startswith("|"), lines[place + 2 :])
        rows += [[cell.strip() for cell in line.strip("|").split(" | ")] for line in body]
    return rows


def codes(text):
    return re.findall(r"`([^`]+)`", text)


# Commands


def commands(text):
    """Yield the commands that a page shows, in blocks and in sentences, without comments."""
    for block in fenced(text, "sh"):
        yield from (line.partition(" # ")[0] for line in block.splitlines())
    yield from codes(FENCE.sub("", text))


def targets():
    return re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()


def project_commands():
    return {name for name, app in get_commands().items() if app in APPS}


@pytest.mark.parametrize("name", sorted(project_commands()))
def test_every_command_is_described(name):
    assert f"\npython manage.py {name}" in README
    assert f"**`{name}`**" in README


@pytest.mark.parametrize("name", targets())
def test_every_target_is_named(name):
    assert re.search(rf"^make {name}\b" if name != "help" else r"^make +#", README, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_shown_exist(page):
    shown = "\n".join(commands((ROOT / page).read_text()))

    assert set(re.findall(r"\bmake ([a-z]+)\b", shown)) <= set(targets())
    assert set(re.findall(r"manage\.py ([a-z_]+)", shown)) <= set(get_commands())


@pytest.mark.parametrize("name", sorted(project_commands()))
def test_options_that_are_shown_exist(name):
    source = next(ROOT.glob(f"*/management/commands/{name}.py")).read_text()
    options = set(re.findall(r'"(--[a-z-]+)"', source))

    synopses = fenced(README.partition("### Command line")[2], "sh")[0].splitlines()
    (synopsis,) = [line for line in synopses if f"{line} ".startswith(f"python manage.py {name} ")]

    assert set(re.findall(r"--[a-z-]+", synopsis)) == options


# Addresses


def all_routes(patterns, prefix="/"):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern)
        else:
            yield from all_routes(pattern.url_patterns, prefix + str(pattern.pattern))


def as_written(route):
    names = {"specification_slug": "SPEC", "slug": "SLUG", "version": "N", "pk": "ID", "change": "ID"}
    return re.sub(r"<\w+:(\w+)>", lambda match: names[match[1]], route)


def test_every_address_is_in_the_table_and_no_other():
    routes = all_routes(get_resolver().url_patterns)
    portal = {as_written(route) for route in routes if not route.startswith("/admin/")}

    written = [address for cells in table("Address") for address in codes(cells[0])]

    assert len(written) == len(set(written))
    assert set(written) == portal | {"/admin/"}


# Settings

CALLS = r'(?:\benviron\.get|\benvironment\.\w+|\btext|\bnumber)\(\s*"(?P<called>[A-Z_]+)"'
READING = re.compile(CALLS + r'|environ\["(?P<taken>[A-Z_]+)"\](?! =)')
DEFAULT = re.compile(r'"(?P<name>[A-Z_]+)"(?:\) or |, (?:default=)?)"?(?P<value>[\w.]+)"?')


def sources():
    """Return all Python that reads settings: the product's, and how its tests find their tools."""
    paths = [*ROOT.glob("*.py"), *ROOT.glob("scripts/*.py"), ROOT / "tests" / "conftest.py"]
    for app in APPS:
        paths += (ROOT / app).rglob("*.py")
    return [path.read_text() for path in paths]


def variables():
    return {match["called"] or match["taken"] for source in sources() for match in READING.finditer(source)}


def test_every_variable_is_in_the_table_and_no_other():
    written = [codes(cells[0])[0] for cells in table("Variable")]

    assert len(written) == len(set(written))
    assert set(written) == variables()


@pytest.mark.parametrize(
    "name", ["HOST", "PORT", "WEB_CONCURRENCY", "THREADS", "UPLOAD_LIMIT", "TIME_ZONE", "LOG_LEVEL"]
)
def test_defaults_are_those_of_the_code(name):
    (default,) = [cells[1] for cells in table("Variable") if cells[0] == f"`{name}`"]

    found = {
        match["value"] for source in sources() for match in DEFAULT.finditer(source) if match["name"] == name
    }

    # The log's level is written small for the server.
    assert default.strip("`") in found


def test_switches_are_off_by_default():
    source = (ROOT / "archportal" / "settings.py").read_text()
    switches = re.findall(r'environment\.boolean\("([A-Z_]+)"\)', source)

    defaults = {cells[0].strip("`"): cells[1] for cells in table("Variable")}

    assert switches
    assert {defaults[name] for name in switches} == {"`0`"}


# Groups


def may_change_histories(user):
    request = RequestFactory().get("/")
    request.user = user
    histories = site.get_model_admin(PersonaRevision)
    return histories.has_change_permission(request) or histories.has_delete_permission(request)


RIGHTS = {
    "Read specifications, use cases, personas and their histories, and export them": permissions.may_read,
    "Create, change, move, delete and restore them": permissions.may_write,
    "Enter the administration": permissions.may_administer,
    "Manage users and groups": lambda user: user.has_perms(["auth.change_user", "auth.change_group"]),
    "Change or delete a version in a history": may_change_histories,
}


@pytest.mark.django_db
def test_the_table_of_groups_is_true():
    names = [groups.VIEWER, groups.EDITOR, groups.ADMINISTRATOR]
    members = [make_user(name) for name in names]

    true = [[what, *("yes" if may(user) else "no" for user in members)] for what, may in RIGHTS.items()]

    assert f"| What a member may do | {' | '.join(names)} |" in README
    assert table("What a member may do") == true


# Links


def anchors(text):
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {rules.anchor(heading) for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_lead_somewhere(page):
    text = FENCE.sub("", (ROOT / page).read_text())
    links = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|srcset|href)="([^"]+)"', text)

    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        if not re.match(r"https?:", link) and not (
            target.exists() and (not anchor or anchor in anchors(target.read_text()))
        ):
            broken.append(link)

    assert broken == []


def test_the_first_screen_says_and_shows_what_it_is():
    start = README.partition("\n## ")[0]

    assert "make run" in start
    assert "make test" in start
    assert re.search(r"docs/screenshots/\S+\.png", start)


def test_every_picture_that_is_taken_is_there_and_none_is_left_over():
    source = (ROOT / "scripts" / "screenshots.py").read_text()
    taken = set(re.findall(r'^    \("([a-z-]+)", ', source, re.MULTILINE))

    assert {path.stem for path in (ROOT / "docs" / "screenshots").iterdir()} == taken


def test_no_page_names_another_machine_or_folder():
    for page in PAGES:
        hosts = set(re.findall(r"https?://([\w.-]+)", (ROOT / page).read_text()))
        assert hosts <= {"127.0.0.1", "portal.example.org", "keepachangelog.com", "semver.org"}


# Texts that are code


def test_json_that_is_shown_is_read():
    for text in [*fenced(README, "json"), *fenced(IMPORTING, "json")]:
        assert spec.read_json(text).title


def test_the_example_of_an_import_reads_as_it_is_shown():
    (markdown,), (document,), (report,) = (fenced(IMPORTING, name) for name in ("markdown", "json", "text"))
    known = [spec.Persona(slug="data-scientists", name="Data Scientists", singular="Data Scientist")]

    reading = read_markdown({"9-model-training.md": markdown}, known_personas=known, name="mlops")

    assert json.loads(spec.to_json(reading.specification)) == json.loads(
        spec.to_json(spec.read_json(document))
    )
    assert "\n".join(map(str, reading.report)) + "\n" == report


def test_the_commands_and_configurations_stay_short_enough_to_copy():
    for text in fenced(README, "sh"):
        assert max(map(len, text.splitlines())) <= 120


def test_the_changelog_ends_at_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    newest = re.search(r"^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)[1]

    assert newest == archportal.__version__ == project["version"]


def test_the_layout_names_folders_that_exist():
    named = [codes(cells[0])[0] for cells in table("Where")]

    assert [name for name in named if not list(ROOT.glob(name))] == []
