from django.apps import AppConfig


class ArchportalConfig(AppConfig):
    name = "archportal"
    label = "archportal"

    def ready(self) -> None:
        from archportal import checks  # noqa: F401 (registers the checks)
