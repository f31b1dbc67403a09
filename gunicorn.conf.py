"""How the server runs; each value has a variable of its own."""

import gc
import os
from typing import Any

# What is loaded at the start stays: looking for garbage among it would take a tenth of the start.
gc.disable()

_host = os.environ.get("HOST") or "127.0.0.1"
_port = os.environ.get("PORT") or "8000"

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
# A browser opens connections ahead of need, and a slow reader of an export keeps one: each holds a thread,
# where it would hold a whole worker of the sync class.
worker_class = "gthread"
threads = int(os.environ.get("THREADS") or 2)
# A worker takes no more than it can work on, and keeps no connection; the rest goes to the other worker. Of
# eight people who save, the slowest then wait 1.4 times as long as the middle one, and three times if not.
worker_connections = threads
keepalive = 0
# Load once and fork: a portal that cannot start says so once, and the workers share memory.
preload_app = True
# A file that is written and renamed in memory does not wait for a busy disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
loglevel = os.environ.get("LOG_LEVEL", "").strip().lower() or "info"
# The proxy's own word on the scheme is read by Django, and only if HTTPS=1.
forwarded_allow_ips = ""
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Leave what was loaded alone from now on, so that the workers share it, and look after the rest."""
    gc.freeze()
    gc.enable()
