"""The admin wears the portal's clothes."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parent.parent.parent / "static" / "css"
TOKEN = re.compile(r"--([\w-]+): (light-dark\([^()]+\));")


def test_the_colours_of_the_admin_are_those_of_the_portal():
    portal = dict(TOKEN.findall((STYLES / "archportal.css").read_text("utf-8")))
    own = dict(TOKEN.findall((STYLES / "admin.css").read_text("utf-8")))

    assert own
    assert own.items() <= portal.items()


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_the_admin_follows_the_theme_of_the_cookie(admin, theme):
    admin.cookies["theme"] = theme

    html = admin.get("/admin/").content.decode()

    assert f"theme-{theme}" in re.search(r'<body class="([^"]*)"', html)[1].split()
    assert f'value="{theme}" aria-pressed="true"' in html
    assert "admin/js/theme.js" not in html


def test_signing_out_and_the_password_are_those_of_the_portal(admin):
    html = admin.get("/admin/").content.decode()

    assert 'action="/accounts/logout/"' in html
    assert 'href="/accounts/password/change/"' in html


def test_a_popup_has_no_frame(admin):
    html = admin.get("/admin/usecases/specification/add/?_popup=1").content.decode()

    assert "Sign out" not in html
    assert "Dark" not in html
