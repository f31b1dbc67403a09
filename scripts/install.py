#!/usr/bin/env python3
"""Make the virtual environment, and install what a lock file names when the lock has changed.

Usage: python3 scripts/install.py requirements-dev.txt
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

BASE_DIR = Path(__file__).resolve().parent.parent
VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin" / "python"
# What a lock includes is installed with it.
INCLUDED = {"requirements-dev.txt": ["requirements.txt"]}


def fail(message: str) -> NoReturn:
    """Say in one line what is wrong, and stop."""
    print(f"archportal: {message}", file=sys.stderr)
    sys.exit(2)


def state(lock: str) -> str:
    """Name what an installation of this lock depends on: its content, and the Python it is for."""
    digest = hashlib.sha256((BASE_DIR / lock).read_bytes()).hexdigest()
    return f"{digest} {sys.version_info[0]}.{sys.version_info[1]} {BASE_DIR}\n"


def marker(lock: str) -> Path:
    return VENV / f"installed-{lock}"


def is_installed(lock: str) -> bool:
    """Say whether the last installation of this lock was completed, and is still the right one."""
    try:
        return PYTHON.exists() and marker(lock).read_text() == state(lock)
    except OSError:
        return False


def unfinished() -> Path:
    """Name the file that is there while pip writes: a package it left half-written looks installed to pip."""
    return VENV / "unfinished"


def make_venv() -> None:
    """Make the virtual environment, unless a usable one of the same Python is there."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    pip = VENV / "lib" / f"python{version}" / "site-packages" / "pip"
    if PYTHON.exists() and pip.is_dir() and not unfinished().exists():
        return
    try:
        import ensurepip
        import venv
    except ImportError:
        fail(
            "this Python has no venv module; install it (on Debian: apt install python3-venv) and run again."
        )
    del ensurepip, venv
    shutil.rmtree(VENV, ignore_errors=True)
    result = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if result.returncode:
        fail(f"the virtual environment {VENV} cannot be made: {last_line(result.stderr or result.stdout)}")


def install(lock: str) -> None:
    """Install the packages of the lock, each checked against its hash; nothing happens if they are there."""
    if is_installed(lock):
        return
    print(f"Installing {lock} into .venv …", flush=True)
    make_venv()
    unfinished().touch()
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    result = subprocess.run(
        [*command, "--require-hashes", "-r", lock], cwd=BASE_DIR, stderr=subprocess.PIPE, text=True
    )
    if result.returncode:
        sys.stderr.write(result.stderr)
        fail(f"pip could not install {lock} (its messages stand above); check the network and run again.")
    # Only now: an installation that was interrupted is made again by the next run.
    for name in [lock, *INCLUDED.get(lock, [])]:
        marker(name).write_text(state(name))
    unfinished().unlink()


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason was given"])[-1]


if __name__ == "__main__":
    install(sys.argv[1])
