"""Run a command as a whole process, and say what it took."""

import os
import subprocess
import time
from dataclasses import dataclass

from tests.benchmarks.databases import environment
from tests.benchmarks.paths import BASE_DIR, PYTHON


@dataclass(frozen=True)
class Run:
    """Seconds from start to end, and the most memory it held, in MiB."""

    seconds: float
    memory: float


def seconds(run):
    return run.seconds


def memory(run):
    return run.memory


def timed(*arguments, database, output):
    """Run a Python command on a database; what it prints goes to the file."""
    with open(output, "wb") as file:
        began = time.perf_counter()
        child = subprocess.Popen([PYTHON, *arguments], cwd=BASE_DIR, env=environment(database), stdout=file)
        # wait4 gives the resources of this child alone, which getrusage for all children does not.
        _, status, usage = os.wait4(child.pid, 0)
        elapsed = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {child.returncode}.")
    return Run(elapsed, usage.ru_maxrss / 1024)
