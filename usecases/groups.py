"""The groups Viewer, Editor and Administrator."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

CONTENT = ("personas", "usecases")
VIEWER, EDITOR, ADMINISTRATOR = "Viewer", "Editor", "Administrator"


def create_groups(using: str = "default", **kwargs: Any) -> None:
    """Create the groups that are missing, after migrations; groups that exist stay as they are."""
    missing = {VIEWER, EDITOR, ADMINISTRATOR} - set(Group.objects.using(using).values_list("name", flat=True))
    if not missing:
        return
    for label in (*CONTENT, "auth"):
        create_permissions(apps.get_app_config(label), using=using, verbosity=0)
    for name in missing:
        group = Group.objects.using(using).create(name=name)
        group.permissions.set(Permission.objects.using(using).filter(_permissions(name)))


def _permissions(group: str) -> Q:
    content = Q(content_type__app_label__in=CONTENT)
    if group == VIEWER:
        return content & Q(codename__startswith="view_")
    if group == EDITOR:
        # Revisions can be read only, by whomever.
        return content & (Q(codename__startswith="view_") | ~Q(codename__endswith="revision"))
    return content | Q(content_type__app_label="auth")
