"""What somebody typed whose session had ended: it goes with them through sign-in and back into the form.

The sign-in page carries it, signed by us, so that it leads only to a form that was really asked for. Nothing
is stored before somebody has signed in; then it waits in their session until they send the form again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django_htmx.http import reswap, retarget

from archportal.addresses import page_before
from archportal.htmx import HtmxHttpRequest, shown_page
from archportal.lazy_views import loaded
from archportal.permissions import editor_required

View = Callable[..., HttpResponse]

SALT = "archportal.held"
SESSION = "held"
MOST = 5
"""How many forms one session keeps."""

BACK = "held"
"""The parameter of a form's address that asks for what was typed."""


@dataclass(frozen=True)
class Held:
    """A form that was sent: its address and what it brought.

    One that has no page of its own is a part of the page `back`; of that, only what was typed is held.
    """

    path: str
    body: str
    back: str = ""

    def packed(self) -> str:
        """Return it as a text that a page can carry, compressed and signed."""
        return signing.dumps([self.path, self.body, self.back], salt=SALT, compress=True)

    def texts(self) -> list[str]:
        """Return what was typed, without what only the form itself understands."""
        hidden = ("based_on", "clashes", "draft", "turn", "restore")
        return [text for name, text in QueryDict(self.body).items() if text.strip() and name not in hidden]


def held_in(request: HttpRequest) -> Held | None:
    """Return what the sign-in page carries, or None."""
    try:
        return Held(*signing.loads(request.POST.get("held", ""), salt=SALT))
    except signing.BadSignature:
        return None


def form_editor_required(view: View) -> View:
    """Let only editors in, as `editor_required`, and lose nothing that a stranger has typed here."""
    guarded = editor_required(view)

    @wraps(guarded)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return sign_in_page(request, _sent(request), status=401)
        response = guarded(request, *args, **kwargs)
        if request.method == "POST":
            _forget(request)
        return response

    keeping.holds_typed = True  # type: ignore[attr-defined]
    return keeping


def words_held(*names: str) -> Callable[[View], View]:
    """Lose nothing of what a stranger has typed into these fields of a form that is a part of other pages.

    When they have signed in they are back on that page, which says what they had typed.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated:
                return _in_place_of_page(request, sign_in_page(request, _words(request, names), status=401))
            return view(request, *args, **kwargs)

        keeping.words = names  # type: ignore[attr-defined]
        return keeping

    return decorate


def answers_strangers(view: View) -> View:
    """Answer a script whose session has ended with a bare 401: it cannot show the sign-in page."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else HttpResponse(status=401)

    return answering


def sign_in_page(request: HttpRequest, held: Held, *, status: int) -> HttpResponse:
    """Show the sign-in page, which carries what was typed."""
    from archportal.account_forms import LoginForm

    context = {"form": LoginForm(request=request), "held": held.packed()}
    response = render(request, "account/login.html", context, status=status)
    add_never_cache_headers(response)
    return response


def give_back(request: HttpRequest, held: Held) -> HttpResponse:
    """Put what was typed into the session of who has signed in, and lead back to the form.

    A form that has no page of its own takes nothing back: the page on which it stands says what was typed.
    """
    list(messages.get_messages(request))  # That somebody has signed in goes without saying here.
    if held.back:
        messages.warning(request, f"You were signed out, and nothing was saved.{_told(held.texts())}")
        return HttpResponseRedirect(held.back)
    kept = {path: body for path, body in request.session.get(SESSION, {}).items() if path != held.path}
    newest = list(kept.items())[-(MOST - 1) :]
    request.session[SESSION] = {**dict(newest), held.path: held.body}
    messages.info(request, "You were signed out. This is what you had typed; save it.")
    return HttpResponseRedirect(f"{held.path}?{BACK}=1")


def _told(texts: Sequence[str]) -> str:
    return f" You had typed: {', '.join(f'“{text}”' for text in texts)}" if texts else ""


def given_back(request: HttpRequest) -> QueryDict | None:
    """Return what was typed into this form before the session ended, where its address asks for that."""
    if request.method == "POST" or BACK not in request.GET:
        return None
    body = request.session.get(SESSION, {}).get(request.path)
    return None if body is None else QueryDict(body)


def form_data(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: what is sent now, else what was typed before the session ended."""
    return request.POST if request.method == "POST" else given_back(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse what was sent without our token, but show what was typed and let the person take it along.

    Nothing is saved by that: it only leads back to the form, where they see it and save it themselves.
    """
    view = loaded(getattr(request.resolver_match, "func", None))
    held = _carried(request, view)
    if held is None:
        return render(request, "403_csrf.html", status=403)
    if not request.user.is_authenticated:
        return sign_in_page(request, held, status=403)
    context = {"held": held.packed(), "texts": held.texts()}
    return render(request, "403_csrf.html", context, status=403)


def _carried(request: HttpRequest, view: Any) -> Held | None:
    if getattr(view, "holds_typed", False):
        return _sent(request)
    names = getattr(view, "words", ())
    return _words(request, names) if names else held_in(request)


def _words(request: HtmxHttpRequest, names: Iterable[str]) -> Held:
    """Return what was typed into a part of a page, and where that page is."""
    body = QueryDict(mutable=True)
    body.update({name: request.POST[name] for name in names if name in request.POST})
    page = shown_page(request) if request.htmx else ""
    return Held(request.path, body.urlencode(), page or page_before(request))


def _in_place_of_page(request: HtmxHttpRequest, response: HttpResponse) -> HttpResponse:
    """Let htmx, which asked for a part of a page, show all of an answer."""
    if request.htmx:
        response.status_code = 200  # Nothing else is swapped in.
        retarget(reswap(response, "innerHTML"), "body")
    return response


def _sent(request: HttpRequest) -> Held:
    """Return what was sent; a row button's address leads back to its form."""
    body = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "row", "then"):
        body.pop(name, None)
    return Held(request.path.removesuffix("rows/"), body.urlencode())


def _forget(request: HttpRequest) -> None:
    """What is sent again stands in its answer, or is saved."""
    kept = request.session.get(SESSION, {})
    if kept.pop(request.path, None) is not None:
        request.session[SESSION] = kept
