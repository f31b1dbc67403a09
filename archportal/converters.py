"""Parts of addresses."""

from django.urls import register_converter


class NameConverter:
    """A slug in any script: anything but what ends it (a slash) or a format behind it (a dot)."""

    regex = r"[^/.\s\x00]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NameConverter, "name")
