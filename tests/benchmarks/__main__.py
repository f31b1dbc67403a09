"""Measure, print the table, and end with an error where a “must” is missed."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import bench_export, bench_growth, bench_large, bench_pages, bench_process, bench_save
from tests.benchmarks.databases import collect_static_files, filled
from tests.benchmarks.table import markdown

SCENARIOS = {
    "pages": bench_pages.measure,
    "save": bench_save.measure,
    "export": bench_export.measure,
    "process": bench_process.measure,
    "growth": bench_growth.measure,
    "large": bench_large.measure,
}
SIZES = [22, 1000, 10000]


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--rounds", type=int, default=9, help="rounds that count (default: 9)")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a round (default: 1)")
    parser.add_argument("--sync", action="store_true", help="two sync workers")
    parser.add_argument("--gthread", type=int, metavar="THREADS", help="two workers with so many threads")
    options = parser.parse_args()
    if unknown := set(options.scenarios) - set(SCENARIOS):
        parser.error(f"There is no scenario {', '.join(unknown)}; choose from {', '.join(SCENARIOS)}.")
    options.server = ["--worker-class", "sync", "--threads", "1"] if options.sync else []
    if options.gthread:
        options.server = ["--worker-class", "gthread", "--threads", str(options.gthread)]
    return options


def main():
    options = arguments()
    for size in SIZES:
        filled(size)
    collect_static_files()
    rows = []
    for name in options.scenarios or SCENARIOS:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="archportal-bench-") as folder:
            rows += SCENARIOS[name](options, Path(folder))
    print(markdown(rows))
    missed = [row.what for row in rows if row.misses(row.must)]
    if missed:
        sys.exit(f"Missed: {'; '.join(missed)}.")


if __name__ == "__main__":
    main()
