"""Read settings from environment variables; whatever cannot be read is refused in one sentence."""

import fcntl
import os
import re
import secrets
import zoneinfo
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BOOLEANS = {
    "1": True, "true": True, "yes": True, "on": True,
    "0": False, "false": False, "no": False, "off": False,
}  # fmt: skip
LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
POSTGRESQL_EXAMPLE = "postgresql://user:password@localhost:5432/archportal"


class BadSetting(ImproperlyConfigured):
    """An environment variable cannot be used as it is; the message is for the administrator."""


def text(name: str, default: str = "") -> str:
    """Read a text; a variable that is set but empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool = False) -> bool:
    """Read a switch."""
    value = text(name).lower()
    if not value:
        return default
    if value not in BOOLEANS:
        raise BadSetting(f"{name} must be 1 or 0, not “{value}”.")
    return BOOLEANS[value]


def integer(name: str, default: int, least: int = 0) -> int:
    """Read a whole number that is not below `least`."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise BadSetting(f"{name} must be a whole number from {least} up, not “{value}”.")
    return int(value)


def words(name: str) -> list[str]:
    """Read a list whose items are separated by commas or spaces."""
    return text(name).replace(",", " ").split()


def hosts(name: str) -> list[str]:
    """Read names of hosts: without scheme, port or path, as Django compares them."""
    for word in words(name):
        if not re.fullmatch(r"\*|\.?[^\s/:@\[\]]+|\[[0-9A-Fa-f:.]+\]", word):
            raise BadSetting(f"{name} must hold names such as portal.example.org, not “{word}”.")
    return words(name)


def origins(name: str) -> list[str]:
    """Read origins: a scheme and a host, maybe with a port."""
    found = [word.removesuffix("/") for word in words(name)]
    for word in found:
        if not re.fullmatch(r"https?://[^\s/@]+", word):
            raise BadSetting(f"{name} must hold origins such as https://portal.example.org, not “{word}”.")
    return found


def folder(name: str, default: Path) -> Path:
    """Read the path of a folder, and make the folder for this user alone if it is not there."""
    path = Path(text(name, str(default))).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"{name}: the folder {path} cannot be made ({error.strerror}).") from None
    return path


def secret_key(path: Path) -> str:
    """Read `SECRET_KEY`, or the key in the file, which is generated the first time.

    The lock makes two processes that start together agree on one key, and a file left empty by a
    crash is filled by the next start.
    """
    if key := text("SECRET_KEY"):
        return key
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            key = file.read().strip()
            if not key:
                key = secrets.token_urlsafe(64)
                file.write(key + "\n")
    except OSError as error:
        raise BadSetting(
            f"The secret key in {path} cannot be read or written ({error.strerror}). "
            "Make the file yours or set SECRET_KEY."
        ) from None
    return key


def database(base: Path, default: Path) -> dict[str, Any]:
    """Read `DATABASE_URL`; a relative SQLite path counts from `base`.

    A message never repeats the value, because the value holds a password.
    """
    url = text("DATABASE_URL")
    if not url:
        return sqlite(default)
    scheme = url.partition(":")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise BadSetting(
            "DATABASE_URL must begin with postgresql:// or sqlite:///, for example "
            + POSTGRESQL_EXAMPLE
            + "."
        )
    try:
        config = dict(dj_database_url.parse(url))
    except ValueError:
        raise BadSetting(
            "DATABASE_URL is malformed. Write it like "
            + POSTGRESQL_EXAMPLE
            + ", with %40 for an @ in the password."
        ) from None
    if not config["NAME"] or config["NAME"] == ":memory:":
        raise BadSetting("DATABASE_URL names no database. Write it like " + POSTGRESQL_EXAMPLE + ".")
    if scheme == "sqlite":
        return sqlite(base / str(config["NAME"]))
    return postgresql(config)


def sqlite(path: Path) -> dict[str, Any]:
    """Describe a SQLite file that several processes read and write at the same time."""
    return {
        "ENGINE": "archportal.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # Take the write lock when a transaction begins: one that reads first and writes later
            # would otherwise fail, without waiting, whenever somebody else wrote in between.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Every thread has a connection. Half a megabyte of pages is enough: the system holds them too.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-500;",
        },
    }


def postgresql(config: dict[str, Any]) -> dict[str, Any]:
    """Complete a PostgreSQL configuration; what the URL's query says goes first."""
    options = {"connect_timeout": 10, **config.get("OPTIONS", {})}
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def time_zone(name: str, default: str) -> str:
    """Read the name of a time zone."""
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSetting(
            f"{name} must be the name of a time zone such as Europe/Berlin, not “{value}”."
        ) from None
    return value


def log_level(name: str, default: str) -> str:
    """Read how much is logged."""
    value = text(name, default).upper()
    if value not in LOG_LEVELS:
        raise BadSetting(f"{name} must be one of {', '.join(LOG_LEVELS)}, not “{value}”.")
    return value
