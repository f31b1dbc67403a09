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
# A browser opens connections ahead of need, each of which holds a thread for up to five seconds, and a slow
# reader of an export keeps one. With the sync class each would hold a whole worker.
worker_class = "gthread"
threads = int(os.environ.get("THREADS") or 8)
# Who stops the server waits this long at most for a connection that says nothing more.
graceful_timeout = 10
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
