#!/usr/bin/env python3
"""Install archportal as far as that is needed, prepare its database, and serve it.

Runs under the system's Python with nothing but the standard library. This file also has to be
understood by a Python that is too old, or its first error could not be printed.
"""

import os
import socket
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (the message is for those who have no newer one)
    sys.stderr.write("archportal: Python 3.11 or newer is needed, not {}.{}; ".format(*sys.version_info))
    sys.stderr.write("name another one like this: make run PYTHON=python3.12\n")
    sys.exit(2)

import install
import memory


def number(name: str, default: str, most: int) -> int:
    """Read a number of the server's own settings, which Django does not see."""
    value = os.environ.get(name, "").strip() or default
    if not value.isdecimal() or not 0 < int(value) <= most:
        install.fail(f"{name} must be a number from 1 to {most}, not “{value}”.")
    return int(value)


def check_free(host: str, port: int) -> None:
    """Stop if the server could not listen at the address, before anything that takes time."""
    try:
        family, kind, protocol, _, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except socket.gaierror:
        install.fail(f"HOST must be an address of this machine, not “{host}”.")
    except OSError as error:
        install.fail(
            f"port {port} on {host} cannot be used ({error.strerror}); "
            f"stop what uses it or choose another: PORT={port + 1} make run"
        )


def main() -> None:
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    port = number("PORT", "8000", most=65535)
    workers = number("WEB_CONCURRENCY", "2", most=64)
    threads = number("THREADS", "8", most=64)
    check_free(host, port)
    install.install("requirements.txt")
    os.chdir(install.BASE_DIR)
    python = str(install.PYTHON)
    status = install.subprocess.call([python, "manage.py", "prepare"])
    if status:
        sys.exit(status)
    shown = f"[{host}]" if ":" in host else host
    print(f"archportal answers at http://{shown}:{port}/ (stop it with Ctrl+C)", flush=True)
    os.environ.update(HOST=host, PORT=str(port), WEB_CONCURRENCY=str(workers), THREADS=str(threads))
    for name, value in memory.THRIFT.items():
        os.environ.setdefault(name, value)
    os.execv(python, [python, "-m", "gunicorn", "--config", "gunicorn.conf.py", "archportal.wsgi"])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
