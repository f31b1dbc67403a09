"""Django's admin with archportal's own site in the place of the stock one."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS for `django.contrib.admin`."""

    default_site = "archportal.admin_site.PortalAdminSite"

    def ready(self) -> None:
        super().ready()
        from allauth.account.models import EmailAddress
        from django.contrib.admin import site

        # archportal sends no mail, so nobody's address has to be confirmed.
        site.unregister(EmailAddress)
