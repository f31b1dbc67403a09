"""The export of a whole specification: as a command, beside lean and plain, and over HTTP."""

import filecmp
from statistics import median

from tests.benchmarks.bench_pages import YARDSTICK
from tests.benchmarks.browser import people
from tests.benchmarks.databases import copy_of, filled
from tests.benchmarks.load import first_byte
from tests.benchmarks.paths import SPECIFICATION
from tests.benchmarks.process import memory, seconds, timed
from tests.benchmarks.rounds import interleaved, middle, ratio
from tests.benchmarks.server import portal
from tests.benchmarks.table import Row

COMMAND = ("manage.py", "export_spec", SPECIFICATION, "--format", "json")


def measure(options, folder):
    small, large = filled(1000), filled(10000)
    yardstick = folder / "yardstick-10000.json"
    timed("-m", "tests.benchmarks.lean", str(large), database=large, output=yardstick)
    measures = {
        "lean": lambda: lean(small, folder / "lean.json"),
        "1,000": lambda: timed(*COMMAND, database=small, output=folder / "1000.json"),
        "plain": lambda: plain(yardstick, folder / "plain.json"),
        "10,000": lambda: timed(*COMMAND, database=large, output=folder / "10000.json"),
    }
    results = interleaved(options.rounds, measures)
    for one, other in (("lean", "1000"), ("plain", "10000")):
        if not filecmp.cmp(folder / f"{one}.json", folder / f"{other}.json", shallow=False):
            raise RuntimeError(f"The export of {other} use cases differs from that of “{one}”.")
    limits = {("1,000", "lean"): (1.5, 1.15), ("10,000", "plain"): (3, 1.7)}
    for (size, base), (must, reach) in limits.items():
        how = f"{middle(results, size, seconds):.2f} ÷ {middle(results, base, seconds):.2f} s"
        yield Row(f"export command, {size}, ÷ {base}", ratio(results, size, base, seconds), must, reach, how)
    most, least = middle(results, "10,000", memory), middle(results, "1,000", memory)
    how = f"{most:.0f} − {least:.0f} MiB"
    yield Row("export memory, 10,000 less 1,000", most - least, 15, 2, how, "MiB")
    yield from over_http(options, folder)


def lean(database, output):
    return timed("-m", "tests.benchmarks.lean", str(database), database=database, output=output)


def plain(content, output):
    return timed("-m", "tests.benchmarks.plain", str(content), database=content, output=output)


def over_http(options, folder):
    """Compare the time to the first byte with the time that W takes; one client, nobody else."""
    database = copy_of(1000, folder)
    with portal(database, *options.server) as server:
        [person] = people(database, 1)
        server.wait("/accounts/login/")
        results = interleaved(
            options.rounds,
            {
                "W": lambda: to_first_byte(server, person, YARDSTICK, 20),
                "export": lambda: to_first_byte(server, person, f"/specs/{SPECIFICATION}.json", 5),
            },
        )
    how = f"{middle(results, 'export') * 1000:.1f} ÷ {middle(results, 'W') * 1000:.1f} ms"
    yield Row("export over HTTP, 1,000, first byte ÷ W", ratio(results, "export", "W"), 20, 13, how)


def to_first_byte(server, person, path, times):
    """Return the median seconds to the first byte."""
    request = person.get(path).replace(b"HTTP/1.1\r\n", b"HTTP/1.1\r\nConnection: close\r\n", 1)
    answers = [first_byte(server.address, request) for _ in range(times)]
    for _, answer in answers:
        if answer[9:12] != b"200":
            raise RuntimeError(f"{path} answers {answer[:300]!r}")
    return median(taken for taken, _ in answers)
