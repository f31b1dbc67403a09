"""Pages that are read: requests a second of eight people, beside the yardstick W."""

import re

from tests.benchmarks.browser import people, reading
from tests.benchmarks.databases import copy_of
from tests.benchmarks.load import load
from tests.benchmarks.paths import SPECIFICATION
from tests.benchmarks.rounds import interleaved, middle, ratio
from tests.benchmarks.server import portal
from tests.benchmarks.table import Row

LIST = f"/specs/{SPECIFICATION}/use-cases/"
YARDSTICK = "/yardstick/"
PEOPLE = 8


def use_case_pages(person, server):
    """Return the addresses of the use cases on the list."""
    page = person.fetch(server, LIST)
    links = re.findall(rf'href="({LIST}[^"/]+/)"', page)
    return [link for link in dict.fromkeys(links) if link != f"{LIST}new/"]


def rate(sample):
    if sample.errors:
        raise RuntimeError(f"{len(sample.errors)} answers were wrong; the first: {sample.errors[0]!r}")
    return sample.rate


def measure(options, folder):
    with portal(copy_of(1000, folder), *options.server) as server:
        everybody = people(folder / "1000.sqlite3", PEOPLE)
        server.wait("/accounts/login/")
        pages = use_case_pages(everybody[0], server)
        addresses = {
            "W": [YARDSTICK] * PEOPLE,
            "list of 25": [LIST] * PEOPLE,
            "use case page": pages[:PEOPLE],
            "edit form": [f"{page}edit/" for page in pages[:PEOPLE]],
        }
        results = interleaved(
            options.rounds,
            {
                name: lambda paths=paths: rate(read(server, everybody, paths, options.seconds))
                for name, paths in addresses.items()
            },
        )
    yield Row("W", middle(results, "W"), how="8 clients", unit="/s")
    limits = {"list of 25": (0.30, 0.45), "use case page": (0.25, 0.33), "edit form": (0.12, 0.25)}
    for name, (must, reach) in limits.items():
        how = f"{middle(results, name):.0f}/s"
        yield Row(f"{name} ÷ W", ratio(results, name, "W"), must, reach, how, more_is_better=True)


def read(server, everybody, paths, seconds):
    clients = [reading([person], path)[0] for person, path in zip(everybody, paths, strict=True)]
    return load(server.address, clients, seconds)
