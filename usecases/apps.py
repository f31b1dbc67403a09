from django.apps import AppConfig
from django.db.models.signals import post_migrate


class UsecasesConfig(AppConfig):
    name = "usecases"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Specifications"

    def ready(self) -> None:
        from usecases import receivers  # noqa: F401
        from usecases.groups import create_groups

        post_migrate.connect(create_groups, sender=self)
