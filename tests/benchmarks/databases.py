"""Filled databases, kept for the next run as long as neither the schema nor the filler has changed."""

import hashlib
import os
import shutil
import subprocess

from tests.benchmarks.paths import BASE_DIR, BENCH_DIR, PYTHON

DEPENDS_ON = [
    "tests/benchmarks/content.py",
    "tests/benchmarks/fill.py",
    "archportal/spec/documents.py",
    "archportal/spec/rules.py",
    "archportal/spec/search.py",
    "archportal/spec/pieces.py",
    "archportal/spec/words.py",
    "search/*.py",
    "*/migrations/*.py",
    "*/specs.py",
    "usecases/row_kinds.py",
]


def environment(database, **more):
    """Return the environment in which archportal is measured on this database."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(BENCH_DIR),
        "SECRET_KEY": "benchmark",
        "LOG_LEVEL": "WARNING",
        **more,
    }


def state():
    """Name the state of everything that a filled database depends on."""
    digest = hashlib.sha256()
    for pattern in DEPENDS_ON:
        for path in sorted(BASE_DIR.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def copy_of(size, folder):
    """Return a copy of the database with that many use cases, which may be written to."""
    copy = folder / f"{size}.sqlite3"
    shutil.copy(filled(size), copy)
    return copy


def filled(size):
    """Return the database with that many use cases; filled if it is not there."""
    path = BENCH_DIR / f"{state()}-{size}.sqlite3"
    if not path.exists():
        BENCH_DIR.mkdir(parents=True, exist_ok=True)
        for outdated in BENCH_DIR.glob(f"*-{size}.sqlite3*"):
            outdated.unlink()
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        run("-m", "tests.benchmarks.fill", str(size), database=unfinished)
        unfinished.rename(path)
    return path


def run(*arguments, database, **options):
    """Run a Python command on a database to its end."""
    command = [PYTHON, *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=environment(database), check=True, **options)


def collect_static_files():
    """Collect what the pages link to; without it they cannot be rendered."""
    run("manage.py", "collectstatic", "--no-input", "--verbosity", "0", database=BENCH_DIR / "none.sqlite3")
