"""What is computed from a whole specification, at three sizes: its checks, its picture, and the search."""

from tests.benchmarks.bench_export import COMMAND, to_first_byte
from tests.benchmarks.bench_pages import YARDSTICK
from tests.benchmarks.browser import people
from tests.benchmarks.databases import copy_of
from tests.benchmarks.paths import SPECIFICATION
from tests.benchmarks.process import seconds, timed
from tests.benchmarks.rounds import interleaved, middle, ratio
from tests.benchmarks.server import portal
from tests.benchmarks.table import Row

SIZES = [22, 1000, 10000]
ADDRESSES = {
    "checks page": f"/specs/{SPECIFICATION}/checks/",
    "flow page": f"/specs/{SPECIFICATION}/flow/",
    "search, one keystroke": "/search/box/?q=ba",
    "search, all found": "/search/?q=ba",
}
LONG = 0.3
"""Seconds after which one answer says enough in a round."""


def measure(options, folder):
    for size in SIZES:
        database = copy_of(size, folder)
        yield checked(options, folder, database, size)
        yield from answered(options, database, size)


def checked(options, folder, database, size):
    """Compare checking the whole after a change with exporting it."""
    printed = folder / "printed"
    check = ("-m", "tests.benchmarks.check")
    measures = {
        "check": lambda: timed(*check, database=database, output=printed),
        "export": lambda: timed(*COMMAND, database=database, output=printed),
    }
    if size == max(SIZES):
        # Long enough to need no repetition.
        results = {name: [measure()] for name, measure in measures.items()}
    else:
        results = interleaved(rounds(options), measures)
    how = f"{middle(results, 'check', seconds):.2f} ÷ {middle(results, 'export', seconds):.2f} s"
    return Row(f"checks of {size:,} ÷ export command", ratio(results, "check", "export", seconds), how=how)


def answered(options, database, size):
    """Compare what one person waits for with W."""
    with portal(database, *options.server) as server:
        [person] = people(database, 1)
        server.wait("/accounts/login/")
        measures = {"W": lambda: to_first_byte(server, person, YARDSTICK, 10)}
        for name, path in ADDRESSES.items():
            once = min(to_first_byte(server, person, path, 1) for _ in range(2))
            times = 1 if once > LONG else 5
            measures[name] = lambda path=path, times=times: to_first_byte(server, person, path, times)
        results = interleaved(rounds(options), measures)
    for name in ADDRESSES:
        how = f"{middle(results, name) * 1000:.1f} ÷ {middle(results, 'W') * 1000:.1f} ms"
        yield Row(f"{name}, {size:,}, first byte ÷ W", ratio(results, name, "W"), how=how)


def rounds(options):
    """Return a third of the rounds: there is much to measure, and little that must be reached."""
    return max(1, options.rounds // 3)
