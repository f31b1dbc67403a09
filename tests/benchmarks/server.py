"""Start a server as it is started in earnest, and watch its processes."""

import contextlib
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from scripts.memory import THRIFT
from tests.benchmarks.databases import environment
from tests.benchmarks.paths import BASE_DIR, PYTHON


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running gunicorn; a context manager that stops it."""

    def __init__(self, application, folder, env, *options):
        self.port = free_port()
        self.address = ("127.0.0.1", self.port)
        self.began = time.perf_counter()
        # A file, because a pipe that nobody reads would stop the server once it is full.
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the server)
        config = ["--config", str(BASE_DIR / "gunicorn.conf.py"), *options]
        self.process = subprocess.Popen(
            [PYTHON, "-m", "gunicorn", *config, application],
            cwd=folder,
            env={**env, "HOST": "127.0.0.1", "PORT": str(self.port)},
            stderr=self.log,
        )

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def wait(self, path):
        """Wait for the first answer; return the seconds since the start."""
        request = f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode()
        while self.process.poll() is None and time.perf_counter() - self.began < 60:
            with contextlib.suppress(OSError), socket.create_connection(self.address, timeout=30) as probe:
                probe.sendall(request)
                answer = probe.recv(4096)
                if answer[9:12] == b"200":
                    return time.perf_counter() - self.began
                if answer:
                    raise RuntimeError(f"{path} answers {answer[:200]!r}")
            time.sleep(0.002)
        self.log.seek(0)
        raise RuntimeError(f"The server does not answer: {self.log.read().decode()[-2000:]}")

    def workers(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def worker_memory(self):
        """Return the resident MiB of a worker (median)."""
        return statistics.median(resident(pid) for pid in self.workers())


def resident(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def portal(database, *options):
    """Start archportal on a database."""
    return Server("archportal.wsgi", BASE_DIR, environment(database, **THRIFT), *options)
