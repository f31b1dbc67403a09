"""Where things are."""

import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
BENCH_DIR = BASE_DIR / "var" / "bench"
"""Filled databases and static files; all of it can be deleted."""

PYTHON = sys.executable
SPECIFICATION = "benchmark"
