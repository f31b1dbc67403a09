"""Addresses that a request brings, as far as they lead to a page of this portal."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, address: str, otherwise: str = "/") -> str:
    """Return an address that a request brings, and another one if it would lead to another site."""
    hosts = {request.get_host()}
    own = url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure())
    return address if own else otherwise


def page_before(request: HttpRequest, otherwise: str = "/") -> str:
    """Return the page of this portal from which somebody came, as far as their browser says it."""
    return own_address(request, request.headers.get("Referer", ""), otherwise)
