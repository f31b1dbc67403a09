"""Views that are loaded when somebody asks for them: a start, and the sign-in page, need few of them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


class LazyViews:
    """The views of a module, by name, for a list of addresses.

    `LazyViews("usecases.views.flow").flow` is a view that loads the module when it is first asked. A name
    that the module does not have is an error then, and not at the start.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> View:
        return _lazy_view(self._module, name)


def loaded(view: View | None) -> View | None:
    """Return the view itself, with all that its decorators say of it."""
    return getattr(view, "load", lambda: view)()


def _lazy_view(module: str, name: str) -> View:
    def load() -> View:
        found: View = getattr(import_module(module), name)
        return found

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return load()(request, *args, **kwargs)

    view.load = load  # type: ignore[attr-defined]
    # What Django calls the view in its own messages.
    view.__module__, view.__name__, view.__qualname__ = module, name, name
    return view
