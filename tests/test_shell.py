"""The shell of every page: theme, navigation, icons, error pages, colours."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path

from archportal import context, urls
from archportal.spec.palette import DARK, LIGHT

STATIC = Path(__file__).resolve().parent.parent / "static"
STYLESHEET = (STATIC / "css" / "archportal.css").read_text("utf-8")


# Theme


@pytest.mark.parametrize("choice", ["system", "light", "dark"])
def test_a_chosen_theme_is_kept_and_leads_back(client, choice):
    response = client.post("/theme/", {"theme": choice, "next": "/personas/?q=a"})

    assert response.status_code == 302
    assert response["Location"] == "/personas/?q=a"
    assert client.cookies["theme"].value == choice
    assert client.cookies["theme"]["samesite"] == "Lax"


@pytest.mark.parametrize("choice", ["", "Dark", "blue", "dark;domain=example.org", "<script>"])
def test_any_other_theme_is_refused(client, choice):
    response = client.post("/theme/", {"theme": choice})

    assert response.status_code == 400
    assert "theme" not in client.cookies


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "///example.org",
        "javascript:alert(1)",
        "http:example.org",
        " //example.org",
    ],
)
def test_the_theme_never_leads_to_another_site(client, address):
    response = client.post("/theme/", {"theme": "dark", "next": address})

    assert response["Location"] == "/"


def test_the_theme_is_not_changed_by_a_link(client):
    assert client.get("/theme/?theme=dark").status_code == 405


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("blue", "system"), ('"><script>', "system")]
)
def test_the_page_carries_the_theme_of_the_cookie(client, db, cookie, theme):
    client.cookies["theme"] = cookie

    html = client.get("/accounts/login/").content.decode()

    assert f'<html lang="en" data-theme="{theme}">' in html
    assert f'value="{theme}" aria-pressed="true"' in html


# Context


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", "specifications"),
        ("/specs/mlops/", "specifications"),
        ("/personas/new/", "personas"),
        ("/accounts/login/", ""),
    ],
)
def test_the_navigation_knows_where_the_page_is(address, current):
    assert context.portal(RequestFactory().get(address)) == {"theme": "system", "current": current}


# Pages


def page(user=None, address="/"):
    request = RequestFactory().get(address)
    request.user = user or User(username="ada", first_name="Ada")
    return render_to_string("base.html", {"user": request.user}, request)


def test_every_page_can_be_skipped_to_its_content():
    html = page()

    assert html.index('href="#content"') < html.index("<header") < html.index('<main id="content"')


def test_no_page_needs_inline_script_or_style():
    html = page()

    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.search(r'(src|href)="(https?:)?//', html)


def test_htmx_sends_the_csrf_token_and_keeps_to_its_rules():
    html = page()

    assert re.search(r"""hx-headers='{"X-CSRFToken": "\w{64}"}'""", html)
    assert '"allowEval":false' in html
    assert '"historyCacheSize":0' in html


def test_only_staff_is_led_to_the_administration():
    assert "Administration" not in page(User(username="ada"))
    assert "Administration" in page(User(username="ada", is_staff=True))


def test_a_name_is_text_and_never_markup():
    assert "<b>" not in page(User(username="<b>ada</b>", first_name="<b>Ada</b>"))


# Icons


def test_an_icon_is_drawn_in_the_page_and_silent_for_screen_readers():
    html = Template('{% load portal %}{% icon "arrow-up" %}').render(Context())

    assert html.startswith('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">')
    assert html.endswith("</svg>")


@pytest.mark.parametrize("name", ["no-such-icon", "", "../../../etc/passwd", "arrow-up.svg"])
def test_an_unknown_icon_is_an_error(name):
    with pytest.raises(TemplateSyntaxError, match="There is no icon named"):
        Template("{% load portal %}{% icon name %}").render(Context({"name": name}))


# Forms


class SampleForm(forms.Form):
    name = forms.CharField(help_text="The plural.")
    singular = forms.CharField(required=False)
    shown = forms.BooleanField(required=False)
    status = forms.ChoiceField(choices=[("draft", "Draft")], widget=forms.RadioSelect)


def test_a_field_is_tied_to_its_label_help_and_error():
    html = SampleForm({}).as_div()

    assert '<label class="field-label" for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert '<ul class="errorlist" id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_only_what_may_be_left_out_says_so():
    html = str(SampleForm())

    assert html.count("(optional)") == 1
    assert 'Singular <span class="optional-note">(optional)</span>' in html


# Error pages


def fail(request, kind):
    faults = {"403": PermissionDenied("Only editors may do this."), "404": Http404(), "500": RuntimeError()}
    raise faults[kind]


class Faulty:
    """The addresses of archportal with one more that fails on purpose."""

    urlpatterns = [path("fail/<kind>/", fail), *urls.urlpatterns]
    handler400 = urls.handler400
    handler500 = urls.handler500


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("403", "Only editors may do this."),
        ("404", "There is no page at this address"),
        ("500", "Something went wrong on the server"),
    ],
)
@override_settings(ROOT_URLCONF=Faulty)
def test_an_error_page_wears_the_clothes_of_the_others(client, db, kind, words):
    client.raise_request_exception = False
    client.cookies["theme"] = "dark"

    response = client.get(f"/fail/{kind}/")
    html = response.content.decode()

    assert response.status_code == int(kind)
    assert words in html
    assert 'data-theme="dark"' in html
    assert "archportal.css" in html


@override_settings(ROOT_URLCONF=Faulty)
def test_the_page_of_a_fault_asks_neither_the_database_nor_a_template(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("archportal.errors.render_to_string", fail)

    response = client.get("/fail/500/")

    assert response.status_code == 500
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Tell your administrator" in response.content


def test_a_foreign_host_name_gets_a_page(client):
    response = client.get("/", headers={"host": "example.org"})

    assert response.status_code == 400
    assert "The server could not read this request" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403_csrf", "429", "500"])
def test_a_bare_page_needs_no_context(name):
    assert "archportal.css" in render_to_string(f"{name}.html")


# Sign-in


def test_sign_in_shows_our_own_fields(client, db):
    html = client.get("/accounts/login/").content.decode()

    assert 'class="field-label" for="id_login"' in html
    assert "placeholder" not in html
    assert "ign up" not in html


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/logout/"])
def test_the_pages_of_an_account_wear_the_same_clothes(client, django_user_model, address):
    client.force_login(django_user_model.objects.create_user("ada", password="secret"))

    html = client.get(address).content.decode()

    assert 'class="site-header"' in html
    assert 'class="button primary"' in html
    assert "placeholder" not in html


# Colours


TOKENS = dict(re.findall(r"--([\w-]+): light-dark\(([^()]+)\);", STYLESHEET))
GROUNDS = ("canvas", "surface", "sunken")
TEXT = [
    *[(text, ground) for text in ("ink", "ink-soft", "accent", "accent-strong", "bad") for ground in GROUNDS],
    *[("ink", ground) for ground in ("accent-soft", "good-soft", "warn-soft", "bad-soft", "d-lane")],
    *[("ink", f"d-{part}") for part in ("input", "event", "check", "output", "exception")],
    ("good", "surface"),
    ("good", "good-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("bad-strong", "bad-soft"),
    ("ink-soft", "accent-soft"),
    ("ink-soft", "d-lane"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-bad", "bad"),
    ("on-bad", "bad-strong"),
]
SHAPES = [
    *[(line, ground) for line in ("line-strong", "focus", "accent", "bad") for ground in GROUNDS],
    *[(f"d-{part}-line", "d-lane") for part in ("input", "event", "check", "output", "exception")],
    ("d-edge", "canvas"),
    ("d-edge", "d-lane"),
    ("warn", "surface"),
]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other, side):
    light, dark = sorted((luminance(TOKENS[name].split(", ")[side]) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(side):
    ratios = {pair: contrast(*pair, side) for pair in TEXT}

    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_controls_and_shapes_stand_out_from_their_ground(side):
    ratios = {pair: contrast(*pair, side) for pair in SHAPES}

    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 3} == {}


@pytest.mark.parametrize(("side", "palette"), [(0, LIGHT), (1, DARK)], ids=["light", "dark"])
def test_a_diagram_has_the_same_colours_on_the_page_and_in_a_file(side, palette):
    names = {"ink": palette.ink, "ink-soft": palette.soft, "d-edge": palette.edge, "line": palette.lane[1]}
    names["d-lane"] = palette.lane[0]
    for shape, (fill, line) in palette.shapes.items():
        names |= {f"d-{shape}": fill, f"d-{shape}-line": line}

    assert {name: TOKENS[name].split(", ")[side] for name in names} == names


def test_every_token_that_is_used_is_defined():
    defined = set(re.findall(r"^\s*--([\w-]+):", STYLESHEET, re.MULTILINE))

    assert set(re.findall(r"var\(--([\w-]+)", STYLESHEET)) - defined == set()


def test_nothing_moves_for_those_who_have_asked_for_rest():
    moving = "@media (prefers-reduced-motion: no-preference) {"
    outside = re.sub(rf"{re.escape(moving)}.*?\n}}\n", "", STYLESHEET, flags=re.DOTALL)

    assert outside != STYLESHEET
    assert re.findall(r"\b(?:animation|transition|scroll-behavior)[\w-]*:", outside) == []


# Keys


def test_every_page_lists_its_shortcuts_and_lets_single_keys_be_switched_off():
    html = page()

    assert '<dialog id="shortcuts"' in html
    assert 'data-opens="shortcuts"' in html
    assert re.search(r'<input type="checkbox" id="single-keys" checked>', html)


# Weight


def test_the_stylesheet_stays_light():
    assert len(STYLESHEET.encode()) < 80_000
