"""The headers of every answer, and what Django's deployment checks say of the settings."""

import os
import subprocess
import sys
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

# Each variable that a developer's shell may hold, so that only what a test names is set.
VARIABLES = [
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "DEBUG",
    "HTTPS",
    "PUBLIC_READ",
    "SECRET_KEY",
    # The browser tests of the same run set it.
    "DJANGO_ALLOW_ASYNC_UNSAFE",
]


def manage(*arguments, **variables):
    """Run a command of manage.py with archportal's own settings and nothing but these variables."""
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    environment["DJANGO_SETTINGS_MODULE"] = "archportal.settings"
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_deployment_checks_are_clean_without_tls_on_a_loopback_address():
    result = manage("check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr


def test_deployment_checks_are_clean_behind_tls():
    result = manage("check", "--deploy", "--fail-level", "WARNING", HTTPS="1", ALLOWED_HOSTS="portal.example")
    assert result.returncode == 0, result.stderr


def test_deployment_checks_warn_of_a_public_name_without_tls():
    result = manage("check", "--deploy", "--fail-level", "WARNING", ALLOWED_HOSTS="portal.example")
    assert result.returncode == 1
    assert "archportal.W001" in result.stderr
    assert "portal.example" in result.stderr


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL must begin with"),
        ({"DEBUG": "maybe"}, "DEBUG must be 1 or 0"),
        ({"UPLOAD_LIMIT": "0"}, "UPLOAD_LIMIT must be a whole number"),
    ],
)
def test_a_mistyped_variable_is_one_line_and_not_a_traceback(variables, message):
    result = manage("check", **variables)
    assert result.returncode == 2
    assert result.stderr.startswith(f"archportal: {message}")
    assert result.stderr.count("\n") == 1


def test_debug_is_off():
    assert settings.DEBUG is False


@pytest.mark.django_db
def test_every_answer_carries_the_safety_headers(client):
    headers = client.get("/healthz").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_policy_allows_no_other_host_and_nothing_inline(client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    directives = dict(directive.split(maxsplit=1) for directive in policy.split("; "))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


@pytest.mark.django_db
def test_a_probe_is_answered(client):
    assert client.get("/healthz").content == b"ok\n"


def test_a_probe_says_that_the_database_is_gone(client, monkeypatch):
    from django.db import OperationalError

    def refuse():
        raise OperationalError

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    assert client.get("/healthz").status_code == 503


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_behind_tls_a_local_probe_is_answered_and_pages_are_redirected(client):
    assert client.get("/healthz", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/accounts/login/").headers["Location"] == "https://testserver/accounts/login/"


def test_behind_tls_cookies_are_secure_and_browsers_remember():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
    code = f"from django.conf import settings; print(*[getattr(settings, n) for n in {names}])"
    assert manage("shell", "-v0", "-c", code, HTTPS="1").stdout.split() == [
        "True",
        "True",
        "True",
        "31536000",
    ]
    assert manage("shell", "-v0", "-c", code).stdout.split() == ["False", "False", "False", "0"]


def test_the_admin_has_no_sign_in_of_its_own(client):
    response = client.get("/admin/login/?next=/admin/")
    assert response.status_code == 302
    assert unquote(response.headers["Location"]) == "/accounts/login/?next=/admin/"


@pytest.mark.parametrize("address", ["signup/", "password/reset/", "email/"])
def test_nobody_signs_up_and_no_page_needs_mail(client, address):
    assert client.get(f"/accounts/{address}").status_code == 404


@pytest.mark.django_db
def test_sqlite_writes_ahead_and_waits_for_others():
    if connection.vendor != "sqlite":
        pytest.skip("This is about SQLite.")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20000,)
