"""Scripts that are always asked for together are served as one file, which is smaller and one wait only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = {
    "js/page.js": ("js/shell.js", "js/shortcuts.js", "js/search.js", "js/copy.js", "js/times.js"),
    "js/editor.js": (
        "js/place.js",
        "js/drafts.js",
        "js/rows.js",
        "js/choose.js",
        "js/paste.js",
        "js/heading.js",
        "js/combobox.js",
        "js/naming.js",
        "js/new_things.js",
        "js/preview.js",
    ),
}


class Bundler:
    """Where the collected files come from, with the bundles made of them."""

    def __init__(self, paths: Mapping[str, tuple[Any, str]]) -> None:
        self.paths = paths

    def open(self, name: str) -> File:
        """Return a bundle: its scripts one after the other."""
        parts = []
        for part in BUNDLES[name]:
            storage, path = self.paths[part]
            with storage.open(path) as file:
                parts.append(file.read())
        return ContentFile(b"\n".join(parts), name)


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Add the bundles to the static files as they are collected, hashed and compressed."""

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Treat each bundle like a file that was found."""
        bundler = Bundler(dict(paths))
        complete = {name for name, parts in BUNDLES.items() if paths.keys() >= set(parts)}
        yield from super().post_process(paths | {name: (bundler, name) for name in complete}, *args, **kwargs)


def scripts_of(name: str) -> tuple[str, ...]:
    """Return the files to load for a bundle: itself where it was collected, else its parts."""
    bundled = isinstance(staticfiles_storage._wrapped, BundlingStorage) and not settings.DEBUG
    return (name,) if bundled else BUNDLES[name]
