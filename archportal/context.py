"""What the shell of every page needs to know. No query is made here."""

from django.http import HttpRequest

from archportal.theme import theme_of


def portal(request: HttpRequest) -> dict[str, str]:
    """Return the reader's theme and the part of the navigation that the page belongs to."""
    return {"theme": theme_of(request), "current": section(request.path_info)}


def section(path: str) -> str:
    """Name the entry of the main navigation that an address lies under, if there is one."""
    if path.startswith("/personas"):
        return "personas"
    return "specifications" if path == "/" or path.startswith("/specs") else ""
