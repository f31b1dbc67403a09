from django.apps import AppConfig
from django.apps.registry import Apps
from django.apps.registry import apps as current
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_fill_if_outdated, sender=self)


def _fill_if_outdated(apps: Apps = current, **kwargs: object) -> None:
    from search.filling import fill_if_outdated

    fill_if_outdated(apps)
