"""The settings under test: archportal's own, in a folder of their own, without what only costs time."""

import atexit
import os
import shutil
import tempfile

if "ARCHPORTAL_TEST_DIR" not in os.environ:
    # The workers of xdist inherit the folder; only the process that made it removes it.
    os.environ["ARCHPORTAL_TEST_DIR"] = tempfile.mkdtemp(prefix="archportal-tests-")
    atexit.register(shutil.rmtree, os.environ["ARCHPORTAL_TEST_DIR"], ignore_errors=True)
os.environ["VAR_DIR"] = os.environ["ARCHPORTAL_TEST_DIR"]

from archportal.settings import *  # noqa: F403
from archportal.settings import DATABASES, STATIC_ROOT, STORAGES

# A file, not memory: concurrent saves and the live server need what SQLite does with files.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": STATIC_ROOT.parent / "test.sqlite3"}
# A connection kept open would keep PostgreSQL from dropping the test database.
DATABASES["default"]["CONN_MAX_AGE"] = 0

STATIC_ROOT.mkdir(exist_ok=True)
# The live server does not know the names of the manifest.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
