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


def address() -> "tuple[str, int]":
    """Read HOST and PORT."""
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    port = os.environ.get("PORT", "").strip() or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        install.fail(f"PORT must be a number from 1 to 65535, not “{port}”.")
    return host, int(port)


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
    host, port = address()
    check_free(host, port)
    install.install("requirements.txt")
    os.chdir(install.BASE_DIR)
    python = str(install.PYTHON)
    status = install.subprocess.call([python, "manage.py", "prepare"])
    if status:
        sys.exit(status)
    shown = f"[{host}]" if ":" in host else host
    print(f"archportal answers at http://{shown}:{port}/ (stop it with Ctrl+C)", flush=True)
    os.environ.update(HOST=host, PORT=str(port))
    os.execv(python, [python, "-m", "gunicorn", "--config", "gunicorn.conf.py", "archportal.wsgi"])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
