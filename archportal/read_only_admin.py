"""Django's admin of what nobody changes by hand."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ReadOnlyAdmin(admin.ModelAdmin):
    """The admin of rows that are seen and searched, newest first, and neither made, changed nor deleted."""

    actions = None
    date_hierarchy = "at"
    list_per_page = 50
    ordering = ["-pk"]
    view_on_site = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
