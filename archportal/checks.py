"""What `manage.py check --deploy` says about archportal's own settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def check_https(**kwargs: Any) -> list[CheckMessage]:
    """Warn where people reach the portal from other machines without TLS.

    Django's own TLS checks (W004, W008, W012, W016) cannot tell a portal on a loopback address, where
    nothing crosses a wire, from a public one; the allowed hosts can.
    """
    hosts = [host for host in settings.ALLOWED_HOSTS if host not in settings.LOOPBACK_HOSTS]
    if settings.HTTPS or not hosts:
        return []
    return [
        Warning(
            f"ALLOWED_HOSTS names {', '.join(hosts)}, but HTTPS is off: passwords travel unprotected.",
            hint="Put a proxy with TLS in front of archportal and set HTTPS=1.",
            id="archportal.W001",
        )
    ]
