"""The installation itself: from a fresh copy of the project to a page, and again."""

import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from django.conf import settings

pytestmark = pytest.mark.install

# pip may look at no index when everything is installed already.
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
SET_ELSEWHERE = [
    "DATABASE_URL",
    "SECRET_KEY",
    "VAR_DIR",
    "DJANGO_SETTINGS_MODULE",
    "ALLOWED_HOSTS",
    "HTTPS",
    "MAKEFLAGS",
]


@pytest.fixture
def fresh_copy(tmp_path):
    """Copy what Git tracks, as it stands in the work tree, into a folder with nothing else."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (settings.BASE_DIR / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(settings.BASE_DIR / name, tmp_path / name)
    return tmp_path


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running(folder, **variables):
    """Run `make run` until it answers; give its address, what it printed, and how many seconds that took."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in SET_ELSEWHERE}
    environment |= {"PORT": str(port), **variables}
    started = time.monotonic()
    with open(folder / "printed", "w+") as printed:
        server = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env=environment,
            stdout=printed,
            stderr=printed,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/healthz", server, printed)
            seconds = time.monotonic() - started
            yield address, (folder / "printed").read_text(), seconds
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGINT)
            server.wait(30)


def wait_for(address, server, printed):
    for _ in range(1200):
        if server.poll() is not None:
            printed.seek(0)
            pytest.fail(f"The server did not start:\n{printed.read()}")
        try:
            with urlopen(address, timeout=5):
                return
        except URLError:
            time.sleep(0.1)
    pytest.fail("The server did not answer within two minutes.")


def work_of_children():
    """Return how many seconds the processors have worked for processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def can_sign_in(address, password):
    """Say whether the administrator gets into the admin with this password."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}/accounts/login/?next=/admin/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"login": "admin", "password": password, "csrfmiddlewaretoken": token, "next": "/admin/"}
    answer = browser.open(f"{address}/accounts/login/?next=/admin/", urlencode(data).encode())
    return answer.geturl() == f"{address}/admin/"


def test_a_fresh_copy_runs_and_runs_again_with_its_data(fresh_copy):
    with running(fresh_copy) as (address, printed, _):
        password = re.search(r"Password: +(\S+)", printed)[1]
        page = urlopen(f"{address}/accounts/login/").read().decode()
        stylesheet = re.search(r'href="(/static/css/archportal\.[0-9a-f]+\.css)"', page)[1]
        assert urlopen(address + stylesheet).status == 200
        assert can_sign_in(address, password)
    key = (fresh_copy / "var" / "secret_key").read_text()
    assert "Traceback" not in printed

    before = work_of_children()
    with running(fresh_copy, **OFFLINE) as (address, printed, seconds):
        assert can_sign_in(address, password)
        assert not can_sign_in(address, "wrong")
    assert "Password" not in printed
    assert "Installing" not in printed
    assert (fresh_copy / "var" / "secret_key").read_text() == key
    # A second or two on an idle machine; this one runs other tests at the same time, so work is counted.
    assert work_of_children() - before < 10
    assert seconds < 60
    check_only_var_is_written(fresh_copy)
    check_errors(fresh_copy)


def check_only_var_is_written(folder):
    """Everything that a run writes is in places that Git ignores."""
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    listed = subprocess.run(["git", "ls-files"], cwd=folder, check=True, capture_output=True, text=True)
    ours = subprocess.run(
        ["git", "ls-files"], cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )
    assert set(listed.stdout.split("\n")) - set(ours.stdout.split("\n")) == {"printed"}


def check_errors(folder):
    """What goes wrong after the installation is said in one line as well."""
    for url, message in [
        ("postgresql://nobody@127.0.0.1:1/portal", "The database cannot be reached, check DATABASE_URL"),
        ("postgresql//nobody", "DATABASE_URL must begin with postgresql://"),
    ]:
        environment = os.environ | {"DATABASE_URL": url, "PORT": str(free_port())}
        result = subprocess.run(
            ["python3", "scripts/run.py"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert result.returncode == 2
        assert message in result.stderr
        assert result.stderr.count("\n") == 1, result.stderr
