"""A fresh Django project: what `django-admin startproject` gives, with gunicorn and an administrator."""

import subprocess

from tests.benchmarks.browser import Person
from tests.benchmarks.databases import environment
from tests.benchmarks.paths import BASE_DIR, PYTHON
from tests.benchmarks.server import Server

PAGES = [
    "/admin/",
    "/admin/auth/user/",
    "/admin/auth/user/1/change/",
    "/admin/auth/group/",
    "/admin/auth/group/add/",
    "/admin/password_change/",
]


class FreshProject:
    """A new project in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder / "fresh"
        self.folder.mkdir()
        self.env = {
            **environment("none"),
            "DJANGO_SETTINGS_MODULE": "fresh.settings",
            "PYTHONPATH": str(BASE_DIR),
        }
        self.run("-m", "django", "startproject", "fresh", ".")
        self.run("manage.py", "migrate", "--verbosity", "0")

    def run(self, *arguments):
        done = subprocess.run(
            [PYTHON, *arguments], cwd=self.folder, env=self.env, check=True, capture_output=True
        )
        return done.stdout.decode()

    def administrator(self):
        return Person(self.run("-m", "tests.benchmarks.sign_in", "1").strip())

    def server(self, *options):
        return Server("fresh.wsgi", self.folder, self.env, *options)
