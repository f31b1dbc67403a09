#!/usr/bin/env python3
"""Take the pictures of the README: of a portal made for them, with the starter content, removed afterwards.

Usage: python scripts/screenshots.py [FOLDER]    (default: docs/screenshots)
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import chromium
from playwright.sync_api import Browser, sync_playwright

BASE_DIR = Path(__file__).resolve().parent.parent
CASE = "/specs/model-lifecycle/use-cases/train-a-candidate-model/"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 800}

# Name, address, what the top of the picture shows, colours, size.
PICTURES = [
    ("use-case", CASE, "", "light", WIDE),
    ("use-case-dark", CASE, "#diagram", "dark", WIDE),
    ("form", f"{CASE}edit/", "#inputs", "light", WIDE),
    ("flow", "/specs/model-lifecycle/flow/", ".flow-tools", "light", WIDE),
    ("checks", "/specs/model-lifecycle/checks/", "", "light", WIDE),
    ("phone", CASE, "", "dark", PHONE),
]


@contextmanager
def portal(folder: str) -> Iterator[tuple[str, str]]:
    """Serve a portal from a folder; give its address and the session of an editor."""
    sys.path.insert(0, str(BASE_DIR))
    os.environ.update(VAR_DIR=folder, DATABASE_URL="", DJANGO_SETTINGS_MODULE="archportal.settings", DEBUG="")
    session = prepare()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "archportal.wsgi"]
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "LOG_LEVEL": "warning"}
    server = subprocess.Popen(command, cwd=BASE_DIR, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}", session
    finally:
        server.terminate()
        server.wait()


def prepare() -> str:
    """Make the database and everything that is on the pictures; return the session of an editor."""
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    with open(os.devnull, "w") as nowhere:
        call_command("prepare", stdout=nowhere)
    editor = User.objects.create_user("ada", first_name="Ada", last_name="Lovelace")
    editor.groups.add(Group.objects.get(name="Editor"))
    stop_the_clock()
    client = Client()
    client.force_login(editor)
    connection.close()
    return client.cookies["sessionid"].value


def stop_the_clock() -> None:
    """Give all revisions one time, so that the same pages give the same pictures."""
    from django.db import connection

    moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    tables = [name for name in connection.introspection.table_names() if name.endswith("revision")]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'UPDATE "{table}" SET "at" = %s', [moment])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            urlopen(address).close()
            return
        except (URLError, ConnectionError):
            if server.poll() is not None:
                break
            time.sleep(0.05)
    sys.exit("screenshots: the portal does not answer.")


def take(browser: Browser, address: str, session: str, folder: Path) -> None:
    """Take every picture into the folder."""
    for name, path, top, scheme, size in PICTURES:
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        response = page.goto(address + path)
        if response is None or not response.ok:
            sys.exit(f"screenshots: {path} is not there.")
        if top:
            # Below the header bar, which stays where it is.
            page.evaluate(
                "top => scrollTo(0, document.querySelector(top).getBoundingClientRect().top - 90)", top
            )
        if page.locator("#preview").count():
            page.locator("#preview-page svg").first.wait_for(state="attached")
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
        context.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BASE_DIR / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    program = chromium.find() or sys.exit("screenshots: there is no Chromium; name one in CHROMIUM.")
    with (
        tempfile.TemporaryDirectory() as scratch,
        portal(scratch) as (address, session),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=chromium.ARGUMENTS)
        take(browser, address, session, folder)
    for picture in sorted(folder.glob("*.png")):
        print(f"{picture.stat().st_size / 1000:6.0f} KB  {picture}")


if __name__ == "__main__":
    main()
